"""Quotation marks: which stretches of a paragraph stand between them, and which are left open for the next one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from whowhom.types import Span

Side = Literal["opens", "closes", "either", "neither"]
_BEFORE_OPENING: Final = re.compile(r"[\s(\[{<—–/:,-]")
_AFTER_CLOSING: Final = re.compile(r"[\s)\]}>—–/:;,.!?…*-]")
_SINGLE: Final = "single"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch with its marks; one that is not ``closed`` reaches to the end of its paragraph, or to the next."""

    span: Span
    closed: bool
    kind: str


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """One quotation mark of a text, of a kind, with the side that its place, else its shape, gives it."""

    span: Span
    kind: str
    side: Side


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("whowhom.coding").joinpath("quotations.toml").read_text(encoding="utf-8"))


@cache
def _leanings() -> dict[str, tuple[str, Side]]:
    sides: tuple[tuple[str, Side], ...] = (("opening", "opens"), ("closing", "closes"), ("either", "either"))
    return {
        mark: (kind, side)
        for kind, row in _table().items() if "either" in row
        for name, side in sides
        for mark in row[name]
    }  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(mark) for mark in sorted(_leanings(), key=len, reverse=True)))


@cache
def _cut_short() -> re.Pattern[str]:
    return re.compile(rf"(?:\d0s|(?:{'|'.join(_table()['cut_short']['words'])})\b)", re.IGNORECASE)


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[tuple[Quotation, ...], ...]:
    """The outermost quotations of every paragraph, in text order.

    A closing mark alone closes what the paragraph before left open, from the beginning of its own. Apostrophes are
    none; a single mark that nothing closes is one too, unless a paragraph begins with it.
    """
    result: list[tuple[Quotation, ...]] = []
    for paragraph in paragraphs:
        left_open = result[-1][-1] if result and result[-1] and not result[-1][-1].closed else None
        result.append(tuple(_in_paragraph(text, paragraph, left_open)))
    return tuple(result)


def _in_paragraph(text: str, paragraph: Span, left_open: Quotation | None) -> Iterator[Quotation]:
    open_marks: list[QuotationMark] = []
    found: list[Quotation] = []
    for mark in _marks(text, paragraph):
        last = next((n for n in range(len(open_marks) - 1, -1, -1) if open_marks[n].kind == mark.kind), None)
        if mark.side == "opens" or (mark.side == "either" and last is None):
            open_marks.append(mark)
        elif last is not None:
            found.append(Quotation(Span(open_marks[last].span.start, mark.span.end), True, mark.kind))
            del open_marks[last:]
        elif left_open is not None and left_open.kind == mark.kind and not (found or open_marks):
            found.append(Quotation(Span(paragraph.start, mark.span.end), True, mark.kind))
    for mark in open_marks:
        if mark.kind != _SINGLE or mark.span.start == paragraph.start:
            found.append(Quotation(Span(mark.span.start, _end_of_open(mark, found, paragraph)), False, mark.kind))
    yield from _outermost(found)


def _end_of_open(mark: QuotationMark, found: Iterable[Quotation], paragraph: Span) -> int:
    """Where a quotation without its closing mark ends: where the next of its kind begins, else with the paragraph."""
    later = (each.span.start for each in found if each.kind == mark.kind and each.span.start > mark.span.start)
    return min(later, default=paragraph.end)


def _outermost(found: Iterable[Quotation]) -> Iterator[Quotation]:
    end = -1
    for each in sorted(found, key=lambda quotation: (quotation.span.start, -quotation.span.end)):
        if each.span.start >= end:
            yield each
            end = each.span.end


def _marks(text: str, paragraph: Span) -> list[QuotationMark]:
    """The marks of a paragraph without its apostrophes."""
    marks = []
    for match in _pattern().finditer(text, paragraph.start, paragraph.end):
        kind, leaning = _leanings()[match[0]]
        side = _side(text, paragraph, match, leaning)
        if kind == _SINGLE:
            side = _single_side(text, match, leaning, side)
        if side != "neither":
            marks.append(QuotationMark(Span(*match.span()), kind, side))
    return [mark for number, mark in enumerate(marks) if not _possessive(text, marks, number)]


def _side(text: str, paragraph: Span, match: re.Match[str], leaning: Side) -> Side:
    """The side by the place of a mark; where that does not tell, by its shape."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = start <= paragraph.start, end >= paragraph.end
    marked = _pattern()
    may_open = not last and not after.isspace() and (
        first or _BEFORE_OPENING.match(before) is not None or (marked.match(before) is not None and after.isalnum())
    )  # fmt: skip
    may_close = not first and not before.isspace() and (
        last or _AFTER_CLOSING.match(after) is not None or (marked.match(after) is not None and not before.isspace())
    )  # fmt: skip
    if may_open != may_close:
        return "opens" if may_open else "closes"
    if before.isalnum() and after.isalnum():
        return "neither"
    return leaning


def _single_side(text: str, match: re.Match[str], leaning: Side, side: Side) -> Side:
    """The side of a single mark, which may be an apostrophe."""
    if side == "opens" and (leaning == "closes" or _cut_short().match(text, match.end())):
        return "neither"
    if side == "either":  # nothing tells it from an apostrophe
        return "neither"
    return side


def _possessive(text: str, marks: list[QuotationMark], number: int) -> bool:
    """Whether a closing single mark is the possessive of a plural ("the workers' rights") in a quotation going on."""
    mark = marks[number]
    if mark.kind != _SINGLE or mark.side != "closes" or text[mark.span.start - 1 : mark.span.start] != "s":
        return False
    if not re.match(r"\s+\w", text[mark.span.end : mark.span.end + 3]):
        return False
    later = next((each for each in marks[number + 1 :] if each.kind == _SINGLE), None)
    return later is not None and later.side == "closes"


@cache
def title_nouns() -> frozenset[str]:
    """What has a title: the quotation after it is a name."""
    return frozenset(_table()["titled"]["nouns"])
