-- How many events a reviewer has not judged yet.
SELECT count(*) AS events FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
WHERE event NOT IN (SELECT event FROM news.corrections WHERE reviewer = $reviewer)
