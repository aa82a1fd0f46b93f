-- Who takes which stance on which event (a row of desk.fact) with which statement (a row of desk.saying); `once` marks one
-- of the rows that a statement has for a stance. And a row for each such event: it is contradicted when somebody asserts
-- or confirms it and somebody denies it. `rank` is the order in which claims are listed, the last first: the
-- contradicted, then what is only denied or doubted, then the others, the newest first.
CREATE TABLE desk.stake AS
SELECT f.row, k.row AS saying, c.stance, c.rowid AS claim_at,
       row_number() OVER (PARTITION BY k.row, c.stance ORDER BY f.row) = 1 AS once
FROM news.claims c JOIN desk.fact f ON f.event = c.event JOIN desk.key k ON k.key = hash(c.statement)
ORDER BY f.row, k.row;
CREATE TABLE desk.matter AS
WITH counted AS (
  SELECT row, bool_or(stance IN ('asserts', 'confirms')) AND bool_or(stance = 'denies') AS contradicted,
         bool_or(stance IN ('denies', 'doubts')) AS against, count(*)::INTEGER AS claims
  FROM desk.stake GROUP BY row
)
SELECT (row_number() OVER (ORDER BY contradicted, against, row))::INTEGER AS rank, row, contradicted, claims
FROM counted
ORDER BY rank;
DROP TABLE desk.key
