-- What went wrong, by kind, with one example of each.
SELECT kind, skipped, partial, count(*) AS times, any_value(message) AS example
FROM news.failures GROUP BY ALL ORDER BY skipped, partial, times DESC, kind
