-- The sharpest changes: pairs whose mean score differs most between the period and the one before it.
-- Only pairs with at least `least` actual events in each; the means of a handful of events swing by chance.
WITH told AS (
  SELECT least(source, target) AS one, greatest(source, target) AS two, row, score, day >= $since AS now
  FROM desk.tie
  WHERE once AND source <> target AND status = 'actual' AND day BETWEEN $before AND $until
)
SELECT one, two, count(*) FILTER (WHERE NOT now) AS events_before, count(*) FILTER (WHERE now) AS events_now,
       round(avg(score) FILTER (WHERE NOT now), 2) AS score_before, round(avg(score) FILTER (WHERE now), 2) AS score_now
FROM told GROUP BY one, two
HAVING events_before >= $least AND events_now >= $least
ORDER BY abs(score_now - score_before) DESC, events_now DESC, one, two LIMIT $limit
