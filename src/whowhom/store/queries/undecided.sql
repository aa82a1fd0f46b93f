-- What was left open, the commonest words first.
SELECT field, lower(text) AS words, reason, count(*) AS times, count(DISTINCT article) AS articles
FROM undecided GROUP BY ALL ORDER BY times DESC, words
