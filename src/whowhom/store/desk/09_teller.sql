-- Every way in which somebody is told who speaks, is spoken to, or is spoken about: the parties of events, the voices of
-- statements, and the names that texts call a party (desk.naming), which have `called` instead of country and words.
CREATE TABLE desk.teller AS
WITH way AS (
  SELECT DISTINCT country, org, sector, name, text FROM (
    SELECT country, org, sector, name, text FROM news.roles WHERE role <> 'attributed_to'
    UNION ALL SELECT country, org, sector, name, text FROM news.voices)
)
SELECT (row_number() OVER ())::INTEGER AS teller, * FROM (
  SELECT hash(country, org, sector, name, text) AS way, country, org,
         desk.code(country, org) AS code,
         lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
               || coalesce(name, '') || ' ' || text) AS words,
         NULL AS called
  FROM way
  UNION ALL
  SELECT NULL, NULL, NULL, code, NULL, code FROM (SELECT DISTINCT code FROM desk.naming)
)
