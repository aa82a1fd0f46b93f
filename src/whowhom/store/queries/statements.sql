-- Statements with all that a reader wants to see; NULL parameters filter nothing.
-- A speaker is a code (RUS, IGO:NATO), an organisation (NATO), or the beginning of a word of its mention, its name or
-- the source's words. A statement is about whoever stands in an event of its content, or in an event that it takes a
-- stance on, or is named in its content; where the cue is itself an event ("accused"), about that event's recipients.
-- `words` must each begin a word of the content; `names` (as written, whole words) are what `about` is called too.
-- What a row shows is gathered for the hits only.
WITH party AS NOT MATERIALIZED (
  SELECT article, event AS owner, role AS part, text, start, "end", country, org, name,
         CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
              THEN country || ':' || org ELSE country END AS code,
         lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' ' || coalesce(sector, '') || ' '
               || coalesce(name, '') || ' ' || text) AS words
  FROM (SELECT * FROM roles WHERE role <> 'attributed_to'
        UNION ALL BY NAME SELECT * RENAME (statement AS event, voice AS role) FROM voices)
), topic AS NOT MATERIALIZED (
  SELECT w.statement, p.country, p.org, p.code, p.words
  FROM statement_words w JOIN events e ON e.article = w.article JOIN party p ON p.owner = e.event
  WHERE (w.part = 'content' AND e.trigger_start >= w.start AND e.trigger_end <= w."end")
     OR (w.part = 'cue' AND p.part = 'recipient' AND e.trigger_start < w."end" AND w.start < e.trigger_end)
  UNION ALL
  SELECT c.statement, p.country, p.org, p.code, p.words FROM claims c JOIN party p ON p.owner = c.event
  UNION ALL
  SELECT w.statement, p.country, p.org, p.code, p.words
  FROM statement_words w JOIN party p ON p.article = w.article AND p.start >= w.start AND p."end" <= w."end"
  WHERE w.part = 'content'
), plain AS NOT MATERIALIZED (  -- letters and figures only, each word between blanks
  SELECT statement, ' ' || string_agg(regexp_replace(text, '[^\pL\pN]+', ' ', 'g'), ' ' ORDER BY number) || ' ' AS words
  FROM statement_words WHERE part = 'content' GROUP BY statement
), hit AS MATERIALIZED (
  SELECT s.*, a.outlet, a.url, a.origin, a.published
  FROM statements s JOIN articles a ON a.article = s.article
  WHERE ($speaker IS NULL
         OR s.statement IN (
           SELECT owner FROM party
           WHERE part = 'speaker'
             AND (country = $speaker OR code = $speaker OR org = upper($speaker)
                  OR (NOT regexp_full_match($speaker::VARCHAR, '[A-Z]{3}') AND contains(words, ' ' || lower($speaker)))))
         OR (NOT regexp_full_match($speaker::VARCHAR, '[A-Z]{3}') AND s.statement IN (
           SELECT statement FROM statement_words
           WHERE part = 'source' AND contains(' ' || lower(text), ' ' || lower($speaker)))))
    AND ($about IS NULL
         OR s.statement IN (
           SELECT statement FROM topic
           WHERE country = $about OR code = $about OR org = upper($about)
              OR (NOT regexp_full_match($about::VARCHAR, '[A-Z]{3}') AND contains(words, ' ' || lower($about))))
         OR s.statement IN (
           SELECT statement FROM plain
           WHERE (NOT regexp_full_match($about::VARCHAR, '[A-Z]{3}') AND contains(lower(words), ' ' || lower($about)))
              OR len(list_filter($names::VARCHAR[], lambda name: contains(
                   words, ' ' || trim(regexp_replace(name, '[^\pL\pN]+', ' ', 'g')) || ' '))) > 0))
    AND ($words IS NULL OR s.statement IN (
           SELECT statement FROM plain
           WHERE len(list_filter(regexp_split_to_array(lower($words), '[^\pL\pN]+'),
                                 lambda word: word <> '' AND NOT contains(lower(words), ' ' || word))) = 0))
    AND ($stance IS NULL OR s.statement IN (SELECT statement FROM claims WHERE stance = lower($stance)))
    AND ($manner IS NULL OR s.manner = lower($manner))
    AND ($kind IS NULL OR s.kind = lower($kind))
    AND ($since IS NULL OR a.published >= $since)
    AND ($until IS NULL OR a.published <= $until)
    AND ($min_confidence IS NULL OR s.confidence >= $min_confidence)
    AND ($outlet IS NULL OR contains(lower(a.outlet), lower($outlet)))
    AND ($article IS NULL OR starts_with(s.article, $article))
  ORDER BY a.published NULLS LAST, s.article, s.number
  LIMIT coalesce($limit, 9223372036854775807)
), told AS (
  SELECT statement,
         coalesce(list(text ORDER BY number) FILTER (part = 'source'), []) AS source,
         coalesce(list(text ORDER BY number) FILTER (part = 'cue'), []) AS cue,
         coalesce(list(text ORDER BY number) FILTER (part = 'content'), []) AS content,
         min(start) AS start, max("end") AS "end"
  FROM statement_words SEMI JOIN hit USING (statement)
  GROUP BY statement
), voice AS MATERIALIZED (
  SELECT * FROM party WHERE owner IN (SELECT statement FROM hit)
), about AS (
  SELECT statement, list_sort(list(DISTINCT code)) AS codes
  FROM topic SEMI JOIN hit USING (statement)
  WHERE code IS NOT NULL
  GROUP BY statement
), stance AS (
  SELECT c.statement,
         list(concat_ws(' ', c.stance, e.type, e.mode, e.trigger_text) ORDER BY c.article, c.number) AS claims,
         list(c.event ORDER BY c.article, c.number) AS events
  FROM claims c SEMI JOIN hit h ON h.statement = c.statement JOIN events e ON e.event = c.event
  GROUP BY c.statement
)
SELECT h.statement, h.article, h.outlet, h.url, h.origin, h.published,
       p.text AS speaker, p.code AS speaker_code, p.name AS speaker_name,
       coalesce(w.source, []) AS source, coalesce(w.cue, []) AS cue, coalesce(w.content, []) AS content,
       d.text AS addressee, d.code AS addressee_code, v.text AS via, v.code AS via_code,
       h.manner, h.kind, coalesce(t.codes, []) AS about_codes,
       coalesce(k.claims, []) AS claims, coalesce(k.events, []) AS claimed_events,
       w.start, w."end", h.confidence
FROM hit h
LEFT JOIN told w ON w.statement = h.statement
LEFT JOIN voice p ON p.owner = h.statement AND p.part = 'speaker'
LEFT JOIN voice d ON d.owner = h.statement AND d.part = 'addressee'
LEFT JOIN voice v ON v.owner = h.statement AND v.part = 'via'
LEFT JOIN about t ON t.statement = h.statement
LEFT JOIN stance k ON k.statement = h.statement
ORDER BY h.published NULLS LAST, h.article, h.number
