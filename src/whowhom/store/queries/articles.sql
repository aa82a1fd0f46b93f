-- Articles with their numbers of sentences and events.
SELECT a.article, a.state, a.reason, a.published, a.outlet, a.title, a.url, a.language, a.kind, a.origin, a.key,
       (SELECT count(*) FROM sentences s WHERE s.article = a.article) AS sentences,
       (SELECT count(*) FROM events e WHERE e.article = a.article) AS events
FROM articles a
WHERE $state IS NULL OR a.state = $state
ORDER BY a.published NULLS LAST, a.origin
