-- The words of each event's sentence, small letters with a blank before each word, for searching.
CREATE TABLE desk.said AS
SELECT f.row, ' ' || translate(lower(substring(a.text, n.start + 1, n."end" - n.start)),
                               '"''“”‘’(),.;:!?-–—[]/', repeat(' ', 20)) AS words
FROM desk.fact f
JOIN news.articles a ON a.rowid = f.article_at
JOIN news.sentences n ON n.rowid = f.sentence_at
