-- Events by type and status.
SELECT type, status, count(*) AS events
FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
GROUP BY ALL ORDER BY type, events DESC
