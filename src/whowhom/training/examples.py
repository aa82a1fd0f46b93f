"""Gold passages as numbers: the window that the encoder sees and the labels it should give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from whowhom.language.labels import BEGINS, INSIDE, ROLES, STATUS_NAMES, TRIGGERS, TYPED_MODES
from whowhom.language.windows import Ints, Pieces, Window, Wordpieces, windows

UNLABELLED: Final = -100
"""The label of pieces that the loss passes over."""


@dataclass(frozen=True, slots=True)
class Target:
    """One event of a passage. ``roles`` is (pieces, roles), with the labels of ``whowhom.language.labels``."""

    trigger: Ints
    type: int
    status: int
    mode: int
    roles: Ints


@dataclass(frozen=True, slots=True)
class Example:
    """A passage: its window, the trigger label of each piece, its events."""

    window: Window
    triggers: Ints
    targets: tuple[Target, ...]


def covered(pieces: Pieces, coded: np.ndarray[Any, Any], start: int, end: int) -> Ints:
    """Positions of the pieces that share characters with ``start`` to ``end`` and may be coded."""
    return np.flatnonzero(coded & (pieces.starts < end) & (pieces.ends > start))


def whole_window(record: dict[str, Any], wordpieces: Wordpieces) -> Window:
    """The passage with its context as one window."""
    text, context = wordpieces.pieces([record["text"], record.get("context") or ""])
    return windows([text], context, wordpieces)[0]


def examples(records: Iterable[dict[str, Any]], wordpieces: Wordpieces) -> list[Example]:
    """Every record as an example; labels stand on pieces that begin a word."""
    return [_example(record, wordpieces) for record in records]


def _example(record: dict[str, Any], wordpieces: Wordpieces) -> Example:
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
                roles=_roles(event, window),
            )
        )
    return Example(window, triggers, tuple(targets))


def _roles(event: dict[str, Any], window: Window) -> Ints:
    labels = np.zeros((len(window.pieces), len(ROLES)), dtype=np.int64)
    labels[~window.coded] = UNLABELLED
    for column, role in enumerate(ROLES):
        mentions: Sequence[dict[str, Any]] = event[role] if isinstance(event[role], list) else [event[role]]
        for mention in filter(None, mentions):
            at = covered(window.pieces, window.coded, mention["start"], mention["end"])
            if len(at):
                labels[at, column] = INSIDE
                labels[at[0], column] = BEGINS
    return labels
