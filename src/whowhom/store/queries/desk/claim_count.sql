-- On how many of the events that pass the filters somebody takes a stance, in how many articles, how many of them are
-- contested.
SELECT count(*) AS events, count(DISTINCT article_at) AS articles, count(*) FILTER (contested) AS contested,
       coalesce(sum(claims), 0)::BIGINT AS claims
FROM desk.matters($actor, $recipient, $type, $status, $since, $until, $outlet, $article, $words, $party, $other,
                  $speaker, $stance, $contested)
