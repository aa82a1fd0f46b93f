-- What two parties do to one another, by who acts, type and status.
SELECT source, target, type, status, count(*) AS events
FROM desk.tie
WHERE ((source = $party AND target = $other) OR (source = $other AND target = $party)) AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
GROUP BY ALL ORDER BY source, events DESC, type, status
