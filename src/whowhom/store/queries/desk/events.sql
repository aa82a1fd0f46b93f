-- Events that pass the filters, newest first, from the one after `after` (a row of the order) on; with evidence.
SELECT * FROM desk.evidence((SELECT list(spot) FROM (
  SELECT spot FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
  WHERE $after IS NULL OR row < $after
  ORDER BY row DESC LIMIT $limit
)))
ORDER BY row DESC
