"""Finding the names of the tables in a text: longest first, whatever the accents, dots and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from whowhom.knowledge import CountryName, Holding, Organisation, country_names, holdings, no_states, organisations
from whowhom.knowledge.own import Own, OwnActor

Entry = CountryName | Organisation | Holding | OwnActor

_UNIT: Final = re.compile(r"[^\W_]+")
_SURNAME: Final = re.compile(r"(?<![\w-])(?=[^\W\d_a-z])[^\W\d_]{2,}(?![\w-])")
"""A word with a capital; an accented small letter passes too, which is harmless."""
_GAP: Final = re.compile(r"[\s.'’‘`+()-]{0,3}")
LONGEST_ACRONYM: Final = 5
"""Capitals of a name that must be written in capitals in the text too: "US" is a state, "us" is not."""
FAMILY_FIRST: Final = frozenset({"CHN", "TWN", "HKG", "PRK", "KOR", "KHM"})
"""Countries whose names begin with the surname, as news writes them."""
TEXTS_KEPT: Final = 8
"""Texts whose names are remembered: places and actors ask for the same text one after the other."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: its characters and every entry that bears it; none when it stands for no state or body."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Small letters without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("ı", "i")


def key(name: str) -> tuple[str, ...]:
    """A name as the units it is found by."""
    if name.isascii():
        return tuple(_UNIT.findall(name.lower()))
    return tuple(folded(unit) for unit in _UNIT.findall(name))


class Names:
    """All names of the tables, and of a user's own, found in texts."""

    def __init__(self, own: Own | None = None) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[str, Entry | None]]] = {}
        self._longest: dict[str, int] = {}
        self._surnames: dict[str, list[Holding]] = {}
        self._holders: dict[str, list[Holding]] = {}
        self._own_surnames: dict[str, list[OwnActor]] = {}
        for country_name in country_names():
            self._add(country_name.name, country_name)
        for organisation in organisations():
            for name in organisation.names:
                self._add(name, organisation)
        for name in no_states():
            self._add(name, None)
        for actor in own.actors if own is not None else ():
            for name in actor.names:
                self._add(name, actor)
            spelled = [units for units in map(key, actor.names) if units and actor.person]
            for surname in {_surname(units, actor.country) for units in spelled}:
                self._own_surnames.setdefault(surname, []).append(actor)
        for holding in (*(own.holdings if own is not None else ()), *holdings()):
            self._add_person(holding)

    def _add_person(self, holding: Holding) -> None:
        """A full name is found as it is; its last word, and a name of one word, are asked for as surnames.

        A single letter is no surname: "a source, A, said".
        """
        spellings = {key(name): name for name in (holding.name, *holding.aliases)}
        for units, name in spellings.items():
            if len(units) > 1:
                self._add(name, holding)
        for surname in {_surname(units, holding.country) for units in spellings}:
            if len(surname) > 1:
                self._surnames.setdefault(surname, []).append(holding)
        self._holders.setdefault(holding.country, []).append(holding)

    def _add(self, name: str, entry: Entry | None) -> None:
        units = key(name)
        if units:
            self._entries.setdefault(units, []).append((name, entry))
            self._longest[units[0]] = max(self._longest.get(units[0], 0), len(units))

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every name in ``text``, the longest at each place, none overlapping."""
        return _find(self, text)

    def named(self, name: str) -> tuple[Entry, ...]:
        """The entries that bear exactly this name."""
        bearers = self._entries.get(key(name), ())
        return tuple(entry for table, entry in bearers if entry is not None and _written_alike(name, table))

    def surname(self, word: str) -> tuple[Holding, ...]:
        """Every holding of a person whose name ends so."""
        return tuple(self._surnames.get(folded(word), ()))

    def own_surnames(self, text: str) -> Iterator[tuple[int, int, tuple[OwnActor, ...]]]:
        """Where a person of a user's own stands by surname alone, with every row that the surname fits."""
        for match in _SURNAME.finditer(text) if self._own_surnames else ():
            rows = self._own_surnames.get(folded(match[0]))
            if rows:
                yield match.start(), match.end(), tuple(rows)

    def holders(self, country: str) -> tuple[Holding, ...]:
        """Every holding of a country."""
        return tuple(self._holders.get(country, ()))

    def _hits(self, text: str) -> Iterator[Hit]:
        units = [(match.start(), match.end(), folded(match[0])) for match in _UNIT.finditer(text)]
        at = 0
        while at < len(units):
            hit = self._longest_at(text, units, at)
            if hit is None:
                at += 1
                continue
            yield hit[0]
            at = hit[1]

    def _longest_at(self, text: str, units: list[tuple[int, int, str]], at: int) -> tuple[Hit, int] | None:
        most = min(self._longest.get(units[at][2], 0), len(units) - at)
        joined = 1
        while joined < most and _GAP.fullmatch(text, units[at + joined - 1][1], units[at + joined][0]):
            joined += 1
        for size in range(min(most, joined), 0, -1):
            bearers = self._entries.get(tuple(unit for _, _, unit in units[at : at + size]))
            if bearers is None:
                continue
            start, end = units[at][0], units[at + size - 1][1]
            surface = text[start:end]
            alike = dict.fromkeys(entry for table, entry in bearers if _written_alike(surface, table))
            if alike:
                return Hit(start, end, tuple(entry for entry in alike if entry is not None)), at + size
        return None


def _surname(units: tuple[str, ...], country: str | None) -> str:
    return units[0] if country in FAMILY_FIRST else units[-1]


def _written_alike(surface: str, table: str) -> bool:
    """Whether the letters' case fits: acronyms in capitals, other names with a capital first."""
    if table.isupper() and len(table) <= LONGEST_ACRONYM:
        return surface.isupper() and len(surface) == len(table.rstrip("."))
    if table.isalpha() and len(table) <= LONGEST_ACRONYM and not table[1:].islower():
        return surface in (table, table.upper())
    if table.startswith("The ") and surface[4:5].islower():
        return False  # "The economist" is no newspaper
    return not surface[0].islower() or table[0].islower()


@lru_cache(maxsize=TEXTS_KEPT)
def _find(names: Names, text: str) -> tuple[Hit, ...]:
    return tuple(names._hits(text))


@cache
def names() -> Names:
    """The names of the shipped tables."""
    return Names()
