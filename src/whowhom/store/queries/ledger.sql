-- Events on which somebody takes a stance, with who asserts and who denies them, contradictions first: what one voice
-- asserts or confirms and one denies; then what is denied or doubted; then the rest. Claims meet by the event's id,
-- whichever articles they stand in. NULL parameters filter nothing; `statements` are the ids of those of which one must
-- take a stance on the event (`stance`, where it is given); an event is shown with all its claims. `about` is a party of
-- the event itself. Tellings of one happening in an article, which have the same claims by the rule that joins them, are
-- one row: the telling with most parties, and `tellings` the ids of all. What a row shows is gathered for the hits only.
WITH side AS NOT MATERIALIZED (
  SELECT *, CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                 THEN country || ':' || org ELSE country END AS code
  FROM roles WHERE role <> 'attributed_to'
), held AS NOT MATERIALIZED (
  SELECT event, bool_or(stance IN ('asserts', 'confirms')) AND bool_or(stance = 'denies') AS contradicted,
         bool_or(stance IN ('denies', 'doubts')) AS disputed, bool_or(rule = 'same happening') AS joined,
         hash(list_sort(list(statement || ' ' || stance))) AS voices
  FROM claims GROUP BY event
), passed AS MATERIALIZED (
  SELECT e.*, a.outlet, a.published, h.contradicted, h.disputed, h.joined,
         hash(e.article, e.type, e.mode, h.voices) AS happening
  FROM held h
  JOIN (FROM events QUALIFY row_number() OVER (PARTITION BY event ORDER BY article) = 1) e ON e.event = h.event
  JOIN articles a ON a.article = e.article
  WHERE ($contradicted IS NULL OR h.contradicted = $contradicted)
    AND (($statements IS NULL AND $stance IS NULL) OR e.event IN (
          SELECT event FROM claims
          WHERE ($statements IS NULL OR statement IN (SELECT unnest($statements::VARCHAR[])))
            AND ($stance IS NULL OR stance = lower($stance))))
    AND ($type IS NULL OR e.type = upper($type))
    AND ($status IS NULL OR e.status = lower($status))
    AND ($about IS NULL OR e.event IN (
          SELECT event FROM side
          WHERE country = $about OR code = $about OR org = upper($about)
             OR (NOT regexp_full_match($about::VARCHAR, '[A-Z]{3}')
                 AND contains(lower(' ' || coalesce(country, '') || ' ' || coalesce(org, '') || ' '
                              || coalesce(sector, '') || ' ' || coalesce(name, '') || ' ' || text),
                              ' ' || lower($about)))))
), happened AS (
  SELECT happening, bool_or(joined) AS joined, list(event ORDER BY number) AS tellings,
         arg_max(event, (coalesce(n.parties, 0), -number)) AS fullest
  FROM passed p LEFT JOIN (SELECT event, count(*) AS parties FROM side GROUP BY event) n USING (event)
  GROUP BY happening
), hit AS MATERIALIZED (
  SELECT p.*, IF(g.joined, g.tellings, [p.event]) AS tellings
  FROM passed p JOIN happened g ON g.happening = p.happening
  WHERE NOT g.joined OR p.event = g.fullest
  ORDER BY p.contradicted DESC, p.disputed DESC, coalesce(p.first_day, p.published) NULLS LAST,
           p.published NULLS LAST, p.article, p.number
  LIMIT coalesce($limit, 9223372036854775807)
), sides AS (
  SELECT event, role, list(text ORDER BY number) AS texts,
         list(coalesce(code, '') ORDER BY number) AS codes  -- one a mention, empty where nobody is known for it
  FROM side SEMI JOIN hit USING (event)
  GROUP BY event, role
), wanted AS MATERIALIZED (
  SELECT * FROM claims SEMI JOIN hit USING (event)
), party AS MATERIALIZED (
  SELECT *, CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                 THEN country || ':' || org ELSE country END AS code
  FROM voices WHERE statement IN (SELECT statement FROM wanted)
), told AS (
  SELECT statement, string_agg(text, ' ' ORDER BY number) FILTER (part = 'source') AS source,
         string_agg(text, ' … ' ORDER BY number) FILTER (part = 'content') AS content
  FROM statement_words WHERE statement IN (SELECT statement FROM wanted)
  GROUP BY statement
), said AS MATERIALIZED (
  SELECT c.*, rtrim(coalesce(p.name, p.text, w.source, 'somebody'), ' ,') || coalesce(' ' || p.code, '') AS who,
         coalesce(v.name, v.text) AS via, w.content, a.published, a.outlet,
         row_number() OVER (ORDER BY a.published NULLS LAST, c.article, c.number) AS place
  FROM wanted c
  JOIN articles a ON a.article = c.article
  LEFT JOIN told w ON w.statement = c.statement
  LEFT JOIN party p ON p.statement = c.statement AND p.voice = 'speaker'
  LEFT JOIN party v ON v.statement = c.statement AND v.voice = 'via'
), voice AS (
  SELECT event, stance, who, min(place) AS place FROM said GROUP BY event, stance, who
), stood AS (
  SELECT event,
         list(who ORDER BY place) FILTER (stance = 'asserts') AS asserts,
         list(who ORDER BY place) FILTER (stance = 'confirms') AS confirms,
         list(who ORDER BY place) FILTER (stance = 'doubts') AS doubts,
         list(who ORDER BY place) FILTER (stance = 'denies') AS denies,
         list(who ORDER BY place) FILTER (stance = 'demands') AS demands,
         list(who ORDER BY place) FILTER (stance = 'promises') AS promises,
         list(who ORDER BY place) FILTER (stance = 'warns') AS warns
  FROM voice GROUP BY event
), tally AS (
  SELECT event,
         list({'stance': stance, 'who': who, 'via': via, 'content': content, 'evidence': evidence_text, 'rule': rule,
               'statement': statement, 'article': article, 'outlet': outlet, 'published': published}
              ORDER BY place) AS claims
  FROM said GROUP BY event
)
SELECT h.event, h.article, h.outlet, h.published, h.first_day, h.last_day, h.date_value, h.type, h.mode, h.status,
       coalesce(s.texts, []) AS actors, coalesce(s.codes, []) AS actor_codes, h.trigger_text AS trigger,
       coalesce(t.texts, []) AS recipients, coalesce(t.codes, []) AS recipient_codes,
       h.contradicted, h.tellings,
       coalesce(o.asserts, []) AS asserted_by, coalesce(o.confirms, []) AS confirmed_by,
       coalesce(o.doubts, []) AS doubted_by, coalesce(o.denies, []) AS denied_by,
       coalesce(o.demands, []) AS demanded_by, coalesce(o.promises, []) AS promised_by,
       coalesce(o.warns, []) AS warned_of_by, y.claims,
       substring(a.text, n.start + 1, n."end" - n.start) AS sentence, h.confidence
FROM hit h
JOIN articles a ON a.article = h.article
JOIN tally y ON y.event = h.event
JOIN stood o ON o.event = h.event
LEFT JOIN sentences n ON n.article = h.article AND n.number = h.sentence
LEFT JOIN sides s ON s.event = h.event AND s.role = 'actor'
LEFT JOIN sides t ON t.event = h.event AND t.role = 'recipient'
ORDER BY h.contradicted DESC, h.disputed DESC, coalesce(h.first_day, h.published) NULLS LAST, h.published NULLS LAST,
         h.article, h.number
