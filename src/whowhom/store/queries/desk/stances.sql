-- Who takes which stance on some events (`events`, rows of desk.fact), with the words that decided it and the
-- statements with their evidence; at most `most` of a stance on an event.
WITH taken AS MATERIALIZED (
  SELECT * FROM desk.stake WHERE row IN (SELECT unnest($events::INTEGER[]))
  QUALIFY row_number() OVER (PARTITION BY row, stance ORDER BY saying) <= $most
)
SELECT k.row AS of, k.stance, c.rule, c.evidence_text, c.evidence_start, c.evidence_end, q.*
FROM desk.quoted((SELECT list(DISTINCT saying - 1) FROM taken)) q  -- as facts
JOIN taken k ON k.saying = q.row
JOIN news.claims c ON c.rowid = k.claim_at
ORDER BY k.row, q.row
