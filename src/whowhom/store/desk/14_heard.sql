-- The statements that pass the filters; NULL filters nothing; `spot` is where each is in desk.saying. The meaning of each
-- is that of `queries/statements.sql` (the command line's), and a test compares the two: `called` is the code of whom
-- `about` names. Further: `stance` is one that it takes on some event.
CREATE MACRO desk.heard(
  by_speaker, by_about, by_called, by_words, by_kind, by_manner, by_stance, by_since, by_until, by_confidence, by_outlet,
  by_article
) AS TABLE
SELECT s.*, s.rowid AS spot FROM desk.saying s
WHERE (by_speaker IS NULL
       OR s.teller IN (
        SELECT t.teller FROM desk.teller t
        WHERE by_speaker IS NOT NULL AND (
              t.country = by_speaker OR (t.code = by_speaker AND t.called IS NULL) OR t.org = upper(by_speaker)
              OR (NOT regexp_full_match(by_speaker::VARCHAR, '[A-Z]{3}')
                  AND contains(t.words, ' ' || lower(by_speaker)))))
       OR s.row IN (
        SELECT u.row FROM desk.uttered u
        WHERE by_speaker IS NOT NULL AND NOT regexp_full_match(by_speaker::VARCHAR, '[A-Z]{3}')
          AND contains(u.source, ' ' || lower(by_speaker))))
  AND (by_about IS NULL
       OR s.row IN (
        SELECT k.row FROM desk.topic k WHERE by_about IS NOT NULL AND k.teller IN (
          SELECT t.teller FROM desk.teller t
          WHERE t.called = by_called
             OR (t.called IS NULL AND (
                 t.country = by_about OR t.code = by_about OR t.org = upper(by_about)
                 OR (NOT regexp_full_match(by_about::VARCHAR, '[A-Z]{3}')
                     AND contains(t.words, ' ' || lower(by_about)))))))
       OR s.row IN (
        SELECT u.row FROM desk.uttered u
        WHERE by_about IS NOT NULL AND NOT regexp_full_match(by_about::VARCHAR, '[A-Z]{3}')
          AND contains(lower(u.words), ' ' || lower(by_about))))
  AND (by_words IS NULL OR s.row IN (
        SELECT u.row FROM desk.uttered u
        WHERE by_words IS NOT NULL
          AND len(list_filter(regexp_split_to_array(lower(by_words), '[^\pL\pN]+'),
                              lambda word: word <> '' AND NOT contains(lower(u.words), ' ' || word))) = 0))
  AND (by_kind IS NULL OR s.kind = lower(by_kind))
  AND (by_manner IS NULL OR s.manner = lower(by_manner))
  AND (by_stance IS NULL OR s.row IN (
        SELECT k.saying FROM desk.stake k WHERE by_stance IS NOT NULL AND k.stance = lower(by_stance)))
  AND (by_since IS NULL OR s.day >= by_since)
  AND (by_until IS NULL OR s.day <= by_until)
  AND (by_confidence IS NULL OR s.confidence >= by_confidence)
  AND (by_outlet IS NULL OR contains(lower(s.outlet), lower(by_outlet)))
  AND (by_article IS NULL OR starts_with(s.article, by_article))
