"""The gazetteer: towns, districts, first-level divisions and regions by name, with where they are.

Loaded when first asked, from one compressed file of arrays that ``build_gazetteer`` makes. Names are kept as one
sorted block and found by bisection, so that half a million of them take few megabytes and no time to load.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final, overload

import numpy as np
import zstandard

from whowhom.knowledge.match import key
from whowhom.types import PlacePrecision

FILE: Final = "gazetteer.npz.zst"
KINDS: Final[tuple[PlacePrecision, ...]] = ("point", "city", "district", "region", "country")
"""What a place is, the most precise first."""
ARTICLES: Final = frozenset({"al", "el", "ar", "as", "ash", "ad", "az", "an", "at", "ul", "il", "the"})
"""Units that a name is found without: "al-Tabqa" and "Tabqa"."""
_ALIKE: Final = (
    ("ph", "f"), ("sch", "sh"), ("ch", "sh"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("zh", "z"),
    ("ts", "s"), ("q", "k"), ("c", "k"), ("w", ""), ("v", ""), ("y", ""), ("j", "g"),
)  # fmt: skip
_VOWELS: Final = re.compile(r"[aeiouʼʿ'’‘`]")
STEPS: Final = 1_000
"""Steps a degree in which coordinates are kept: about 100 m, finer than any town's extent."""
BONES: Final = 3
"""Letters that a skeleton needs for a name to be looked for by it."""
SIMILAR: Final = (0.7, 0.5)
"""How like the place's main name one must be that has its consonants, vowels and all: with three of them ("sh" is one),
and with more. "Al Shadaddi" is Shaddadi, but "Shire" is not Harar and "Kurdish" not Qardaha, which share theirs. Chosen
by reading what changes on the training places; none of their countries does."""
EARTH: Final = 6371.0
"""Mean radius in km."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    ``countries`` are ISO 3166 alpha-3 (several for a region across borders, none for a sea of many). ``geoname``
    is the GeoNames id where the sources carry it. ``primary`` tells whether it was found by its main name.
    ``population`` is 0 where not known.
    """

    index: int
    name: str
    countries: tuple[str, ...]
    kind: PlacePrecision
    admin1: str | None
    geoname: int | None
    latitude: float
    longitude: float
    population: int
    primary: bool


def folded_name(name: str) -> str:
    """A name as the gazetteer is asked for it: small plain units without a leading article."""
    units = key(name)
    while len(units) > 1 and units[0] in ARTICLES:
        units = units[1:]
    return " ".join(unit for unit in units if unit != "s")


def skeleton(name: str) -> str:
    """What spellings of one name out of another script share: consonants, those often confused made one."""
    word = "".join(unit for unit in key(name) if unit not in ARTICLES)
    for one, other in _ALIKE:
        word = word.replace(one, other)
    word = _VOWELS.sub("", word)
    return re.sub(r"(.)\1+", r"\1", word.rstrip("h"))


def kilometres(one: Place, other: Place) -> float:
    """The distance between two places along the great circle."""
    a, b = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(across / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


class Strings(Sequence[bytes]):
    """Many short byte strings in one."""

    def __init__(self, data: bytes, lengths: Any) -> None:
        self._data, self._ends = data, np.cumsum(lengths, dtype=np.uint32)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        start = int(self._ends[at - 1]) if at else 0
        return self._data[start : int(self._ends[at])]


class Gazetteer:
    """All places by their folded names, and by the skeletons of names from other scripts."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self._tables = tables
        self._names = Strings(tables["names"].tobytes(), tables["names_length"])
        self._skeletons = Strings(tables["skeletons"].tobytes(), tables["skeletons_length"])
        self._shown = Strings(tables["shown"].tobytes(), tables["shown_length"])
        self._lists = {name: tables[name].tobytes().decode().split("\n") for name in ("countries", "admins")}

    def __len__(self) -> int:
        return len(self._shown)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place of this name, whatever its accents and articles."""
        return self._bearers(self._names, "names", folded_name(name))

    def alike(self, name: str, country: str) -> tuple[Place, ...]:
        """Places of a country that have the consonants of this name, and a main name much like it."""
        bones = skeleton(name)
        found = self._bearers(self._skeletons, "skeletons", f"{country} {bones}") if len(bones) >= BONES else ()
        least = SIMILAR[len(bones.replace("sh", "s")) > BONES]
        known = folded_name(name)
        return tuple(p for p in found if SequenceMatcher(None, known, folded_name(p.name)).ratio() >= least)

    @lru_cache(maxsize=4096)  # noqa: B019  (there is one gazetteer in a process)
    def _bearers(self, block: Strings, table: str, wanted: str) -> tuple[Place, ...]:
        word = wanted.encode()
        at, found = bisect_left(block, word), []
        numbers = self._tables[f"{table}_place"]
        while word and at < len(block) and block[at] == word:
            found.append(self.place(int(numbers[at]) >> 1, primary=bool(numbers[at] & 1)))
            at += 1
        return tuple(found)

    def place(self, index: int, *, primary: bool = True) -> Place:
        """One place by its number."""
        tables = self._tables
        geoname = int(tables["geoname"][index])
        countries = self._lists["countries"][tables["country"][index]]
        return Place(
            index=index,
            name=self._shown[index].decode(),
            countries=tuple(countries.split(";")) if countries else (),
            kind=KINDS[tables["kind"][index]],
            admin1=self._lists["admins"][tables["admin"][index]] or None,
            geoname=geoname or None,
            latitude=int(tables["latitude"][index]) / STEPS,
            longitude=int(tables["longitude"][index]) / STEPS,
            population=int(tables["population"][index]),
            primary=primary,
        )


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once."""
    packed = files("whowhom.knowledge").joinpath(FILE).read_bytes()
    with np.load(io.BytesIO(zstandard.ZstdDecompressor().decompress(packed))) as tables:
        return Gazetteer({name: tables[name] for name in tables.files})
