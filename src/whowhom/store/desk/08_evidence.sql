-- Events (places in desk.fact) with the evidence for them: sentence, trigger, roles, date, place.
CREATE MACRO desk.evidence(spots) AS TABLE
WITH page AS MATERIALIZED (
  SELECT * FROM desk.fact WHERE rowid IN (SELECT unnest(spots))
), tale AS MATERIALIZED (  -- by itself, lest the texts of all articles be read
  SELECT rowid AS at, outlet, url, origin, text FROM news.articles WHERE rowid IN (SELECT article_at FROM page)
), told AS (
  SELECT event, list({'role': role, 'text': text, 'start': start, 'end': "end", 'country': country, 'org': org,
                      'sector': sector, 'name': name, 'rule': rule, 'score': score,
                      'code': desk.code(country, org)}
                     ORDER BY role, number) AS roles
  FROM news.roles
  WHERE rowid IN (SELECT unnest(range(roles_from, roles_to + 1)) FROM page) AND event IN (SELECT event FROM page)
  GROUP BY event
)
SELECT f.row, f.event, f.article, a.outlet, h.title, a.url, a.origin, f.published, f.type, f.mode, f.status, f.score,
       e.trigger_text AS trigger, e.trigger_start, e.trigger_end, f.confidence, e.date_text, e.date_value, f.day,
       e.date_precision, e.first_day, e.last_day, e.place_text, f.place_country, f.place_name, f.place_precision,
       f.place_latitude, f.place_longitude,
       n.start AS sentence_start, substring(a.text, n.start + 1, n."end" - n.start) AS sentence,
       coalesce(r.roles, []) AS roles
FROM page f
JOIN tale a ON a.at = f.article_at
JOIN desk.headline h ON h.article_at = f.article_at
JOIN news.events e ON e.rowid = f.event_at
LEFT JOIN news.sentences n ON n.rowid = f.sentence_at
LEFT JOIN told r ON r.event = f.event
