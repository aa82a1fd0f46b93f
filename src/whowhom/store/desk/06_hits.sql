-- The events that pass the filters; NULL filters nothing; `spot` is where each is in desk.fact. The meaning of each is that of `queries/events.sql`
-- (the command line's), and a test compares the two; further: `country` is where it happened, `words` must each
-- begin a word of the sentence, `party` stands on either side, with `other` across from it.
CREATE MACRO desk.hits(
  by_actor, by_recipient, by_type, by_mode, by_status, by_since, by_until, by_confidence, by_outlet, by_article,
  by_country, by_words, by_party, by_other
) AS TABLE
SELECT f.*, f.rowid AS spot FROM desk.fact f
WHERE (by_actor IS NULL OR f.row IN (
        SELECT s.row FROM desk.side s WHERE s.acts AND by_actor IS NOT NULL AND s.party IN (
          SELECT p.party FROM desk.party p
          WHERE p.country = by_actor OR p.code = by_actor OR p.org = upper(by_actor)
             OR (NOT regexp_full_match(by_actor::VARCHAR, '[A-Z]{3}') AND contains(p.words, ' ' || lower(by_actor))))))
  AND (by_recipient IS NULL OR f.row IN (
        SELECT s.row FROM desk.side s WHERE NOT s.acts AND by_recipient IS NOT NULL AND s.party IN (
          SELECT p.party FROM desk.party p
          WHERE p.country = by_recipient OR p.code = by_recipient OR p.org = upper(by_recipient)
             OR (NOT regexp_full_match(by_recipient::VARCHAR, '[A-Z]{3}')
                 AND contains(p.words, ' ' || lower(by_recipient))))))
  AND (by_type IS NULL OR f.type = upper(by_type))
  AND (by_mode IS NULL OR f.mode = lower(by_mode))
  AND (by_status IS NULL OR f.status = lower(by_status))
  AND (by_since IS NULL OR f.until_day >= by_since)
  AND (by_until IS NULL OR f.day <= by_until)
  AND (by_confidence IS NULL OR f.confidence >= by_confidence)
  AND (by_outlet IS NULL OR contains(lower(f.outlet), lower(by_outlet)))
  AND (by_article IS NULL OR starts_with(f.article, by_article))
  AND (by_country IS NULL OR f.place_country = upper(by_country))
  AND (by_words IS NULL OR f.row IN (
        SELECT w.row FROM desk.said w
        WHERE by_words IS NOT NULL
          AND contains(w.words, ' ' || string_split(trim(lower(by_words)), ' ')[1])
          AND contains(w.words, ' ' || coalesce(string_split(trim(lower(by_words)), ' ')[2], ''))
          AND (len(string_split(trim(lower(by_words)), ' ')) < 3
               OR len(list_filter(string_split(trim(lower(by_words)), ' ')[3:],
                                  lambda word: NOT contains(w.words, ' ' || word))) = 0)))
  AND (by_party IS NULL OR (by_other IS NULL AND f.row IN (
        SELECT s.row FROM desk.stand s WHERE by_party IS NOT NULL AND s.code = by_party))
       OR (by_other IS NOT NULL AND f.row IN (
        SELECT t.row FROM desk.tie t
        WHERE by_other IS NOT NULL
          AND ((t.source = by_party AND t.target = by_other) OR (t.source = by_other AND t.target = by_party)))))
