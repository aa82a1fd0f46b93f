-- Who appears: each party by country, organisation and sector, how often it acts and is acted on, under which words.
WITH counted AS (
  SELECT r.country, r.org, r.sector, r.text, r.role, r.article,
         count(*) OVER (PARTITION BY r.country, r.org, r.sector, r.text) AS times
  FROM roles r
  WHERE r.role <> 'attributed_to' AND r.country IS NOT NULL
)
SELECT concat_ws(' ', country, org) AS party, country, org, sector,
       count(*) FILTER (role = 'actor') AS as_actor,
       count(*) FILTER (role = 'recipient') AS as_recipient,
       count(DISTINCT article) AS articles,
       list_slice(list_distinct(list(text ORDER BY times DESC, text)), 1, 6) AS mentions
FROM counted
GROUP BY country, org, sector
ORDER BY as_actor + as_recipient DESC, party, sector
LIMIT coalesce($limit, 9223372036854775807)
