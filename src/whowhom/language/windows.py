"""Sentences to encoder windows: which wordpieces are seen together, and which of them may be coded.

A window is some consecutive sentences of one article with a little of what stood before as context. The
encoder's vocabulary is uncased, so how a word was written travels beside it as a feature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WINDOW_PIECES: Final = 140
"""Coded wordpieces a window. Gold passages have 65 on average; longer windows saved no time (bench)."""
CONTEXT_PIECES: Final = 40
"""Wordpieces of what stood before, enough for the sentence that a pronoun refers to."""
LONGEST_SENTENCE: Final = 320
"""Longer sentences are coded in parts; the encoder has learned positions to 512."""
FEATURES: Final = 8
"""Written small, Capitalised, IN CAPITALS, without letters; the same four again for context."""
CONTEXT_FEATURE: Final = 4
_JOINED: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}|\b[A-Z]{1,3}-\d+\b|\b\d+(?:[.,]\d+)+\b|"
    r"\b(?:[Aa][dlnrstz]|[Aa]sh|[Ee]l|[Uu]l)-[A-Z][\w'’]+|\b[A-Z]['’][A-Z]\w+|\bco-\w+"
)
"""Words that the tokenizer takes apart: U.S., G-7, 2,000, al-Bashir, O'Brien."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The wordpieces of a text: vocabulary ids, characters, case feature, and which begin a token.

    The tokenizer parts at every sign, so a word such as "U.S." or "al-Bashir" is several tokens; ``joins`` marks
    those that go on with the word before.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    features: Ints
    begins: Flags
    joins: Flags

    def __len__(self) -> int:
        return len(self.ids)

    def cut(self, start: int, end: int | None = None) -> Pieces:
        """A part of them, by position."""
        part = slice(start, end)
        return Pieces(*(getattr(self, name)[part] for name in self.__slots__))

    def shifted(self, by: int) -> Pieces:
        """The same pieces with characters counted from elsewhere."""
        return replace(self, starts=self.starts + by, ends=self.ends + by)


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder sees at once. ``coded`` marks the pieces in which events are looked for.

    ``sentences`` gives for every piece the sentence it is in, -1 for context and the special pieces.
    """

    pieces: Pieces
    sentences: Ints

    @property
    def coded(self) -> Flags:
        """Pieces that begin a word and may be part of a record."""
        return self.pieces.begins & (self.sentences >= 0)


def _concatenate(parts: Sequence[Pieces]) -> Pieces:
    """Pieces one after the other."""
    return Pieces(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pieces.__slots__))


class Wordpieces:
    """The encoder's tokenizer, giving pieces with characters and case."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        vocabulary = self._tokenizer.get_vocab(with_added_tokens=True)
        inner = np.zeros(max(vocabulary.values()) + 1, dtype=bool)
        inner[[index for piece, index in vocabulary.items() if piece.startswith("##")]] = True
        self._inner = inner
        first, last = ("[CLS]", "[SEP]") if "[CLS]" in vocabulary else ("<s>", "</s>")
        self.first = _special(vocabulary[first])
        self.last = _special(vocabulary[last])

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text, characters counted from its start."""
        return [
            self._pieces(text, encoding)
            for text, encoding in zip(
                texts, self._tokenizer.encode_batch(list(texts), add_special_tokens=False), strict=True
            )
        ]

    def _pieces(self, text: str, encoding: object) -> Pieces:
        ids = np.array(encoding.ids, dtype=np.int64)  # type: ignore[attr-defined]
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)  # type: ignore[attr-defined]
        features = np.fromiter(
            (_written(text[start:end]) for start, end in offsets.tolist()), dtype=np.int64, count=len(ids)
        )
        begins = ~self._inner[ids]
        joins = np.zeros(len(ids), dtype=bool)
        for word in _JOINED.finditer(text):
            joins |= begins & (offsets[:, 0] > word.start()) & (offsets[:, 0] < word.end())
        return Pieces(ids, offsets[:, 0], offsets[:, 1], features, begins, joins)


def _special(index: int) -> Pieces:
    zero = np.zeros(1, dtype=np.int64)
    no = np.zeros(1, dtype=bool)
    return Pieces(np.array([index], dtype=np.int64), zero, zero, zero + 3, no, no)


def _written(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[:1].isupper() else 3


def windows(
    sentences: Sequence[Pieces],
    before: Pieces,
    wordpieces: Wordpieces,
    chosen: Sequence[int] | None = None,
    blocks: Sequence[int] | None = None,
) -> list[Window]:
    """The windows of one article.

    ``sentences`` are its sentences in order, ``before`` what stood before the first, ``chosen`` the numbers
    of the sentences to be coded, in order (all when None); the others are seen as context only. ``blocks`` are
    the sentences' paragraphs: a window ends with one if it can, for quotations seldom go on after it.
    """
    chosen = range(len(sentences)) if chosen is None else chosen
    history = [before, *sentences]
    result: list[Window] = []
    for group in _groups(chosen, [len(sentences[n]) for n in chosen], [blocks[n] if blocks else 0 for n in chosen]):
        context = _last_pieces(history[max(0, group[0] - CONTEXT_PIECES) : group[0] + 1])
        for cut in range(0, max(1, sum(len(sentences[n]) for n in group)), LONGEST_SENTENCE):
            coded = [(n, sentences[n].cut(cut, cut + LONGEST_SENTENCE)) for n in group]
            result.append(_window(coded, context, wordpieces))
    return result


def _groups(chosen: Sequence[int], sizes: Sequence[int], blocks: Sequence[int]) -> Iterator[list[int]]:
    """Sentences that are seen together: paragraphs while they fit, and of one too long its sentences while they do."""
    group: list[int] = []
    size = 0
    for _, members in groupby(range(len(chosen)), key=lambda at: blocks[at]):
        block = list(members)
        whole = sum(sizes[at] for at in block)
        if group and size + whole > WINDOW_PIECES and whole <= WINDOW_PIECES:
            yield group
            group, size = [], 0
        for at in block:
            if group and size + sizes[at] > WINDOW_PIECES:
                yield group
                group, size = [], 0
            group.append(chosen[at])
            size += sizes[at]
    if group:
        yield group


def _last_pieces(history: Sequence[Pieces]) -> list[Pieces]:
    """The end of what stood before, marked as context."""
    parts: list[Pieces] = []
    room = CONTEXT_PIECES
    for text in reversed(history):
        if room <= 0:
            break
        part = text.cut(max(0, len(text) - room))
        room -= len(part)
        parts.insert(0, replace(part, features=part.features % CONTEXT_FEATURE + CONTEXT_FEATURE))
    return parts


def _window(coded: Sequence[tuple[int, Pieces]], context: Sequence[Pieces], wordpieces: Wordpieces) -> Window:
    pieces = _concatenate([wordpieces.first, *context, *(part for _, part in coded), wordpieces.last])
    sentences = np.full(len(pieces), -1, dtype=np.int64)
    at = 1 + sum(map(len, context))
    for number, part in coded:
        sentences[at : at + len(part)] = number
        at += len(part)
    return Window(pieces, sentences)
