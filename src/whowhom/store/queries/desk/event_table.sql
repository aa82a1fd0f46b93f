-- The same as `events`, a flat row an event: what the API gives and spreadsheets take.
SELECT row, event, article, outlet, title, url, origin, published, type, mode, status, score,
       [r.text for r in roles if r.role = 'actor'] AS actors,
       [coalesce(r.code, '') for r in roles if r.role = 'actor'] AS actor_codes,
       trigger,
       [r.text for r in roles if r.role = 'recipient'] AS recipients,
       [coalesce(r.code, '') for r in roles if r.role = 'recipient'] AS recipient_codes,
       [r.text for r in roles if r.role = 'attributed_to'] AS attributed_to,
       date_text, date_value, first_day, last_day, place_text, place_country, place_latitude,
       place_longitude, confidence, trigger_start, trigger_end, sentence
FROM desk.evidence((SELECT list(spot) FROM (
  SELECT spot FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
  WHERE $after IS NULL OR row < $after
  ORDER BY row DESC LIMIT $limit
)))
ORDER BY row DESC
