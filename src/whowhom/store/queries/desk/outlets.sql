-- Outlets with their articles.
SELECT outlet, count(*) AS articles FROM news.articles WHERE outlet IS NOT NULL
GROUP BY outlet ORDER BY articles DESC, outlet LIMIT $limit
