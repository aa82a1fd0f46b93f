-- On how many of the events that pass the filters somebody takes a stance, in how many articles, how many of them are
-- contradicted.
SELECT count(*) AS events, count(DISTINCT article_at) AS articles, count(*) FILTER (contradicted) AS contradicted,
       coalesce(sum(claims), 0)::BIGINT AS claims
FROM desk.matters($about, $actor, $recipient, $type, $status, $stance, $contradicted, $speaker, $words, $kind,
                               $manner, $since, $until, $min_confidence, $outlet, $article)
