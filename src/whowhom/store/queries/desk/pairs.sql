-- The pairs with most events between them in a period, whoever acts. Only what is told as actual counts.
SELECT least(source, target) AS one, greatest(source, target) AS two, count(*) AS events,
       count(*) FILTER (WHERE score > 0) AS cooperation, count(*) FILTER (WHERE score < 0) AS conflict,
       round(avg(score), 3) AS score
FROM desk.tie
WHERE once AND source <> target AND status = 'actual' AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
GROUP BY ALL ORDER BY events DESC, one, two LIMIT $limit
