-- Where an event stands in the order: what a cursor means.
SELECT row FROM desk.fact WHERE event = $event
