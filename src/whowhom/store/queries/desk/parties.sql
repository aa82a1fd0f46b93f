-- Parties by code, the busiest first; with `like` those whose code or words begin so.
SELECT code, sum(roles)::BIGINT AS roles
FROM desk.party
WHERE code IS NOT NULL AND ($like IS NULL OR starts_with(code, upper($like)) OR contains(words, ' ' || lower($like)))
GROUP BY code ORDER BY roles DESC, code LIMIT $limit
