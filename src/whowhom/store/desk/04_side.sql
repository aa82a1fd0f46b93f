-- Which party stands on which side of which event.
CREATE TABLE desk.side AS
SELECT f.row, r.role = 'actor' AS acts, p.party, p.code
FROM news.roles r
JOIN desk.fact f ON f.event = r.event
JOIN desk.party p ON p.party = hash(r.country, r.org, r.sector, r.name, r.text)
WHERE r.role <> 'attributed_to'
ORDER BY f.row
