-- Statements with all that a reader wants to see; NULL parameters filter nothing.
-- A speaker is a code (RUS, IGO:NATO), an organisation (NATO), or the beginning of a word of its mention, its name or
-- the source's words. A statement is about whoever stands in an event of its content, or in an event that it takes a
-- stance on, or is named in its content; where the cue is itself an event ("accused"), about that event's recipients.
-- `words` must each begin a word of the content; `names` (as written, whole words) are what `about` is called too.
WITH party AS (
  SELECT article, event AS owner, role AS part, text, start, "end", country, org, name,
         CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
              THEN country || ':' || org ELSE country END AS code,
         lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
               || coalesce(name, '') || ' ' || text) AS words
  FROM (SELECT * FROM roles WHERE role <> 'attributed_to'
        UNION ALL BY NAME SELECT * RENAME (statement AS event, voice AS role) FROM voices)
), told AS (
  SELECT statement,
         coalesce(list(text ORDER BY number) FILTER (part = 'source'), []) AS source,
         coalesce(list(text ORDER BY number) FILTER (part = 'cue'), []) AS cue,
         coalesce(list(text ORDER BY number) FILTER (part = 'content'), []) AS content,
         min(start) AS start, max("end") AS "end"
  FROM statement_words GROUP BY statement
), plain AS (  -- letters and figures only, each word between blanks
  SELECT *, ' ' || regexp_replace(array_to_string(content, ' '), '[^\pL\pN]+', ' ', 'g') || ' ' AS content_words
  FROM told
), topic AS (
  SELECT w.statement, p.* EXCLUDE (article)
  FROM statement_words w JOIN events e ON e.article = w.article JOIN party p ON p.owner = e.event
  WHERE (w.part = 'content' AND e.trigger_start >= w.start AND e.trigger_end <= w."end")
     OR (w.part = 'cue' AND p.part = 'recipient' AND e.trigger_start < w."end" AND w.start < e.trigger_end)
  UNION ALL
  SELECT c.statement, p.* EXCLUDE (article) FROM claims c JOIN party p ON p.owner = c.event
  UNION ALL
  SELECT w.statement, p.* EXCLUDE (article)
  FROM statement_words w JOIN party p ON p.article = w.article AND p.start >= w.start AND p."end" <= w."end"
  WHERE w.part = 'content'
), about AS (
  SELECT statement, list_sort(list(DISTINCT code)) AS codes, list(DISTINCT country) AS countries,
         list(DISTINCT org) AS orgs, list(DISTINCT words) AS words
  FROM topic GROUP BY statement
), stance AS (
  SELECT c.statement, list(c.stance || ' ' || e.type || coalesce(' ' || e.mode, '') ORDER BY c.article, c.number) AS claims,
         list(c.event ORDER BY c.article, c.number) AS events
  FROM claims c JOIN events e ON e.event = c.event
  GROUP BY c.statement
)
SELECT s.statement, s.article, a.outlet, a.url, a.origin, a.published,
       p.text AS speaker, p.code AS speaker_code, p.name AS speaker_name,
       coalesce(w.source, []) AS source, coalesce(w.cue, []) AS cue, coalesce(w.content, []) AS content,
       d.text AS addressee, d.code AS addressee_code, v.text AS via, v.code AS via_code,
       s.manner, s.kind, list_filter(coalesce(t.codes, []), lambda c: c IS NOT NULL) AS about_codes,
       coalesce(k.claims, []) AS claims, coalesce(k.events, []) AS claimed_events,
       w.start, w."end", s.confidence
FROM statements s
JOIN articles a ON a.article = s.article
LEFT JOIN plain w ON w.statement = s.statement
LEFT JOIN party p ON p.owner = s.statement AND p.part = 'speaker'
LEFT JOIN party d ON d.owner = s.statement AND d.part = 'addressee'
LEFT JOIN party v ON v.owner = s.statement AND v.part = 'via'
LEFT JOIN about t ON t.statement = s.statement
LEFT JOIN stance k ON k.statement = s.statement
WHERE ($speaker IS NULL OR p.country = $speaker OR p.code = $speaker OR p.org = upper($speaker)
       OR (NOT regexp_full_match($speaker::VARCHAR, '[A-Z]{3}')
           AND contains(coalesce(p.words, '') || ' ' || lower(array_to_string(w.source, ' ')), ' ' || lower($speaker))))
  AND ($about IS NULL OR list_contains(t.countries, $about) OR list_contains(t.codes, $about)
       OR list_contains(t.orgs, upper($about))
       OR len(list_filter($names::VARCHAR[], lambda name: contains(
            w.content_words, ' ' || trim(regexp_replace(name, '[^\pL\pN]+', ' ', 'g')) || ' '))) > 0
       OR (NOT regexp_full_match($about::VARCHAR, '[A-Z]{3}')
           AND (contains(lower(w.content_words), ' ' || lower($about))
                OR len(list_filter(t.words, lambda x: contains(x, ' ' || lower($about)))) > 0)))
  AND ($words IS NULL
       OR len(list_filter(regexp_split_to_array(lower($words), '[^\pL\pN]+'),
                          lambda word: word <> '' AND NOT contains(lower(w.content_words), ' ' || word))) = 0)
  AND ($manner IS NULL OR s.manner = lower($manner))
  AND ($kind IS NULL OR s.kind = lower($kind))
  AND ($since IS NULL OR a.published >= $since)
  AND ($until IS NULL OR a.published <= $until)
  AND ($min_confidence IS NULL OR s.confidence >= $min_confidence)
  AND ($outlet IS NULL OR contains(lower(a.outlet), lower($outlet)))
  AND ($article IS NULL OR starts_with(s.article, $article))
ORDER BY a.published NULLS LAST, s.article, s.number
LIMIT coalesce($limit, 9223372036854775807)
