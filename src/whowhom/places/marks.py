"""The words of a place in full: what a mark leaves out of an expression, and what it took too much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from whowhom.knowledge.gazetteer import gazetteer
from whowhom.knowledge.match import Hit
from whowhom.places.expressions import JOINING, TAIL, Spelled, names_in, words
from whowhom.types import Span

LEADING: Final = re.compile(r"\s*(?:of|in|at)\s+(?!and\b|or\b)(?=\S)", re.IGNORECASE)
"""A preposition that a mark begins with, which is none of the place's words."""
OPEN: Final = re.compile(r"\bof(?:\s+the)?\s*$")
"""A mark that ends before the name: "village of"."""
PLACED: Final = re.compile(
    r"\b(?:in|near|at|inside|outside)\s+(?:the\s+)?(?:[a-z-]+ern\s+|central\s+)?$", re.IGNORECASE
)
"""What stands before the name of where something happens."""
NUMBER: Final = r"(?:\d[\d,.]*[\s-]*(?:kms?|kilomet(?:er|re)s?|miles?)\s+(?:\([^()]{1,20}\)\s+)?(?:to the\s+)?)?"


@cache
def _offset() -> re.Pattern[str]:
    """What says before a name how far and where from it: "30 km north of"."""
    listed = sorted((word for word in words()["directions"] if not word.endswith(("ern", "ernmost"))), key=len)
    compass = "|".join(map(re.escape, reversed(listed)))
    kinds = "|".join(words()["kinds"]["city"])
    return re.compile(rf"(?<![\w-]){NUMBER}(?:{compass})\s+of\s+(?:the\s+)?(?:(?:{kinds})\s+of\s+)?$", re.IGNORECASE)


@cache
def _name() -> re.Pattern[str]:
    """A name, with the small words inside it: "Deir al-Zour"."""
    word = r"[^\W\d_a-z][\w-]*(?:['’](?!s\b)\w+)*"
    return re.compile(rf"\s*(?:the\s+)?{word}(?:\s+(?:(?:{'|'.join(sorted(JOINING))})[\s-])?{word})*")


def whole(text: str, start: int, end: int, *, least: int = 0) -> tuple[int, int]:
    """Where the expression that is marked from ``start`` to ``end`` stands in full, not before ``least``.

    A distance and direction before it belong to it ("30 km north of" Mosul), a name after a mark that ends in "of"
    too; a preposition that it begins with does not.
    """
    leading = LEADING.match(text, start, end)
    begin = leading.end() if leading is not None else start
    before = max(least, begin - TAIL)
    offset = _offset().search(text, before, begin)
    name = _name().match(text, end) if OPEN.search(text, begin, end) else None
    return offset.start() if offset is not None else begin, name.end() if name is not None else end


def nearest(text: str, hits: Sequence[Hit], sentence: tuple[int, int], trigger: int, spelled: Spelled) -> Span | None:
    """The place name behind a preposition of place that stands nearest to the trigger in its sentence, if any.

    A name that holds another is taken with it ("the Italian city of Lucca").
    """
    found: list[Span] = []
    names = list(names_in(text, hits, *sentence, spelled))
    for at, name in enumerate(names):
        if not PLACED.search(text, sentence[0], name.start):
            continue
        inner = names[at + 1] if name.holds and at + 1 < len(names) else name
        known = inner.countries or gazetteer().named(inner.text)
        if (
            known
            and not inner.facility
            and (inner is name) != name.holds
            and len(text[name.end : inner.start].split()) < 5
        ):
            found.append(Span(name.start, inner.end))
    return min(found, key=lambda span: max(span.start - trigger, trigger - span.end), default=None)
