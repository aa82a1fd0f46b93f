-- The statements that pass the filters; NULL filters nothing; `spot` is where each is in desk.saying. The meaning of each
-- is that of `queries/statements.sql` (the command line's), and a test compares the two: `called` is the code of whom
-- `about` names. Further: `stance` is one that it takes on some event.
CREATE MACRO desk.asked(words) AS regexp_split_to_array(trim(regexp_replace(lower(words), '[^\pL\pN]+', ' ', 'g')), ' ');
CREATE MACRO desk.heard(
  by_speaker, by_about, by_called, by_words, by_kind, by_manner, by_stance, by_since, by_until, by_confidence, by_outlet,
  by_article
) AS TABLE
SELECT s.*, s.rowid AS spot FROM desk.saying s
WHERE (by_speaker IS NULL
       OR s.teller IN (
        SELECT t.teller FROM desk.teller t
        WHERE by_speaker IS NOT NULL AND t.called IS NULL AND (
              t.country = by_speaker OR t.code = by_speaker OR t.org = upper(by_speaker)
              OR (NOT regexp_full_match(by_speaker::VARCHAR, '[A-Z]{3}')
                  AND contains(t.words, ' ' || lower(by_speaker)))))
       OR s.row IN (
        SELECT u.row FROM desk.sourced u
        WHERE by_speaker IS NOT NULL AND NOT regexp_full_match(by_speaker::VARCHAR, '[A-Z]{3}')
          AND contains(u.words, ' ' || lower(by_speaker))))
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
          AND contains(u.words, ' ' || lower(by_about))))
  AND (by_words IS NULL OR s.row IN (
        SELECT u.row FROM desk.uttered u
        WHERE by_words IS NOT NULL
          AND contains(u.words, ' ' || desk.asked(by_words)[1])
          AND contains(u.words, ' ' || coalesce(desk.asked(by_words)[2], ''))
          AND (len(desk.asked(by_words)) < 3
               OR len(list_filter(desk.asked(by_words)[3:], lambda word: NOT contains(u.words, ' ' || word))) = 0)))
  AND (by_kind IS NULL OR s.kind = lower(by_kind))
  AND (by_manner IS NULL OR s.manner = lower(by_manner))
  AND (by_stance IS NULL OR s.row IN (
        SELECT k.saying FROM desk.stake k WHERE by_stance IS NOT NULL AND k.stance = lower(by_stance)))
  AND (by_since IS NULL OR s.day >= by_since)
  AND (by_until IS NULL OR s.day <= by_until)
  AND (by_confidence IS NULL OR s.confidence >= by_confidence)
  AND (by_outlet IS NULL OR s.article_at IN (
        SELECT a.rowid FROM news.articles a WHERE by_outlet IS NOT NULL AND contains(lower(a.outlet), lower(by_outlet))))
  AND (by_article IS NULL OR s.article_at IN (
        SELECT a.rowid FROM news.articles a WHERE by_article IS NOT NULL AND starts_with(a.article, by_article)))
