-- Articles, newest first, with why those that failed did; `after` is how many to leave out.
SELECT a.article, a.state, a.reason, a.published, a.outlet, a.title, a.url, a.origin,
       (SELECT count(*) FROM desk.fact f WHERE f.article_at = a.spot) AS events
FROM (SELECT a.article, a.state, a.reason, a.published, a.outlet, h.title, a.url, a.origin, a.rowid AS spot
      FROM news.articles a JOIN desk.headline h ON h.article_at = a.rowid
      WHERE ($state IS NULL OR a.state = $state)
        AND ($words IS NULL OR contains(lower(h.title || ' ' || coalesce(a.outlet, '') || ' ' || a.origin), lower($words)))
      ORDER BY a.published DESC NULLS LAST, a.article LIMIT $limit OFFSET $after) a
ORDER BY a.published DESC NULLS LAST, a.article
