-- Who acts on whom in a period: the edges with most events.
SELECT source, target, count(*) AS events, round(avg(score), 3) AS score, bool_and(mutual) AS mutual
FROM desk.tie
WHERE source <> target AND ($status IS NULL OR status = $status) AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
GROUP BY ALL ORDER BY events DESC, source, target LIMIT $limit
