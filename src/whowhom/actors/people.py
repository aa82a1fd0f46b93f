"""Named people: by their title in the text, by their office on the day, by the same name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from whowhom.actors.scene import Scene
from whowhom.actors.words import take_apart, words_of
from whowhom.knowledge import CountryName, Holding, Organisation, role_nouns, titles
from whowhom.knowledge.match import Names, key
from whowhom.types import Actor

BEFORE: Final = 90
"""Characters before a name in which its title stands: "former Turkish deputy prime minister for ..."."""
AFTER: Final = 110
"""Characters after a name in which its apposition stands."""
_TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|[-'’.](?=[^\W_]))*\.?")
_APPOSITION: Final = re.compile(r"\s*,\s*(?:the |a |an |who (?:is|was|serves as) (?:the )?)?")
_PARTY_STATE: Final = re.compile(r"\s*\(\s*([RD])(?:\s*[-,]|\))")
_NAME: Final = re.compile(r"\b[A-Z][^\W\d_]{2,}(?:-[A-Z][^\W\d_]+)*\b")
_TITLED: Final = re.compile(r"\b([^\W\d_]+) ((?:[A-Z][\w'’.-]*\w ){0,3}[A-Z][\w'’-]*\w)\b")
LONGEST_FORENAMES: Final = 3
_FORENAME: Final = re.compile(r"[A-Z][^\W\d_]*(?:-[^\W\d_]+)*[.]?[ ]\Z")
_GENTLE: Final = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir", "dame", "lord", "lady", "dr", "dr."}
)


def by_title(scene: Scene, start: int, end: int) -> tuple[Actor, str] | None:
    """The actor that the words around one occurrence of a name give, and the rule."""
    party = _PARTY_STATE.match(scene.text, end)
    if party:
        return Actor("USA", None, "LEG"), "party and state after the name"
    actor = _before(scene, start)
    if actor is not None:
        return actor, "title before the name"
    actor = _after(scene, end)
    return None if actor is None else (actor, "apposition after the name")


def _before(scene: Scene, start: int) -> Actor | None:
    """What a title right before the name says, words running back to the clause's edge."""
    left = scene.text[max(0, start - BEFORE) : start]
    left = re.split(r"\n|[.!?;:,](?:\s|$)|[\"“”]", left)[-1]
    tokens = [match[0] for match in _TOKEN.finditer(left)]
    while tokens and tokens[-1].lower() in _GENTLE:
        tokens.pop()
    known = titles()
    for size in (4, 3, 2, 1):
        phrase = " ".join(tokens[-size:]).lower() if len(tokens) >= size else ""
        sector: str | None
        if phrase in known:
            country, sector = known[phrase]
        elif size == 1 and phrase in role_nouns():
            country, sector = None, role_nouns()[phrase].sector
        else:
            continue
        former = any(token.lower() in words_of("former") for token in tokens[-size - 4 : -size])
        begins = start - len(left)
        own, org, own_sector = _owner(scene, begins, start, last=True)
        if own is None and country is None and not former:
            return None if sector in ("UNK",) else Actor(None, org, sector)
        return Actor(own or country, org, "ELI" if former else own_sector or sector)
    return None


def _after(scene: Scene, end: int) -> Actor | None:
    """What an apposition right after the name says."""
    match = _APPOSITION.match(scene.text, end)
    if match is None:
        return None
    right = re.split(r"[,.;:!?\n\"“”]", scene.text[match.end() : match.end() + AFTER])[0]
    words = take_apart(right.strip()) if right.strip() else None
    if words is None or words.sector is None:
        return None
    country, org, sector = _owner(scene, match.end(), match.end() + len(right), last=False)
    if country is None:
        return None
    return Actor(country, org, "ELI" if words.former else sector or words.sector)


def _owner(scene: Scene, start: int, end: int, *, last: bool) -> tuple[str | None, str | None, str | None]:
    """Country, org and sector of the body or state that a title names."""
    hits = [hit for hit in scene.within(start, end) if hit.start >= start and not scene.joined(hit)]
    for hit in reversed(hits) if last else hits:
        body = next((e for e in hit.entries if isinstance(e, Organisation)), None)
        if body is not None and body.kind not in ("media", "company"):
            return body.country, body.org, body.sector
        country = scene.country_of(hit)
        if country is not None and any(isinstance(e, CountryName) for e in hit.entries):
            return country, None, None
        if body is not None:
            return body.country, body.org, body.sector
    return None, None, None


def named_in(scene: Scene, names: Names, day: date | None) -> Iterator[tuple[int, int, Actor]]:
    """Every place where somebody is named whose title, or full name, the text gives, or who is known by surname."""
    known: dict[str, Actor] = {}
    for match in _TITLED.finditer(scene.text):
        if match[1].lower() in role_nouns():
            actor = _before(scene, match.start(2))
            if actor is not None and actor.country is not None:
                known.setdefault(match[2].split()[-1], actor)
    for hit in scene.hits:
        row = next((entry for entry in hit.entries if isinstance(entry, Holding)), None)
        if row is not None and row.country:
            known.setdefault(
                scene.text[hit.start : hit.end].split()[-1], Actor(row.country, None, row.sector, row.name)
            )
    taken = {place for hit in scene.hits for place in range(hit.start, hit.end)}
    for match in _NAME.finditer(scene.text):
        name = match[0]
        if name not in known and match.start() not in taken and names.surname(name):
            holder = by_office(names, scene, name, day)
            known[name] = holder[0] if holder is not None else Actor()
        if name in known and known[name].country is not None:
            yield match.start(), match.end(), known[name]


def occurrences(scene: Scene, name: str) -> Iterator[tuple[int, int]]:
    """Every place where the name, or a longer one that ends so, stands; how much longer is tried out."""
    last = name.rsplit(maxsplit=1)[-1]
    if not last[:1].isupper():
        return
    for match in re.finditer(rf"\b{re.escape(last)}\b", scene.text):
        yield match.start(), match.end()
        left = scene.text[max(0, match.start() - BEFORE) : match.start()]
        start = match.start()
        for _ in range(LONGEST_FORENAMES):
            forename = _FORENAME.search(left)
            if forename is None:
                break
            start -= len(forename[0])
            left = left[: forename.start()]
            yield start, match.end()


def on_the_day(holdings: Iterable[Holding], day: date | None) -> list[Holding]:
    """Those in office on the day, or, when no day is known or none was, all."""
    rows = list(holdings)
    if day is None:
        return rows
    stamp = day.isoformat()
    current = [
        row for row in rows
        if (not row.start or row.start <= stamp) and (not row.end or row.end + "~" >= stamp) and (row.start or row.end)
    ]  # fmt: skip
    return current or rows


def _same_forenames(mentioned: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two names that end alike can be one person's: a forename that both give is the same."""
    return len(mentioned) == 1 or len(known) == 1 or mentioned[0] == known[0]


def by_office(names: Names, scene: Scene, name: str, day: date | None) -> tuple[Actor, str] | None:
    """The office holder of that name: the full name, else a surname that fits one country only."""
    full = [entry for entry in names.named(name) if isinstance(entry, Holding)]
    rule = "full name of an office holder"
    if not full:
        units = key(re.sub(r"['’]s?$", "", name))
        rows = [row for row in names.surname(units[-1]) if row.leads and _same_forenames(units, key(row.name))]
        full = on_the_day(rows, day)
        rule = "surname of an office holder"
    if not full:
        return None
    current = on_the_day(full, day)
    countries = {row.country for row in current}
    if len(countries) > 1:
        about = [country for country in countries if scene.counts[country]]
        if len(about) != 1:
            return None
        current = [row for row in current if row.country == about[0]]
    row = max(current, key=lambda r: r.start)
    left = day is not None and bool(row.end) and row.end + "~" < day.isoformat() and row.sector == "GOV"
    return Actor(row.country, None, "ELI" if left else row.sector or None, row.name), rule
