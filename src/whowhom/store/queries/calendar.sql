-- Planned events by date, each with what became of it.
-- The rule: a planned event is followed up by an event of the same type between the same parties (codes of both
-- sides, in no order for AGREE, CONSULT and COOPERATE) that is actual or negated, is told no earlier than the plan
-- was, and lies on one of the planned days or in the week after the last of them. Several fitting ones: the nearest
-- to the first planned day, then the surest. An event of no known party is never followed up.
WITH sides AS (
  SELECT r.event, r.article,
         list_sort(list(DISTINCT code) FILTER (role = 'actor' AND code IS NOT NULL)) AS actors,
         list_sort(list(DISTINCT code) FILTER (role = 'recipient' AND code IS NOT NULL)) AS recipients,
         list_sort(list(DISTINCT code) FILTER (code IS NOT NULL)) AS both_sides,
         coalesce(list(text ORDER BY number) FILTER (role = 'actor'), []) AS who,
         coalesce(list(text ORDER BY number) FILTER (role = 'recipient'), []) AS whom,
         -- one a mention, empty where nobody is known for it
         coalesce(list(coalesce(code, '') ORDER BY number) FILTER (role = 'actor'), []) AS who_codes,
         coalesce(list(coalesce(code, '') ORDER BY number) FILTER (role = 'recipient'), []) AS whom_codes
  FROM (SELECT *, CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                       THEN country || ':' || org ELSE country END AS code
        FROM roles WHERE role <> 'attributed_to') r
  GROUP BY r.event, r.article
), told AS (
  SELECT e.*, a.published, a.outlet, a.url, a.origin, a.title,
         coalesce(e.first_day, a.published) AS day,
         coalesce(s.who, []) AS who, coalesce(s.whom, []) AS whom,
         CASE WHEN len(s.both_sides) > 0 THEN
           CASE WHEN e.type IN ('AGREE', 'CONSULT', 'COOPERATE') THEN array_to_string(s.both_sides, ' ')
                ELSE coalesce(array_to_string(s.actors, ' '), '') || ' > '
                     || coalesce(array_to_string(s.recipients, ' '), '') END
         END AS pair,
         coalesce(s.who_codes, []) AS actor_codes, coalesce(s.whom_codes, []) AS recipient_codes,
         substring(a.text, n.start + 1, n."end" - n.start) AS words
  FROM events e
  JOIN articles a ON a.article = e.article
  LEFT JOIN sides s ON s.event = e.event AND s.article = e.article
  LEFT JOIN sentences n ON n.article = e.article AND n.number = e.sentence
), plans AS (
  SELECT * FROM told
  WHERE status = 'planned' AND first_day IS NOT NULL
    AND ($since IS NULL OR last_day >= $since) AND ($until IS NULL OR first_day <= $until)
), outcomes AS (
  SELECT p.event AS plan,
         arg_min(o, (abs(o.day - p.first_day), -o.confidence, o.article, o.number)) AS found
  FROM plans p
  JOIN told o ON o.type = p.type AND o.pair = p.pair AND o.status IN ('actual', 'negated')
    AND o.day BETWEEN p.first_day AND p.last_day + 7
    AND (o.published IS NULL OR p.published IS NULL OR o.published >= p.published)
  GROUP BY p.event
)
SELECT p.event, p.article, p.first_day, p.last_day, p.date_value, p.date_precision, p.date_part, p.date_text, p.type,
       p.mode, p.trigger_text AS trigger, p.who AS actors, p.actor_codes, p.whom AS recipients, p.recipient_codes,
       p.place_text, p.place_country, p.outlet, p.published, p.url, p.origin, p.title, p.words AS sentence, p.confidence,
       CASE WHEN o.found IS NOT NULL THEN CASE o.found.status WHEN 'actual' THEN 'happened' ELSE 'did not happen' END
            WHEN p.last_day < $today THEN 'not heard of again' ELSE 'ahead' END AS outcome,
       o.found.event AS outcome_event, o.found.article AS outcome_article, o.found.day AS outcome_day,
       o.found.words AS outcome_sentence
FROM plans p LEFT JOIN outcomes o ON o.plan = p.event
ORDER BY p.first_day, p.last_day, p.published NULLS LAST, p.article, p.number
