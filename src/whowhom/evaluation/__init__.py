"""Measuring coders against gold records, with the definitions of the shared scorer."""

from whowhom.evaluation.gold import gold_analysis, read_gold
from whowhom.evaluation.scores import Scores, score

__all__ = ["Scores", "gold_analysis", "read_gold", "score"]
