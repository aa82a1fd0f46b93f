-- A row a statement, in the order in which statements are listed: by their article's day. `row` is its place in that
-- order, `teller` who says it; desk.place says where what belongs to it stands, article by article. desk.key finds the
-- row of a statement's id while the next steps are made. All is narrow, lest a million statements need much memory.
CREATE TABLE desk.place AS
SELECT a.rowid AS article_at, n.sentences_from, n.sentences_to, w.words_from, w.words_to, v.voices_from, v.voices_to
FROM news.articles a
JOIN (SELECT article, min(rowid) AS words_from, max(rowid) AS words_to FROM news.statement_words GROUP BY article) w
  ON w.article = a.article
LEFT JOIN (SELECT article, min(rowid) AS voices_from, max(rowid) AS voices_to FROM news.voices GROUP BY article) v
  ON v.article = a.article
LEFT JOIN (SELECT article, min(rowid) AS sentences_from, max(rowid) AS sentences_to FROM news.sentences GROUP BY article) n
  ON n.article = a.article;
CREATE TABLE desk.saying AS
WITH placed AS (
  SELECT s.rowid AS statement_at, a.rowid AS article_at, a.published AS day, s.number, s.kind, s.manner, s.confidence,
         hash(s.statement) AS key
  FROM news.statements s JOIN news.articles a ON a.article = s.article
), spoken AS (
  SELECT hash(v.statement) AS key, t.teller
  FROM news.voices v JOIN desk.teller t ON t.way = hash(v.country, v.org, v.sector, v.name, v.text)
  WHERE v.voice = 'speaker'
)
SELECT (row_number() OVER (ORDER BY p.day NULLS FIRST, p.article_at, p.number))::INTEGER AS row, p.statement_at,
       p.article_at, p.day, p.kind, p.manner, p.confidence, s.teller
FROM placed p LEFT JOIN spoken s ON s.key = p.key
ORDER BY row;
CREATE TABLE desk.key AS
SELECT hash(s.statement) AS key, y.row, y.article_at
FROM desk.saying y JOIN news.statements s ON s.rowid = y.statement_at
