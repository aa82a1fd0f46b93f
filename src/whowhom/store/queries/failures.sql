-- What could not be coded, and why; the newest run first.
SELECT f.origin, f.kind, f.message, f.article, f.key, f.skipped, f.partial, r.started
FROM failures f JOIN runs r USING (run)
ORDER BY r.started DESC, f.origin
