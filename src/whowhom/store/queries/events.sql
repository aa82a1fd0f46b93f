-- Events with all that a reader wants to see; NULL parameters filter nothing. A party is a code (RUS, IGO:NATO),
-- an organisation (NATO), or the beginning of a word of its mention or name. Codes stand one a mention, in the order
-- of the mentions, empty where nobody is known for it.
WITH sides AS (
  SELECT event, role,
         list(text ORDER BY number) AS texts,
         list(coalesce(CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                            THEN country || ':' || org ELSE country END, '') ORDER BY number) AS codes,
         list(coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
              || coalesce(name, '') || ' ' || text) AS words,
         list(country) AS countries, list(org) AS orgs
  FROM roles GROUP BY event, role
), counted AS (
  SELECT event, list(what || ' ' || text || coalesce(' ' || kind, '') ORDER BY number) AS words
  FROM counts GROUP BY event
)
SELECT e.event, e.article, a.outlet, a.url, a.origin, a.published, e.type, e.mode, e.status,
       coalesce(s.texts, []) AS actors, coalesce(s.codes, []) AS actor_codes,
       e.trigger_text AS trigger,
       coalesce(t.texts, []) AS recipients, coalesce(t.codes, []) AS recipient_codes,
       coalesce(w.texts, []) AS attributed_to,
       e.date_text, e.date_value, e.first_day, e.last_day, e.date_precision, e.date_relation, e.date_part,
       e.date_inherited, e.place_text, e.place_country, e.place_name, e.place_admin1, e.place_precision,
       e.place_relation, e.place_latitude, e.place_longitude, e.place_geoname, e.confidence,
       coalesce(c.words, []) AS counts,
       e.trigger_start, e.trigger_end,
       substring(a.text, n.start + 1, n."end" - n.start) AS sentence
FROM events e
JOIN articles a ON a.article = e.article
LEFT JOIN sentences n ON n.article = e.article AND n.number = e.sentence
LEFT JOIN counted c ON c.event = e.event
LEFT JOIN sides s ON s.event = e.event AND s.role = 'actor'
LEFT JOIN sides t ON t.event = e.event AND t.role = 'recipient'
LEFT JOIN sides w ON w.event = e.event AND w.role = 'attributed_to'
WHERE ($actor IS NULL OR list_contains(s.countries, $actor) OR list_contains(s.codes, $actor)
       OR list_contains(s.orgs, upper($actor))
       OR (NOT regexp_full_match($actor::VARCHAR, '[A-Z]{3}')
           AND len(list_filter(s.words, lambda x: contains(' ' || lower(x), ' ' || lower($actor)))) > 0))
  AND ($recipient IS NULL OR list_contains(t.countries, $recipient) OR list_contains(t.codes, $recipient)
       OR list_contains(t.orgs, upper($recipient))
       OR (NOT regexp_full_match($recipient::VARCHAR, '[A-Z]{3}')
           AND len(list_filter(t.words, lambda x: contains(' ' || lower(x), ' ' || lower($recipient)))) > 0))
  AND ($type IS NULL OR e.type = upper($type))
  AND ($mode IS NULL OR e.mode = lower($mode))
  AND ($status IS NULL OR e.status = lower($status))
  AND ($since IS NULL OR coalesce(e.last_day, a.published) >= $since)
  AND ($until IS NULL OR coalesce(e.first_day, a.published) <= $until)
  AND ($min_confidence IS NULL OR e.confidence >= $min_confidence)
  AND ($outlet IS NULL OR contains(lower(a.outlet), lower($outlet)))
  AND ($article IS NULL OR starts_with(e.article, $article))
ORDER BY coalesce(e.first_day, a.published) NULLS LAST, a.published NULLS LAST, e.article, e.number
LIMIT coalesce($limit, 9223372036854775807)
