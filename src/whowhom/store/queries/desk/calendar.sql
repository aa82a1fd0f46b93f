-- Planned events by the day for which they are planned.
SELECT day, count(*) AS events FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
WHERE status = 'planned' AND day IS NOT NULL
GROUP BY day ORDER BY day
