-- The words of each statement for searching: what is said (letters and figures only, small, each word between blanks),
-- and its source as it stands, small. `desk.naming` holds what texts call parties, and with which word it begins.
CREATE TABLE desk.uttered AS
SELECT s.row, ' ' || regexp_replace(string_agg(w.text, ' ' ORDER BY w.number) FILTER (w.part = 'content'),
                                    '[^\pL\pN]+', ' ', 'g') || ' ' AS words,
       lower(' ' || string_agg(w.text, ' ' ORDER BY w.number) FILTER (w.part = 'source')) AS source
FROM news.statement_words w
JOIN desk.saying s ON s.statement = w.statement
WHERE w.part <> 'cue'
GROUP BY s.row
ORDER BY s.row
