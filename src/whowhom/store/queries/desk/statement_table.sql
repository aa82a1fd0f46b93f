-- The same as `statements`, a flat row a statement as the command line has it: what the API gives and spreadsheets take.
-- `about_codes` has those too whom a name in the text stands for.
SELECT row, statement, article, outlet, title, url, origin, published,
       v.speaker.text AS speaker, v.speaker.code AS speaker_code, v.speaker.name AS speaker_name, source, cue, content,
       v.addressee.text AS addressee, v.addressee.code AS addressee_code, v.via.text AS via, v.via.code AS via_code,
       manner, kind,
       coalesce((SELECT list(a.code ORDER BY a.code) FROM desk.about a WHERE a.row = q.row), []) AS about_codes,
       [concat_ws(' ', s.stance, s.type, s.mode, s.trigger) for s in stances] AS claims,
       [s.event for s in stances] AS claimed_events, first AS start, last AS "end", confidence
FROM (
  SELECT *, {'speaker': list_filter(voices, lambda v: v.voice = 'speaker')[1],
             'addressee': list_filter(voices, lambda v: v.voice = 'addressee')[1],
             'via': list_filter(voices, lambda v: v.voice = 'via')[1]} AS v
  FROM desk.quoted((SELECT list(spot) FROM (
    SELECT spot FROM desk.heard($speaker, $about, $called, $words, $kind, $manner, $stance, $since, $until,
                                $min_confidence, $outlet, $article)
    WHERE $after IS NULL OR row < $after
    ORDER BY row DESC LIMIT $limit
  )))
) q
ORDER BY row DESC
