"""The encoder's words as vectors, by which a mention points to the words that it stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from whowhom.language.decode import Floats
from whowhom.language.labels import LIKENESS
from whowhom.language.windows import Ints, Window
from whowhom.types import Span


@dataclass(frozen=True, slots=True, eq=False)
class Pointers:
    """How like words are, by two vectors a word: as a mention that refers, and as what is referred to.

    ``starts`` (ascending) and ``ends`` are the words' characters, which count as in ``Pointing``: those of the article
    from 0, those of its context back from there. ``asks`` and ``answers`` (words + 1, width) are the sums of the
    vectors before each word, so that the mean of any stretch is a difference. How like a mention and other words are
    is the product of their means; standing for nothing is 0.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    asks: Floats
    answers: Floats

    @classmethod
    def of(cls, starts: Ints, ends: Ints, asks: Floats, answers: Floats) -> Pointers:
        """From the words' characters and their vectors, (words, width)."""
        sums = (np.concatenate([np.zeros_like(each[:1], float), each.cumsum(0, float)]) for each in (asks, answers))
        return cls(starts.tolist(), ends.tolist(), *sums)

    def likeness(self, mention: Span, other: Span) -> float | None:
        """The log-odds of ``mention`` standing for ``other`` and not for nothing; None when one was not read."""
        first, last = self._words(mention)
        start, end = self._words(other)
        if first >= last or start >= end:
            return None
        product = (self.asks[last] - self.asks[first]) @ (self.answers[end] - self.answers[start])
        return float(product) / ((last - first) * (end - start))

    def _words(self, span: Span) -> tuple[int, int]:
        """The words that share characters with a span: the first, and the one after the last."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)


@dataclass(slots=True)
class Vectors:
    """The pieces of an article's windows, gathered until all are read."""

    _parts: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)

    def add(self, window: Window, likeness: Floats, context: int) -> None:
        """The pieces of a window, and with the first the article's ``context``, which has so many characters."""
        pieces, inside = window.pieces, window.sentences >= 0
        if not self._parts:
            before = ~inside & (pieces.ends > 0)
            shifted = (pieces.starts[before] - context, pieces.ends[before] - context)
            self._parts.append((*shifted, likeness[before]))
        self._parts.append((pieces.starts[inside], pieces.ends[inside], likeness[inside]))

    def pointers(self) -> Pointers | None:
        """What was gathered; None when nothing was read."""
        if not self._parts:
            return None
        starts, ends, vectors = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        return Pointers.of(starts, ends, vectors[:, 0] / LIKENESS**0.5, vectors[:, 1])
