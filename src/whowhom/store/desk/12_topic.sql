-- Whom a statement (a row of desk.saying) is about: the parties of an event in its content, or of one that it takes a
-- stance on; whoever is mentioned in its content, by a name too; the recipients of an event that its cue is ("accused").
CREATE TABLE desk.topic AS
WITH piece AS MATERIALIZED (
  SELECT s.row, s.article_at, w.part, w.start, w."end"
  FROM news.statement_words w JOIN desk.saying s ON s.statement = w.statement WHERE w.part <> 'source'
), deed AS MATERIALIZED (
  SELECT f.row AS event, f.article_at, e.trigger_start, e.trigger_end
  FROM desk.fact f JOIN news.events e ON e.rowid = f.event_at
), party AS MATERIALIZED (
  SELECT f.row AS event, f.article_at, r.role, r.start, r."end", t.teller
  FROM news.roles r JOIN desk.fact f ON f.event = r.event
  JOIN desk.teller t ON t.way = hash(r.country, r.org, r.sector, r.name, r.text)
  WHERE r.role <> 'attributed_to'
), within AS (
  SELECT p.row, p.part, d.event FROM piece p JOIN deed d ON d.article_at = p.article_at
  WHERE (p.part = 'content' AND d.trigger_start >= p.start AND d.trigger_end <= p."end")
     OR (p.part = 'cue' AND d.trigger_start < p."end" AND p.start < d.trigger_end)
), called AS (
  SELECT row, words, unnest(string_split(words, ' ')) AS word FROM desk.uttered
)
SELECT DISTINCT row, teller FROM (
  SELECT w.row, p.teller FROM within w JOIN party p ON p.event = w.event AND (w.part = 'content' OR p.role = 'recipient')
  UNION ALL
  SELECT s.row, p.teller FROM news.claims c JOIN desk.saying s ON s.statement = c.statement
  JOIN desk.fact f ON f.event = c.event JOIN party p ON p.event = f.row
  UNION ALL
  SELECT p.row, m.teller FROM piece p JOIN (
    SELECT article_at, start, "end", teller FROM party
    UNION ALL
    SELECT s.article_at, v.start, v."end", t.teller FROM news.voices v JOIN desk.saying s ON s.statement = v.statement
    JOIN desk.teller t ON t.way = hash(v.country, v.org, v.sector, v.name, v.text)
  ) m ON m.article_at = p.article_at WHERE p.part = 'content' AND m.start >= p.start AND m."end" <= p."end"
  UNION ALL
  SELECT c.row, t.teller FROM called c JOIN desk.naming n ON n.first = c.word JOIN desk.teller t ON t.called = n.code
  WHERE n.name = n.first OR contains(c.words, ' ' || n.name || ' ')
)
ORDER BY row
