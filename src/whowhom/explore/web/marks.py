"""Texts cut where marks begin and end, so that marks of several layers may lie over one another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

LAYERS: Final[dict[str, str]] = {
    "trigger": "events",
    "actor": "who acts",
    "recipient": "on whom",
    "source": "on whose word",
    "date": "dates",
    "place": "places",
    "speaker": "who says it",
    "cue": "says",
    "content": "what is said",
    "open": "left open",
}
"""Layer -> what people call it, in the order in which a stretch takes its link."""
STATEMENT: Final = {"source": "speaker", "cue": "cue", "content": "content"}
"""Part of a statement -> its layer."""
PASSAGE: Final = 700
"""Characters of a statement that lists show: some ten lines; its article has the rest of a longer one."""
_SIDES: Final = {"actor": "actor", "recipient": "recipient", "attributed_to": "source"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch: characters ``start`` to ``end``, its layer, the record it belongs to, and a word on it.

    ``opens`` marks the stretch by which its record is found in the text.
    """

    start: int
    end: int
    layer: str
    record: str
    title: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, where it starts in the article, and the marks over all of it: a click opens the first."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()

    @property
    def layers(self) -> str:
        """The layers over it, as classes of a style sheet."""
        return " ".join(dict.fromkeys(f"on-{mark.layer}" for mark in self.marks))

    @property
    def opens(self) -> list[str]:
        """The records that are found in the text where it begins."""
        return list(dict.fromkeys(mark.record for mark in self.marks if mark.opens and mark.start == self.start))

    @property
    def title(self) -> str:
        """What lies over it, in words."""
        return "; ".join(dict.fromkeys(mark.title for mark in self.marks))


def pieces(text: str, marks: Iterable[Mark], *, start: int = 0) -> list[Piece]:
    """The text in pieces. ``start`` is where it begins in the article, whose characters the marks count."""
    end = start + len(text)
    order = list(LAYERS)
    within = sorted(
        (mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end),
        key=lambda mark: (order.index(mark.layer), mark.start),
    )
    cuts = {start, end}
    for mark in within:
        cuts |= {max(start, mark.start), min(end, mark.end)}
    bounds = sorted(cuts)
    return [
        Piece(text[a - start : b - start], a, tuple(mark for mark in within if mark.start <= a and b <= mark.end))
        for a, b in itertools.pairwise(bounds)
    ]


def of_row(row: Mapping[str, Any]) -> list[Mark]:
    """The marks of an event as the queries give it: its trigger and its roles."""
    told = f"{row['type']} ({row['status']})"
    marks = [Mark(row["trigger_start"], row["trigger_end"], "trigger", row["event"], told)]
    for role in row["roles"]:
        layer = _SIDES[role["role"]]
        marks.append(Mark(role["start"], role["end"], layer, row["event"], f"{LAYERS[layer]}: {role['code'] or '?'}"))
    return marks


def of_statement(row: Mapping[str, Any]) -> list[Mark]:
    """The marks of a statement as the queries give it: source, cue and content."""
    return [
        Mark(piece["start"], piece["end"], layer, row["statement"], LAYERS[layer])
        for piece in row["pieces"]
        for layer in (STATEMENT[piece["part"]],)
    ]


def passage_of(row: Mapping[str, Any], event: Mapping[str, Any] | None = None) -> list[Piece]:
    """A statement in its passage, marked, with an event of the same article too; of a long one the beginning."""
    start, text = row["passage_start"], row["passage"] or ""
    marked = of_statement(row)
    if event is not None and event["article"] == row["article"]:
        marked += of_row(event)[:1]
    shown = pieces(text[:PASSAGE], marked, start=start)
    return [*shown, Piece(" …", start + PASSAGE)] if len(text) > PASSAGE else shown
