-- Every run with its versions; ended is NULL when it was cut off.
SELECT run, started, ended, versions, settings FROM runs ORDER BY started
