-- Every run with its versions and settings, the newest first.
SELECT run, started, ended, versions, settings FROM news.runs ORDER BY started DESC LIMIT 20
