"""The encoder's words as vectors, by which a mention points to the words that it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from whowhom.language.labels import LIKENESS
from whowhom.language.windows import Window
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


@dataclass(slots=True)
class Vectors:
    """The pieces of an article's windows, gathered until all are read."""

    _parts: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]] = field(
        default_factory=list
    )

    def add(self, window: Window, likeness: npt.NDArray[np.floating], context: int) -> None:
        """The pieces of a window, and with the first the article's ``context``, which has so many characters."""
        pieces, inside = window.pieces, window.sentences >= 0
        if not self._parts:
            before = ~inside & (pieces.ends > 0)
            shifted = (pieces.starts[before] - context, pieces.ends[before] - context)
            self._parts.append((*shifted, likeness[before].astype(np.float32)))
        self._parts.append((pieces.starts[inside], pieces.ends[inside], likeness[inside].astype(np.float32)))

    def pointers(self) -> Pointers | None:
        """What was gathered; None when nothing was read."""
        if not self._parts:
            return None
        starts, ends, vectors = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        asks = (vectors[:, 0] / LIKENESS**0.5).astype(np.float32)
        return Pointers(starts, ends, asks, vectors[:, 1])
