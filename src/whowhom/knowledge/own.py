"""Users' own actors: tables in CSV, and dictionaries of PETRARCH and TABARI, before the shipped tables.

A table has a row an actor, with these columns (all but ``names`` may be empty):

``names``    its names, with ; between them
``country``  alpha-3 code or pseudo-country of the codebook
``org``      short name in capitals
``sector``   one of the codebook's
``kind``     ``person``, ``body`` (the default), or ``noun`` for a role noun ("rangers"), which only has a sector
``office``   what the person is
``start``, ``end``  ISO 8601 as far as known (2017, 2017-02, 2017-02-01): the first and last day on which it holds
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from whowhom.codebook import PSEUDO_COUNTRIES, SECTORS
from whowhom.errors import UsageError
from whowhom.knowledge import Holding, Organisation, RoleNoun, countries
from whowhom.knowledge.dictionaries import entries

COLUMNS: Final = ("names", "country", "org", "sector", "kind", "office", "start", "end")
KINDS: Final = ("person", "body", "noun")
OWN_KINDS: Final = ("own body", "own person")
"""The kinds of organisation that users' actors are taken for."""
OWN_SOURCE: Final = "own"
"""The source of holdings that users' actors are taken for."""
_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class OwnActor:
    """One row of a user's: an actor with its names, and the days on which that holds. ``origin`` is file:line."""

    names: tuple[str, ...]
    country: str | None
    org: str | None
    sector: str | None
    person: bool = False
    office: str = ""
    start: str = ""
    end: str = ""
    origin: str = ""

    @property
    def dated(self) -> bool:
        """Whether the row holds for a time only; it then goes before one that holds for ever."""
        return bool(self.start or self.end)

    def holds(self, day: date | None) -> bool:
        """Whether the row holds on a day; without a day, only one that holds for ever does."""
        if day is None:
            return not self.dated
        stamp = day.isoformat()
        return (not self.start or self.start <= stamp) and (not self.end or self.end + "~" >= stamp)

    def as_organisation(self) -> Organisation:
        """The row as the cascade takes bodies."""
        return Organisation(self.names, self.org, self.country or "", self.sector, OWN_KINDS[self.person])


@dataclass(frozen=True, slots=True)
class Own:
    """What a user adds: actors, holdings of persons, role nouns. ``digest`` changes with the files' bytes."""

    actors: tuple[OwnActor, ...] = ()
    nouns: Mapping[str, RoleNoun] = field(default_factory=dict)
    digest: str = ""

    @property
    def holdings(self) -> Iterator[Holding]:
        """The persons, for their surnames and for the days on which they are not what they were."""
        for actor in self.actors:
            if actor.person:
                for name in actor.names:
                    yield Holding(
                        name, actor.country or "", actor.sector or "", actor.office, actor.start, actor.end, actor.org,
                        source=OWN_SOURCE,
                    )  # fmt: skip


def read_own(paths: Sequence[str | Path]) -> Own | None:
    """Read users' own files, later ones before earlier ones; None where there are none.

    A file that ends in .csv is a table, any other a PETRARCH or TABARI dictionary of actors or agents. Raises
    ``UsageError`` naming file and line when a row cannot be understood.
    """
    if not paths:
        return None
    actors: list[OwnActor] = []
    nouns: dict[str, RoleNoun] = {}
    digest = hashlib.sha256()
    for path in map(Path, paths):
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8-sig")
        except OSError as error:
            raise UsageError(f"{path} cannot be read ({error.strerror}).") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error
        digest.update(hashlib.sha256(raw).digest())
        read = _table if path.suffix.lower() == ".csv" else _dictionary
        rows = list(read(path, text))
        nouns.update((row.noun, row) for row in rows if isinstance(row, RoleNoun))
        actors = [*(row for row in rows if isinstance(row, OwnActor)), *actors]
    return Own(tuple(actors), nouns, digest.hexdigest()[:12])


def _table(path: Path, text: str) -> Iterator[OwnActor | RoleNoun]:
    rows = csv.DictReader(text.splitlines())
    head = [name.strip() for name in rows.fieldnames or ()]
    strange = [name for name in head if name not in COLUMNS]
    if "names" not in head or strange:
        what = f"has the column {strange[0]!r}" if strange else "has no column 'names'"
        raise UsageError(f"{path}:1 {what}: the columns of own actors are {', '.join(COLUMNS)}.")
    for row in rows:
        place = f"{path}:{rows.line_num}"
        if None in row or None in row.values():
            raise UsageError(f'{place} has not as many cells as the first line: put " around what holds a comma.')
        cells = {name.strip(): (cell or "").strip() for name, cell in row.items()}
        if any(cells.values()):
            yield from _row(place, {name: cells.get(name, "") for name in COLUMNS})


def _row(place: str, cells: Mapping[str, str]) -> Iterator[OwnActor | RoleNoun]:
    names = tuple(filter(None, (name.strip() for name in cells["names"].split(";"))))
    kind = cells["kind"] or "body"
    country, sector = cells["country"].upper(), cells["sector"].upper()
    trouble = ""
    if not names:
        trouble = "names nobody: give one name or more, with ; between them"
    elif kind not in KINDS:
        trouble = f"has the kind {kind!r}; there are {', '.join(KINDS)}"
    elif country and country not in countries() and country not in PSEUDO_COUNTRIES:
        trouble = f"has the country {country!r}, which is no alpha-3 code and no pseudo-country of the codebook"
    elif sector and sector not in SECTORS:
        trouble = f"has the sector {sector!r}; there are {', '.join(SECTORS)}"
    elif kind == "noun" and not sector:
        trouble = "is a noun without a sector"
    elif kind != "noun" and not (country or cells["org"] or sector):
        trouble = "says nothing of its actor: give a country, an org or a sector"
    elif cells["start"] and cells["end"] and cells["start"] > cells["end"] + "~":
        trouble = f"ends ({cells['end']}) before it starts ({cells['start']})"
    for name in ("start", "end"):
        if cells[name] and not _DAY.fullmatch(cells[name]):
            trouble = f"has the {name} {cells[name]!r}: write 2017, 2017-02 or 2017-02-01"
    if trouble:
        raise UsageError(f"{place} {trouble}.")
    if kind == "noun":
        yield from (RoleNoun(name.lower(), sector, name.lower().endswith("s")) for name in names)
        return
    yield OwnActor(
        names, country or None, cells["org"].upper() or None, sector or None, kind == "person", cells["office"],
        cells["start"], cells["end"], place,
    )  # fmt: skip


def _dictionary(path: Path, text: str) -> Iterator[OwnActor | RoleNoun]:
    for entry in entries(str(path), text):
        if entry.noun:
            if entry.sector is not None:
                yield from (RoleNoun(name.lower(), entry.sector, name in entry.plurals) for name in entry.names)
        elif entry.country or entry.sector:
            person = bool(entry.start or entry.end) and entry.country not in ("MNC", "IGO")
            yield OwnActor(
                entry.names, entry.country, entry.org, entry.sector, person, "", entry.start, entry.end, entry.origin
            )
