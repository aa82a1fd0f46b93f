"""Measuring coders against gold records, with the definitions of the shared scorers."""

from whowhom.evaluation.gold import gold_analysis, of_statements, read_gold
from whowhom.evaluation.scores import Figures, Scores, score
from whowhom.evaluation.statements import StatementScores, score_statements

__all__ = [
    "Figures",
    "Scores",
    "StatementScores",
    "gold_analysis",
    "of_statements",
    "read_gold",
    "score",
    "score_statements",
]
