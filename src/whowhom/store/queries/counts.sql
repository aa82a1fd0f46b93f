-- Every count with the event it belongs to.
SELECT c.event, c.article, a.published, e.type, e.status, e.first_day, c.what, c.amount, c.bound, c.most, c.kind, c.text
FROM counts c JOIN events e USING (event, article) JOIN articles a ON a.article = c.article
ORDER BY coalesce(e.first_day, a.published) NULLS LAST, c.article, c.number
