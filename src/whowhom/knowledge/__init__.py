"""What whowhom knows of the world, as tables with sources: states, places, organisations, offices, role nouns."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

TABLES: Final = ("countries", "country_names", "organisations", "offices", "holdings", "role_nouns", "titles")


@dataclass(frozen=True, slots=True)
class Country:
    """A state, territory, historical state or pseudo-country by its alpha-3 code."""

    code: str
    name: str
    kind: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class CountryName:
    """A name that points to a country: its own, a nationality, a capital, a region, a city.

    ``weight`` is about the number of inhabitants where names compete; 0 where not known.
    """

    name: str
    code: str
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or seat with all its names. ``org`` is the codebook's short name, None where it has none."""

    names: tuple[str, ...]
    org: str | None
    country: str
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of office that many states or bodies have alike.

    ``titles`` are what texts call it, small letters; ``own`` (country, title) what one country alone calls it.
    ``single``: one holder at a time. ``leads``: its holder's surname alone may be meant. ``sector`` is that of its
    holders where their row says none.
    """

    key: str
    kind: str
    titles: tuple[str, ...]
    own: tuple[tuple[str, str], ...]
    single: bool
    leads: bool
    sector: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in an office of a state or, with ``org``, of a body; ``office`` is a key of ``offices``, or empty.

    ``start`` and ``end`` are ISO 8601 as far as known, else empty; no end is still in office. ``seen``: the end is
    not known, and ``end`` is the last month in which the source has the person in office. ``aliases`` are other
    spellings of the name.
    """

    name: str
    country: str
    sector: str
    office: str
    start: str
    end: str
    org: str | None = None
    aliases: tuple[str, ...] = ()
    seen: bool = False
    source: str = ""

    @property
    def leads(self) -> bool:
        """Whether the surname alone may be meant."""
        office = offices().get(self.office)
        return office is not None and office.leads


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun or phrase for people or bodies, with its sector; ``many`` when it stands for more than one."""

    noun: str
    sector: str
    many: bool


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = files(__name__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def countries() -> dict[str, Country]:
    """Code -> country."""
    return {
        row["code"]: Country(row["code"], row["name"], row["kind"], row["start"], row["end"])
        for row in _rows("countries")
    }


@cache
def country_names() -> tuple[CountryName, ...]:
    """Every name of every country and of places in it."""
    return tuple(
        CountryName(row["name"], row["code"], row["kind"], int(row["weight"] or 0)) for row in _rows("country_names")
    )


@cache
def organisations() -> tuple[Organisation, ...]:
    """Organisations, armed groups, parties, companies, media, and seats that stand for governments."""
    return tuple(
        Organisation(
            tuple(row["names"].split(";")),
            row["org"] or None,
            row["country"],
            row["sector"] or None,
            row["kind"],
        )
        for row in _rows("organisations")
    )


@cache
def offices() -> dict[str, Office]:
    """Key -> office."""
    return {
        row["key"]: Office(
            row["key"], row["kind"], _several(row["titles"]),
            tuple((own[:3], own[4:]) for own in _several(row["own"])),
            row["single"] == "yes", row["leads"] == "yes", row["sector"],
        )
        for row in _rows("offices")
    }  # fmt: skip


@cache
def holdings() -> tuple[Holding, ...]:
    """Holdings of offices, by country and start."""
    return tuple(
        Holding(
            row["name"], row["country"], row["sector"], row["office"], row["start"], row["end"] or row["seen"],
            row["org"] or None, _several(row["aliases"]), bool(row["seen"]), row["source"],
        )
        for row in _rows("holdings")
    )  # fmt: skip


@cache
def role_nouns() -> dict[str, RoleNoun]:
    """Noun or phrase, small letters -> sector and number."""
    return {row["noun"]: RoleNoun(row["noun"], row["sector"], row["number"] == "many") for row in _rows("role_nouns")}


@cache
def version() -> str:
    """A digest of the tables."""
    digest = hashlib.sha256()
    for table in TABLES:
        digest.update(files(__name__).joinpath(f"{table}.csv").read_bytes())
    return digest.hexdigest()[:12]


@cache
def titles() -> dict[str, tuple[str | None, str | None]]:
    """Title before a name, small letters -> the country it belongs to everywhere (or None) and the sector."""
    return {row["title"]: (row["country"] or None, row["sector"] or None) for row in _rows("titles")}
