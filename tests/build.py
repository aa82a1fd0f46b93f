"""Small nouns for tests."""

from __future__ import annotations

from datetime import date

from whowhom.reading import article
from whowhom.types import Analysis, Block, Body, Frame, Scored, Sentence, Span


def scored(text: str, words: str | None) -> Scored | None:
    """A span by its words, "word#2" being the second."""
    if words is None:
        return None
    words, _, number = words.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return Scored(Span(at, at + len(words)), 0.9)


def analysis(
    text: str,
    trigger: str,
    *,
    kind: str = "REQUEST",
    status: str = "actual",
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    attributed_to: tuple[str, ...] = (),
    when: str | None = None,
    where: str | None = None,
    published: date | None = None,
    context: str = "",
) -> Analysis:
    """A text with one frame."""
    whole = Span(0, len(text))
    own = article(text, published=published, context=context)
    mark = scored(text, trigger)
    assert mark is not None
    frame = Frame(
        trigger=mark, type=kind, mode=None, status=status, sentence=0, confidence=0.9,
        actors=tuple(filter(None, (scored(text, words) for words in actors))),
        recipients=tuple(filter(None, (scored(text, words) for words in recipients))),
        attributed_to=tuple(filter(None, (scored(text, words) for words in attributed_to))),
        date=scored(text, when), place=scored(text, where),
    )  # fmt: skip
    return Analysis(Body(own, (Block(whole, "body", True, "test"),)), (Sentence(whole, 0),), (frame,))
