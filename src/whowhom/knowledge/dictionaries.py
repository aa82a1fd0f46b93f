"""Dictionaries of PETRARCH and TABARI, read as they are: actors with their dates, agents with their plurals.

    NAME_OF_AN_ACTOR_ [CODE 20010101-20061231]      # comment
    +ANOTHER_NAME_
        [CODE >20070101]
    SODBUSTER {SODBUSTERS} [~AGR]
    !PERSON! = MAN, MEN, WOMAN, WOMEN

Codes are of three letters each: a country or kind of body, then roles, of which the first with a sector decides
(``cameo_codes.csv``). Regions stand for no state. Dates are YYMMDD or YYYYMMDD.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.errors import UsageError
from whowhom.knowledge import countries

CENTURY: Final = 30
"""Years of two digits from here on are of the twentieth century: the dictionaries begin in the 1940s."""
BODIES: Final = frozenset({"REB", "UAF", "PTY", "OPP", "CRM", "PRM", "SOC", "REL", "LAB", "BUS", "EDU", "JRN"})
"""Sectors whose actors are organisations, with the first name as short name; those with dates are people."""
SHORT: Final = {"UNO": "UN", "EUR": "EU"}
"""Bodies that a code names by itself."""
USUAL: Final = {"MNC": "BUS", "NGO": "SOC", "IMG": "REB"}
"""The sector of bodies whose code gives none."""
_NO_PLURAL: Final = ("S", "MAN", "MEN", "PERSON")
_CODE: Final = re.compile(r"\[([^\]]*)\]")
_SET: Final = re.compile(r"!(\w+)!\s*=\s*(.+)")
_PLURAL: Final = re.compile(r"\{([^}]*)\}")
_ALIAS: Final = re.compile(r"[_ ]?\(([^)]*)\)?")
_RANGE: Final = re.compile(r"([<>]?)\s*(\d{6}|\d{8})(?:\s*-\s*(\d{6}|\d{8}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One coding of a dictionary: names, what they stand for, and when. ``noun`` for agents."""

    names: tuple[str, ...]
    country: str | None
    org: str | None
    sector: str | None
    start: str
    end: str
    noun: bool
    plurals: frozenset[str]
    origin: str


@cache
def codes() -> dict[str, tuple[str, str]]:
    """CAMEO's codes of three letters: (kind, value), the kinds being country, sector and region."""
    text = files("whowhom.knowledge").joinpath("cameo_codes.csv").read_text(encoding="utf-8")
    return {row["code"]: (row["kind"], row["value"]) for row in csv.DictReader(text.splitlines())}


def entries(path: str, text: str) -> Iterator[Entry]:
    """Every coding of a dictionary. Raises ``UsageError`` naming the line of a code that belongs to no name.

    A date that is none ("2004017") leaves that side of its period open.
    """
    sets: dict[str, list[str]] = {}
    names: list[str] = []
    waiting: list[tuple[str, str]] = []
    plurals: list[str] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.split("#")[0].split("; ")[0].rstrip()
        if not line.strip():
            continue
        if found := _SET.match(line.strip()):
            sets[found[1]] = [word.strip() for word in found[2].split(",")]
            continue
        told = _PLURAL.sub("", _CODE.sub("", line)).strip()
        if told and not told.startswith("+"):
            yield from _coded(names, plurals, waiting)
            names, waiting, plurals = [], [], []
        names += [name for word in _expanded(told.lstrip("+"), sets) for name in _spelled(word)]
        for word in _PLURAL.findall(line):
            plurals += _spelled(word)
        for code in _CODE.findall(line):
            if not names:
                raise UsageError(f"{path}:{number} has a code before any name: is it a dictionary of actors or agents?")
            waiting.append((code, f"{path}:{number}"))
    yield from _coded(names, plurals, waiting)


def _expanded(word: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A name with the members of its substitution sets ("BUSINESS!PERSON!")."""
    found = re.search(r"!(\w+)!", word)
    if found is None:
        if word:
            yield word
        return
    for member in sets.get(found[1], [""]):
        yield from _expanded(word[: found.start()] + member + word[found.end() :], sets)


def _spelled(word: str) -> list[str]:
    """A name as news writes it, and the short one in brackets; "CITIZENS_FOUNDATION,_THE_" without its end."""
    short = [alias.strip("_ ") for alias in _ALIAS.findall(word)]
    plain = re.sub(r",[_ ]?THE[_ ]*$", "", _ALIAS.sub("", word))
    found = [" ".join(name.replace("_", " ").split()) for name in (plain, *short)]
    return [name for name in found if len(name) > 1]


def _coded(names: Sequence[str], plurals: Sequence[str], waiting: Sequence[tuple[str, str]]) -> Iterator[Entry]:
    if not names:
        return
    for code, origin in waiting:
        letters, _, when = code.strip().partition(" ")
        noun = letters.startswith("~") or letters.endswith("~")
        start, end = _period(when)
        country, sector = _meaning(letters.strip("~"))
        org = SHORT.get(country or "")
        if org is None and not (noun or start or end) and (country in PSEUDO_COUNTRIES or sector in BODIES):
            org = names[0].upper()
        entry = Entry(tuple(dict.fromkeys(names)), country, org, sector, start, end, noun, frozenset(), origin)
        if noun:
            many = plurals or [f"{name}S" for name in names if not name.endswith(_NO_PLURAL)]
            entry = replace(entry, names=tuple(dict.fromkeys([*names, *many])), plurals=frozenset(many))
        yield entry


def _meaning(letters: str) -> tuple[str | None, str | None]:
    """Country and sector of a code such as USAGOVMIL or IGOUNO."""
    country = sector = None
    region = False
    for part in (letters[at : at + 3] for at in range(0, len(letters), 3)):
        kind, value = codes().get(part, ("", ""))
        if kind == "country" and (country is None or (country == "IGO" and value in PSEUDO_COUNTRIES)):
            country = value
        elif not kind and country is None and part in countries():
            country = part
        elif kind == "sector" and sector is None:
            sector = value
        region = region or kind == "region"
    if country is None and region and sector in ("REB", "UAF"):
        country = "IMG"
    if country in ("IGO", "UNO", "EUR"):
        return country, None
    return country, sector or USUAL.get(country or "")


def _period(when: str) -> tuple[str, str]:
    found = _RANGE.fullmatch(when.strip())
    if found is None:
        return "", ""
    first, last = _day(found[2]), _day(found[3] or "")
    if found[1] == "<":
        return "", first
    return first, last


def _day(digits: str) -> str:
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= CENTURY else "20") + digits
    if len(digits) != 8 or not ("01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31"):
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
