-- One event with its evidence.
SELECT * FROM desk.evidence((SELECT list(rowid) FROM desk.fact WHERE event = $event))
