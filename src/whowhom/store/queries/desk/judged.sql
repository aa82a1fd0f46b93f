-- How many events each reviewer has judged, by verdict (the latest of each event counts).
WITH latest AS (
  SELECT * FROM news.corrections
  QUALIFY row_number() OVER (PARTITION BY event, reviewer ORDER BY made DESC, correction DESC) = 1
)
SELECT reviewer, count(*) AS events, count(*) FILTER (WHERE verdict = 'accept') AS accepted,
       count(*) FILTER (WHERE verdict = 'reject') AS rejected, count(*) FILTER (WHERE verdict = 'mend') AS mended
FROM latest GROUP BY reviewer ORDER BY events DESC, reviewer
