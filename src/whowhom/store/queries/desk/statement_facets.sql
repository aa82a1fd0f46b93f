-- What the statements that pass the filters are made of: the commonest values of each facet; `all` counts them.
WITH hit AS MATERIALIZED (
  SELECT row, kind, manner, outlet, article_at, code
  FROM desk.heard($speaker, $about, $called, $words, $kind, $manner, $stance, $since, $until, $min_confidence,
                              $outlet, $article)
), counted AS (
  SELECT 'all' AS facet, 'statements' AS value, count(*) AS number FROM hit
  UNION ALL SELECT 'all', 'articles', count(DISTINCT article_at) FROM hit
  UNION ALL SELECT 'speaker', code, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'kind', kind, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'manner', manner, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'outlet', outlet, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'stance', k.stance, count(DISTINCT k.saying)
            FROM desk.stake k SEMI JOIN hit h ON h.row = k.saying GROUP BY ALL
  UNION ALL SELECT 'about', t.code, count(DISTINCT k.row)
            FROM desk.topic k SEMI JOIN hit h ON h.row = k.row JOIN desk.teller t ON t.teller = k.teller GROUP BY ALL
)
SELECT facet, value, number FROM counted WHERE value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY facet ORDER BY number DESC, value) <= $most
ORDER BY facet, number DESC, value
