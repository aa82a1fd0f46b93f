-- Who stands where, by code and once each; and who acts on whom: a row for each actor and recipient of an event.
-- Where an event has several actors and no recipient (talks, a clash, a joint statement) each acts on each other
-- one: `mutual`. An event with one side, or none, has one row with NULL for the other. `once` marks one of the rows that an event has for a pair in either order.
CREATE TABLE desk.stand AS SELECT DISTINCT row, acts, code FROM desk.side WHERE code IS NOT NULL;
CREATE TABLE desk.tie AS
WITH alone AS (SELECT row FROM desk.side GROUP BY row HAVING bool_and(acts)),
     pairs AS (
       SELECT s.row, s.code AS source, t.code AS target, false AS mutual
       FROM desk.stand s JOIN desk.stand t ON t.row = s.row AND NOT t.acts WHERE s.acts
       UNION ALL
       SELECT s.row, s.code, t.code, true
       FROM desk.stand s SEMI JOIN alone a ON a.row = s.row JOIN desk.stand t ON t.row = s.row AND t.code <> s.code
     )
SELECT p.row, p.source, p.target, p.mutual, f.day, f.type, f.status, f.score,
       p.source < p.target OR NOT EXISTS (
         SELECT 1 FROM pairs o WHERE o.row = p.row AND o.source = p.target AND o.target = p.source) AS once
FROM pairs p JOIN desk.fact f ON f.row = p.row
ORDER BY p.row;
INSERT INTO desk.tie
SELECT f.row, s.source, s.target, false, f.day, f.type, f.status, f.score, true
FROM desk.fact f
LEFT JOIN (SELECT row, min(code) FILTER (acts) AS source, min(code) FILTER (NOT acts) AS target
           FROM desk.stand GROUP BY row) s ON s.row = f.row
WHERE f.row NOT IN (SELECT row FROM desk.tie)
