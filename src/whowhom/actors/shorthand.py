"""Names that only their text explains: abbreviations that it introduces, and the halves of a divided nation.

"The Syrian Arab Army (SAA)" makes every SAA after it Syrian; "the North" is North Korea where that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from whowhom.actors.words import table
from whowhom.knowledge import CountryName
from whowhom.knowledge.match import Entry, Hit

_INTRODUCED: Final = re.compile(r"\(([A-Z][A-Za-z]{0,3}[A-Z]{1,6})\)")
_HALF: Final = re.compile(r"\b[Tt]he (North|South)\b(?!\s+(?:[A-Z]|of\b))")
_OPERATION: Final = re.compile(r"\bOperation ([A-Z]\w+)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "al"})
"""Words without a letter in the abbreviation."""


def with_shorthand(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The names of a text, with those that its shorthand stands for.

    An abbreviation whose words before the brackets name several parties, or none, stays what the tables say. What an
    operation is called ("Operation Artemisa") is no place.
    """
    operations = {match[1] for match in _OPERATION.finditer(text)}
    result = [hit for hit in hits if not (hit.entries and text[hit.start : hit.end] in operations)]
    result += _halves(text, hits)
    for match in _INTRODUCED.finditer(text):
        begin = _phrase(text, match.start(), match[1])
        entries = _named(text, begin, match.start(), hits) if begin is not None else ()
        if entries:
            places = [(m.start(), m.end()) for m in re.finditer(rf"\b{match[1]}\b", text[match.start() :])]
            taken = {(match.start() + start, match.start() + end) for start, end in places}
            result = [hit for hit in result if not any(hit.start < e and s < hit.end for s, e in taken)]
            result += [Hit(start, end, entries) for start, end in taken]
    return tuple(sorted(result, key=lambda hit: hit.start))


def _halves(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Give "the North" and "the South" where the text names North Korea."""
    halves = table()["halves"]
    if not any(isinstance(e, CountryName) and e.code == halves["North"] for hit in hits for e in hit.entries):
        return
    for match in _HALF.finditer(text):
        start, end = match.span(1)
        if not any(hit.start < end and start < hit.end for hit in hits):
            yield Hit(start, end, (CountryName(match[1], halves[match[1]], "name", 0),))


def _phrase(text: str, end: int, letters: str) -> int | None:
    """Where the words begin whose initials are the letters, right before ``end``; None when they are not there."""
    words = list(_WORD.finditer(text, max(0, end - 25 * len(letters)), end))
    left = list(letters.upper())
    begin = None
    while words and left:
        word = words.pop()
        if word[0][0].upper() == left[-1]:
            left.pop()
            begin = word.start()
        elif word[0].lower() not in _SMALL:
            return None
    return begin if not left else None


def _named(text: str, start: int, end: int, hits: Sequence[Hit]) -> tuple[Entry, ...]:
    """What the one name in a stretch stands for: the body when it is the whole stretch, else its country."""
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end and hit.entries]
    if len(inside) != 1:
        return ()
    if (inside[0].start, inside[0].end) == (start, len(text[:end].rstrip())):
        return inside[0].entries
    return tuple(entry for entry in inside[0].entries if isinstance(entry, CountryName))
