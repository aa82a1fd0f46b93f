-- Where a statement stands in the order (what a cursor means), and in which article.
SELECT row, article FROM desk.saying WHERE statement = $statement
