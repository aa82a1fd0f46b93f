-- Articles of which every event is judged and no two reviewers differ: what can be gold. `judged` are the events,
-- each as it should be, as JSON (NULL where it is none).
WITH latest AS (
  SELECT * FROM news.corrections
  QUALIFY row_number() OVER (PARTITION BY event, reviewer ORDER BY made DESC, correction DESC) = 1
), outcome AS (
  SELECT event, article, any_value(after) AS after,
         count(DISTINCT coalesce(after, '')) AS outcomes
  FROM latest GROUP BY event, article
)
SELECT e.article, list({'event': e.event, 'after': o.after} ORDER BY e.number) AS judged
FROM news.events e LEFT JOIN outcome o ON o.event = e.event
WHERE e.article IN (SELECT article FROM outcome)
GROUP BY e.article
HAVING bool_and(o.outcomes IS NOT NULL AND o.outcomes = 1)
ORDER BY e.article
