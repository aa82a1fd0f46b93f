-- Mentions of parties and speakers that were left open, the commonest first, with what they could be: what a user may add.
SELECT lower(text) AS mention, any_value(reason) AS reason, count(*) AS times, count(DISTINCT article) AS articles,
       list_slice(list_distinct(flatten(list(candidates))), 1, 6) AS candidates
FROM undecided
WHERE field IN ('actor', 'speaker')
GROUP BY lower(text)
ORDER BY times DESC, mention
LIMIT coalesce($limit, 9223372036854775807)
