-- Who appears: each party by country, organisation and sector, how often it acts and is acted on, under which words.
WITH counted AS (
  SELECT country, org, sector, text, count(*) AS times,
         count(*) FILTER (role = 'actor') AS acts, count(*) FILTER (role = 'recipient') AS suffers,
         list(DISTINCT article) AS told_by
  FROM roles
  WHERE role <> 'attributed_to' AND country IS NOT NULL
  GROUP BY country, org, sector, text
)
SELECT concat_ws(' ', country, org) AS party, country, org, sector,
       sum(acts)::BIGINT AS as_actor, sum(suffers)::BIGINT AS as_recipient,
       len(list_distinct(flatten(list(told_by)))) AS articles,
       list(text ORDER BY times DESC, text)[1:6] AS mentions
FROM counted
GROUP BY country, org, sector
ORDER BY as_actor + as_recipient DESC, party, sector
LIMIT coalesce($limit, 9223372036854775807)
