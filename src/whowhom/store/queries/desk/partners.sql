-- With whom a party has to do: on whom it acts, and who acts on it.
SELECT IF(source = $party, 'does', 'suffers') AS side, IF(source = $party, target, source) AS other,
       count(*) AS events, count(*) FILTER (WHERE score > 0) AS cooperation,
       count(*) FILTER (WHERE score < 0) AS conflict, round(avg(score), 3) AS score
FROM desk.tie
WHERE (source = $party OR target = $party) AND source <> target AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
GROUP BY ALL ORDER BY side, events DESC, other LIMIT $limit
