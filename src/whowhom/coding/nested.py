"""Who speaks within what somebody else carries: "... , Grant said, according to the agency"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whowhom.coding.cues import Cue, by_form, cue_in
from whowhom.coding.quotations import Quotation
from whowhom.types import Analysis, Attribution, Span

LONGEST_SOURCE: Final = 9
"""Words of the longest source that is looked for; a longer one is rather a clause."""
_TOKEN: Final = re.compile(r"[\w&$%]+(?:[-'’.][\w]+)*|[^\w\s]")
_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s"})
_HAVE: Final = frozenset(
    {"has", "have", "had", "will", "would", "may", "might", "could", "should", "did", "does", "do"}
)
_BETWEEN: Final = frozenset(
    {"also", "then", "later", "now", "not", "again", "once", "reportedly", "never", "still", "just"}
)
_NO_SUBJECT: Final = frozenset(
    {"that", "which", "who", "whom", "whose", "if", "because", "but", "when", "while", "to", "after", "before", "as"}
)
_BEFORE_NOUN: Final = frozenset(
    {"the", "a", "an", "this", "that", "his", "her", "its", "their", "our", "my", "your", "of", "to", "no", "in", "on",
     "for", "by", "with", "at", "from", "and", "or", "any", "some", "all", "new", "recent", "more", "such"}
)  # fmt: skip
_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "you", "who", "police", "some", "many"})
_PLURAL: Final = frozenset({"i", "we", "they", "you", "people", "many", "others"})
_OWNERS: Final = ("'s", "’s")
_LEADING: Final = re.compile(
    r"\s*(?:that\s+)?(?:(?:On|In|At|During|After|Before|Late|Early|Last|Earlier|Later|Speaking)\b[^,\"“”]{1,80},\s+)?"
)
_AS_SAYING: Final = re.compile(
    r"\s*(?P<source>[^,;:\"“”]{2,120}?),?\s+(?P<cue>as\s+(?:saying|telling|warning|calling|asking|describing|adding|writing))\b[\s:,]*"
)
_THAT: Final = re.compile(r"[^,.;:\"“”]{0,60}?\bthat\s+")
_EDGE: Final = re.compile(r"[\s,:]*")


def speaker_within(analysis: Analysis, carrier: Attribution, quoted: Sequence[Quotation]) -> Attribution | None:
    """The attribution that stands in the content of one whose cue carries the word of others; None when none does.

    PolNeAR marks the outer one alone. Found are a quotation with its "X said", a clause that begins with "X said",
    and "X as saying".
    """
    text = analysis.article.text
    words = " ".join(piece.of(text) for piece in carrier.cue)
    known = cue_in(words)
    if known is None or known.use != "carrying" or not carrier.content or not carrier.source:
        return None
    first, *rest = sorted(carrier.content)
    told = _as_saying(text, first) if known.cue in ("quote", "cite", "quoted as saying") else None
    opening = next((q for q in quoted if q.closed and abs(q.span.start - first.start) <= 2), None)
    if told is None and opening is not None and opening.span.end < first.end:
        told = _beside(text, opening.span, Span(opening.span.end, first.end))
    if told is None and (opening is None or opening.span.end < first.end):
        told = _clause(text, first)
    if told is None:
        return None
    source, cue, content = told
    return replace(
        carrier, source=(source,), cue=(cue,), content=(content, *rest), sentence=_sentence(analysis, cue, carrier)
    )


def _sentence(analysis: Analysis, cue: Span, carrier: Attribution) -> int:
    number = bisect_right(analysis.sentences, cue.start, key=lambda sentence: sentence.span.start) - 1
    return number if number >= 0 else carrier.sentence


def _as_saying(text: str, piece: Span) -> tuple[Span, Span, Span] | None:
    match = _AS_SAYING.match(text, piece.start, piece.end)
    if match is None or match.end() >= piece.end:
        return None
    return Span(*match.span("source")), Span(*match.span("cue")), Span(match.end(), piece.end)


def _beside(text: str, quotation: Span, rest: Span) -> tuple[Span, Span, Span] | None:
    """The speaker after a quotation: "X said" or "said X"."""
    tokens = list(_TOKEN.finditer(text, rest.start, rest.end))
    while tokens and not tokens[0][0][:1].isalnum():
        tokens.pop(0)
    if not tokens:
        return None
    if _finite(tokens, 0) and len(tokens) > 1:
        words = []
        for token in tokens[1 : LONGEST_SOURCE + 1]:
            if not token[0][:1].isalnum() or token[0].lower() in _NO_SUBJECT | {"in", "on", "at", "during"}:
                break
            words.append(token)
        if not words:
            return None
        return Span(words[0].start(), words[-1].end()), Span(*tokens[0].span()), quotation
    found = _subject_and_verb(tokens)
    return None if found is None else (found[0], found[1], quotation)


def _clause(text: str, piece: Span) -> tuple[Span, Span, Span] | None:
    """A clause that begins with its speaker: "she told them that ...", "he will seek ..."."""
    leading = _LEADING.match(text, piece.start, piece.end)
    begin = leading.end() if leading is not None else piece.start
    found = _subject_and_verb(list(_TOKEN.finditer(text, begin, piece.end)))
    if found is None:
        return None
    source, cue = found
    edge = _EDGE.match(text, cue.end, piece.end)
    start = edge.end() if edge is not None else cue.end
    that = _THAT.match(text, start, piece.end) if _told(cue.of(text)) else None
    content = Span(that.end() if that is not None else start, piece.end)
    return (source, cue, content) if content.start < content.end else None


def _told(cue: str) -> bool:
    known = cue_in(cue)
    return known is not None and known.cue in ("tell", "remind", "assure", "inform", "say")


def _subject_and_verb(tokens: Sequence[re.Match[str]]) -> tuple[Span, Span] | None:
    """The subject that a clause begins with, and its verb of saying, believing or meaning with its auxiliaries."""
    for number, token in enumerate(tokens[: LONGEST_SOURCE + 4]):
        small = token[0].lower()
        if not token[0][:1].isalnum() and token[0] not in (",", "-", "'", "’", "."):
            return None
        if small in _NO_SUBJECT:
            return None
        if number == 0 or not _finite(tokens, number):
            if number and (small in _BE | _HAVE) and not _leads_to_verb(tokens, number):
                return None
            continue
        first = number
        while first > 0 and (
            tokens[first - 1][0].lower() in _HAVE | _BE | _BETWEEN or tokens[first - 1][0].endswith("ly")
        ):
            first -= 1
        if first == 0 or first > LONGEST_SOURCE:
            return None
        last = first - 1
        while last >= 0 and not tokens[last][0][:1].isalnum():
            last -= 1
        if last < 0 or tokens[last][0].endswith(_OWNERS) or tokens[last][0].lower() in _HAVE | _BE:
            return None
        if last == 0 and tokens[0][0].islower() and not (tokens[0][0].endswith("s") or tokens[0][0] in _PRONOUNS):
            return None  # "disparaging remarks"
        subject = Span(tokens[0].start(), tokens[last].end())
        return subject, Span(tokens[first].start(), token.end())
    return None


def _leads_to_verb(tokens: Sequence[re.Match[str]], number: int) -> bool:
    return any(_finite(tokens, later) for later in range(number + 1, min(number + 4, len(tokens))))


def _finite(tokens: Sequence[re.Match[str]], number: int) -> bool:
    """Whether a word is a verb of the table where a predicate stands."""
    small = tokens[number][0].lower()
    cue: Cue | None = by_form().get(small)
    if cue is None or cue.part != "verb" or cue.use not in ("plain", "carrying"):
        return False
    before = number - 1
    while before >= 0 and (tokens[before][0].lower() in _BETWEEN or tokens[before][0].endswith("ly")):
        before -= 1
    auxiliary = tokens[before][0].lower() if before >= 0 else ""
    if auxiliary in _BE:
        return small.endswith("ing")
    if small.endswith("ing") or auxiliary in _BEFORE_NOUN:
        return False
    return auxiliary in _HAVE or small != cue.cue or before < 0 or auxiliary.endswith("s") or auxiliary in _PLURAL
