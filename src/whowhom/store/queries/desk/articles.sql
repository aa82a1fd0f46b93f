-- Articles by state, and how many were published in the period.
SELECT state, count(*) AS articles,
       count(*) FILTER (WHERE ($since IS NULL OR published >= $since) AND ($until IS NULL OR published <= $until)) AS within
FROM news.articles GROUP BY state ORDER BY state
