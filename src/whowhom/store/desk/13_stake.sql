-- Who takes which stance on which event (a row of desk.fact) with which statement (a row of desk.saying); and a row
-- for each such event: contradicted is one that somebody asserts or confirms and somebody denies. `rank` is the order
-- in which claims are listed, the last first: the contradicted, then what is only denied or doubted, then the others,
-- the newest first.
CREATE TABLE desk.stake AS
SELECT f.row, s.row AS saying, c.stance, c.rowid AS claim_at, s.code
FROM news.claims c
JOIN desk.fact f ON f.event = c.event
JOIN desk.saying s ON s.statement = c.statement
ORDER BY f.row, s.row;
CREATE TABLE desk.matter AS
WITH counted AS (
  SELECT row, bool_or(stance IN ('asserts', 'confirms')) AND bool_or(stance = 'denies') AS contradicted,
         bool_or(stance IN ('denies', 'doubts')) AS against, count(*)::INTEGER AS claims
  FROM desk.stake GROUP BY row
)
SELECT (row_number() OVER (ORDER BY contradicted, against, row))::INTEGER AS rank, row, contradicted, claims
FROM counted
ORDER BY rank
