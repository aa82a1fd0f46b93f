-- Every way in which somebody who speaks, is spoken to or carries it is told, once: as desk.party has those of events.
CREATE TABLE desk.teller AS
SELECT hash(country, org, sector, name, text) AS teller, country, org, sector, name, text,
       count(*) FILTER (voice = 'speaker') AS statements,
       CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
            THEN country || ':' || org ELSE country END AS code,
       lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
             || coalesce(name, '') || ' ' || text) AS words
FROM news.voices
GROUP BY country, org, sector, name, text
