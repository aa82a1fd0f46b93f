-- Planned events from a day on, the soonest first, with evidence.
SELECT * FROM desk.evidence((SELECT list(spot) FROM (
  SELECT rowid AS spot FROM desk.fact
  WHERE status = 'planned' AND day >= $since AND ($until IS NULL OR day <= $until) ORDER BY row LIMIT $limit
)))
ORDER BY row
