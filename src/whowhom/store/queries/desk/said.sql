-- Statements by kind and manner.
SELECT kind, manner, count(*) AS statements, count(*) FILTER (code IS NOT NULL) AS linked
FROM desk.saying GROUP BY ALL ORDER BY kind, manner
