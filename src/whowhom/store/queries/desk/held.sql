-- Claims by stance, and on how many events.
SELECT stance, count(*) AS claims, count(DISTINCT row) AS events FROM desk.stake GROUP BY ALL ORDER BY claims DESC, stance
