-- Counts by kind of thing counted.
SELECT 'articles' AS what, state AS name, count(*) AS number FROM articles GROUP BY state
UNION ALL SELECT 'articles', 'coded without a date', count(*) FROM articles WHERE state = 'coded' AND published IS NULL
UNION ALL SELECT 'sentences', 'all', count(*) FROM sentences
UNION ALL SELECT 'events', type, count(*) FROM events GROUP BY type
UNION ALL SELECT 'status', status, count(*) FROM events GROUP BY status
UNION ALL SELECT 'statements', kind, count(*) FROM statements GROUP BY kind
UNION ALL SELECT 'claims', stance, count(*) FROM claims GROUP BY stance
UNION ALL SELECT 'failures', kind, count(*) FROM failures GROUP BY kind
UNION ALL SELECT 'undecided', field, count(*) FROM undecided GROUP BY field
ORDER BY what, number DESC, name
