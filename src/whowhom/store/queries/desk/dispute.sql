-- Matters in dispute (lists of who, to whom, type and month): of each a few events told as denied, alleged and actual,
-- with evidence; `matter` is its number.
WITH matter AS (
  SELECT unnest(range(len($types::VARCHAR[]))) AS matter, unnest($sources::VARCHAR[]) AS source,
         unnest($targets::VARCHAR[]) AS target, unnest($types::VARCHAR[]) AS type, unnest($months::DATE[]) AS month
), top AS MATERIALIZED (
  SELECT m.matter, t.row
  FROM desk.tie t
  JOIN matter m ON t.type = m.type AND t.source IS NOT DISTINCT FROM m.source AND t.target IS NOT DISTINCT FROM m.target
               AND date_trunc('month', t.day)::DATE IS NOT DISTINCT FROM m.month
  WHERE t.status IN ('denied', 'alleged', 'actual')
  QUALIFY row_number() OVER (PARTITION BY m.matter, t.status ORDER BY t.row DESC) <= $limit
)
SELECT p.matter, e.*
FROM desk.evidence((SELECT list(row - 1) FROM top)) e  -- facts are laid down in the order of their rows
JOIN top p ON p.row = e.row
ORDER BY e.row
