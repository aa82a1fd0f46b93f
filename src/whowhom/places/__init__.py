"""Where: place expressions to the place they stand for, its country and coordinates."""

from __future__ import annotations

from functools import partial

from whowhom.knowledge.match import names
from whowhom.places.expressions import read
from whowhom.places.resolve import resolve
from whowhom.places.surroundings import Surroundings
from whowhom.types import Analysis, Mention, Scored, Span, Where

__all__ = ["locate"]


def locate(analysis: Analysis) -> tuple[Where | None, ...]:
    """The place of every frame, None where it has none.

    A name that several places share goes to the one that the words beside it, the text around and its size speak
    for; when none stands out it stays open, with its candidates. A common noun takes the place or country that the
    text was speaking of.
    """
    article = analysis.article
    shift = len(article.context) + 1 if article.context else 0
    marked: dict[Span, Where] = {}
    spans = {frame.place.span for frame in analysis.frames if frame.place is not None}
    if not spans:
        return (None,) * len(analysis.frames)
    text = f"{article.context}\n{article.text}" if shift else article.text
    hits = names().find(text)
    around = Surroundings.of(text, hits)
    for span in sorted(spans):
        spelled = partial(around.spelled, span.start + shift)
        expression = read(text, hits, span.start + shift, span.end + shift, spelled)
        marked[span] = resolve(expression, Mention(span, span.of(article.text)), around)
    return tuple(_own(frame.place, marked) for frame in analysis.frames)


def _own(place: Scored | None, marked: dict[Span, Where]) -> Where | None:
    return marked[place.span] if place is not None else None
