-- The events that pass the filters and on which somebody takes a stance (see desk.matter): the filters are those of
-- desk.hits, and further whose word it is (`by_speaker`, as in desk.heard), which stance, and whether it is contested.
CREATE MACRO desk.matters(
  by_actor, by_recipient, by_type, by_status, by_since, by_until, by_outlet, by_article, by_words, by_party, by_other,
  by_speaker, by_stance, by_contested
) AS TABLE
SELECT m.*, h.article_at FROM desk.matter m
JOIN desk.hits(by_actor, by_recipient, by_type, NULL, by_status, by_since, by_until, NULL, by_outlet, by_article, NULL,
               by_words, by_party, by_other) h ON h.row = m.row
WHERE (by_contested IS NULL OR m.contested)
  AND ((by_speaker IS NULL AND by_stance IS NULL) OR m.row IN (
        SELECT k.row FROM desk.stake k
        WHERE (by_stance IS NULL OR k.stance = lower(by_stance))
          AND (by_speaker IS NULL OR k.teller IN (
                SELECT t.teller FROM desk.teller t
                WHERE by_speaker IS NOT NULL AND (
                      t.country = by_speaker OR t.code = by_speaker OR t.org = upper(by_speaker)
                      OR (NOT regexp_full_match(by_speaker::VARCHAR, '[A-Z]{3}')
                          AND contains(t.words, ' ' || lower(by_speaker))))))))
