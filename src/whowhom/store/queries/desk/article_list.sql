-- Articles, newest first, with why those that failed did; `after` is how many to leave out.
SELECT a.article, a.state, a.reason, a.published, a.outlet, a.title, a.url, a.origin,
       (SELECT count(*) FROM desk.fact f WHERE f.article_at = a.at) AS events
FROM (SELECT *, rowid AS at FROM news.articles
      WHERE ($state IS NULL OR state = $state)
        AND ($words IS NULL OR contains(lower(coalesce(title, '') || ' ' || coalesce(outlet, '') || ' ' || origin), lower($words)))
      ORDER BY published DESC NULLS LAST, article LIMIT $limit OFFSET $after) a
ORDER BY a.published DESC NULLS LAST, a.article
