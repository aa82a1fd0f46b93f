"""Offices that states have alike: who holds one on a day, and what the counterpart of a holder is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.knowledge import Holding
from whowhom.knowledge.match import Names, key

COUNTERPARTS: Final = frozenset({"counterpart", "counterparts", "opposite"})
HEADS: Final = ("president", "prime minister", "monarch", "leader")
"""Offices that a table may call just "leader"."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("whowhom.actors").joinpath("offices.toml").read_text(encoding="utf-8"))


@cache
def _pattern(country: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds an office in words, the longest name first, and name -> kind; with the names of one country."""
    known = {name: kind for kind, names in _table()["kinds"].items() for name in names}
    known |= _table()["own"].get(country, {})
    another = "|".join(map(re.escape, _table()["another"]["words"]))
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(?P<another>{another})[ -])?(?P<name>{names})(?!\w)"), known


@cache
def office_in(words: str, country: str) -> str | None:
    """The kind of office that words of a country name, small letters or not; None for none or another's deputy."""
    pattern, known = _pattern(country)
    for found in pattern.finditer(words.lower()):
        if found["another"] is None:
            return known[found["name"]]
    return None


def in_office(row: Holding, day: date) -> bool:
    """Whether a holding can include a day, its ends being known to the day, month or year."""
    stamp = day.isoformat()
    return (
        bool(row.start) and row.start <= stamp[: len(row.start)] and (not row.end or stamp[: len(row.end)] <= row.end)
    )


def holder(names: Names, country: str, office: str, day: date | None) -> Holding | None:
    """Who holds an office of a country on a day; None when nobody is known, or several are."""
    if day is None:
        return None
    rows = [row for row in names.holders(country) if in_office(row, day)]
    fitting = [row for row in rows if office_in(row.office, country) == office]
    if not fitting and office in HEADS:
        fitting = [row for row in rows if office_in(row.office, country) == "leader"]
    return _the_one(fitting)


def _the_one(rows: Iterable[Holding]) -> Holding | None:
    """The row of the only person among rows; a full name and its surname alone are one person."""
    found = sorted(rows, key=lambda row: -len(key(row.name)))
    if not found:
        return None
    longest = key(found[0].name)
    alike = all(key(row.name)[-1] == longest[-1] or set(key(row.name)) <= set(longest) for row in found)
    return found[0] if alike else None


def office_of(names: Names, name: str, country: str, day: date | None) -> str | None:
    """The office in which somebody is, by full name, on a day; None when none or several are known."""
    if day is None:
        return None
    units = key(name)
    rows = [row for row in names.holders(country) if key(row.name) == units and in_office(row, day)]
    found = {office_in(row.office, country) for row in rows} - {None}
    return found.pop() if len(found) == 1 else None
