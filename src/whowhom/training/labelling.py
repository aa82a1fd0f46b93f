"""Coded passages as examples: the window that the encoder sees and the labels it should give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from whowhom import cleaning, reading
from whowhom.language.labels import (
    BEGINS,
    CITED,
    INSIDE,
    ROLES,
    SECTOR_NAMES,
    STATUS_NAMES,
    TRIGGERS,
    TYPED_MODES,
)
from whowhom.language.sentences import split
from whowhom.language.windows import Ints, Pieces, Window, Wordpieces, windows
from whowhom.training.examples import UNLABELLED, Cited, Example, Pointer, Target
from whowhom.training.references import Reference


def covered(pieces: Pieces, coded: np.ndarray[Any, Any], start: int, end: int) -> Ints:
    """Positions of the pieces that share characters with ``start`` to ``end`` and may be coded."""
    return np.flatnonzero(coded & (pieces.starts < end) & (pieces.ends > start))


def whole_window(record: Mapping[str, Any], wordpieces: Wordpieces) -> Window:
    """The passage with its context as one window."""
    text, context = wordpieces.pieces([record["text"], record.get("context") or ""])
    return windows([text], context, wordpieces)[0]


def article_windows(text: str, wordpieces: Wordpieces) -> list[Window]:
    """An article's windows, cut as they are when it is coded."""
    body = cleaning.clean(reading.article(text))
    sentences = split(body)
    placed = [
        pieces.shifted(sentence.span.start)
        for pieces, sentence in zip(wordpieces.pieces([s.span.of(text) for s in sentences]), sentences, strict=True)
    ]
    return windows(placed, wordpieces.pieces([""])[0], wordpieces, blocks=[s.block for s in sentences])


def event_examples(
    records: Sequence[dict[str, Any]], references: Sequence[Sequence[Reference]], wordpieces: Wordpieces
) -> list[Example]:
    """Every passage of gold, with its references, as an example; labels stand on pieces that begin a word."""
    return [_passage(record, refer, wordpieces) for record, refer in zip(records, references, strict=True)]


def _passage(record: dict[str, Any], references: Sequence[Reference], wordpieces: Wordpieces) -> Example:
    window = whole_window(record, wordpieces)
    pieces, inside = window.pieces, window.sentences >= 0
    triggers = np.where(window.coded, 0, UNLABELLED)
    targets = []
    for event in record["events"]:
        at = covered(pieces, inside, event["trigger"]["start"], event["trigger"]["end"])
        if not len(at):
            continue
        at = at[window.coded[at]] if window.coded[at].any() else at
        kind = TRIGGERS.index(event["type"])
        triggers[at[triggers[at] == 0]] = kind
        targets.append(
            Target(
                trigger=at,
                type=kind,
                status=STATUS_NAMES.index(event["status"]),
                mode=TYPED_MODES.index((event["type"], event["mode"])),
                roles=_labels([_several(event[role]) for role in ROLES], window),
                sectors=tuple(_sectors(event, window)),
            )
        )
    return Example(window, triggers, tuple(targets), pointers=tuple(_pointers(references, window)))


def _several(mentions: Any) -> list[tuple[int, int]]:
    listed: Sequence[Any] = mentions if isinstance(mentions, list) else [mentions]
    return [(mention["start"], mention["end"]) for mention in listed if mention]


def _labels(columns: Sequence[Iterable[Sequence[int]]], window: Window) -> Ints:
    """(pieces, columns): where the spans of each column begin and go on."""
    labels = np.zeros((len(window.pieces), len(columns)), dtype=np.int64)
    labels[~window.coded] = UNLABELLED
    for column, spans in enumerate(columns):
        for start, end in spans:
            at = covered(window.pieces, window.coded, start, end)
            if len(at):
                labels[at, column] = INSIDE
                labels[at[0], column] = BEGINS
    return labels


def _sectors(event: dict[str, Any], window: Window) -> Iterable[tuple[Ints, int]]:
    for mention in (*event["actors"], *event["recipients"]):
        at = covered(window.pieces, window.coded, mention["start"], mention["end"])
        if len(at):
            yield at, SECTOR_NAMES.index(mention["sector"])


def _pointers(references: Sequence[Reference], window: Window) -> Iterable[Pointer]:
    """Candidates that the window does not show are left out, and with the right ones the reference."""
    inside = window.sentences >= 0
    before = ~inside & (window.pieces.ends > 0)
    for reference in references:
        mention = covered(window.pieces, window.coded, reference.start, reference.end)
        shown = [
            (covered(window.pieces, before if c.where == "context" else inside, c.start, c.end), c.right)
            for c in reference.candidates
        ]
        seen = tuple((at, right) for at, right in shown if len(at))
        lost = any(right and not len(at) for at, right in shown) and not any(right for _, right in seen)
        if len(mention) and seen and not lost:
            yield Pointer(mention, seen)


def statement_examples(articles: Iterable[Mapping[str, Any]], wordpieces: Wordpieces) -> list[Example]:
    """The windows of PolNeAR's articles with their attributions, each in the window that holds its cue."""
    return [
        _statements(window, article["statements"])
        for article in articles
        for window in article_windows(article["text"], wordpieces)
    ]


def _statements(window: Window, statements: Iterable[Mapping[str, Any]]) -> Example:
    labels = np.where(window.coded, 0, UNLABELLED)
    cited = []
    for statement in statements:
        cue = _labels([statement["cue"]], window)[:, 0]
        at = np.flatnonzero(cue > 0)
        if len(at):
            labels[at] = cue[at]
            cited.append(Cited(at, _labels([statement[part] for part in CITED], window)))
    return Example(window, cues=labels, cited=tuple(cited))


def unlabelled(texts: Iterable[str], wordpieces: Wordpieces) -> list[Example]:
    """Windows of articles or sentences of which nobody has said anything."""
    return [Example(window) for text in texts for window in article_windows(text, wordpieces)]
