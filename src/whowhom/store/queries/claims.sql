-- Every claim with its statement's voices and the event that it takes a stance on.
WITH party AS (
  SELECT *, CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
                 THEN country || ':' || org ELSE country END AS code
  FROM voices
), told AS (
  SELECT statement,
         coalesce(list(text ORDER BY number) FILTER (part = 'source'), []) AS source,
         coalesce(list(text ORDER BY number) FILTER (part = 'content'), []) AS content
  FROM statement_words GROUP BY statement
)
SELECT c.statement, c.event, c.article, a.outlet, a.published, c.stance, p.text AS speaker, p.code AS speaker_code,
       p.name AS speaker_name, coalesce(w.source, []) AS source, v.text AS via, v.code AS via_code,
       e.type, e.mode, e.status, e.trigger_text AS trigger, s.manner, s.kind, coalesce(w.content, []) AS content,
       c.rule, c.evidence_text AS evidence, c.evidence_start, c.evidence_end, s.confidence
FROM claims c
JOIN statements s ON s.statement = c.statement AND s.article = c.article
JOIN articles a ON a.article = c.article
JOIN (FROM events QUALIFY row_number() OVER (PARTITION BY event ORDER BY article) = 1) e ON e.event = c.event
LEFT JOIN told w ON w.statement = c.statement
LEFT JOIN party p ON p.statement = c.statement AND p.voice = 'speaker'
LEFT JOIN party v ON v.statement = c.statement AND v.voice = 'via'
ORDER BY a.published NULLS LAST, c.article, c.number
