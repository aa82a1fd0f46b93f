-- The same as `claims`, a flat row an event as the command line has it: who takes which stance, and each claim with its
-- words.
WITH top AS MATERIALIZED (
  SELECT * FROM desk.matters($about, $actor, $recipient, $type, $status, $stance, $contradicted, $speaker, $words, $kind,
                               $manner, $since, $until, $min_confidence, $outlet, $article)
  WHERE $after IS NULL OR rank < $after
  ORDER BY rank DESC LIMIT $limit
), taken AS MATERIALIZED (
  SELECT * FROM desk.stake WHERE row IN (SELECT row FROM top)
), said AS (
  SELECT k.row, k.claim_at, k.stance, c.rule, c.evidence_text AS evidence, q.statement, q.article, q.outlet, q.published,
         array_to_string(q.content, ' … ') AS content,
         coalesce(list_filter(q.voices, lambda v: v.voice = 'speaker')[1].name,
                  list_filter(q.voices, lambda v: v.voice = 'speaker')[1].text,
                  nullif(array_to_string(q.source, ' '), ''), 'somebody')
           || coalesce(' ' || list_filter(q.voices, lambda v: v.voice = 'speaker')[1].code, '') AS who,
         coalesce(list_filter(q.voices, lambda v: v.voice = 'via')[1].name,
                  list_filter(q.voices, lambda v: v.voice = 'via')[1].text) AS via
  FROM desk.quoted((SELECT list(DISTINCT saying - 1) FROM taken)) q  -- statements too are in the order of their rows
  JOIN taken k ON k.saying = q.row
  JOIN news.claims c ON c.rowid = k.claim_at
), voice AS (
  SELECT row, stance, who, min(claim_at) AS place FROM said GROUP BY row, stance, who
), held AS (
  SELECT row, list(who ORDER BY place) FILTER (stance = 'asserts') AS asserted_by,
         list(who ORDER BY place) FILTER (stance = 'confirms') AS confirmed_by,
         list(who ORDER BY place) FILTER (stance = 'doubts') AS doubted_by,
         list(who ORDER BY place) FILTER (stance = 'denies') AS denied_by,
         list(who ORDER BY place) FILTER (stance = 'demands') AS demanded_by,
         list(who ORDER BY place) FILTER (stance = 'promises') AS promised_by,
         list(who ORDER BY place) FILTER (stance = 'warns') AS warned_of_by
  FROM voice GROUP BY row
), tally AS (
  SELECT row,
         list({'stance': stance, 'who': who, 'via': via, 'content': content, 'evidence': evidence, 'rule': rule,
               'statement': statement, 'article': article, 'outlet': outlet, 'published': published}
              ORDER BY claim_at) AS claims
  FROM said GROUP BY row
)
SELECT t.rank, e.event, e.article, e.outlet, e.title, e.url, e.origin, e.published, e.first_day, e.last_day,
       e.date_value, e.type, e.mode, e.status,
       [r.text for r in e.roles if r.role = 'actor'] AS actors,
       [coalesce(r.code, '') for r in e.roles if r.role = 'actor'] AS actor_codes,
       e.trigger,
       [r.text for r in e.roles if r.role = 'recipient'] AS recipients,
       [coalesce(r.code, '') for r in e.roles if r.role = 'recipient'] AS recipient_codes,
       t.contradicted, coalesce(h.asserted_by, []) AS asserted_by, coalesce(h.confirmed_by, []) AS confirmed_by,
       coalesce(h.doubted_by, []) AS doubted_by, coalesce(h.denied_by, []) AS denied_by,
       coalesce(h.demanded_by, []) AS demanded_by, coalesce(h.promised_by, []) AS promised_by,
       coalesce(h.warned_of_by, []) AS warned_of_by, y.claims, e.sentence, e.confidence
FROM desk.evidence((SELECT list(row - 1) FROM top)) e
JOIN top t ON t.row = e.row
LEFT JOIN held h ON h.row = e.row
LEFT JOIN tally y ON y.row = e.row
ORDER BY t.rank DESC
