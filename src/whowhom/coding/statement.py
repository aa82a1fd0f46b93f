"""Statements put together from attributions and whose word they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from whowhom.coding.cues import kind_of
from whowhom.coding.quotations import quotations
from whowhom.types import Analysis, Attribution, Manner, Mention, Span, Statement, Voices

ID_DIGITS: Final = 16
"""Hexadecimal digits of a statement's id, as of an event's."""
_WORDS: Final = re.compile(r"\w+")
_JOINING: Final = frozenset({"that", "how", "and", "but", "as", "whether", "by", "of"})
"""Words before or between quotations that take nothing from their being direct: said that "..."."""
_INSERTED: Final = re.compile(r"\[[^\]]*\]|\([^)]*\)")


def statements(analysis: Analysis, voices: Sequence[Voices]) -> tuple[Statement, ...]:
    """The statements of an article; ``voices`` has an entry an attribution. The same words twice are one statement."""
    text = analysis.article.text
    marked = [
        quotation.span
        for row in quotations(text, (block.span for block in analysis.body.kept))
        for quotation in row
    ]  # fmt: skip
    result: dict[str, Statement] = {}
    for attribution, heard in zip(analysis.attributions, voices, strict=True):
        statement = _statement(analysis, attribution, heard, marked)
        result.setdefault(statement.id, statement)
    return tuple(result.values())


def _statement(analysis: Analysis, attribution: Attribution, heard: Voices, marked: Sequence[Span]) -> Statement:
    article = analysis.article

    def mentions(pieces: Sequence[Span]) -> tuple[Mention, ...]:
        return tuple(Mention(piece, piece.of(article.text)) for piece in sorted(pieces))

    pieces = (attribution.source, attribution.cue, attribution.content)
    places = ";".join(" ".join(f"{piece.start} {piece.end}" for piece in sorted(part)) for part in pieces)
    cue = mentions(attribution.cue)
    return Statement(
        id=hashlib.sha256(f"{article.id} {places}".encode()).hexdigest()[:ID_DIGITS],
        source=mentions(attribution.source),
        cue=cue,
        content=mentions(attribution.content),
        speaker=heard.speaker,
        addressee=heard.addressee,
        via=heard.via,
        manner=manner_of(article.text, attribution.content, marked),
        kind=kind_of(" ".join(mention.text for mention in cue)),
        sentence=attribution.sentence,
        confidence=round(attribution.confidence, 4),
    )


def manner_of(text: str, content: Sequence[Span], marked: Sequence[Span]) -> Manner:
    """Direct when all words stand in quotation marks, mixed when some do; what the editor inserted counts for neither.

    ``marked`` are the quotations of the text.
    """
    inside = outside = 0
    for piece in content:
        inserted = [match.span() for match in _INSERTED.finditer(text, piece.start, piece.end)]
        for word in _WORDS.finditer(text, piece.start, piece.end):
            if any(start <= word.start() < end for start, end in inserted):
                continue
            if any(span.start <= word.start() < span.end for span in marked):
                inside += 1
            elif word[0].lower() not in _JOINING:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
