-- Statements by kind and manner, and how many have a speaker who is known by country or body.
SELECT s.kind, s.manner, count(*) AS statements, count(t.code) AS linked
FROM desk.saying s LEFT JOIN desk.teller t ON t.teller = s.teller GROUP BY ALL ORDER BY s.kind, s.manner
