"""Where: place expressions to the place they stand for, its country and coordinates."""

from __future__ import annotations

from functools import partial

from whowhom.knowledge.match import names
from whowhom.places.expressions import read
from whowhom.places.marks import whole
from whowhom.places.resolve import resolve
from whowhom.places.surroundings import Surroundings
from whowhom.types import Analysis, Mention, Span, Where

__all__ = ["locate"]


def locate(analysis: Analysis) -> tuple[Where | None, ...]:
    """The place of every frame, None where the frame marks no expression.

    A name that several places share goes to the one that the words beside it, the text around and its size speak
    for; when none stands out it stays open, with its candidates. A common noun takes the place or country that the
    text was speaking of.
    """
    spans = sorted({frame.place.span for frame in analysis.frames if frame.place is not None})
    if not spans:
        return (None,) * len(analysis.frames)
    article = analysis.article
    shift = len(article.context) + 1 if article.context else 0
    text = f"{article.context}\n{article.text}" if shift else article.text
    around = Surroundings.of(text, names().find(text))
    wheres: dict[Span, Where] = {}
    for span in spans:
        start, end = whole(text, span.start + shift, span.end + shift, least=shift)
        words = Span(start - shift, end - shift)
        phrase = read(text, around.hits, start, end, partial(around.spelled, start))
        wheres[span] = resolve(phrase, Mention(words, words.of(article.text)), around)
    return tuple(wheres[frame.place.span] if frame.place is not None else None for frame in analysis.frames)
