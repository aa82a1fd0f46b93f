-- Where an event stands in the order of claims: what a cursor means.
SELECT m.rank FROM desk.matter m JOIN desk.fact f ON f.row = m.row WHERE f.event = $event
