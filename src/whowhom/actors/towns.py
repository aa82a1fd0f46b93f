"""Places that only the gazetteer knows, as evidence for the country that a text is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from whowhom.knowledge.gazetteer import Place, gazetteer
from whowhom.knowledge.match import Hit

LARGE: Final = 15_000
"""Inhabitants from which a town's name alone tells its country."""
CLEAR: Final = 8.0
"""How many times as many inhabitants a country's bearers of a name need than any other's."""
_PLACED: Final = re.compile(
    r"\b(?:in|near|at|around|outside|from|of|to)\s+(?:the\s+)?(?:[a-z-]+ern\s+|central\s+)?"
    r"(?P<name>(?:[Aa]l-|[Ee]l-)?[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2})"
    r"(?:\s+(?P<kind>(?i:district|province|governorate|region|county|village|town|city|agency|tehsil|area|state|"
    r"upazila|sub-district|division)))?"
)


def towns(text: str, hits: tuple[Hit, ...], named: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Names behind a preposition of place that no table holds, with their country: start, end, code.

    ``named`` counts the countries that the text names: a bearer in one of them goes before larger ones elsewhere.
    """
    taken = {place for hit in hits for place in range(hit.start, hit.end)}
    for match in _PLACED.finditer(text):
        if match.start("name") in taken:
            continue
        country = _country(gazetteer().named(match["name"]), named, told=match["kind"] is not None)
        if country is not None:
            yield match.start("name"), match.end("name"), country


def _country(places: tuple[Place, ...], named: Mapping[str, int], *, told: bool) -> str | None:
    sizes: defaultdict[str, float] = defaultdict(float)
    for place in places:
        if len(place.countries) == 1:
            size = max(place.population, LARGE if place.kind in ("district", "region") else 1)
            sizes[place.countries[0]] = max(sizes[place.countries[0]], size)
    known = [code for code in sizes if named.get(code)]
    if len(known) == 1:
        return known[0]
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    if not ranked or known or (ranked[0][1] < LARGE and not (told and len(ranked) == 1)):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > CLEAR * ranked[1][1] else None
