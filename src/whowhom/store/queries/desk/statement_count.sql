-- How many statements pass the filters, in how many articles.
SELECT count(*) AS statements, count(DISTINCT article_at) AS articles
FROM desk.heard($speaker, $about, $called, $words, $kind, $manner, $stance, $since, $until, $min_confidence, $outlet,
                $article)
