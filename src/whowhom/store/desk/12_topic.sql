-- Whom a statement (a row of desk.saying) is about: the parties of an event in its content, or of one that it takes a
-- stance on; whoever is mentioned in its content, by a name too; the recipients of an event that its cue is ("accused"). desk.about has their codes, once each.
CREATE TABLE desk.raw (row INTEGER, teller INTEGER);
CREATE TABLE desk.within AS
SELECT k.row, w.part = 'content' AS said, f.row AS event
FROM news.statement_words w JOIN desk.key k ON k.key = hash(w.statement)
JOIN desk.fact f ON f.article_at = k.article_at JOIN news.events e ON e.rowid = f.event_at
WHERE (w.part = 'content' AND e.trigger_start >= w.start AND e.trigger_end <= w."end")
   OR (w.part = 'cue' AND e.trigger_start < w."end" AND w.start < e.trigger_end)
UNION ALL
SELECT k.row, true, f.row
FROM news.claims c JOIN desk.key k ON k.key = hash(c.statement) JOIN desk.fact f ON f.event = c.event;
INSERT INTO desk.raw
SELECT w.row, t.teller
FROM desk.within w JOIN desk.side s ON s.row = w.event AND (w.said OR NOT s.acts) JOIN desk.teller t ON t.way = s.party;
DROP TABLE desk.within;
CREATE TABLE desk.named AS
SELECT f.article_at, r.start, r."end", t.teller
FROM news.roles r JOIN desk.fact f ON f.event = r.event
JOIN desk.teller t ON t.way = hash(r.country, r.org, r.sector, r.name, r.text)
WHERE r.role <> 'attributed_to'
UNION ALL
SELECT k.article_at, v.start, v."end", t.teller
FROM news.voices v JOIN desk.key k ON k.key = hash(v.statement)
JOIN desk.teller t ON t.way = hash(v.country, v.org, v.sector, v.name, v.text);
INSERT INTO desk.raw
SELECT k.row, n.teller
FROM news.statement_words w JOIN desk.key k ON k.key = hash(w.statement)
JOIN desk.named n ON n.article_at = k.article_at
WHERE w.part = 'content' AND n.start >= w.start AND n."end" <= w."end";
DROP TABLE desk.named;
INSERT INTO desk.raw
SELECT u.row, t.teller
FROM (SELECT row, words, unnest(string_split(words, ' ')) AS word FROM desk.plain) u
JOIN desk.naming n ON n.first = u.word
JOIN desk.teller t ON t.called = n.code
WHERE n.name = n.first OR contains(u.words, ' ' || n.name || ' ');
DROP TABLE desk.plain;
CREATE TABLE desk.topic AS SELECT DISTINCT row, teller FROM desk.raw;
CREATE TABLE desk.about AS
SELECT DISTINCT r.row, t.code FROM desk.topic r JOIN desk.teller t ON t.teller = r.teller WHERE t.code IS NOT NULL;
DROP TABLE desk.raw
