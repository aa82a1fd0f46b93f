-- The first and last day of events, and how many are there; a planned or old event may lie far from the articles,
-- so the days of publication are there too.
SELECT min(day) AS first_day, max(day) AS last_day, count(*) AS events,
       (SELECT min(published) FROM news.articles WHERE state = 'coded') AS first_published,
       (SELECT max(published) FROM news.articles WHERE state = 'coded') AS last_published
FROM desk.fact
