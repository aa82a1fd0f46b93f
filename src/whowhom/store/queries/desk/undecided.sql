-- What was left open, by field and reason.
SELECT field, reason, count(*) AS times FROM news.undecided GROUP BY ALL ORDER BY times DESC, field, reason LIMIT $limit
