-- Events that pass the filters and on which somebody takes a stance, with their evidence: the contradicted first, then
-- what is only denied or doubted, then the others, the newest first, from the one after `after` (a rank) on.
WITH top AS MATERIALIZED (
  SELECT * FROM desk.matters($about, $actor, $recipient, $type, $status, $stance, $contradicted, $speaker, $words, $kind,
                               $manner, $since, $until, $min_confidence, $outlet, $article)
  WHERE $after IS NULL OR rank < $after
  ORDER BY rank DESC LIMIT $limit
)
SELECT t.rank, t.contradicted, t.claims, e.*
FROM desk.evidence((SELECT list(row - 1) FROM top)) e  -- facts are laid down in the order of their rows
JOIN top t ON t.row = e.row
ORDER BY t.rank DESC
