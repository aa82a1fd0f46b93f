-- A row an event, in the order in which events are listed: by their own day, else by their article's.
-- `row` is its place in that order; the *_at columns are where the other rows of the database stand.
CREATE TABLE desk.fact AS
WITH placed AS (
  SELECT e.*, e.rowid AS event_at, a.rowid AS article_at, a.outlet, a.published, n.rowid AS sentence_at,
         coalesce(e.first_day, a.published) AS day, coalesce(e.last_day, a.published) AS until_day
  FROM news.events e
  JOIN news.articles a ON a.article = e.article
  LEFT JOIN news.sentences n ON n.article = e.article AND n.number = e.sentence
), told AS (SELECT event, min(rowid) AS roles_from, max(rowid) AS roles_to FROM news.roles GROUP BY event)
SELECT (row_number() OVER (ORDER BY p.day NULLS FIRST, p.published NULLS FIRST, p.article, p.number))::INTEGER AS row,
       p.article,
       p.event, p.event_at, p.article_at, p.sentence_at, t.roles_from, t.roles_to, p.type, p.mode, p.status, q.score, p.confidence, p.day,
       p.until_day, p.published, p.outlet, p.place_country, p.place_name, p.place_precision, p.place_latitude,
       p.place_longitude
FROM placed p LEFT JOIN desk.scale q ON q.type = p.type LEFT JOIN told t ON t.event = p.event
ORDER BY row
