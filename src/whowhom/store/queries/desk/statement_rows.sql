-- Where a statement stands in the order (what a cursor means), and in which article.
SELECT y.row, s.article FROM news.statements s JOIN desk.saying y ON y.statement_at = s.rowid WHERE s.statement = $statement
