-- An article's own row.
SELECT a.article, a.state, a.reason, a.key, a.url, a.outlet, h.title, a.author, a.published, a.kind, a.origin, a.text
FROM news.articles a JOIN desk.headline h ON h.article_at = a.rowid
WHERE a.article = $article
