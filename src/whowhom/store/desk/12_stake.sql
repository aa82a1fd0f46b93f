-- Who takes which stance on which event (a row of desk.fact) with which statement (a row of desk.saying); and a row
-- for each such event: how many assert or confirm it, how many deny or doubt it. `rank` is the order in which claims
-- are listed, the last first: those with both, then those with only the second, then the others, the newest first.
CREATE TABLE desk.stake AS
SELECT f.row, s.row AS saying, c.stance, c.rowid AS claim_at, s.teller, s.code
FROM news.claims c
JOIN desk.fact f ON f.event = c.event
JOIN desk.saying s ON s.statement = c.statement
ORDER BY f.row, s.row;
CREATE TABLE desk.matter AS
WITH counted AS (
  SELECT row, count(*) FILTER (stance IN ('asserts', 'confirms')) AS holds,
         count(*) FILTER (stance IN ('denies', 'doubts')) AS against, count(*) AS claims
  FROM desk.stake GROUP BY row
)
SELECT (row_number() OVER (ORDER BY holds > 0 AND against > 0, against > 0, row))::INTEGER AS rank, row,
       holds::INTEGER AS holds, against::INTEGER AS against, claims::INTEGER AS claims,
       holds > 0 AND against > 0 AS contested
FROM counted
ORDER BY rank
