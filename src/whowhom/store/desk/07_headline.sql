-- What an article is called: its title, else its headline as the text has it, else how the text begins, else the file
-- that it came from.
CREATE TABLE desk.headline AS
WITH own AS (
  SELECT b.article, any_value(trim(substring(a.text, b.start + 1, b."end" - b.start))) AS title
  FROM news.blocks b JOIN news.articles a ON a.article = b.article
  WHERE b.kind = 'title' AND a.title IS NULL
  GROUP BY b.article
)
SELECT a.rowid AS article_at,
       coalesce(nullif(trim(a.title), ''), o.title,
                nullif(regexp_extract(trim(left(a.text, 400)), '^[^\n]{1,90}\b'), ''),
                regexp_extract(a.origin, '[^/\\]*$')) AS title
FROM news.articles a LEFT JOIN own o ON o.article = a.article
