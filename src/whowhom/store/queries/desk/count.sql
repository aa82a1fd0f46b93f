-- How many events pass the filters, in how many articles, from which day to which.
SELECT count(*) AS events, count(DISTINCT article_at) AS articles, min(day) AS first_day, max(day) AS last_day,
       count(*) FILTER (WHERE day IS NULL) AS undated
FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
