-- The words of each statement for searching, in small letters: what is said (letters and figures only, each word between
-- blanks), and its source as it stands. Few are in several pieces, and only those are put together. desk.plain has what
-- is said with its capitals, for the next step.
CREATE TABLE desk.broken AS
SELECT DISTINCT hash(statement, part) AS key FROM news.statement_words WHERE number > 0;
CREATE TABLE desk.worded AS
SELECT k.row, w.part, w.text
FROM news.statement_words w JOIN desk.key k ON k.key = hash(w.statement)
WHERE w.part <> 'cue' AND hash(w.statement, w.part) NOT IN (SELECT key FROM desk.broken)
UNION ALL
SELECT k.row, w.part, string_agg(w.text, ' ' ORDER BY w.number)
FROM news.statement_words w JOIN desk.key k ON k.key = hash(w.statement)
WHERE w.part <> 'cue' AND hash(w.statement, w.part) IN (SELECT key FROM desk.broken)
GROUP BY k.row, w.part;
CREATE TABLE desk.plain AS
SELECT row, ' ' || regexp_replace(text, '[^\pL\pN]+', ' ', 'g') || ' ' AS words FROM desk.worded WHERE part = 'content';
CREATE TABLE desk.uttered AS SELECT row, lower(words) AS words FROM desk.plain;
CREATE TABLE desk.sourced AS SELECT row, ' ' || lower(text) AS words FROM desk.worded WHERE part = 'source';
DROP TABLE desk.worded;
DROP TABLE desk.broken
