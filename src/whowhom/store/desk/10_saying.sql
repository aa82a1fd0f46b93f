-- A row a statement, in the order in which statements are listed: by their article's day. `row` is its place in that
-- order; `teller` and `code` are the speaker's; the *_at, *_from and *_to are where its other rows stand.
CREATE TABLE desk.saying AS
WITH worded AS (
  SELECT statement, min(rowid) AS words_from, max(rowid) AS words_to FROM news.statement_words GROUP BY statement
), voiced AS (
  SELECT statement, min(rowid) AS voices_from, max(rowid) AS voices_to,
         any_value(hash(country, org, sector, name, text)) FILTER (voice = 'speaker') AS way
  FROM news.voices GROUP BY statement
)
SELECT (row_number() OVER (ORDER BY a.published NULLS FIRST, s.article, s.number))::INTEGER AS row, s.statement,
       s.article, a.rowid AS article_at, n.rowid AS sentence_at, w.words_from, w.words_to, v.voices_from, v.voices_to,
       a.published AS day, a.outlet, s.kind, s.manner, s.confidence, t.teller, t.code
FROM news.statements s
JOIN news.articles a ON a.article = s.article
LEFT JOIN news.sentences n ON n.article = s.article AND n.number = s.sentence
LEFT JOIN worded w ON w.statement = s.statement
LEFT JOIN voiced v ON v.statement = s.statement
LEFT JOIN desk.teller t ON t.way = v.way
ORDER BY row
