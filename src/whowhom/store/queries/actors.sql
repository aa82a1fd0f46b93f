-- Who appears: each party by country, organisation and sector, how often it acts and is acted on, under which words.
WITH counted AS (
  SELECT country, org, sector, text, count(*) AS times,
         count(*) FILTER (role = 'actor') AS as_actor, count(*) FILTER (role = 'recipient') AS as_recipient,
         list(DISTINCT article) AS articles
  FROM roles
  WHERE role <> 'attributed_to' AND country IS NOT NULL
  GROUP BY country, org, sector, text
)
SELECT concat_ws(' ', country, org) AS party, country, org, sector,
       sum(as_actor)::BIGINT AS as_actor, sum(as_recipient)::BIGINT AS as_recipient,
       len(list_distinct(flatten(list(articles)))) AS articles,
       list(text ORDER BY times DESC, text)[1:6] AS mentions
FROM counted
GROUP BY country, org, sector
ORDER BY as_actor + as_recipient DESC, party, sector
LIMIT coalesce($limit, 9223372036854775807)
