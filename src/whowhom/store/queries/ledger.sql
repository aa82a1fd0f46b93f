-- Events on which somebody takes a stance, with who asserts and who denies them, contradictions first: what one voice
-- asserts or confirms and one denies; then what is denied or doubted; then the rest. Claims meet by the event's id,
-- whichever articles they stand in. NULL parameters filter nothing; `statements` are the ids of those of which an
-- event must have one (it is shown with all its claims), `about` a party of the event itself.
WITH sides AS (
  SELECT event, role, list(text ORDER BY number) AS texts, list_sort(list(DISTINCT code)) AS codes,
         list(lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
                    || coalesce(name, '') || ' ' || text)) AS words,
         list(country) AS countries, list(org) AS orgs
  FROM (SELECT *, CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                       THEN country || ':' || org ELSE country END AS code
        FROM roles WHERE role <> 'attributed_to')
  GROUP BY event, role
), party AS (
  SELECT *, CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                 THEN country || ':' || org ELSE country END AS code
  FROM voices
), told AS (
  SELECT statement, string_agg(text, ' ' ORDER BY number) FILTER (part = 'source') AS source,
         string_agg(text, ' … ' ORDER BY number) FILTER (part = 'content') AS content
  FROM statement_words GROUP BY statement
), said AS (
  SELECT c.*, coalesce(p.name, p.text, w.source, 'somebody') || coalesce(' ' || p.code, '') AS who,
         coalesce(v.name, v.text) AS via, w.content, a.published, a.outlet
  FROM claims c
  JOIN articles a ON a.article = c.article
  LEFT JOIN told w ON w.statement = c.statement
  LEFT JOIN party p ON p.statement = c.statement AND p.voice = 'speaker'
  LEFT JOIN party v ON v.statement = c.statement AND v.voice = 'via'
), held AS (
  SELECT event,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'asserts')) AS asserted_by,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'confirms')) AS confirmed_by,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'doubts')) AS doubted_by,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'denies')) AS denied_by,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'demands')) AS demanded_by,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'promises')) AS promised_by,
         list_distinct(list(who ORDER BY published, article, number) FILTER (stance = 'warns')) AS warned_of_by,
         list({'stance': stance, 'who': who, 'via': via, 'content': content, 'evidence': evidence_text, 'rule': rule,
               'statement': statement, 'article': article, 'outlet': outlet, 'published': published}
              ORDER BY published, article, number) AS claims
  FROM said
  WHERE $statements IS NULL OR event IN (
    SELECT event FROM claims WHERE statement IN (SELECT unnest($statements::VARCHAR[])))
  GROUP BY event
)
SELECT e.event, e.article, a.outlet, a.published, e.first_day, e.last_day, e.date_value, e.type, e.mode, e.status,
       coalesce(s.texts, []) AS actors, list_filter(coalesce(s.codes, []), lambda c: c IS NOT NULL) AS actor_codes,
       e.trigger_text AS trigger,
       coalesce(t.texts, []) AS recipients,
       list_filter(coalesce(t.codes, []), lambda c: c IS NOT NULL) AS recipient_codes,
       (h.asserted_by IS NOT NULL OR h.confirmed_by IS NOT NULL) AND h.denied_by IS NOT NULL AS contradicted,
       coalesce(h.asserted_by, []) AS asserted_by, coalesce(h.confirmed_by, []) AS confirmed_by,
       coalesce(h.doubted_by, []) AS doubted_by, coalesce(h.denied_by, []) AS denied_by,
       coalesce(h.demanded_by, []) AS demanded_by, coalesce(h.promised_by, []) AS promised_by,
       coalesce(h.warned_of_by, []) AS warned_of_by, h.claims,
       substring(a.text, n.start + 1, n."end" - n.start) AS sentence, e.confidence
FROM held h
JOIN (FROM events QUALIFY row_number() OVER (PARTITION BY event ORDER BY article) = 1) e ON e.event = h.event
JOIN articles a ON a.article = e.article
LEFT JOIN sentences n ON n.article = e.article AND n.number = e.sentence
LEFT JOIN sides s ON s.event = e.event AND s.role = 'actor'
LEFT JOIN sides t ON t.event = e.event AND t.role = 'recipient'
WHERE ($stance IS NULL OR list_contains(list_transform(h.claims, lambda c: c.stance), lower($stance)))
  AND ($type IS NULL OR e.type = upper($type))
  AND ($status IS NULL OR e.status = lower($status))
  AND ($about IS NULL
       OR list_contains(list_concat(s.countries, t.countries), $about)
       OR list_contains(list_concat(s.codes, t.codes), $about)
       OR list_contains(list_concat(s.orgs, t.orgs), upper($about))
       OR (NOT regexp_full_match($about::VARCHAR, '[A-Z]{3}')
           AND len(list_filter(list_concat(s.words, t.words), lambda x: contains(x, ' ' || lower($about)))) > 0))
ORDER BY CASE WHEN contradicted THEN 0 WHEN len(denied_by) + len(doubted_by) > 0 THEN 1 ELSE 2 END,
         coalesce(e.first_day, a.published) NULLS LAST, a.published NULLS LAST, e.article, e.number
LIMIT coalesce($limit, 9223372036854775807)
