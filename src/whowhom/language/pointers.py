"""The encoder's words as vectors, by which a mention points to the words that it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whowhom.types import Span


@dataclass(frozen=True, slots=True, eq=False)
class Pointers:
    """A row a word, in text order; ``starts`` (ascending) and ``ends`` are its characters.

    Characters count as in ``Pointing``: those of the article from 0, those of its context back from there. ``asks`` are
    the words as mentions that refer, ``answers`` as what is referred to. How like a mention and other words are is the
    product of their means; standing for nothing is 0.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    asks: npt.NDArray[np.float32]
    answers: npt.NDArray[np.float32]

    def likeness(self, mention: Span, other: Span) -> float | None:
        """The log-odds of ``mention`` standing for ``other`` and not for nothing; None when one was not read."""
        asking, answering = self._rows(mention), self._rows(other)
        if asking.start >= asking.stop or answering.start >= answering.stop:
            return None
        return float(self.asks[asking].mean(axis=0) @ self.answers[answering].mean(axis=0))

    def _rows(self, span: Span) -> slice:
        """The words that share characters with a span."""
        return slice(
            int(np.searchsorted(self.ends, span.start, side="right")),
            int(np.searchsorted(self.starts, span.end, side="left")),
        )
