"""The gate before the encoder: sentences whose words never go with events are not read."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

STEM: Final = 6
"""Letters of a word that count: enough to tell stems apart, few enough to join their forms."""
BIAS: Final = "(bias)"
_WORD: Final = re.compile(r"[^\W\d_]+")


def stems(sentence: str) -> set[str]:
    """The first letters of each word, small."""
    return {word[:STEM] for word in _WORD.findall(sentence.lower())}


class Gate:
    """A logistic model over stems; ``weights`` includes the bias. Open above zero."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._bias = weights.pop(BIAS, 0.0)
        self._weights = weights

    @classmethod
    def load(cls, folder: Path) -> Gate | None:
        """The gate of a model folder; None when it has none, and then all is read."""
        path = folder / "gate.csv"
        if not path.is_file():
            return None
        with path.open(encoding="utf-8", newline="") as rows:
            return cls({row["stem"]: float(row["weight"]) for row in csv.DictReader(rows)})

    def score(self, sentence: str) -> float:
        """The logit that the sentence holds an event, summed so that the order of a set changes nothing."""
        weights = self._weights
        return math.fsum([self._bias, *(weights.get(stem, 0.0) for stem in stems(sentence))])

    def open_for(self, sentences: Sequence[str]) -> list[int]:
        """The numbers of the sentences to read."""
        return [number for number, sentence in enumerate(sentences) if self.score(sentence) > 0]
