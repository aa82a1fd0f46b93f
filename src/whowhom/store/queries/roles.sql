-- Every mention of a party, with what linked it.
SELECT r.event, r.article, e.type, r.role, r.text, r.country, r.org, r.sector, r.name, r.office, r.rule, r.score
FROM roles r JOIN events e USING (event)
WHERE r.role <> 'attributed_to'
ORDER BY r.article, r.start
