"""What a text says of the countries it is about, and where in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.knowledge import CountryName, Holding, Organisation, countries
from whowhom.knowledge.gazetteer import Place, gazetteer
from whowhom.knowledge.match import Hit
from whowhom.places.expressions import POSSESSIVE, kind_of, words

if TYPE_CHECKING:
    from whowhom.places.choice import Bearer

FAR: Final = 1200
"""Characters beyond which a name says nothing about where something is."""
HALF: Final = 150
"""Characters, about a sentence, at which a name counts half. Values from 60 to 250 differ by a few of the 1,345
training places."""
SHARES: Final = {
    "located": 0.61,
    "organisation": 0.65,
    "named": 0.45,
    "guess": 0.44,
    "adjective": 0.37,
    "home": 0.36,
    "leader": 0.31,
    "backed": 0.04,
}
"""How a country is named -> how often it is that of a place up to 300 characters away, on the training passages."""
WEIGHTS: Final = {use: share**2 for use, share in SHARES.items()}
"""How much a name tells. Squares of the shares do a little better on the training passages than the shares."""
AHEAD: Final = 1.0
BEHIND: Final = 0.7
"""A name before an expression counts fully, one after it a little less."""
SPELLINGS: Final = 3
"""Countries in which another spelling of a name is looked for."""
LOCATED: Final = re.compile(
    r"\b(?:in|into|inside|across|throughout|within|from|near|at|around|outside|to|of|northern|southern|eastern|western|"
    r"central|northwestern|northeastern|southwestern|southeastern)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PLACED: Final = re.compile(
    r"\b(?i:in|near|at|around|outside|from|of) (?:the )?"
    r"((?:al-|el-|Al-|El-)?[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2})"
    r"(?:\s+((?i:district|province|governorate|region|county|village|town|city|agency|tehsil|area|state)))?"
)
ADJUNCT: Final = re.compile(
    r"(?:US|U\.S|UK|U\.K|UAE)\.?[ -](?!(?:and|or|to|in|on|of|for|has|is|was|will|said|as|would)\b)"
    r"[a-z]"
)
"""A short name before a noun, which it tells the side of: "U.S. troops"."""
BACKED: Final = re.compile(r"[-\s](?:backed|led|allied|supported|funded|trained|sponsored|made|aligned)\b")
"""What makes of a name that of a backer, who is elsewhere: "Turkey-backed fighters"."""
LARGE: Final = 15_000
"""Inhabitants that a town of no table needs for its name alone to tell a country."""


@dataclass(slots=True)
class Surroundings:
    """A text with its names, the evidence for countries (position, country, weight) and the places resolved so far.

    ``settled`` keeps for each name what it was said to lie in, for when it is named again without that.
    """

    text: str
    hits: Sequence[Hit]
    evidence: list[tuple[int, str, float]] = field(default_factory=list)
    resolved: list[tuple[int, int, Place]] = field(default_factory=list)
    settled: dict[str, Bearer] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, hits: Sequence[Hit]) -> Surroundings:
        """Collect the evidence of a text."""
        own = cls(text, hits)
        own.evidence = sorted([*_from_hits(text, hits), *_from_gazetteer(text, hits)])
        return own

    def weights(
        self, at: int, *, among: frozenset[str] | None = None, skip: tuple[int, int] = (-1, -1)
    ) -> dict[str, float]:
        """Country -> how strongly the text around ``at`` speaks for it. Names in ``skip`` do not count."""
        found: defaultdict[str, float] = defaultdict(float)
        for place, country, weight in self.evidence[bisect_left(self.evidence, (at - FAR, "", 0.0)) :]:
            if place > at + FAR:
                break
            if skip[0] <= place < skip[1] or (among is not None and country not in among):
                continue
            side = AHEAD if place < at else BEHIND
            found[country] += side * weight / (1 + abs(at - place) / HALF)
        return found

    def country(self, at: int, *, clear: float, skip: tuple[int, int] = (-1, -1)) -> str | None:
        """The country the text around speaks of, when it speaks ``clear`` times as much of it as of the next."""
        ranked = sorted(self.weights(at, skip=skip).items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] < clear * ranked[1][1]):
            return None
        return ranked[0][0]

    def nearest(self, at: int) -> list[str]:
        """The countries that the text around speaks of most, those where another spelling of a name is looked for."""
        ranked = sorted(self.weights(at).items(), key=lambda item: -item[1])
        return [country for country, _ in ranked[:SPELLINGS]]

    def spelled(self, at: int, name: str) -> bool:
        """Whether a name is another spelling of a place in one of the countries around ``at``."""
        return any(gazetteer().alike(name, country) for country in self.nearest(at))

    def last_place(self, at: int, within: int) -> Place | None:
        """The place resolved last before ``at``, no more than ``within`` characters away."""
        before = [(end, place) for _, end, place in self.resolved if at - within <= end <= at]
        return max(before, key=lambda item: item[0])[1] if before else None


def _from_hits(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, str, float]]:
    for hit in hits:
        names = [entry for entry in hit.entries if isinstance(entry, CountryName)]
        names = [name for name in names if name.source == "hand"] or names
        bodies = [entry for entry in hit.entries if isinstance(entry, Organisation)]
        people = {entry.country for entry in hit.entries if isinstance(entry, Holding)}
        if len(people) == 1 and not names and not bodies and (code := people.pop()) not in PSEUDO_COUNTRIES:
            yield hit.start, code, WEIGHTS["leader"]
        if bodies and not names:
            codes = {body.country for body in bodies}
            if not codes & _owners(text, hits, hit):  # "South Korea's Joint Chiefs" are not the American ones
                continue
            for body in bodies:
                yield from ((hit.start, home, WEIGHTS["home"]) for home in words()["homes"].get(body.org, ()))
            if len(codes) == 1 and (code := codes.pop()) in countries() and code not in PSEUDO_COUNTRIES:
                seat = bodies[0].kind == "seat"
                yield hit.start, code, WEIGHTS["adjective" if seat else "organisation"]
            continue
        strong = {name.code for name in names if name.kind not in ("city", "region")}
        codes = strong or {name.code for name in names}
        if len(codes) != 1:
            continue
        yield hit.start, codes.pop(), WEIGHTS[_use(text, hit, names)]


def _owners(text: str, hits: Sequence[Hit], body: Hit) -> set[str | None]:
    """The countries whose a body is said to be just before it; those of the tables when nothing is said."""
    before = (hit for hit in hits if 0 < body.start - hit.end <= len("'s "))
    owner = next((hit for hit in before if POSSESSIVE.match(text, hit.end)), None)
    said: set[str | None] = (
        {entry.code for entry in owner.entries if isinstance(entry, CountryName)} if owner else set()
    )
    return said or {entry.country for entry in body.entries if isinstance(entry, Organisation)}


def _use(text: str, hit: Hit, names: Sequence[CountryName]) -> str:
    """How a name of a country is used: behind a preposition of place, as an adjective, to say who backs whom."""
    if BACKED.match(text, hit.end):
        return "backed"
    if all(kind_of(name) == "demonym" for name in names) or ADJUNCT.match(text, hit.start):
        return "adjective"
    return "located" if LOCATED.search(text, max(0, hit.start - 24), hit.start) else "named"


def _from_gazetteer(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, str, float]]:
    """Countries of places that no table names, when they stand as places and every bearer is in one country."""
    taken = [(hit.start, hit.end) for hit in hits]
    for match in PLACED.finditer(text):
        name, told = match[1], match[2] is not None
        units = name.split()
        if len(units) > 1 and any(units[-1].casefold() in listed for listed in words()["kinds"].values()):
            name, told = " ".join(units[:-1]), True
        if any(start < match.end(1) and match.start(1) < end for start, end in taken):
            continue
        places = gazetteer().named(name)
        codes = {code for place in places for code in place.countries}
        told = told or any(place.population >= LARGE for place in places)
        if len(codes) == 1 and told:
            yield match.start(1), codes.pop(), WEIGHTS["guess"]
