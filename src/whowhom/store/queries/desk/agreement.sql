-- How far two reviewers agree on the events that both judged: the share with the same outcome (the event as it should
-- be, or none), and Cohen's kappa of keeping (accepted or mended) against rejecting.
WITH latest AS (
  SELECT * FROM news.corrections
  QUALIFY row_number() OVER (PARTITION BY event, reviewer ORDER BY made DESC, correction DESC) = 1
), common AS (
  SELECT a.reviewer AS one, b.reviewer AS two, a.after IS NOT DISTINCT FROM b.after AS same,
         (a.verdict <> 'reject')::INTEGER AS one_keeps, (b.verdict <> 'reject')::INTEGER AS two_keeps
  FROM latest a JOIN latest b ON a.event = b.event AND a.reviewer < b.reviewer
), shares AS (
  SELECT one, two, count(*) AS events, avg(same::INTEGER) AS agreement, avg((one_keeps = two_keeps)::INTEGER) AS seen,
         avg(one_keeps) * avg(two_keeps) + (1 - avg(one_keeps)) * (1 - avg(two_keeps)) AS chance
  FROM common GROUP BY one, two
)
SELECT one, two, events, round(agreement, 3) AS agreement,
       CASE WHEN chance < 1 THEN round((seen - chance) / (1 - chance), 3) END AS kappa
FROM shares ORDER BY events DESC, one, two
