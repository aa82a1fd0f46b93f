-- An article's own row.
SELECT article, state, reason, key, url, outlet, title, author, published, kind, origin, text
FROM news.articles WHERE article = $article
