-- What reviewers said, oldest first.
SELECT correction, event, article, reviewer, made, verdict, before, after FROM news.corrections
WHERE ($article IS NULL OR article = $article) AND ($event IS NULL OR event = $event)
ORDER BY made, correction
