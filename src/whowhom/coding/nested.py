"""Who speaks within what somebody else carries: "... , Grant said, according to the agency"."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from whowhom.coding.cues import by_form, cue_in
from whowhom.coding.quotations import Quotation
from whowhom.types import Analysis, Attribution, Span

LONGEST_SOURCE: Final = 9
"""Words of the longest source that is looked for; a longer one is rather a clause."""
LONGEST_VERB: Final = 4
"""Words of the longest verb with its auxiliaries and adverbs."""
_TOKEN: Final = re.compile(r"[\w&$%]+(?:[-'’.][\w]+)*|[^\w\s]")
_IN_NAMES: Final = (",", "-", "'", "’", ".")
_OWNER: Final = ("'s", "’s")
_THAT: Final = re.compile(r"[^,.;:\"“”]{0,60}?\bthat\s+")
_EDGE: Final = re.compile(r"[\s,:]*")
_SAME_PLACE: Final = 2
"""Characters by which a content may begin beside its quotation mark."""

Told = tuple[Span, Span, Span]
"""Source, cue and content."""
Tokens = Sequence[re.Match[str]]


@cache
def words(kind: str) -> frozenset[str]:
    """A list of the table of words that tell how attributions are built."""
    table = tomllib.loads(files("whowhom.coding").joinpath("nested.toml").read_text(encoding="utf-8"))
    return frozenset(table[kind])


def _either(kind: str) -> str:
    return "|".join(sorted(map(re.escape, words(kind))))


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:that\s+)?(?:(?:{_either('leading')})\b[^,\"“”]{{1,80}},\s+)?")


@cache
def _as_saying() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?P<source>[^,;:\"“”]{{2,120}}?),?\s+(?P<cue>as\s+(?:{_either('quoted_as')}))\b[\s:,]*(?=\S)"
    )


def speaker_within(analysis: Analysis, carrier: Attribution, quoted: Sequence[Quotation]) -> Attribution | None:
    """The attribution that stands in the content of one whose cue carries the word of others; None when none does.

    PolNeAR marks the outer one alone. Found are a quotation with its "X said", a clause that begins with "X said",
    and "X as saying".
    """
    text = analysis.article.text
    known = cue_in(" ".join(piece.of(text) for piece in carrier.cue))
    if known is None or known.use != "carrying" or not carrier.content or not carrier.source:
        return None
    first, *rest = sorted(carrier.content)
    told = _told(text, first, quoted)
    if told is None:
        return None
    source, cue, content = told
    number = bisect_right(analysis.sentences, cue.start, key=lambda sentence: sentence.span.start) - 1
    sentence = number if number >= 0 else carrier.sentence
    return replace(carrier, source=(source,), cue=(cue,), content=(content, *rest), sentence=sentence)


def _told(text: str, piece: Span, quoted: Sequence[Quotation]) -> Told | None:
    match = _as_saying().match(text, piece.start, piece.end)
    if match is not None:
        return Span(*match.span("source")), Span(*match.span("cue")), Span(match.end(), piece.end)
    opening = next((q.span for q in quoted if q.closed and abs(q.span.start - piece.start) <= _SAME_PLACE), None)
    if opening is None:
        return _clause(text, piece)
    return _beside(text, opening, Span(opening.end, piece.end)) if opening.end < piece.end else None


def _beside(text: str, quotation: Span, rest: Span) -> Told | None:
    """The speaker after a quotation: "X said" or "said X"."""
    tokens = list(_TOKEN.finditer(text, rest.start, rest.end))
    first = next((number for number, token in enumerate(tokens) if token[0][:1].isalnum()), len(tokens))
    tokens = tokens[first:]
    if not tokens or not _is_verb(tokens, 0):
        found = _subject_and_verb(tokens)
        return (*found, quotation) if found is not None else None
    stops = words("clauses") | words("after_subject")
    after = tokens[1 : LONGEST_SOURCE + 1]
    end = next((n for n, token in enumerate(after) if not token[0][:1].isalnum() or token[0] in stops), len(after))
    return (Span(after[0].start(), after[end - 1].end()), Span(*tokens[0].span()), quotation) if end else None


def _clause(text: str, piece: Span) -> Told | None:
    """A clause that begins with its speaker: "she told them that ...", "he will seek ..."."""
    leading = _leading().match(text, piece.start, piece.end)
    begin = leading.end() if leading is not None else piece.start
    found = _subject_and_verb(list(_TOKEN.finditer(text, begin, piece.end)))
    if found is None:
        return None
    source, cue = found
    edge = _EDGE.match(text, cue.end, piece.end)
    start = edge.end() if edge is not None else cue.end
    known = cue_in(cue.of(text))
    that = _THAT.match(text, start, piece.end) if known is not None and known.cue in words("telling") else None
    content = Span(that.end() if that is not None else start, piece.end)
    return (source, cue, content) if content.start < content.end else None


def _subject_and_verb(tokens: Tokens) -> tuple[Span, Span] | None:
    """The subject that a clause begins with, and its verb of saying, believing or meaning with its auxiliaries."""
    for number, token in enumerate(tokens[: LONGEST_SOURCE + LONGEST_VERB]):
        word = token[0].lower()
        if word in words("clauses") or not (word[:1].isalnum() or word in _IN_NAMES):
            return None
        if number and _is_verb(tokens, number):
            return _with_subject(tokens, number)
        if number and _helps(word) and not any(_is_verb(tokens, n) for n in range(number + 1, number + LONGEST_VERB)):
            return None
    return None


def _with_subject(tokens: Tokens, verb: int) -> tuple[Span, Span] | None:
    """What stands before a verb as its subject, if it can be one."""
    first = verb
    while first > 0 and (_helps(tokens[first - 1][0].lower()) or _between(tokens[first - 1][0].lower())):
        first -= 1
    last = first - 1
    while last >= 0 and not tokens[last][0][:1].isalnum():
        last -= 1
    if last < 0 or first > LONGEST_SOURCE or tokens[last][0].endswith(_OWNER):
        return None
    word = tokens[0][0]
    if last == 0 and word.islower() and not (word.endswith("s") or word in words("subjects")):
        return None  # "disparaging remarks"
    return Span(tokens[0].start(), tokens[last].end()), Span(tokens[first].start(), tokens[verb].end())


def _helps(word: str) -> bool:
    return word in words("auxiliaries") or word in words("be")


def _between(word: str) -> bool:
    return word in words("between") or word.endswith("ly")


def _is_verb(tokens: Tokens, number: int) -> bool:
    """Whether a word is a verb of the table, and stands where a predicate does."""
    word = tokens[number][0].lower() if number < len(tokens) else ""
    cue = by_form().get(word)
    if cue is None or cue.part != "verb" or cue.use not in ("plain", "asserting", "carrying"):
        return False
    before = number - 1
    while before >= 0 and _between(tokens[before][0].lower()):
        before -= 1
    left = tokens[before][0].lower() if before >= 0 else ""
    if left in words("be"):
        return word.endswith("ing")
    if word.endswith("ing") or left in words("before_nouns"):
        return False
    after = tokens[number + 1][0].lower() if number + 1 < len(tokens) else ""
    if word.endswith("s") and (_helps(after) or after.endswith("ed") or after in words("past")):
        return False  # "their plans would", "his remarks made"
    inflected = word != cue.cue or not left or left.endswith("s") or left in words("plural")
    return inflected or left in words("auxiliaries")
