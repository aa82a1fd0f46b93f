-- Cooperation and conflict between two parties over time, by who acts.
SELECT date_trunc($unit, day)::DATE AS day, source, score, count(*) AS events
FROM desk.tie
WHERE ((source = $party AND target = $other) OR (source = $other AND target = $party))
  AND status = 'actual' AND day IS NOT NULL AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
GROUP BY ALL ORDER BY ALL
