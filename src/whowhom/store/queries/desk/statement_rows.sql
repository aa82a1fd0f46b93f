-- Where a statement stands in the order: what a cursor means.
SELECT row FROM desk.saying WHERE statement = $statement
