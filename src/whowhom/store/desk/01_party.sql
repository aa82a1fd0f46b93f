-- Every way in which a party is told, once: its codes and its words. `code` is what filters and links use.
CREATE TABLE desk.party AS
SELECT hash(country, org, sector, name, text) AS party, country, org, sector, name, text, count(*) AS roles,
       CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
            THEN country || ':' || org ELSE country END AS code,
       lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
             || coalesce(name, '') || ' ' || text) AS words
FROM news.roles WHERE role <> 'attributed_to'
GROUP BY country, org, sector, name, text
