-- Events that a reviewer has not judged yet, the least certain first, with evidence.
SELECT * FROM desk.evidence((SELECT list(spot) FROM (
  SELECT spot FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
  WHERE event NOT IN (SELECT event FROM news.corrections WHERE reviewer = $reviewer)
  ORDER BY confidence, row LIMIT $limit
)))
ORDER BY confidence, row
