-- The statements that pass the filters; NULL filters nothing; `spot` is where each is in desk.saying. `speaker` is a
-- code, an organisation, or the beginning of a word of the mention or name; `about` is a party, told likewise, of an
-- event that the statement takes a stance on, or begins a word of what is said; `words` each begin a word of it.
CREATE MACRO desk.heard(
  by_speaker, by_about, by_words, by_kind, by_manner, by_stance, by_since, by_until, by_confidence, by_outlet,
  by_article
) AS TABLE
SELECT s.*, s.rowid AS spot FROM desk.saying s
WHERE (by_speaker IS NULL OR s.teller IN (
        SELECT t.teller FROM desk.teller t
        WHERE by_speaker IS NOT NULL AND (
              t.country = by_speaker OR t.code = by_speaker OR t.org = upper(by_speaker)
              OR (NOT regexp_full_match(by_speaker::VARCHAR, '[A-Z]{3}') AND contains(t.words, ' ' || lower(by_speaker))))))
  AND (by_about IS NULL OR s.row IN (
        SELECT k.saying FROM desk.stake k JOIN desk.side d ON d.row = k.row
        WHERE by_about IS NOT NULL AND d.party IN (
          SELECT p.party FROM desk.party p
          WHERE p.country = by_about OR p.code = by_about OR p.org = upper(by_about)
             OR (NOT regexp_full_match(by_about::VARCHAR, '[A-Z]{3}') AND contains(p.words, ' ' || lower(by_about)))))
       OR s.row IN (
        SELECT u.row FROM desk.uttered u
        WHERE by_about IS NOT NULL AND NOT regexp_full_match(by_about::VARCHAR, '[A-Z]{3}')
          AND contains(u.words, ' ' || lower(by_about))))
  AND (by_words IS NULL OR s.row IN (
        SELECT u.row FROM desk.uttered u
        WHERE by_words IS NOT NULL
          AND contains(u.words, ' ' || string_split(trim(lower(by_words)), ' ')[1])
          AND contains(u.words, ' ' || coalesce(string_split(trim(lower(by_words)), ' ')[2], ''))
          AND (len(string_split(trim(lower(by_words)), ' ')) < 3
               OR len(list_filter(string_split(trim(lower(by_words)), ' ')[3:],
                                  lambda word: NOT contains(u.words, ' ' || word))) = 0)))
  AND (by_kind IS NULL OR s.kind = lower(by_kind))
  AND (by_manner IS NULL OR s.manner = lower(by_manner))
  AND (by_stance IS NULL OR s.row IN (
        SELECT k.saying FROM desk.stake k WHERE by_stance IS NOT NULL AND k.stance = lower(by_stance)))
  AND (by_since IS NULL OR s.day >= by_since)
  AND (by_until IS NULL OR s.day <= by_until)
  AND (by_confidence IS NULL OR s.confidence >= by_confidence)
  AND (by_outlet IS NULL OR contains(lower(s.outlet), lower(by_outlet)))
  AND (by_article IS NULL OR starts_with(s.article, by_article))
