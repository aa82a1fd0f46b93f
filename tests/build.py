"""Small nouns for tests."""

from __future__ import annotations

import re
from datetime import date

from whowhom.language.sentences import split
from whowhom.reading import article
from whowhom.types import Analysis, Attribution, Block, Body, Frame, Scored, Sentence, Span


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


def cited(text: str, *rows: tuple[str, str, str], published: date | None = None, outlet: str | None = None) -> Analysis:
    """A text with attributions by their words, (source, cue, content), "|" between pieces and "" for none.

    Its paragraphs are the lines.
    """
    spans = [Span(*match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    own = article(text, published=published, outlet=outlet)

    def pieces(words: str) -> tuple[Span, ...]:
        return tuple(mark.span for part in words.split("|") if (mark := scored(text, part or None)) is not None)

    body = Body(own, tuple(Block(span, "body", True, "test") for span in spans))
    sentences = split(body)
    attributions = []
    for source, cue, content in rows:
        at = pieces(cue)
        number = next((n for n, each in enumerate(sentences) if at and at[0].overlaps(each.span)), 0)
        attributions.append(Attribution(at, pieces(source), pieces(content), number, 0.9))
    return Analysis(body, sentences, (), tuple(attributions))
