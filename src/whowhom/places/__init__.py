"""Where: place expressions to the place they stand for, its country and coordinates."""

from __future__ import annotations

from functools import partial

from whowhom.knowledge.match import names
from whowhom.places.expressions import read
from whowhom.places.marks import nearest, whole
from whowhom.places.resolve import resolve
from whowhom.places.surroundings import Surroundings
from whowhom.types import Analysis, Frame, Mention, Span, Where

__all__ = ["locate"]


def locate(analysis: Analysis) -> tuple[Where | None, ...]:
    """The place of every frame, None where the frame marks no expression.

    A name that several places share goes to the one that the words beside it, the text around and its size speak
    for; when none stands out it stays open, with its candidates. A common noun takes the place or country that the
    text was speaking of. An expression of a later sentence gives way to one that the event's own sentence has behind
    a preposition of place.
    """
    marked = [frame.place.span if frame.place is not None else None for frame in analysis.frames]
    if not any(marked):
        return (None,) * len(analysis.frames)
    article = analysis.article
    shift = len(article.context) + 1 if article.context else 0
    text = f"{article.context}\n{article.text}" if shift else article.text
    around = Surroundings.of(text, names().find(text))
    own = [_own(analysis, frame, around, shift) for frame in analysis.frames]
    wheres: dict[Span, Where] = {}
    for span in sorted({span for span in (*marked, *own) if span is not None}):
        start, end = whole(text, span.start + shift, span.end + shift, least=shift)
        words = Span(start - shift, end - shift)
        phrase = read(text, around.hits, start, end, partial(around.spelled, start))
        wheres[span] = resolve(phrase, Mention(words, words.of(article.text)), around)
    return tuple(
        _nearer(wheres[mark], wheres[other] if other is not None else None) if mark is not None else None
        for mark, other in zip(marked, own, strict=True)
    )


def _own(analysis: Analysis, frame: Frame, around: Surroundings, shift: int) -> Span | None:
    """Where the event's own sentence has a place, when the mark stands in a later one."""
    sentence = analysis.sentences[frame.sentence].span
    if frame.place is None or frame.place.span.start < sentence.end:
        return None
    bounds = (sentence.start + shift, sentence.end + shift)
    trigger = frame.trigger.span.start + shift
    found = nearest(around.text, around.hits, bounds, trigger, partial(around.spelled, trigger))
    return Span(found.start - shift, found.end - shift) if found is not None else None


def _nearer(later: Where, own: Where | None) -> Where:
    """The own sentence's place, unless it is not known, or only the country in which the later one lies."""
    if own is None or own.country is None or (own.precision == "country" and own.country == later.country):
        return later
    return own
