-- What the events that pass the filters are made of: the commonest values of each facet; `all` counts them.
WITH hit AS MATERIALIZED (
  SELECT row, type, mode, status, outlet, place_country, confidence, article_at
  FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
), counted AS (
  SELECT 'all' AS facet, 'events' AS value, count(*) AS number FROM hit
  UNION ALL SELECT 'all', 'articles', count(DISTINCT article_at) FROM hit
  UNION ALL SELECT 'type', type, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'mode', mode, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'status', status, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'outlet', outlet, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'country', place_country, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'confidence', (floor(confidence * 10) / 10)::DECIMAL(2, 1)::VARCHAR, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT IF(s.acts, 'actor', 'recipient'), s.code, count(*)
            FROM desk.stand s SEMI JOIN hit h ON h.row = s.row GROUP BY ALL
)
SELECT facet, value, number FROM counted WHERE value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY facet ORDER BY number DESC, value) <= $most
ORDER BY facet, number DESC, value
