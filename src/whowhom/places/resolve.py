"""From a place expression to what it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians
from typing import Final

from whowhom.knowledge import capitals, neighbours
from whowhom.knowledge.gazetteer import Place, folded_name, gazetteer
from whowhom.places.choice import Bearer, Pick, bearers, choose
from whowhom.places.expressions import POSSESSIVE, Phrase, PlaceName, words
from whowhom.places.surroundings import Surroundings
from whowhom.types import Mention, PlacePrecision, PlaceRelation, Where

CLEAR: Final = 1.1
"""How many times as much the text must speak of a country as of the next for a place without a name to be in it.
On the training passages 1 is right three times in 1,345 oftener and leaves nothing open, 1.3 nine times less often."""
RECALL: Final = 400
"""Characters back in which "the city" finds the city that was named."""
OWNER: Final = re.compile(rf"{POSSESSIVE.pattern}|\s(?:border|frontier|boundary) with\b")
"""What stands after the side of a border that is meant: "Poland's border", "the Polish border with Belarus"."""
KM_A_DEGREE: Final = 111.2
"""Kilometres in a degree of latitude."""


def resolve(expression: Phrase, mention: Mention, around: Surroundings) -> Where:
    """The place of an expression, whose country and coordinates are None as far as they stay open."""
    if expression.relation == "border":
        return _border(expression, mention, around)
    choice = _by_names(expression, around)
    if choice is not None and (choice.best is not None or choice.open):
        return _where(expression, mention, choice, around)
    return _by_noun(expression, mention, around)


def _by_names(expression: Phrase, around: Surroundings) -> Pick | None:
    """The most specific name that is known, each judged within the next that holds it."""
    holder: Bearer | None = None
    found: Pick | None = None
    span = (expression.start, max((name.end for name in expression.names), default=expression.end))
    for name in reversed(expression.names):
        known = folded_name(name.text)
        holder = holder or around.settled.get(known)
        if holder is not None:
            around.settled[known] = holder
        borne = bearers(name, around, holder, skip=span, inner=_inner(expression, name))
        choice = _as_told(choose(borne), borne, name)
        if choice.best is None and (found is not None or not choice.open):
            continue
        if choice.best is not None and holder is not None and not _fits(choice.best, holder):
            continue
        found = choice
        holder = choice.best or holder
    return found or (Pick(holder) if holder is not None else None)


def _as_told(choice: Pick, borne: Sequence[Bearer], name: PlaceName) -> Pick:
    """A town that a noun calls a region or district is the division of its name; a region without one, as large."""
    best = choice.best
    if best is None or best.kind != "city" or name.hint not in ("region", "district"):
        return choice
    divisions = [bearer for bearer in borne if bearer.kind == name.hint and bearer.country == best.country]
    if divisions:
        return choose(divisions)
    return replace(choice, best=replace(best, kind="region")) if name.hint == "region" else choice


def _inner(expression: Phrase, name: PlaceName) -> tuple[Place, ...]:
    """What the name before this one may be, which then lies in this one."""
    at = expression.names.index(name)
    return gazetteer().named(expression.names[at - 1].text) if at else ()


def _fits(inner: Bearer, holder: Bearer) -> bool:
    """Whether one can lie in the other: never a country in a town, nor anything in another country."""
    if inner.kind == "country" and holder.kind != "country":
        return False
    if inner.kind == "country":
        return holder.country == inner.country
    return not holder.countries or bool(set(inner.countries) & set(holder.countries))


def _where(expression: Phrase, mention: Mention, choice: Pick, around: Surroundings) -> Where:
    best = choice.best
    told = tuple(candidate.told for candidate in choice.open)
    if best is None:
        return Where(mention, relation=expression.relation, candidates=told)
    if choice.open:
        return Where(mention, best.country, precision="country", relation=expression.relation, candidates=told)
    if best.country is None:
        told = best.countries
    if best.kind == "country" and best.country and expression.noun in words()["anaphors"]["capital"]:
        best = _capital(best)
    place = best.place
    if place is not None:
        around.resolved.append((expression.start, expression.end, place))
    relation = expression.relation
    precision = _precision(best, relation)
    name = place.name if place is not None else next((name.text for name in expression.names), None)
    if best.kind == "country" or place is None:
        return Where(mention, best.country, name, precision, relation=relation, candidates=told)
    latitude, longitude = _shifted(place, expression.offset)
    return Where(
        mention, best.country, name, precision, admin1=_division(place), geoname=place.geoname, latitude=latitude,
        longitude=longitude, relation=relation, candidates=told,
    )  # fmt: skip


def _capital(country: Bearer) -> Bearer:
    """The capital of a country, in "Armenia's capital"."""
    code = country.country or ""
    named = gazetteer().named(capitals().get(code, ""))
    own = [place for place in named if code in place.countries and place.kind == "city"]
    place = max(own, key=lambda place: place.population, default=None)
    return country if place is None else Bearer(code, "city", place, country.score, (code,))


def _division(place: Place) -> str | None:
    return place.admin1 or (place.name if place.kind == "region" else None)


def _precision(best: Bearer, relation: PlaceRelation) -> PlacePrecision:
    if best.kind == "country" and relation in ("part", "off", "near"):
        return "region"
    if best.kind in ("city", "point") and relation in ("offset", "near", "part", "off"):
        return "district"
    return best.kind


def _shifted(place: Place, offset: tuple[float, float] | None) -> tuple[float, float]:
    if offset is None:
        return place.latitude, place.longitude
    north, east = offset
    latitude = place.latitude + north / KM_A_DEGREE
    longitude = place.longitude + east / (KM_A_DEGREE * cos(radians(place.latitude)))
    return round(latitude, 3), round(longitude, 3)


# Borders


def _border(expression: Phrase, mention: Mention, around: Surroundings) -> Where:
    """The side of a border that is meant: its owner ("Israel's border"), or the neighbour that the text is about.

    Of two countries named with it neither is taken, unless the text speaks of one only.
    """
    located, sides = _sides(expression, around)
    if located is not None:
        return _where(expression, mention, Pick(located), around)
    span = (expression.start, expression.end)
    if len(sides) == 1:
        across = sides[0].country or ""
        if _owns(expression, around.text):
            return Where(mention, across, sides[0].told, "region", relation="border")
        near = around.weights(expression.start, among=neighbours().get(across, frozenset()), skip=span)
        nearest = max(near, key=lambda code: near[code], default=across)
        return Where(mention, nearest, None, "region", relation="border")
    if len(sides) > 1:
        codes = tuple(side.country for side in sides if side.country)
        owner = next((n for n in expression.names if OWNER.match(around.text, n.end)), None)
        near = around.weights(expression.start, among=frozenset(codes), skip=span)
        if owner is not None and (best := choose(bearers(owner, around)).best) is not None:
            return Where(mention, best.country, None, "region", relation="border")
        one = next(iter(near)) if len(near) == 1 else None
        return Where(mention, one, None, "region", relation="border", candidates=codes if one is None else ())
    return _by_noun(expression, mention, around)


def _sides(expression: Phrase, around: Surroundings) -> tuple[Bearer | None, list[Bearer]]:
    """A place named beside the border ("Kilis, near the Syrian border"), and the countries of the border."""
    sides: list[Bearer] = []
    located: Bearer | None = None
    for name in expression.names:
        best = choose(bearers(name, around, skip=(expression.start, expression.end))).best
        if best is None or best.country is None:
            continue
        if best.kind == "country":
            if best.country not in [side.country for side in sides]:
                sides.append(best)
        elif located is None and not _behind_border(expression, name):
            located = best
    return located, sides


def _behind_border(expression: Phrase, name: PlaceName) -> bool:
    """Whether the name only says whose border it is ("the Gaza border")."""
    if re.search(r"\bborders? (?:with|of|to) (?:the )?$", expression.text[: name.start - expression.start]):
        return True
    return bool(
        re.match(r"[\s-]*(?:\w+\s)?(?:border|frontier|boundary)", expression.text[name.end - expression.start :])
    )


def _owns(expression: Phrase, text: str) -> bool:
    return any(POSSESSIVE.match(text, name.end) for name in expression.names)


# Without a name


def _by_noun(expression: Phrase, mention: Mention, around: Surroundings) -> Where:
    """What "the country", "the city", "a mall" stand for: what was named before, else where the text is."""
    nouns = words()["anaphors"]
    noun = expression.noun
    relation = expression.relation
    if noun in nouns["nowhere"] and not expression.names:
        return Where(mention, relation=relation)
    if noun in nouns["place"] or mention.text.casefold() in ("there", "here"):
        place = around.last_place(expression.start, RECALL)
        if place is not None and place.kind != "country" and len(place.countries) == 1:
            return Where(
                mention, place.countries[0], place.name, place.kind, admin1=_division(place), geoname=place.geoname,
                latitude=place.latitude, longitude=place.longitude, relation=relation,
            )  # fmt: skip
    country = around.country(expression.start, clear=CLEAR, skip=(expression.start, expression.end))
    if country is None:
        ranked = around.weights(expression.start, skip=(expression.start, expression.end))
        best = tuple(sorted(ranked, key=lambda code: -ranked[code])[:3])
        return Where(mention, relation=relation, candidates=best if len(best) > 1 else ())
    if noun in nouns["capital"]:
        return _where(expression, mention, Pick(_capital(Bearer(country, "country", None, 0.0, (country,)))), around)
    whole = noun in nouns["country"] and relation == "in"
    return Where(mention, country, None, "country" if whole else "region", relation=relation)
