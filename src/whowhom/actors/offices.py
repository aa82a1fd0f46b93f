"""Offices that states have alike: who holds one on a day, and what the counterpart of a holder is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from whowhom.actors.words import without_article, words_of
from whowhom.knowledge import Holding, offices
from whowhom.knowledge.match import Names, key

COUNTERPARTS: Final = frozenset({"counterpart", "counterparts", "opposite"})
HEADS: Final = ("president", "prime minister", "monarch", "leader")
"""Offices that a table may call just "leader"."""


@cache
def _pattern(country: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds an office in words, the longest title first, and title -> key; with the titles of one country."""
    known: dict[str, str] = {}
    for office in offices().values():  # a title of several offices means the first
        for title in office.titles:
            known.setdefault(title, office.key)
    known |= {title: office.key for office in offices().values() for code, title in office.own if code == country}
    another = "|".join(map(re.escape, words_of("another_office")))
    titles = "|".join(re.escape(title) for title in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(?P<another>{another})[ -])?(?P<title>{titles})(?!\w)"), known


@cache
def office_in(words: str, country: str) -> str | None:
    """The key of the office that words of a country name, small letters or not; None for none or another's deputy."""
    pattern, known = _pattern(country)
    for found in pattern.finditer(words.lower()):
        if found["another"] is None:
            return known[found["title"]]
    return None


@cache
def sole_heads() -> dict[str, tuple[str, str]]:
    """Titles that the head of one state alone has, small letters -> the state and the office: "pope"."""
    heads = [office for office in offices().values() if office.kind.startswith("head of ")]
    own = [(title, (country, office.key)) for office in heads for country, title in office.own]
    return {title: whose for title, whose in own if sum(title == other for other, _ in own) == 1}


def sole_head(words: str) -> tuple[str, str] | None:
    """The state and the office that a title stands for by itself, with or without an article."""
    return sole_heads().get(without_article(words.lower()))


def tenure(row: Holding, day: date | None) -> str:
    """Where a day lies to a holding: before, in or after; "" when that is not known.

    Where the end is not known, nothing is said of days after the person was last seen in office.
    """
    if day is None or not row.start:
        return ""
    stamp = day.isoformat()
    if stamp[: len(row.start)] < row.start:
        return "before"
    if row.end and stamp[: len(row.end)] > row.end:
        return "" if row.seen else "after"
    return "in"


def in_office(row: Holding, day: date) -> bool:
    """Whether a holding can include a day, its ends being known to the day, month or year."""
    return tenure(row, day) == "in"


def holder(names: Names, country: str, office: str, day: date | None) -> Holding | None:
    """Who holds an office of a country on a day; None when nobody is known, or several are."""
    if day is None:
        return None
    rows = [row for row in names.holders(country) if in_office(row, day)]
    fitting = [row for row in rows if row.office == office]
    if not fitting and office in HEADS:
        fitting = [row for row in rows if row.office == "leader"]
    return the_one(fitting)


def the_one(rows: Iterable[Holding]) -> Holding | None:
    """A row of the only person among rows, by the fullest name; a name and part of it are one person's."""
    found = sorted(rows, key=lambda row: -len(key(row.name)))
    if not found:
        return None
    known = [set(key(name)) for name in (found[0].name, *found[0].aliases)]
    alike = all(
        any(names <= units or units <= names for units in known)
        for names in (set(key(row.name)) for row in found)
    )  # fmt: skip
    return found[0] if alike else None


def office_of(names: Names, name: str, country: str, day: date | None) -> str | None:
    """The office in which somebody is, by full name, on a day; None when none or several are known."""
    if day is None:
        return None
    units = key(name)
    rows = [
        row for row in names.holders(country) if units in map(key, (row.name, *row.aliases)) and in_office(row, day)
    ]
    found = {row.office for row in rows if offices().get(row.office)}
    return found.pop() if len(found) == 1 else None
