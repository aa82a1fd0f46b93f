-- The events that pass the filters and on which somebody takes a stance. The meaning of each filter is that of
-- `queries/ledger.sql` (the command line's), and a test compares the two: `about` is a party on either side; those from `by_speaker`
-- on are filters of statements, of which one takes a stance on the event (`by_stance`, where it is given). Further: `actor`
-- and `recipient` as in desk.hits.
CREATE MACRO desk.matters(
  by_about, by_actor, by_recipient, by_type, by_status, by_stance, by_contradicted, by_speaker, by_words, by_kind,
  by_manner, by_since, by_until, by_confidence, by_outlet, by_article
) AS TABLE
SELECT m.*, h.article_at FROM desk.matter m
JOIN desk.hits(by_actor, by_recipient, by_type, NULL, by_status, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) h
  ON h.row = m.row
WHERE (by_contradicted IS NULL OR m.contradicted)
  AND (by_about IS NULL OR m.row IN (
        SELECT s.row FROM desk.side s WHERE by_about IS NOT NULL AND s.party IN (
          SELECT p.party FROM desk.party p
          WHERE p.country = by_about OR p.code = by_about OR p.org = upper(by_about)
             OR (NOT regexp_full_match(by_about::VARCHAR, '[A-Z]{3}') AND contains(p.words, ' ' || lower(by_about))))))
  AND (coalesce(by_stance, by_speaker, by_words, by_kind, by_manner, by_since::VARCHAR, by_until::VARCHAR,
                by_confidence::VARCHAR, by_outlet, by_article) IS NULL
       OR m.row IN (
        SELECT k.row FROM desk.stake k JOIN desk.heard(
          by_speaker, NULL, NULL, by_words, by_kind, by_manner, NULL, by_since, by_until, by_confidence, by_outlet,
          by_article) s ON s.row = k.saying
        WHERE (by_stance IS NULL OR k.stance = lower(by_stance))
          AND coalesce(by_stance, by_speaker, by_words, by_kind, by_manner, by_since::VARCHAR, by_until::VARCHAR,
                       by_confidence::VARCHAR, by_outlet, by_article) IS NOT NULL))
