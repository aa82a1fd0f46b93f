-- Statements (places in desk.saying) with their evidence: the passage from its first to its last word, with the
-- sentence of the cue, the pieces of source, cue and content in it, the voices, the stances on which events.
CREATE MACRO desk.quoted(spots) AS TABLE
WITH page AS MATERIALIZED (
  SELECT y.row, y.article_at, y.day, y.statement_at, y.kind, y.manner, y.confidence
  FROM desk.saying y WHERE y.rowid IN (SELECT unnest(spots))
), own AS MATERIALIZED (
  SELECT rowid AS at, statement, sentence FROM news.statements WHERE rowid IN (SELECT statement_at FROM page)
), there AS MATERIALIZED (
  SELECT * FROM desk.place WHERE article_at IN (SELECT article_at FROM page)
), tale AS MATERIALIZED (  -- by itself, lest the texts of all articles be read
  SELECT rowid AS at, article, outlet, url, origin, text FROM news.articles
  WHERE rowid IN (SELECT article_at FROM page)
), sentence AS MATERIALIZED (
  SELECT article, number, start, "end" FROM news.sentences
  WHERE rowid IN (SELECT unnest(range(sentences_from, sentences_to + 1)) FROM there)
), piece AS MATERIALIZED (
  SELECT statement, part, number, text, start, "end" FROM news.statement_words
  WHERE rowid IN (SELECT unnest(range(words_from, words_to + 1)) FROM there)
), worded AS (
  SELECT statement, min(start) AS first, max("end") AS last,
         list({'part': part, 'start': start, 'end': "end"} ORDER BY start) AS pieces,
         coalesce(list(text ORDER BY number) FILTER (part = 'source'), []) AS source,
         coalesce(list(text ORDER BY number) FILTER (part = 'cue'), []) AS cue,
         coalesce(list(text ORDER BY number) FILTER (part = 'content'), []) AS content
  FROM piece GROUP BY statement
), voiced AS (
  SELECT statement, list({'voice': voice, 'text': text, 'start': start, 'end': "end", 'sector': sector, 'name': name,
                          'office': office, 'rule': rule, 'score': score,
                          'code': desk.code(country, org)}
                         ORDER BY voice) AS voices
  FROM news.voices
  WHERE rowid IN (SELECT unnest(range(voices_from, voices_to + 1)) FROM there)
  GROUP BY statement
), staked AS (
  SELECT k.saying, list({'stance': k.stance, 'event': f.event, 'type': f.type, 'mode': f.mode, 'status': f.status,
                         'trigger': e.trigger_text} ORDER BY k.claim_at) AS stances
  FROM desk.stake k JOIN desk.fact f ON f.row = k.row JOIN news.events e ON e.rowid = f.event_at
  WHERE k.saying IN (SELECT row FROM page)
  GROUP BY k.saying
)
SELECT s.row, o.statement, a.article, a.outlet, h.title, a.url, a.origin, s.day AS published, s.kind, s.manner,
       s.confidence, coalesce(w.source, []) AS source, coalesce(w.cue, []) AS cue, coalesce(w.content, []) AS content,
       w.first, w.last, coalesce(v.voices, []) AS voices, coalesce(k.stances, []) AS stances,
       coalesce(w.pieces, []) AS pieces, coalesce(least(n.start, w.first), 0) AS passage_start,
       substring(a.text, coalesce(least(n.start, w.first), 0) + 1,
                 coalesce(greatest(n."end", w.last) - least(n.start, w.first), 0)) AS passage
FROM page s
JOIN own o ON o.at = s.statement_at
JOIN tale a ON a.at = s.article_at
JOIN desk.headline h ON h.article_at = s.article_at
LEFT JOIN sentence n ON n.article = a.article AND n.number = o.sentence
LEFT JOIN worded w ON w.statement = o.statement
LEFT JOIN voiced v ON v.statement = o.statement
LEFT JOIN staked k ON k.saying = s.row
