-- What is alleged or denied, by who, to whom, type and month, the denied first; beside it how many events of the
-- same kind are told as actual.
WITH hit AS MATERIALIZED (
  SELECT row, status, article_at, date_trunc('month', day)::DATE AS month, day
  FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
  WHERE status IN ('denied', 'alleged')
), disputed AS MATERIALIZED (
  SELECT t.source, t.target, t.type, h.month, count(*) FILTER (WHERE h.status = 'denied') AS denied,
         count(*) FILTER (WHERE h.status = 'alleged') AS alleged, count(DISTINCT h.article_at) AS articles,
         max(h.day) AS last_day
  FROM hit h JOIN desk.tie t ON t.row = h.row
  GROUP BY ALL
  ORDER BY denied > 0 DESC, denied + alleged DESC, last_day DESC, t.source, t.target, t.type LIMIT $limit
)
SELECT d.*, (SELECT count(*) FROM desk.tie t
             WHERE t.source IS NOT DISTINCT FROM d.source AND t.target IS NOT DISTINCT FROM d.target AND t.type = d.type AND t.status = 'actual'
               AND date_trunc('month', t.day) IS NOT DISTINCT FROM d.month) AS actual
FROM disputed d
ORDER BY denied > 0 DESC, denied + alleged DESC, last_day DESC, source, target, type
