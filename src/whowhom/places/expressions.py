"""What a place expression is made of: the names in it, their kinds, and how the event lies to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from whowhom.knowledge import CountryName, Organisation, countries
from whowhom.knowledge.gazetteer import gazetteer
from whowhom.knowledge.match import Hit, key
from whowhom.types import PlaceRelation

LONGEST: Final = 5
"""Units of the longest name that is looked up."""
LONGEST_UNKNOWN: Final = 4
"""Units of a name that is looked up by its skeleton."""
TAIL: Final = 70
"""Characters after an expression in which the place it lies in may follow: "Gomal village of Tank District"."""
UNIT: Final = re.compile(r"[^\W_]+")
JOINING: Final = frozenset(
    {"al", "el", "ar", "as", "ash", "an", "ad", "az", "at", "ez", "ed", "es", "e", "i", "de", "la", "san", "le"}
)
"""Units that belong to a name though they are small or mean nothing alone: "Deir ez-Zor", "Nahr-e-Saraj"."""
APOSTROPHES: Final = ("'", "’", "`", "‘")
GAP: Final = re.compile(r"[ \t.’'‘`-]{0,3}")
POSSESSIVE: Final = re.compile(r"['’]s\b|['’](?=\s)|\s+'s\b| side\b")
OF: Final = re.compile(r"([\w-]+) of (?:the )?$")
HELD: Final = re.compile(r"([A-Z][\w-]+) (?:[a-z-]+ )?([a-z]+) of (?:the )?$")
"""What stands before an expression that it lies in: "the Danish island of Bornholm"."""
FOLLOWS: Final = re.compile(r"\s*(?:,\s*(?:a |the |in |on )?|\bin\b|\bof\b|\bwithin\b|\bunder\b|\()")
CONNECTED: Final = re.compile(r",|\(|['’]s|\b(?:in|of|within|at|near|off|on|from|inside|outside)\b")
DISTANCE: Final = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)[\s-]*(km|kms|kilomet(?:er|re)s?|miles?)\b", re.IGNORECASE
)
MILE: Final = 1.609
OFF: Final = re.compile(r"\boff\b|\bwaters\b", re.IGNORECASE)
INSIDE: Final = re.compile(r"\bin\s+the\s+$")
"""What stands before a direction that lies in the place: "in the south of Mosul"."""
OFF_BEFORE: Final = re.compile(r"\boff\s+(?:the\s+)?$")
INTO: Final = re.compile(
    r"\d|(?:in|at|on|near|outside|inside|around|between|about|some|(?:north|south|east|west)\S*\s+of)\b", re.IGNORECASE
)
"""What an expression begins with when "off" before it belongs to a verb: "went off in Kabul"."""
KNOWN: Final = 1_000
"""Inhabitants from which a place may be what the table of country names means."""


Spelled = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name in a text, with the entries that the table of country names has for it.

    ``hint`` is the kind that a noun beside it tells. ``holds`` when it is only what another place lies in: "Syria's
    Idlib", "the Italian city of Lucca". ``facility`` when it is part of the name of a building.
    """

    start: int
    end: int
    text: str
    countries: tuple[CountryName, ...]
    hint: str | None = None
    holds: bool = False
    facility: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place expression: its names from the most specific on, its relation, and the offset in km north and east."""

    start: int
    end: int
    text: str
    names: tuple[PlaceName, ...]
    relation: PlaceRelation
    offset: tuple[float, float] | None = None
    noun: str | None = None


@cache
def words() -> dict[str, Any]:
    """The tables of words."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _pattern(group: str, *kinds: str) -> re.Pattern[str]:
    """Any of the words of a group (of some of its kinds), as whole words."""
    table = words()[group]
    listed = {word for kind in kinds or table for word in (table[kind] if isinstance(table[kind], list) else ())}
    if group == "directions":
        listed = set(table)
    joined = "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=8192)
def kind_of(entry: CountryName) -> str:
    """What a row of the table of country names is: country, demonym, capital, city or region."""
    if entry.kind not in ("name", "short", "nationality", "people"):
        return "capital" if entry.kind in ("capital", "seat") else entry.kind
    name, country = " ".join(key(entry.name)), " ".join(key(countries()[entry.code].name))
    if name in country:
        return "country"
    places = [place for place in gazetteer().named(entry.name) if entry.code in place.countries]
    if any(place.kind == "country" for place in places):
        return "country"
    inside = [
        place for place in places if place.population >= KNOWN or (place.geoname is None and not place.population)
    ]
    if inside:
        return "city" if any(place.kind == "city" for place in inside) else "region"
    demonyms = words()["demonyms"]
    told = entry.kind in ("nationality", "people")
    return "demonym" if told or name in demonyms["words"] or name.endswith(tuple(demonyms["ends"])) else "country"


def read(text: str, hits: Sequence[Hit], start: int, end: int, spelled: Spelled) -> Phrase:
    """The expression at ``start`` to ``end`` of ``text``, with the places that it is said to lie in around it.

    ``spelled`` tells of a name that no table holds whether it is another spelling of a place in the text's countries.
    """
    names = _connected(text, start, list(names_in(text, hits, start, end, spelled)))
    held = HELD.search(text, max(0, start - TAIL), start)
    if held is not None and _pattern("kinds").fullmatch(held[2]):
        before = names_in(text, hits, held.start(), held.end(1), spelled)
        names += [replace(name, holds=True) for name in before if name.countries]
    own = bool(names)
    tail = FOLLOWS.match(text, end) if not any(map(_whole, names)) else None
    while tail is not None and tail.end() <= end + TAIL:
        after = names_in(text, hits, tail.end(), min(len(text), tail.end() + TAIL), spelled)
        found = next((name for name in after if _can_hold(text, name)), None)
        if found is None or not _only_kinds(text[tail.end() : found.start]) or _speaks(text, found):
            break
        if not own and tail[0].lstrip().startswith(
            ","
        ):  # "into the sea, Seoul's": a noun without a name has no such tail
            break
        names.append(found)
        tail = FOLLOWS.match(text, _after_noun(text, found.end)) if not _whole(found) else None
    names = [name for name in names if len(names) == 1 or not _abroad(text, name)]
    relation, offset = _relation(text, start, end, names)
    return Phrase(start, end, text[start:end], _in_order(names), relation, offset, _noun(text[start:end]))


def _whole(name: PlaceName) -> bool:
    """Whether a name is a country's own, so that nothing holds it."""
    return any(kind_of(entry) == "country" for entry in name.countries) and not name.holds


def _can_hold(text: str, name: PlaceName) -> bool:
    """Whether a name after an expression says where it lies.

    A country or division does; a people only before a noun of place ("the Lebanese port"), since else it is
    somebody ("a Turkish official said").
    """
    if name.holds and not POSSESSIVE.match(text, name.end):
        return _after_noun(text, name.end) > name.end
    return bool(name.countries or name.hint) or any(
        p.kind in ("region", "district") for p in gazetteer().named(name.text)
    )


def _connected(text: str, start: int, found: list[PlaceName]) -> list[PlaceName]:
    """Names of which each lies in the next; one that only stands beside it is left out, and whose embassy it is."""
    found = [name for name in found if not (name.holds and name.facility and len(found) > 1)]
    kept = found[:1]
    border = bool(found) and _pattern("relations", "border").search(text, start, found[-1].end + len(" border"))
    for name in found[1:]:
        if kept[-1].holds or border or CONNECTED.search(text, kept[-1].end, name.start):
            kept.append(name)
    return kept


def _speaks(text: str, name: PlaceName) -> bool:
    """Whether a name is somebody's who speaks, so that nothing lies in it: "shelled the town, Seoul said"."""
    return text[name.end : name.end + 1] == " " and _pattern("saying").match(text, name.end + 1) is not None


def _abroad(text: str, name: PlaceName) -> bool:
    """Whether a name only says whose embassy it is, which lies in no place of that country."""
    owned = POSSESSIVE.match(text, name.end)
    at = owned.end() if owned else name.end + text.startswith(".", name.end)
    return text[at : at + 1] == " " and _pattern("abroad").match(text, at + 1) is not None


def _only_kinds(between: str) -> bool:
    """Whether words before a name only say what it is or name more: "a region of central Mali"."""
    kinds = _pattern("kinds").sub(" ", _pattern("directions").sub(" ", between))
    return not re.sub(r"\b(?:the|a|an|of|in|s|old|main|largest|second|under|[A-Z]\w+)\b|[\s,'’-]", "", kinds)


def _after_noun(text: str, at: int) -> int:
    noun = _pattern("kinds").match(text, at + 1) if text[at : at + 1] == " " else None
    return noun.end() if noun else at


def _in_order(names: Iterable[PlaceName]) -> tuple[PlaceName, ...]:
    """The most specific first: what only holds another goes behind it."""
    listed = list(names)
    if len(listed) > 1 and not all(name.holds for name in listed):
        listed.sort(key=lambda name: name.holds)
    return tuple(listed)


def names_in(text: str, hits: Sequence[Hit], start: int, end: int, spelled: Spelled) -> Iterable[PlaceName]:
    """The place names from ``start`` to ``end``, the longest at each place, none overlapping."""
    units = list(UNIT.finditer(text, start, end))
    at = 0
    while at < len(units):
        found = _longest_at(text, hits, units, at)
        run = _run_at(text, hits, units, at)
        if run > (found[0] if found else 0):  # "Santa Cruz Barillas" is no Santa Cruz
            whole = text[units[at].start() : units[at + run - 1].end()]
            hyphen = found is not None and text[units[at + found[0] - 1].end()] == "-"
            if found is None or not found[1] or hyphen or gazetteer().named(whole) or spelled(whole):
                found = (run, ())
        if found is None:
            at += 1
            continue
        size, entries = found
        first, last = units[at].start(), units[at + size - 1].end()
        yield _with_hint(text, PlaceName(first, last, text[first:last], entries))
        at += size


def _longest_at(
    text: str, hits: Sequence[Hit], units: Sequence[re.Match[str]], at: int
) -> tuple[int, tuple[CountryName, ...]] | None:
    first = units[at].start()
    hit = next((hit for hit in hits if hit.start <= first < hit.end), None)
    own = hit if hit is not None and hit.start == first else None
    if not text[first].isupper() and not (own and _countries(own)):
        joined = text[first : units[at].end()] in JOINING
        if not joined or at + 1 == len(units) or not text[units[at + 1].start()].isupper():
            return None
    most = 1
    while most < LONGEST and at + most < len(units):
        if not GAP.fullmatch(text, units[at + most - 1].end(), units[at + most].start()):
            break
        most += 1
    for size in range(most, 0, -1):
        end = units[at + size - 1].end()
        surface = text[first:end]
        entries = _countries(own) if own is not None and own.end == end else ()
        if entries:
            return size, entries
        if own is not None and own.end > end and _countries(own):
            continue
        if surface.casefold() in words()["never"]["words"] or len(surface) < 3:
            continue
        noun = size > 1 and units[at + size - 1][0] in words()["kinds"]["region"]  # "Niger state" is not Niger
        last = noun or text[units[at + size - 1].start()].isupper() or _joined(text, units, at, size)
        if last and gazetteer().named(surface):
            return size, ()
    return None


def _sure(hit: Hit) -> bool:
    """Whether a name of the tables is more than a town's or division's, which a longer name may begin with."""
    return any(not isinstance(entry, CountryName) or kind_of(entry) not in ("city", "region") for entry in hit.entries)


def _run_at(text: str, hits: Sequence[Hit], units: Sequence[re.Match[str]], at: int) -> int:
    """How many capitalised units that no table of names knows stand together from here on."""
    size = 0
    while at + size < len(units) and size < LONGEST_UNKNOWN:
        unit = units[at + size]
        if size and not GAP.fullmatch(text, units[at + size - 1].end(), unit.start()):
            break
        known = any(hit.start <= unit.start() < hit.end and _sure(hit) for hit in hits)
        article = unit[0].casefold() in JOINING and at + size + 1 < len(units)
        joined = size > 0 and _joined(text, units, at, size + 1)
        capital = unit[0][0].isupper() and unit[0].casefold() not in words()["never"]["words"]
        if known or not (article or joined or capital):
            break
        size += 1
    while size and not (units[at + size - 1][0][0].isupper() or _joined(text, units, at, size)):
        size -= 1
    return size


def _joined(text: str, units: Sequence[re.Match[str]], at: int, size: int) -> bool:
    """Whether the last of ``size`` units is joined to the one before it: "Bal'ad"."""
    return (
        size > 1
        and units[at + size - 1][0] != "s"
        and text[units[at + size - 2].end() : units[at + size - 1].start()] in APOSTROPHES
    )


def _countries(hit: Hit) -> tuple[CountryName, ...]:
    """What a name of the tables says of countries; an organisation's says nothing."""
    if any(isinstance(entry, Organisation) and entry.kind != "seat" for entry in hit.entries):
        return ()
    return tuple(entry for entry in hit.entries if isinstance(entry, CountryName))


def _with_hint(text: str, name: PlaceName) -> PlaceName:
    """The name with what the nouns beside it say: "Idlib province", "the town of Azaz", "US state of Georgia"."""
    noun = _pattern("kinds").match(text, name.end + 1) if text[name.end : name.end + 1] in (" ", "-") else None
    before = OF.search(text, max(0, name.start - 40), name.start)
    told = noun[0] if noun is not None else before[1] if before is not None else ""
    kind = next((kind for kind, listed in words()["kinds"].items() if told.casefold() in listed), None)
    whole = {kind_of(entry) for entry in name.countries}
    holds = whole == {"demonym"} or bool(POSSESSIVE.match(text, name.end)) or _abroad(text, name)
    if noun is not None and "country" in whole and text.startswith(" of ", noun.end()):
        holds = True
    hint = kind if kind in ("region", "district", "city") else None
    return replace(name, hint=None if holds else hint, holds=holds, facility=noun is not None and kind == "point")


def _noun(words_: str) -> str | None:
    """The last word of a common noun phrase: "the restive city" -> "city"."""
    found = re.findall(
        r"[a-z][a-z-]+", re.split(r"\b(?:of|in|near|on|at|between|that|which|with)\b", words_.lower())[0]
    )
    return found[-1] if found else None


def _relation(
    text: str, start: int, end: int, names: Sequence[PlaceName]
) -> tuple[PlaceRelation, tuple[float, float] | None]:
    phrase = text[start:end]
    before = text[max(0, start - 14) : start]
    if _pattern("relations", "border").search(phrase):
        return "border", None
    if OFF.search(phrase) or (OFF_BEFORE.search(before) and not INTO.match(phrase)):
        return "off", None
    first = names[0] if names else None
    direction = next(
        (found for found in _pattern("directions").finditer(phrase) if not _within(start, found, names)), None
    )
    if direction is not None and len(names) > 1 and first is not None and first.holds and not names[1].holds:
        direction = None  # "the northern Nigerian city of Kano" lies in the north, and is meant whole
    if direction is not None and first is not None and start + direction.end() <= first.start:
        between = text[start + direction.end() : first.start]
        if re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?(?:(?:city|town|village|capital) of )?", between):
            inside = INSIDE.search(text, max(0, start - TAIL), start + direction.start())
            return _offset(phrase, direction[0]) if _small(first) and not inside else ("part", None)
        return "part", None
    if direction is not None:
        return "part", None
    if re.search(r"\b(?:near|outside|around|close to|outskirts of)\s+(?:the\s+)?$", before) or _pattern(
        "relations", "near"
    ).search(phrase):
        return "near", None
    return "in", None


def _within(start: int, direction: re.Match[str], names: Sequence[PlaceName]) -> bool:
    """Whether a direction is part of a name: "South Korea", "North Kivu"."""
    return any(name.start <= start + direction.start() < name.end for name in names)


def _small(name: PlaceName) -> bool:
    """Whether one can be south of it: no country, and nothing but a division."""
    if any(kind_of(entry) in ("country", "demonym") for entry in name.countries):
        return False
    kinds = {place.kind for place in gazetteer().named(name.text)}
    return bool({"city", "point", "district"} & kinds) or any(kind_of(e) in ("city", "capital") for e in name.countries)


def _offset(phrase: str, direction: str) -> tuple[PlaceRelation, tuple[float, float] | None]:
    found = DISTANCE.search(phrase)
    if found is None:
        return "offset", None
    far = float(found[1].replace(",", "")) * (MILE if found[2].lower().startswith("mile") else 1.0)
    north, east = words()["directions"][direction.casefold()]
    long = (north * north + east * east) ** 0.5 or 1.0
    return "offset", (far * north / long, far * east / long)
