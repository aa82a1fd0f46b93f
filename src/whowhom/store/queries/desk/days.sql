-- Events over time: by `unit` (day, week, month, quarter, year) and by how far they lean (-2 to 2).
SELECT date_trunc($unit, day)::DATE AS day, score, count(*) AS events
FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
WHERE day IS NOT NULL
GROUP BY ALL ORDER BY ALL
