-- Statements that pass the filters, newest first, from the one after `after` (a row of the order) on; with evidence.
SELECT * FROM desk.quoted((SELECT list(spot) FROM (
  SELECT spot FROM desk.heard($speaker, $about, $called, $words, $kind, $manner, $stance, $since, $until, $min_confidence,
                              $outlet, $article)
  WHERE $after IS NULL OR row < $after
  ORDER BY row DESC LIMIT $limit
)))
ORDER BY row DESC
