"""The pieces of an attribution cut to what belongs to them: edges of words, cues without addressees, whole sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from whowhom.coding.cues import cues
from whowhom.coding.nested import words
from whowhom.coding.quantities import either
from whowhom.types import Analysis, Attribution, Span

_BEFORE: Final = re.compile(r"[\s,;:.)\]–—-]*")
_AFTER: Final = re.compile(r"[\s,;:(\[–—-]*\Z")
_WORD: Final = re.compile(r"\w")
_BY: Final = re.compile(r"\bby\s+\Z")
_ASKED: Final = re.compile(
    r"(?:\bAsked|\b(?:[Ww]hen|[Ii]f|was|were|been|being|is|are)\s+(?:\w+ly\s+|also\s+|then\s+|again\s+)?asked)(?:\s+about)?\Z"
)
LEFT: Final = 24
"""Characters before a cue in which "when" or "was" stands."""


def neat(analysis: Analysis, attribution: Attribution) -> Attribution:
    """The attribution with pieces that begin and end with what is theirs.

    A content begins with a word, a sign of money or the like, or a quotation mark, and not with the comma before it;
    a cue ends before whoever is told and where ("told CNN", "said in a"); a source lies in one sentence. Whoever is
    asked ("Asked about the raid, she said") is not who asks.
    """
    text = analysis.article.text
    cue = _cue(text, attribution.cue)
    return replace(
        attribution,
        cue=cue,
        source=() if _was_asked(text, attribution) else _in_one_sentence(analysis, attribution.source, cue),
        content=tuple(_stripped(text, attribution.content)),
    )


def _stripped(text: str, pieces: Iterable[Span]) -> Iterable[Span]:
    """The pieces without white space and punctuation before their first word and after their last."""
    for piece in pieces:
        if _WORD.search(text, piece.start, piece.end) is None:
            yield piece
            continue
        before = _BEFORE.match(text, piece.start, piece.end)
        after = _AFTER.search(text, piece.start, piece.end)
        yield Span(before.end() if before else piece.start, after.start() if after else piece.end)


def _cue(text: str, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The cue without whom it was said to, where and when; none of its words is lost that tells what is done."""
    if len(pieces) != 1:
        return pieces
    start, end = pieces[0].start, pieces[0].end
    found = _alone().match(text, start, end)
    if found is not None:
        return (Span(start, max(found.end("cue"), found.end("carried"))),)
    last = _ends_with_article().search(text, start, end)
    return (Span(start, last.start()),) if last is not None and last.start() > start else pieces


@cache
def _alone() -> re.Pattern[str]:
    """A cue of a verb that needs nothing after it, and what is after it all the same."""
    verbs = either({form for cue in cues() if cue.cue in words("alone") for form in (cue.cue, *cue.forms())})
    beside = rf"(?:(?i:{either(words('beside_cue'))})\b|[A-Z])"
    return re.compile(rf"(?s)(?:(?P<cue>.*?\b(?:{verbs}))\s+{beside}.*|(?P<carried>(?i:according\s+to))\s+\S.*)\Z")


@cache
def _ends_with_article() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{either(words('articles'))})\Z", re.IGNORECASE)


def _was_asked(text: str, attribution: Attribution) -> bool:
    """Whether a cue is a question put to whoever is marked as its source, and not to whom "by" names as asking."""
    if any(_BY.search(text, max(0, piece.start - 4), piece.start) for piece in attribution.source):
        return False
    return any(_ASKED.search(text, max(0, piece.start - LEFT), piece.end) is not None for piece in attribution.cue)


def _in_one_sentence(analysis: Analysis, source: tuple[Span, ...], cue: Sequence[Span]) -> tuple[Span, ...]:
    """The source with pieces that run over the end of a sentence cut to the part that is nearest to the cue."""
    if not cue:
        return source
    return tuple(_nearest(analysis, piece, cue[0]) for piece in source)


def _nearest(analysis: Analysis, piece: Span, cue: Span) -> Span:
    parts = [
        Span(max(piece.start, each.span.start), min(piece.end, each.span.end))
        for each in analysis.sentences
        if each.span.overlaps(piece)
    ]
    text = analysis.article.text
    worded = [part for part in parts if _WORD.search(text, part.start, part.end)]
    if len(worded) < 2:
        return piece
    best = min(worded, key=lambda part: max(cue.start - part.end, part.start - cue.end, 0))
    return next(iter(_stripped(text, (best,))))
