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
from whowhom.types import PlacePrecision

# What speaks for a candidate is counted in powers of ten of inhabitants. The worths were set by judgement on the cases
# of tests/places/cases.csv; halving or doubling CONTEXT, COUNTRY or MARGIN moves the 1,345
# training places by at most 1.1 %.

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
ENOUGH: Final = 0.1
"""Evidence below which the context counts only in part: one country named plainly nearby."""
PLAIN: Final = 0.15
"""Evidence that moves a region across borders to another country than the one the tables give it."""
INSIDE: Final = 6.0
"""What lying in the division named with it is worth, and in the country named with it."""
HINTED: Final = 1.5
"""What being the kind of thing that a noun beside it says is worth."""
TOWN: Final = 2.5
"""What being a town or point is worth against a division of the same name, when no noun tells."""
CLOSE: Final = 1.0
"""What lying near another place of the text is worth."""
CLOSE_KM: Final = 150.0
MARGIN: Final = 0.6
"""By how much the best must beat the best in another country, or stay open: about four times the inhabitants."""
DWARFED: Final = 5
"""How many times larger a namesake of its kind in the same country must be for the table to mean that one alone; of a
town and a division of one name it is the square of it."""
FAR_SMALLER: Final = 10
"""How many times larger a town of the hand-corrected table must be for its name alone to mean no other. By judgement;
it moves none of the training places."""
OBSCURE: Final = 100_000
"""Inhabitants from which a namesake of such a town is considered all the same: London in Canada."""
NAMESAKE: Final = 1_000_000
"""Inhabitants that a place with the name of a country needs to be considered when nothing says what holds it."""
CAPITAL: Final = 1.0
"""What being the capital is worth."""
HOLDS: Final = 6.0
"""What having a place of the name that is said to lie in it is worth, and for a country not having one: "Athens,
Georgia"."""
APART_KM: Final = 60.0
"""Bearers of a name in one country that lie farther apart than this are not told apart by guessing."""
UNHEARD: Final = 15_000
"""Inhabitants below which a place whose country the text never mentions is not taken while it names others."""
UNHEARD_OTHERWISE: Final = 150_000
"""The same for one whose main name is another."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A country, or a place in one, that a name may mean, with how much speaks for it."""

    country: str | None
    kind: PlacePrecision
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


@dataclass(frozen=True, slots=True)
class Setting:
    """What a name is judged by: the evidence for countries around it, what holds it, and what it is said to hold."""

    evidence: dict[str, float]
    holder: Bearer | None
    inner: tuple[Place, ...]
    resolved: tuple[Place, ...]

    def context(self, countries: Iterable[str]) -> float:
        """What the text around is worth for a place in one of the countries."""
        total = max(sum(self.evidence.values()), ENOUGH)
        return CONTEXT * max((self.evidence.get(code, 0.0) for code in countries), default=0.0) / total


def bearers(
    name: PlaceName,
    around: Surroundings,
    holder: Bearer | None = None,
    *,
    skip: tuple[int, int] | None = None,
    inner: tuple[Place, ...] = (),
) -> list[Bearer]:
    """Everything that bears the name, scored.

    ``holder`` is what it is said to lie in, ``inner`` the places that may be said to lie in it; names in ``skip``
    (by default the name itself) are no evidence.
    """
    evidence = around.weights(name.start, skip=skip or (name.start, name.end))
    setting = Setting(evidence, holder, inner, tuple(place for _, _, place in around.resolved[-5:]))
    places = list(gazetteer().named(name.text))
    held = holder.country if holder is not None else None
    if held and not any(held in place.countries for place in places):
        places += gazetteer().alike(name.text, held)
    elif not places and not name.countries:
        places = [place for code in around.nearest(name.start) for place in gazetteer().alike(name.text, code)]
    tables: dict[str, CountryName] = {}
    for entry in name.countries:
        if entry.code not in tables or _rank(entry) < _rank(tables[entry.code]):
            tables[entry.code] = entry
    found = [_scored(place, name, _meant(place, places, tables), setting) for place in places]
    if any(kind_of(entry) == "country" for entry in tables.values()) and holder is None:
        found = [bearer for bearer in found if bearer.place is None or bearer.place.population >= NAMESAKE]
    for code, entry in tables.items():
        whole = kind_of(entry) in ("country", "demonym")
        if whole or not any(code in bearer.countries for bearer in found):
            found.append(_of_table(entry, whole, setting))
    meant = max((b.place.population for b in found if b.place and _listed(b.place, tables)), default=0)
    return [
        bearer
        for bearer in found
        if not _unheard_of(bearer, name, evidence)
        and not (holder is None and bearer.place and _overshadowed(bearer.place, meant, tables, around.text))
    ]


def _listed(place: Place, tables: dict[str, CountryName]) -> bool:
    """Whether the hand-corrected table lists a town: news means it by its name."""
    entry = next((tables[code] for code in place.countries if code in tables), None)
    return place.kind == "city" and entry is not None and entry.source == "hand"


def _overshadowed(place: Place, meant: int, tables: dict[str, CountryName], text: str) -> bool:
    """Whether a town is small beside the listed one and its division unnamed: Donetsk in Russia, whoever shells it."""
    small = place.population < OBSCURE and place.population * FAR_SMALLER < meant
    told = place.admin1 is not None and place.admin1 in text
    return place.kind == "city" and small and not told and not _listed(place, tables)


def _meant(place: Place, places: Sequence[Place], tables: dict[str, CountryName]) -> dict[str, CountryName]:
    """The entries of the table that can mean this place: none for one that is dwarfed by another in its country."""
    if place.geoname is None and place.population == 0:
        return tables
    for other in places:
        times = DWARFED if other.kind == place.kind else DWARFED**2
        if set(other.countries) & set(place.countries) and other.population > times * place.population:
            return {}
    return tables


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
    least = UNHEARD if place.primary else UNHEARD_OTHERWISE
    return bool(evidence) and not known and place.population < least and not evidence.keys() & set(candidate.countries)


def _of_table(entry: CountryName, whole: bool, setting: Setting) -> Bearer:
    score = log10(max(entry.weight, SMALLEST)) + MAIN_NAME + (IN_TABLES if entry.source == "hand" else 0.0)
    score += COUNTRY if whole else CAPITAL if kind_of(entry) == "capital" else 0.0
    score += setting.context((entry.code,))
    if setting.holder is not None and setting.holder.countries:
        score += INSIDE if entry.code in setting.holder.countries else -INSIDE
    if whole and setting.inner:
        score += HOLDS if any(entry.code in place.countries for place in setting.inner) else -HOLDS
    kind: PlacePrecision = "country" if whole else "region" if kind_of(entry) == "region" else "city"
    return Bearer(entry.code, kind, None, score, (entry.code,))


def _scored(place: Place, name: PlaceName, tables: dict[str, CountryName], setting: Setting) -> Bearer:
    curated = place.geoname is None and place.population == 0
    entry = next((tables[code] for code in place.countries if code in tables), None)
    if entry is not None and kind_of(entry) not in ("capital", "city", "region"):
        entry = None
    by_hand = curated or (entry is not None and entry.source == "hand")
    size = max(place.population, CURATED if by_hand else SMALLEST, entry.weight if entry else 0)
    score = log10(size) + (MAIN_NAME if place.primary else 0.0) + (IN_TABLES if by_hand else 0.0)
    score += CAPITAL if entry is not None and kind_of(entry) == "capital" else 0.0
    score += setting.context(place.countries)
    if name.hint is not None:
        score += HINTED if place.kind == name.hint else 0.0
    elif place.kind in ("city", "point"):
        score += TOWN
    score += _inside(place, setting.holder)
    score += HOLDS if any(_holds(place, inner) for inner in setting.inner) else 0.0
    score += CLOSE if any(kilometres(place, other) < CLOSE_KM for other in setting.resolved) else 0.0
    country = place.countries[0] if len(place.countries) == 1 else _one_of(place, tables, setting)
    return Bearer(country, place.kind, place, score, place.countries)


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one place may lie in the other."""
    if outer.index == inner.index or not set(outer.countries) & set(inner.countries):
        return False
    return outer.kind != "region" or _alike(outer.admin1 or outer.name, inner.admin1 or "")


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


def _one_of(place: Place, tables: dict[str, CountryName], setting: Setting) -> str | None:
    """Of the countries of a region across borders, the one that the table gives it, or that the text speaks of."""
    if setting.holder is not None and setting.holder.country in place.countries:
        return setting.holder.country
    ranked = sorted(((setting.evidence.get(code, 0.0), code) for code in place.countries), reverse=True)
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
    same = [other for other in ranked[1:] if other.score > best.score - MARGIN / 2 and _elsewhere(best, other)]
    largest = max((best, *same), key=_population)
    rest = [other for other in (best, *same) if _population(other) * DWARFED > _population(largest)]
    return Pick(largest, tuple(rest) if len(rest) > 1 else ())


def _population(bearer: Bearer) -> int:
    return bearer.place.population if bearer.place is not None else 0


def _elsewhere(one: Bearer, other: Bearer) -> bool:
    """Whether two bearers of a name are two places of one kind in a country, far apart."""
    if one.place is None or other.place is None or one.kind != other.kind:
        return False
    return kilometres(one.place, other.place) > APART_KM and not _same_division(one.place, other.place)


def _same_division(one: Place, other: Place) -> bool:
    """Whether two rows are one division, once by hand and once from its towns."""
    return one.kind in ("region", "district") and one.admin1 == other.admin1 and _alike(one.name, other.name)


def _one_a_country(tied: Sequence[Bearer]) -> list[Bearer]:
    first: dict[tuple[str, ...], Bearer] = {}
    for candidate in tied:
        first.setdefault(candidate.countries, candidate)
    return list(first.values())
