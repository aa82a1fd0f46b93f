-- What an article is called: its title, else its headline as the text has it, else the file that it came from.
CREATE TABLE desk.headline AS
SELECT a.rowid AS article_at,
       coalesce(nullif(trim(a.title), ''), any_value(trim(substring(a.text, b.start + 1, b."end" - b.start))),
                regexp_extract(a.origin, '[^/\\]*$')) AS title
FROM news.articles a
LEFT JOIN news.blocks b ON a.title IS NULL AND b.article = a.article AND b.kind = 'title'
GROUP BY a.rowid, a.title, a.origin
