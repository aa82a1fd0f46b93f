"""The paragraphs of a text as received: one to a line, parted by blank lines, or wrapped at a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from whowhom.types import Span

WIDEST_WRAP: Final = 132
"""Columns. Nobody wraps text wider than a line printer; a longer line is a paragraph of its own."""
NARROWEST_WRAP: Final = 35
"""Columns. Below this a list of short lines looks like wrapped text; newspaper columns wrap at 35 to 45."""
WRAPPED_SHARE: Final = 0.25
"""Share of breaks in mid-sentence from which a text counts as wrapped. Wrapped news has 0.4 and more, as many
lines begin with a name or end a paragraph; a text of one paragraph to a line has hardly any."""
NEARLY_FULL: Final = 0.7
"""Share of the width that a line without end punctuation fills when it was wrapped and not ended."""

_TERMINAL: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET: Final = re.compile(r"[-–—]\s+[^\sa-z]|[*•·▪●‣►]\s|\d{1,2}[.)]\s")
_OPENING: Final = "\"'“‘«(["


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; ``apart`` says that a blank line stands before it."""

    span: Span
    text: str
    indent: int
    apart: bool

    @property
    def columns(self) -> int:
        """How far the line reaches, with its indent."""
        return self.indent + len(self.text)


def paragraphs(text: str, alone: Callable[[str], bool]) -> list[Span]:
    """The paragraphs of ``text`` in order; together they hold every character that is not white space.

    Lines that a writer wrapped are joined again. A line for which ``alone`` is true joins no other.
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    margin = min((line.indent for line in lines), default=0)
    spans: list[Span] = []
    for index, line in enumerate(lines):
        before = lines[index - 1]
        sure = _surely_wrapped(before, line, width)
        joins = sure or (_goes_on(before, line, width, margin) and not (alone(before.text) or alone(line.text)))
        if index and joins:
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
    return spans


def ends_sentence(line: str) -> bool:
    """Whether the line closes with end punctuation, quotation marks and brackets after it aside."""
    return _TERMINAL.search(line, max(0, len(line) - 8)) is not None


def _lines(text: str) -> Iterator[Line]:
    """The lines that are not blank."""
    start, apart = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            begin = start + indent
            yield Line(Span(begin, begin + len(stripped)), stripped, indent, apart)
        apart = not stripped
        start += len(raw)


def _breaks_sentence(line: Line, following: Line) -> bool:
    """Whether the break between the two falls in mid-sentence: no stop before, a small letter after."""
    return following.text.lstrip(_OPENING)[:1].islower() and not ends_sentence(line.text)


def _wrap_width(lines: list[Line]) -> int | None:
    """The column at which the text is wrapped; None when its lines are paragraphs."""
    breaks = [
        (line, following) for line, following in pairwise(lines) if not following.apart and line.text != following.text
    ]
    wrapped = [
        line.columns for line, following in breaks if line.columns <= WIDEST_WRAP and _breaks_sentence(line, following)
    ]
    if not wrapped or len(wrapped) < WRAPPED_SHARE * len(breaks) or max(wrapped) < NARROWEST_WRAP:
        return None
    return max(wrapped)


def _surely_wrapped(line: Line, following: Line, width: int | None) -> bool:
    """Whether a full line of wrapped text breaks in mid-sentence, so that the next one cannot stand alone."""
    nearly_full = width is not None and NEARLY_FULL * width <= line.columns <= width
    return nearly_full and not following.apart and _breaks_sentence(line, following)


def _goes_on(line: Line, following: Line, width: int | None, margin: int) -> bool:
    """Whether ``following`` carries on the paragraph of ``line``."""
    if following.apart or line.text == following.text or _BULLET.match(following.text):
        return False
    in_sentence = _breaks_sentence(line, following)
    if width is None:
        return in_sentence and line.columns >= NARROWEST_WRAP
    if line.columns > WIDEST_WRAP or following.indent > line.indent:
        return False
    if in_sentence:
        return True
    if following.indent > margin:
        return False
    if ends_sentence(line.text):
        return line.columns + 1 + len(following.text.split(maxsplit=1)[0]) > width
    return line.columns >= NEARLY_FULL * width
