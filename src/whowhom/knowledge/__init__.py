"""What whowhom knows of the world, as tables with sources: states, places, organisations, offices, role nouns."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

TABLES: Final = (
    "countries", "country_names", "no_states", "organisations", "offices", "holdings",
    "role_nouns", "role_modifiers", "role_heads", "titles", "neighbours",
    "women_forenames",
)  # fmt: skip
NOBODY: Final = "nobody"
"""Kind of the role nouns that stand for no state and no body."""
_POSSESSIVE: Final = re.compile(r"['’]s?(?= |$)")


@dataclass(frozen=True, slots=True)
class Country:
    """A state, territory, historical state or pseudo-country by its alpha-3 code.

    ``start`` and ``end`` are ISO 8601 as far as known, else empty; ``successors`` the codes of the states that
    came after a historical one.
    """

    code: str
    name: str
    kind: str
    start: str
    end: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryName:
    """A name that points to a country: its own, a nationality, a capital, a region, a city.

    ``weight`` is about the number of inhabitants where names compete; 0 where not known. ``source`` is "hand" for
    what was written by hand, which lists what news means by a name. ``start`` and ``end`` say when a former name was
    in use, as far as known.
    """

    name: str
    code: str
    kind: str
    weight: int
    source: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or seat with all its names. ``org`` is the codebook's short name, None where it has none.

    ``start`` and ``end`` are ISO 8601 as far as known, else empty. ``generic`` are those of the names
    that bodies of other states bear too ("Congress", "Labour Party"): a state named with one is meant, not ``country``.
    """

    names: tuple[str, ...]
    org: str | None
    country: str
    sector: str | None
    kind: str
    start: str = ""
    end: str = ""
    generic: tuple[str, ...] = ()


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
    """A noun or phrase for people or bodies, with its sector; ``many`` when it stands for more than one.

    ``kind`` is person, people or body. None names its country: that follows from the context.
    """

    noun: str
    sector: str
    many: bool
    kind: str = ""


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = files(__name__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    reader = csv.reader(text.splitlines())  # a third of the time that DictReader takes
    columns = next(reader)
    for cells in reader:
        yield dict(zip(columns, cells, strict=True))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def countries() -> dict[str, Country]:
    """Code -> country."""
    return {
        row["code"]: Country(
            row["code"], row["name"], row["kind"], row["start"], row["end"], _several(row["successors"])
        )
        for row in _rows("countries")
    }


@cache
def country_names() -> tuple[CountryName, ...]:
    """Every name of every country and of places in it."""
    return tuple(
        CountryName(
            row["name"], row["code"], row["kind"], int(row["weight"] or 0), row["source"], row["start"], row["end"]
        )
        for row in _rows("country_names")
    )


@cache
def no_states() -> frozenset[str]:
    """Names that hold a state's and stand for none: "Central America", "the Paris Agreement"."""
    return frozenset(row["name"] for row in _rows("no_states"))


@cache
def women_forenames() -> frozenset[str]:
    """Forenames that only women bear, as far as the news goes."""
    return frozenset(row["name"] for row in _rows("women_forenames"))


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
            row["start"],
            row["end"],
            _several(row["generic"]),
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
    """Noun or phrase, small letters and without "'s" -> sector, number and kind.

    What ``role_nouns.csv`` does not hold itself is put together from ``role_modifiers.csv`` and
    ``role_heads.csv``: "rebel" makes any of its heads REB.
    """
    result = {noun.noun: noun for noun in _compounds()}
    for row in _rows("role_nouns"):
        if row["kind"] != NOBODY:
            noun = _POSSESSIVE.sub("", row["noun"])
            result[noun] = RoleNoun(noun, row["sector"], row["number"] == "many", row["kind"])
    return result


def _compounds() -> Iterator[RoleNoun]:
    heads = [
        (row["head"], set(_several(row["classes"])), row["number"] == "many", row["kind"])
        for row in _rows("role_heads")
    ]
    for row in _rows("role_modifiers"):
        wanted = set(_several(row["heads"]))
        for head, classes, many, kind in heads:
            if classes & wanted:
                yield RoleNoun(f"{row['modifier']} {head}", row["sector"], many, kind)


@cache
def nobodies() -> frozenset[str]:
    """Phrases that stand for no state and no body: "the international community", "world leaders"."""
    return frozenset(row["noun"] for row in _rows("role_nouns") if row["kind"] == NOBODY)


@cache
def version() -> str:
    """A digest of the tables."""
    digest = hashlib.sha256()
    for file in (*(f"{table}.csv" for table in TABLES), "gazetteer.npz.zst"):
        digest.update(files(__name__).joinpath(file).read_bytes())
    return digest.hexdigest()[:12]


@cache
def titles() -> dict[str, tuple[str | None, str | None]]:
    """Title before a name, small letters -> the country it belongs to everywhere (or None) and the sector."""
    return {row["title"]: (row["country"] or None, row["sector"] or None) for row in _rows("titles")}


@cache
def generic_titles() -> frozenset[str]:
    """The titles that many states have ("senator"), and that mean the state in the table only by default."""
    return frozenset(row["title"] for row in _rows("titles") if row["generic"])


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """Code -> the countries that share a land border with it."""
    return {row["code"]: frozenset(filter(None, row["neighbours"].split(";"))) for row in _rows("neighbours")}


@cache
def capitals() -> dict[str, str]:
    """Code -> the capital's name."""
    return {row["code"]: row["capital"] for row in _rows("neighbours")}
