-- The same as `events`, a flat row an event: what the API gives and spreadsheets take.
WITH top AS MATERIALIZED (
  SELECT spot FROM desk.hits($actor, $recipient, $type, $mode, $status, $since, $until, $min_confidence, $outlet, $article,
               $country, $words, $party, $other)
  WHERE $after IS NULL OR row < $after
  ORDER BY row DESC LIMIT $limit
), page AS MATERIALIZED (
  SELECT * FROM desk.fact WHERE rowid IN (SELECT spot FROM top)
), tale AS MATERIALIZED (  -- by itself, lest the texts of all articles be read
  SELECT rowid AS at, outlet, url, origin, text FROM news.articles WHERE rowid IN (SELECT article_at FROM page)
), told AS (
  SELECT event, list({'role': role, 'text': text, 'start': start, 'end': "end", 'country': country, 'org': org,
                      'sector': sector, 'name': name, 'rule': rule, 'score': score,
                      'code': CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM')
                                    AND org IS NOT NULL THEN country || ':' || org ELSE country END}
                     ORDER BY role, number) AS roles
  FROM news.roles
  WHERE rowid IN (SELECT unnest(range(roles_from, roles_to + 1)) FROM page) AND event IN (SELECT event FROM page)
  GROUP BY event
)
SELECT f.row, f.event, f.article, a.outlet, h.title, a.url, a.origin, f.published, f.type, f.mode, f.status, f.score,
       [r.text for r in coalesce(t.roles, []) if r.role = 'actor'] AS actors,
       [r.code for r in coalesce(t.roles, []) if r.role = 'actor' AND r.code IS NOT NULL] AS actor_codes,
       e.trigger_text AS trigger,
       [r.text for r in coalesce(t.roles, []) if r.role = 'recipient'] AS recipients,
       [r.code for r in coalesce(t.roles, []) if r.role = 'recipient' AND r.code IS NOT NULL] AS recipient_codes,
       [r.text for r in coalesce(t.roles, []) if r.role = 'attributed_to'] AS attributed_to,
       e.date_text, e.date_value, e.first_day, e.last_day, e.place_text, f.place_country, f.place_latitude,
       f.place_longitude, f.confidence, e.trigger_start, e.trigger_end,
       substring(a.text, n.start + 1, n."end" - n.start) AS sentence
FROM page f
JOIN tale a ON a.at = f.article_at
JOIN desk.headline h ON h.article_at = f.article_at
JOIN news.events e ON e.rowid = f.event_at
LEFT JOIN news.sentences n ON n.rowid = f.sentence_at
LEFT JOIN told t ON t.event = f.event
ORDER BY f.row DESC
