-- What the statements that pass the filters are made of: the commonest values of each facet; `all` counts them.
WITH hit AS MATERIALIZED (
  SELECT row, kind, manner, article_at, teller
  FROM desk.heard($speaker, $about, $called, $words, $kind, $manner, $stance, $since, $until, $min_confidence,
                  $outlet, $article)
), counted AS (
  SELECT 'all' AS facet, 'statements' AS value, count(*) AS number FROM hit
  UNION ALL SELECT 'all', 'articles', count(DISTINCT article_at) FROM hit
  UNION ALL SELECT 'speaker', t.code, count(*) FROM hit h JOIN desk.teller t ON t.teller = h.teller GROUP BY ALL
  UNION ALL SELECT 'kind', kind, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'manner', manner, count(*) FROM hit GROUP BY ALL
  UNION ALL SELECT 'outlet', a.outlet, count(*) FROM hit h JOIN news.articles a ON a.rowid = h.article_at GROUP BY ALL
  UNION ALL SELECT 'stance', k.stance, count(*)
            FROM desk.stake k SEMI JOIN hit h ON h.row = k.saying WHERE k.once GROUP BY ALL
  UNION ALL SELECT 'about', k.code, count(*) FROM desk.about k SEMI JOIN hit h ON h.row = k.row GROUP BY ALL
)
SELECT facet, value, number FROM counted WHERE value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY facet ORDER BY number DESC, value) <= $most
ORDER BY facet, number DESC, value
