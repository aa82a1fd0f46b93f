"""Where: place expressions to the place they stand for, its country and coordinates."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from whowhom.knowledge.match import names
from whowhom.places.expressions import read
from whowhom.places.inherit import inherited
from whowhom.places.resolve import resolve
from whowhom.places.surroundings import Surroundings
from whowhom.types import Analysis, Frame, Mention, Span, Where

__all__ = ["locate"]


def locate(analysis: Analysis) -> tuple[Where | None, ...]:
    """The place of every frame, None where it has none.

    A name that several places share goes to the one that the words beside it, the text around and its size speak
    for; when none stands out it stays open, with its candidates. A common noun takes the place or country that the
    text was speaking of.
    """
    article = analysis.article
    if not analysis.frames:
        return ()
    shift = len(article.context) + 1 if article.context else 0
    text = f"{article.context}\n{article.text}" if shift else article.text
    around = Surroundings.of(text, names().find(text))
    marked = [_expression(analysis, frame, around, shift) for frame in analysis.frames]
    wheres: dict[Span, Where] = {}
    for span in sorted({span for span, _ in marked if span is not None}):
        expression = read(
            text, around.hits, span.start + shift, span.end + shift, partial(around.spelled, span.start + shift)
        )
        wheres[span] = resolve(expression, Mention(span, span.of(article.text)), around)
    return tuple(
        None if span is None else wheres[span] if rule is None else replace(wheres[span], inherited=rule)
        for span, rule in marked
    )


def _expression(analysis: Analysis, frame: Frame, around: Surroundings, shift: int) -> tuple[Span | None, str | None]:
    """The words that place a frame, and the rule when they are not marked as its own."""
    if frame.place is not None:
        return frame.place.span, None
    return inherited(analysis, frame, around, shift, partial(around.spelled, frame.trigger.span.start + shift)) or (
        None,
        None,
    )
