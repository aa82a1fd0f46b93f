"""Who a name stands for on a day: the answer that ``whowhom who`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from whowhom.actors.offices import sole_head
from whowhom.actors.words import without_article
from whowhom.knowledge import CountryName, Holding, Organisation, countries, offices
from whowhom.knowledge.match import Names, key
from whowhom.knowledge.own import OWN_SOURCE, OwnActor

Moment = Literal["on the day", "before", "after", "always", "not known"]
MOMENTS: Final[tuple[Moment, ...]] = ("on the day", "always", "before", "after", "not known")
OWN: Final = "your own"
"""The kind of what a user's own tables say."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a name stands for: who, of what country, org and sector, in which office, and when.

    ``start`` and ``end`` are ISO 8601 as far as known; ``moment`` says where the day asked for lies: on the day,
    before (it was that earlier), after (it will be later), always (no dates), or not known (no day was given).
    """

    name: str
    country: str | None
    org: str | None
    sector: str | None
    office: str
    start: str
    end: str
    moment: Moment
    kind: str


@dataclass(frozen=True, slots=True)
class WhoAnswer:
    """All meanings of a name, those of the day first.

    ``meant`` are those that fit the day; when several parties or persons can be meant (``between``), the name alone
    is ambiguous.
    """

    name: str
    on: date | None
    meanings: tuple[Meaning, ...]

    @property
    def meant(self) -> tuple[Meaning, ...]:
        """What the name can stand for on the day; a user's row for a time goes before one that holds for ever."""
        dated = any(meaning.kind == OWN and meaning.moment == "on the day" for meaning in self.meanings)
        moments = {OWN: ("on the day",)} if dated else {}
        return tuple(m for m in self.meanings if m.moment in moments.get(m.kind, ("on the day", "always")))

    @property
    def between(self) -> tuple[str, ...]:
        """Whom the name can mean: each person with their party, each other party once.

        Without a day, at any time. Where nobody of the day leads anything, those of earlier days are not forgotten.
        """
        if self.on is None:
            meant = self.meanings
        else:
            led = any(m.kind != "person" or (m.office in offices() and offices()[m.office].leads) for m in self.meant)
            meant = self.meant if led or not self.meant else (*self.meant, *self._earlier)
        people = [f"{m.name} ({m.country or m.org})" for m in meant if m.kind == "person"]
        others = [meaning for meaning in meant if meaning.kind != "person"]
        return tuple(dict.fromkeys([*people, *parties(others)]))

    @property
    def _earlier(self) -> Iterator[Meaning]:
        return (meaning for meaning in self.meanings if meaning.moment == "before")

    @property
    def ambiguous(self) -> bool:
        """Whether several parties, or several persons, can be meant."""
        return len(self.between) > 1

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "name": self.name,
            "on": self.on.isoformat() if self.on else None,
            "ambiguous": self.ambiguous,
            "between": list(self.between),
            "meanings": [asdict(meaning) for meaning in self.meanings],
        }


def who(names: Names, name: str, on: date | None) -> WhoAnswer:
    """Everything that the tables know by a name: its exact bearers, else those with that surname.

    Of a title that one head of state has ("the pope") those are meant who hold it; an article says nothing else.
    """
    asked, name = name, without_article(name.strip())
    bearers: Sequence[Any] = [
        bearer for bearer in names.named(name) if not (isinstance(bearer, Holding) and bearer.source == OWN_SOURCE)
    ]  # fmt: skip
    head = sole_head(name)
    if head is not None:
        bearers = [*bearers, *(row for row in names.holders(head[0]) if row.office == head[1])]
    units = key(name) if asked.strip() == name or head is None else ()
    if units and not any(isinstance(bearer, OwnActor | Organisation) for bearer in bearers):
        surname = [row for row in names.surname(units[-1]) if len(units) == 1 or key(row.name)[: len(units)] == units]
        bearers = [*bearers, *(row for row in surname if row not in bearers)]
    meanings = dict.fromkeys(meaning for bearer in bearers for meaning in _meanings(bearer, on))
    ranked = sorted(meanings, key=lambda m: (MOMENTS.index(m.moment), m.name, _recent_first(m.start)))
    return WhoAnswer(asked, on, tuple(ranked))


def _meanings(bearer: CountryName | Organisation | Holding | OwnActor, on: date | None) -> Iterator[Meaning]:
    if isinstance(bearer, CountryName):
        known = countries().get(bearer.code)
        yield Meaning(known.name if known else bearer.name, bearer.code, None, "GOV", "", "", "", "always", bearer.kind)
    elif isinstance(bearer, Organisation):
        yield Meaning(
            bearer.names[0], bearer.country or None, bearer.org, bearer.sector, "", "", "", "always", bearer.kind
        )
    elif isinstance(bearer, Holding):
        yield Meaning(
            bearer.name, bearer.country or None, bearer.org, bearer.sector or None, bearer.office,
            bearer.start, bearer.end, _moment_of(bearer, on), OWN if bearer.source == OWN_SOURCE else "person",
        )  # fmt: skip
    else:
        yield Meaning(
            bearer.names[0], bearer.country, bearer.org, bearer.sector, bearer.office, bearer.start, bearer.end,
            moment(bearer.start, bearer.end, on), OWN,
        )  # fmt: skip


def _moment_of(row: Holding, on: date | None) -> Moment:
    """As ``moment``; of days after somebody was last seen in an office that may go on nothing is known."""
    found = moment(row.start, row.end, on)
    return "not known" if row.seen and found == "before" else found


def moment(start: str, end: str, on: date | None) -> Moment:
    """Where a day lies to a period whose ends are known to the day, month or year; the known part decides."""
    if not (start or end):
        return "always"
    if on is None:
        return "not known"
    stamp = on.isoformat()
    if start and stamp[: len(start)] < start:
        return "after"
    return "before" if end and stamp[: len(end)] > end else "on the day"


def _recent_first(start: str) -> str:
    """A key that puts later starts first."""
    return "".join(chr(0x10FFFF - ord(letter)) for letter in start)


def parties(meanings: Iterable[Meaning]) -> list[str]:
    """The parties of meanings, named once each."""
    return list(dict.fromkeys(" ".join(filter(None, (m.country, m.org))) for m in meanings))
