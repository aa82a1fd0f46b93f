-- What is said in each statement, small letters with a blank before each word, for searching.
CREATE TABLE desk.uttered AS
SELECT s.row, ' ' || translate(lower(string_agg(w.text, ' ' ORDER BY w.number)),
                               '"''“”‘’(),.;:!?-–—[]/', repeat(' ', 20)) AS words
FROM news.statement_words w
JOIN desk.saying s ON s.statement = w.statement
WHERE w.part = 'content'
GROUP BY s.row
ORDER BY s.row
