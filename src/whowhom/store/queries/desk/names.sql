-- How a party is told: the names and words that stand for its code, the commonest first.
SELECT coalesce(name, text) AS told, any_value(sector) AS sector, name IS NOT NULL AS known, sum(roles)::BIGINT AS times
FROM desk.party WHERE code = $party
GROUP BY ALL ORDER BY times DESC, told LIMIT $limit
