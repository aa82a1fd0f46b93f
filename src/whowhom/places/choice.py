"""Which of the places that bear a name is meant: by what it is said to lie in, by the text, by size. Ties stay open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from whowhom.knowledge import CountryName
from whowhom.knowledge.gazetteer import KINDS, Place, folded_name, gazetteer, kilometres, skeleton
from whowhom.places.expressions import PlaceName, kind_of
from whowhom.places.surroundings import Surroundings

SMALLEST: Final = 500
"""Inhabitants that a place counts for when none are known."""
MAIN_NAME: Final = 1.5
"""What bearing a name as its main one is worth, in powers of ten of inhabitants."""
IN_TABLES: Final = 2.0
"""What standing in the hand-corrected table of country names is worth: it lists what news means by a name."""
CURATED: Final = 300_000
"""Inhabitants that a place of the hand-written table counts for: it is there because news speaks of it."""
COUNTRY: Final = 6.5
"""What being a whole country is worth: "Georgia" is the state in the Caucasus unless the text is about the other."""
CONTEXT: Final = 5.0
"""What it is worth that all the evidence around speaks for the country."""
ENOUGH: Final = 0.4
"""Evidence below which the context counts only in part: one country named plainly nearby."""
PLAIN: Final = 0.4
"""Evidence that moves a region across borders to another country than the one the tables give it."""
INSIDE: Final = 6.0
"""What lying in the division named with it is worth, and in the country named with it."""
HINTED: Final = 1.5
"""What being the kind of thing that a noun beside it says is worth."""
TOWN: Final = 2.0
"""What being a town or point is worth against a division of the same name, when no noun tells."""
CLOSE: Final = 1.0
"""What lying near another place of the text is worth."""
CLOSE_KM: Final = 150.0
MARGIN: Final = 0.6
"""By how much the best must beat the best in another country, or stay open. About four times the inhabitants.
Chosen on the training passages among 0.3, 0.6 and 1."""
DWARFED: Final = 20
"""How many times larger a namesake in the same country must be for the table to mean that one alone."""
APART_KM: Final = 60.0
"""Bearers of a name in one country that lie farther apart than this are not told apart by guessing."""
UNHEARD: Final = 15_000
"""Inhabitants below which a place whose country the text never mentions is not taken while it names others."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A country, or a place in one, that a name may mean, with how much speaks for it."""

    country: str | None
    kind: str
    place: Place | None
    score: float
    countries: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """In words, for the list of what is undecided."""
        where = self.country or "/".join(self.countries)
        if self.place is None or self.kind == "country":
            return where
        return (
            f"{self.place.name}, {self.place.admin1}, {where}" if self.place.admin1 else f"{self.place.name}, {where}"
        )


@dataclass(frozen=True, slots=True)
class Pick:
    """The best candidate (None when it does not stand out), and those between which it is open."""

    best: Bearer | None
    open: tuple[Bearer, ...] = ()


def bearers(name: PlaceName, around: Surroundings, holder: Bearer | None) -> list[Bearer]:
    """Everything that bears the name, scored."""
    places = list(gazetteer().named(name.text))
    evidence = around.weights(name.start, skip=(name.start, name.end))
    total = max(sum(evidence.values()), ENOUGH)
    if not places and not name.countries:
        near = [holder.country] if holder is not None and holder.country else around.nearest(name.start)
        places = [place for code in near for place in gazetteer().alike(name.text, code)]
    tables: dict[str, CountryName] = {}
    for entry in name.countries:
        if entry.code not in tables or _rank(entry) < _rank(tables[entry.code]):
            tables[entry.code] = entry
    found = [_scored(place, name, _meant(place, places, tables), around, evidence, total, holder) for place in places]
    for code, entry in tables.items():
        whole = kind_of(entry) in ("country", "demonym")
        if whole or not any(code in candidate.countries for candidate in found):
            found.append(_of_table(entry, whole, evidence, total, holder))
    return [candidate for candidate in found if not _unheard_of(candidate, name, evidence)]


def _meant(place: Place, places: Sequence[Place], tables: dict[str, CountryName]) -> dict[str, CountryName]:
    """The entries of the table that can mean this place: none for one that is dwarfed by another in its country."""
    rivals = [other.population for other in places if set(other.countries) & set(place.countries)]
    curated = place.geoname is None and place.population == 0
    return tables if curated or place.population * DWARFED >= max(rivals) else {}


def _rank(entry: CountryName) -> int:
    """States' own names before their parts."""
    return ("name", "short", "nationality", "people", "capital", "seat", "region", "city").index(entry.kind)


def _unheard_of(candidate: Bearer, name: PlaceName, evidence: dict[str, float]) -> bool:
    place = candidate.place
    if place is None or place.kind in ("country", "point"):
        return False
    if any(entry.code in candidate.countries and entry.source == "hand" for entry in name.countries):
        return False
    known = place.geoname is None and place.population == 0  # curated
    return (
        bool(evidence) and not known and place.population < UNHEARD and not evidence.keys() & set(candidate.countries)
    )


def _of_table(
    entry: CountryName, whole: bool, evidence: dict[str, float], total: float, holder: Bearer | None
) -> Bearer:
    score = log10(max(entry.weight, SMALLEST)) + MAIN_NAME + (IN_TABLES if entry.source == "hand" else 0.0)
    score += COUNTRY if whole else 1.0 if kind_of(entry) == "capital" else 0.0
    score += CONTEXT * evidence.get(entry.code, 0.0) / total
    if holder is not None and holder.countries:
        score += INSIDE if entry.code in holder.countries else -INSIDE
    kind = "country" if whole else "region" if kind_of(entry) == "region" else "city"
    return Bearer(entry.code, kind, None, score, (entry.code,))


def _scored(
    place: Place, name: PlaceName, tables: dict[str, CountryName], around: Surroundings, evidence: dict[str, float],
    total: float, holder: Bearer | None,
) -> Bearer:  # fmt: skip
    curated = place.geoname is None and place.population == 0
    entry = next((tables[code] for code in place.countries if code in tables), None)
    listed = entry is not None and kind_of(entry) in ("capital", "city", "region")
    by_hand = curated or (entry is not None and listed and entry.source == "hand")
    size = max(place.population, CURATED if by_hand else SMALLEST, entry.weight if entry and listed else 0)
    score = log10(size) + (MAIN_NAME if place.primary else 0.0) + (IN_TABLES if by_hand else 0.0)
    score += 1.0 if listed and entry and kind_of(entry) == "capital" else 0.0
    score += CONTEXT * max((evidence.get(code, 0.0) for code in place.countries), default=0.0) / total
    if name.hint is not None:
        score += HINTED if place.kind == name.hint else 0.0
    elif place.kind in ("city", "point"):
        score += TOWN
    score += _inside(place, holder)
    if any(0 <= kilometres(place, other) < CLOSE_KM for _, _, other in around.resolved[-5:]):
        score += CLOSE
    country = place.countries[0] if len(place.countries) == 1 else _one_of(place, evidence, holder, tables)
    return Bearer(country, place.kind, place, score, place.countries)


def _inside(place: Place, holder: Bearer | None) -> float:
    if holder is None or not holder.countries:
        return 0.0
    if not set(place.countries) & set(holder.countries):
        return -INSIDE
    division = holder.place if holder.kind in ("region", "district", "city") else None
    if division is None or place.index == division.index:
        return INSIDE
    if holder.kind == "region" and place.admin1 is not None and _alike(place.admin1, division.admin1 or division.name):
        return 2 * INSIDE
    return 2 * INSIDE if kilometres(place, division) < CLOSE_KM else INSIDE / 2


def _alike(one: str, other: str) -> bool:
    return folded_name(one) == folded_name(other) or skeleton(one) == skeleton(other)


def _one_of(
    place: Place, evidence: dict[str, float], holder: Bearer | None, tables: dict[str, CountryName]
) -> str | None:
    """Of the countries of a region across borders, the one that the table gives it, or that the text speaks of."""
    if holder is not None and holder.country in place.countries:
        return holder.country
    ranked = sorted(((evidence.get(code, 0.0), code) for code in place.countries), reverse=True)
    listed = [code for code in place.countries if code in tables and tables[code].source == "hand"]
    least = PLAIN if len(listed) == 1 else 0.0
    if ranked and ranked[0][0] > least and (len(ranked) == 1 or ranked[0][0] > 2 * ranked[1][0]):
        return ranked[0][1]
    return listed[0] if len(listed) == 1 else None


def choose(found: Iterable[Bearer]) -> Pick:
    """The candidate that stands out. One country may stand out while the place in it does not."""
    ranked = sorted(found, key=lambda candidate: (-candidate.score, KINDS.index(candidate.kind)))
    if not ranked:
        return Pick(None)
    best = ranked[0]
    rival = next((other for other in ranked if not set(other.countries) & set(best.countries)), None)
    if rival is not None and rival.score > best.score - MARGIN:
        tied = [other for other in ranked if other.score > best.score - MARGIN]
        return Pick(None, tuple(_one_a_country(tied)))
    if best.place is None:
        return Pick(best)
    same = [
        other for other in ranked[1:]
        if other.place is not None and other.kind == best.kind and other.score > best.score - MARGIN / 2
        and kilometres(best.place, other.place) > APART_KM and not _same_division(best.place, other.place)
    ]  # fmt: skip
    return Pick(best, (best, *same) if same else ())


def _same_division(one: Place, other: Place) -> bool:
    """Whether two rows are one division, once by hand and once from its towns."""
    return one.kind in ("region", "district") and one.admin1 == other.admin1 and _alike(one.name, other.name)


def _one_a_country(tied: Sequence[Bearer]) -> list[Bearer]:
    first: dict[tuple[str, ...], Bearer] = {}
    for candidate in tied:
        first.setdefault(candidate.countries, candidate)
    return list(first.values())
