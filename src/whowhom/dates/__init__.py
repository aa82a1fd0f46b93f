"""When: date expressions resolved against the publication date."""

from __future__ import annotations

from typing import Final

from whowhom.dates.expressions import Expression, read
from whowhom.types import Analysis, Frame, Mention, When

__all__ = ["resolve"]

AHEAD: Final = frozenset({"planned", "unreal"})
"""Statuses of events that lie after publication, so that "Wednesday" is the next one."""


def resolve(analysis: Analysis) -> tuple[When | None, ...]:
    """The date of every frame, None where the frame marks no expression.

    Without a publication date absolute expressions resolve and relative ones keep their words only.
    """
    return tuple(_when(analysis, frame) for frame in analysis.frames)


def _when(analysis: Analysis, frame: Frame) -> When | None:
    if frame.date is None:
        return None
    article = analysis.article
    words = frame.date.span.of(article.text)
    mention = Mention(frame.date.span, words)
    found = read(Expression(words, article.published, frame.status in AHEAD))
    if found is None:
        return When(mention)
    anchor = article.published if found.relative else None
    return When(mention, found.value, found.start, found.end, found.precision, anchor)
