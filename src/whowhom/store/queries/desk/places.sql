-- Where events happened, as exactly as it is known: a country-level event has a country and no point.
SELECT place_country AS country, IF(place_precision = 'country', NULL, place_name) AS name,
       coalesce(place_precision, 'country') AS precision, place_latitude AS latitude, place_longitude AS longitude,
       count(*) AS events, round(avg(score), 3) AS score
FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
WHERE place_country IS NOT NULL
GROUP BY ALL ORDER BY events DESC, country LIMIT $limit
