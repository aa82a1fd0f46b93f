-- Every way in which a party is told, once: its codes and its words.
CREATE TABLE desk.party AS
SELECT hash(country, org, sector, name, text) AS party, country, org, sector, name, text, count(*) AS roles,
       desk.code(country, org) AS code,
       lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
             || coalesce(name, '') || ' ' || text) AS words
FROM news.roles WHERE role <> 'attributed_to'
GROUP BY country, org, sector, name, text
