-- What a party does and what is done to it, by type and status.
SELECT IF(s.acts, 'does', 'suffers') AS side, f.type, f.status, count(*) AS events
FROM desk.stand s JOIN desk.fact f ON f.row = s.row
WHERE s.code = $party AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
GROUP BY ALL ORDER BY side, events DESC, f.type
