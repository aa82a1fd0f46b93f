-- How many statements pass the filters, in how many articles, by how many speakers with a code.
SELECT count(*) AS statements, count(DISTINCT article_at) AS articles, count(DISTINCT t.code) AS speakers
FROM desk.heard($speaker, $about, $called, $words, $kind, $manner, $stance, $since, $until, $min_confidence,
                              $outlet, $article) s
LEFT JOIN desk.teller t ON t.teller = s.teller
