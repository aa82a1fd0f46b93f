"""Sentences of the kept blocks, with exact offsets.

A sentence ends at a stop that white space and no small letter follow, unless the word before the stop is an
abbreviation or initial; the abbreviations are a table (``sentences.toml``). Closing quotation marks and
brackets stay with the sentence they close. Passages in quotation marks are split like any other text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.types import Body, Sentence, Span

MOST_WORDS: Final = 120
"""Words of a sentence, above which it is cut at a clause: about 160 wordpieces of the encoder's 256."""
LONGEST_ABBREVIATION: Final = 12
"""Characters looked at before a stop; the longest entry of the table has 8."""

_STOP: Final = re.compile(
    r"""(?<![.!?…])(?P<stop>[.!?…]++(?:[ \xa0]\.(?!\w))*+)(?P<close>["”’'»)\]]*+)
        (?:\s++(?:(?P<stray>["”»])(?=\s)\s*+)?  # white space, and a closing quotation mark between spaces
          |(?<=[a-z]{2}[.!?])(?=["“]?[A-Z][a-z])  # the space is missing
          |(?<=[.!?]["”])(?=["“]?[A-Z][a-z]))
        (?=(?P<next>["“‘'«(\[¿¡–—-]*+)(?P<word>[^\s"“”«»()\[\]]*+))""",
    re.VERBOSE,
)
_WORD_BEFORE: Final = re.compile(r"[^\s\"“”‘'«(\[/,;:–—-]+\Z")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_ARTICLE: Final = re.compile(r"(?:al|el|an|ar|as|ash|at|az)[-\u2011][A-Z]")
_SMALL_LETTERS_FOLLOW: Final = re.compile(r"\S++\s++[a-z]")
_PIECE: Final = re.compile(rf"(?:\S++\s++){{0,{MOST_WORDS - 1}}}+\S++")
_QUOTES: Final = "\"“”’'»"


@dataclass(frozen=True, slots=True)
class _Table:
    """The abbreviations by what follows them, and the words that tell what begins."""

    titles: frozenset[str]
    numbered: frozenset[str]
    attributive: frozenset[str]
    closing: frozenset[str]
    follow_time: frozenset[str]
    openers: frozenset[str]
    speech: re.Pattern[str]
    clause: re.Pattern[str]


def split(body: Body) -> tuple[Sentence, ...]:
    """The sentences of the kept blocks in order; together they hold all of them but white space."""
    text = body.article.text
    return tuple(
        Sentence(span, index)
        for index, block in enumerate(body.blocks)
        if block.kept
        for span in spans(text, block.span)
    )


def spans(text: str, within: Span) -> Iterator[Span]:
    """The sentences of one stretch of ``text``, without the white space around them."""
    start = within.start
    for end in _ends(text, within):
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, within.end)


def _ends(text: str, within: Span) -> Iterator[int]:
    """Where sentences end inside the stretch."""
    start = counted = within.start
    open_quotes = 0
    for stop in _STOP.finditer(text, within.start, within.end):
        end = stop.end("close")
        if stop["stray"] == '"':
            open_quotes += text.count('"', counted, end)
            counted = end
        if stop["stray"] and (stop["stray"] != '"' or open_quotes % 2):
            end = stop.end("stray")
        if _is_end(text, start, stop):
            yield end
            start = end


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that began at ``start`` ends at this stop."""
    table = _table()
    word, dots, close = stop["word"], stop["stop"], stop["close"]
    if word[:1].islower():
        return dots == "." and not close and _ARTICLE.match(word) is not None
    if dots[0] in "?!":
        said = any(mark in _QUOTES for mark in close) and table.speech.match(text, stop.start("word"))
        return not said
    if dots != ".":
        elision = close.endswith("]") or text[stop.start() - 1 : stop.start()].isspace()
        return not elision or _opens(stop, table)
    if any(mark in _QUOTES for mark in close):
        return True
    before = _WORD_BEFORE.search(text, max(start, stop.start() - LONGEST_ABBREVIATION), stop.start())
    if before is None:
        return True
    if before[0].isdigit() and not text[start : before.start()].strip():
        return False
    return _is_end_after(before[0].lstrip("0123456789"), stop, table)


def _is_end_after(token: str, stop: re.Match[str], table: _Table) -> bool:
    """Whether a single full stop after ``token`` ends a sentence, by what follows."""
    word = stop["word"]
    if token in table.titles or (token in table.numbered and word[:1].isdigit()):
        return False
    opens = _opens(stop, table)
    if token in table.closing:
        new_subject = _SMALL_LETTERS_FOLLOW.match(stop.string, stop.start("word"))
        return opens or (new_subject is not None and word.rstrip(".,;:") not in table.follow_time)
    if token in table.attributive or _INITIALS.match(token):
        return opens
    return True


def _opens(stop: re.Match[str], table: _Table) -> bool:
    """Whether what follows begins sentences: a quotation (a nickname aside), or a word of the table."""
    if stop["next"][:1] in {'"', "“"}:
        return stop.string[stop.end("word") : stop.end("word") + 1] not in {'"', "”"}
    bare = stop["word"].rstrip(",;:")
    return (bare.capitalize() if bare.isupper() else bare) in table.openers


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without white space around it, in pieces if it has too many words, if it is not empty."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end = start + len(inner.strip())
    while end - start > 2 * MOST_WORDS:
        piece = _PIECE.match(text, start, end)
        if piece is None or piece.end() == end:
            break
        cut = _clause_end(text, start, piece.end())
        yield Span(start, start + len(text[start:cut].rstrip()))
        start = cut + len(text[cut : piece.end() + 1]) - len(text[cut : piece.end() + 1].lstrip())
    if start < end:
        yield Span(start, end)


def _clause_end(text: str, start: int, end: int) -> int:
    """The last place in the second half of the stretch where a clause ends; its end when there is none."""
    middle = (start + end) // 2
    semicolon = text.rfind("; ", middle, end)
    if semicolon >= 0:
        return semicolon + 1
    clauses = [found.end() for found in _table().clause.finditer(text, middle, end)]
    if clauses:
        return clauses[-1]
    comma = text.rfind(", ", middle, end)
    return comma + 1 if comma >= 0 else end


@cache
def _table() -> _Table:
    """The table that comes with the package, its abbreviations also in capitals."""
    raw: dict[str, Any] = tomllib.loads(
        files("whowhom.language").joinpath("sentences.toml").read_text(encoding="utf-8")
    )
    sets = {
        name: frozenset(raw[name]) | frozenset(word.upper() for word in raw[name])
        for name in ("titles", "numbered", "attributive", "closing", "follow_time")
    }
    return _Table(
        **sets,
        openers=frozenset(raw["openers"]),
        speech=re.compile(rf"(?:[A-Z][\w.'’-]*+,?\s){{1,6}}(?:{'|'.join(raw['speech'])})\b"),
        clause=re.compile(rf",(?=\s(?:{'|'.join(raw['clauses'])})\b)"),
    )
