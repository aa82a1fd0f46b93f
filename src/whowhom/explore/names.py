"""Codes as people call them, and what people call a party as a code."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Final

from whowhom import knowledge
from whowhom.codebook import PSEUDO_COUNTRIES

OPEN_YEARS: Final = 8
"""Years after which an office without a known end is taken for one that ended: few are held longer."""


@cache
def short_names() -> dict[str, str]:
    """Code -> the name that people use, for countries whose official name is another."""
    table = files("whowhom.explore").joinpath("short_names.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(table.splitlines())}


def label(code: str | None) -> str:
    """The name of a party's code: RUS is Russia, IGO:NATO is NATO; a code that nobody knows stays as it is."""
    if not code:
        return "nobody named"
    country, _, org = code.partition(":")
    if org:
        return org
    if country in short_names():
        return short_names()[country]
    known = knowledge.countries().get(country)
    if known is not None:
        return known.name
    return PSEUDO_COUNTRIES.get(country, code)


@cache
def _codes() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, country in knowledge.countries().items():
        found[country.name.casefold()].add(code)
    for code, told in short_names().items():
        found[told.casefold()].add(code)
    for name in knowledge.country_names():
        if name.kind == "name":
            found[name.name.casefold()].add(name.code)
    for body in knowledge.organisations():
        if body.country in PSEUDO_COUNTRIES:
            for told in body.names:
                found[told.casefold()].add(_code_of_body(body))
    return dict(found)


def _code_of_body(body: knowledge.Organisation) -> str:
    return f"{body.country}:{body.org}" if body.country in PSEUDO_COUNTRIES and body.org else body.country


def code_of(words: str) -> str | None:
    """The code of a party by its code or name; None when no name is meant, or more than one could be."""
    words = words.strip()
    country = words.upper().partition(":")[0]
    if country in knowledge.countries() or country in PSEUDO_COUNTRIES:
        return words.upper()
    found = _codes().get(words.casefold(), set())
    return next(iter(found)) if len(found) == 1 else None


@cache
def callings() -> dict[str, str]:
    """What texts call parties -> the code: "Russian" is RUS. Names that several bear are left out."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in knowledge.country_names():
        if name.kind in ("name", "nationality"):
            bearers[name.name].add(name.code)
    for body in knowledge.organisations():
        if body.country in PSEUDO_COUNTRIES:
            for told in body.names:
                bearers[told].add(_code_of_body(body))
    return {name: next(iter(codes)) for name, codes in sorted(bearers.items()) if len(codes) == 1}


@cache
def called(code: str) -> tuple[str, ...]:
    """What texts call a party by its code: RUS is "Russia" and "Russian". Names that others bear too are left out."""
    return tuple(name for name, bearer in callings().items() if bearer == code)


def offices(country: str, first: str, last: str) -> list[knowledge.Holding]:
    """Who held which office of a country between two days (ISO 8601), newest first.

    Offices without a known start are left out.
    """
    oldest = f"{int(first[:4]) - OPEN_YEARS:04d}"
    held = [
        holding
        for holding in knowledge.holdings()
        if holding.country == country and holding.office and holding.start
        and holding.start <= last
        and (holding.end >= first[: len(holding.end)] if holding.end else holding.start >= oldest)
    ]  # fmt: skip
    return sorted(held, key=lambda holding: (holding.start, holding.name), reverse=True)
