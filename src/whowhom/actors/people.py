"""Named people: where the text names them, by their office on the day, by the same name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from whowhom.actors.offices import HEADS, holder, in_office, office_in, sole_heads, tenure, the_one
from whowhom.actors.scene import Scene
from whowhom.actors.titles import by_title
from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.knowledge import Holding
from whowhom.knowledge.match import Names, key
from whowhom.types import Actor

BEFORE: Final = 90
"""Characters before a name in which its forenames stand."""
REMEMBERED: Final = 20
"""Years after the end of an office in which a surname alone still means its holder."""
UNDATED_SINCE: Final = "1995"
"""The same for a text without a date."""
HERALDED: Final = 1
"""Years before an office in which a surname alone means its coming holder, who stands for it or is chosen. On gold's
training part none and one do alike, and two find a namesake."""
FULL_NAME: Final = "full name of an office holder"
_NAME: Final = re.compile(r"\b[A-Z][^\W\d_]{2,}(?:-[A-Z][^\W\d_]+)*\b")
_TITLED: Final = re.compile(r"\b([^\W\d_]+) ((?:[A-Z][\w'’.-]*\w ){0,3}[A-Z][\w'’-]*\w)\b")
LONGEST_FORENAMES: Final = 3
_FORENAME: Final = re.compile(r"[A-Z][^\W\d_]*(?:-[^\W\d_]+)*[.]?[ ]\Z")


def named_in(scene: Scene, names: Names, day: date | None) -> Iterator[tuple[int, int, Actor]]:
    """Every place where somebody is named whose title, or full name, the text gives, or who is known by surname."""
    known: dict[str, Actor] = {}
    for match in _TITLED.finditer(scene.text):
        if match[1].lower() in scene.lexicon.nouns:
            told = by_title(scene, match.start(2), match.end(2))
            if told is not None and told.actor.country is not None:
                known.setdefault(match[2].split()[-1], told.in_office)
    for hit in scene.hits:
        row = next((entry for entry in hit.entries if isinstance(entry, Holding)), None)
        if row is not None and row.country:
            whole = scene.text[hit.start : hit.end]
            known_as = by_office(names, scene, whole, day)
            actor = known_as.actor if known_as else Actor(row.country, row.org, row.sector, row.name)
            known.setdefault(whole.split()[-1], actor)
            yield hit.start, hit.end, actor
    yield from _by_title_alone(scene, names, day)
    taken = {place for hit in scene.hits for place in range(hit.start, hit.end)}
    for match in _NAME.finditer(scene.text):
        name = match[0]
        if name not in known and match.start() not in taken and names.surname(name):
            known_as = by_office(names, scene, name, day)
            known[name] = known_as.actor if known_as is not None else Actor()
        if name in known and known[name].country is not None:
            yield match.start(), match.end(), known[name]


def _by_title_alone(scene: Scene, names: Names, day: date | None) -> Iterator[tuple[int, int, Actor]]:
    """Where the head of a state is called by the title that no other has: "the Pope", and no other person "Pope"."""
    for title, (country, office) in sole_heads().items():
        row = holder(names, country, office, day)
        actor = Actor(country, None, row.sector if row else None, row.name if row else None, office)
        for match in re.finditer(rf"\b(?:{title}|(?<=[Tt]he ){title.capitalize()})\b(?! [A-Z])", scene.text):
            yield match.start(), match.end(), actor


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
    return [row for row in rows if in_office(row, day)] or rows


def _same_forenames(mentioned: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two names that end alike can be one person's: a forename that both give is the same."""
    return len(mentioned) == 1 or len(known) == 1 or mentioned[0] == known[0] or set(mentioned) <= set(known)


def _remembered(row: Holding, scene: Scene, day: date | None) -> bool:
    """Whether a surname can mean a holder: one not long gone, or of a country that the text names."""
    if scene.counts[row.country] or row.country in PSEUDO_COUNTRIES:
        return True
    since = f"{day.year - REMEMBERED:04}" if day is not None else UNDATED_SINCE
    return not row.end or row.end >= since


def _known_by(row: Holding, day: date | None) -> bool:
    """Whether a surname can mean a holder yet: one in office, once in it, or soon to be."""
    return day is None or not row.start or row.start <= f"{day.year + HERALDED:04}-{day:%m-%d}"


@dataclass(frozen=True, slots=True)
class Known:
    """Who the tables say a name is: the actor, the rule, and where the day lies to the office: before, in or after."""

    actor: Actor
    rule: str
    tenure: str = ""


def by_office(names: Names, scene: Scene, name: str, day: date | None, title: str = "") -> Known | None:
    """The office holder of that name: the full name, else a surname that fits one country only.

    A title before the name ("President") narrows the choice to those who hold such an office.
    """
    full = [entry for entry in names.named(name) if isinstance(entry, Holding)]
    rule = FULL_NAME
    if not full:
        units = key(re.sub(r"['’]s?$", "", name))
        if not units:
            return None
        bearers = [
            row for row in names.surname(units[-1])
            if _same_forenames(units, key(row.name)) and _known_by(row, day)
        ]  # fmt: skip
        full = _titled_so(bearers, title, day)
        if not full:
            full = _meant_alone([row for row in bearers if _remembered(row, scene, day)], scene)
        if not full:
            full = _serving(bearers, scene, day)
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
    lies = tenure(row, day)
    sector = "ELI" if lies == "after" and row.sector == "GOV" else row.sector or None
    office = row.office if lies == "in" else None
    one = the_one(current)
    return Known(Actor(row.country, row.org, sector, one.name if one else None, office), rule, lies)


def _meant_alone(rows: list[Holding], scene: Scene) -> list[Holding]:
    """Those whom a surname alone can mean: leaders of a state that the text names, else of the only state at all."""
    leading = [row for row in rows if row.leads]
    named = [row for row in leading if scene.counts[row.country]]
    if not named and len({row.country for row in rows if row.country not in PSEUDO_COUNTRIES}) > 1:
        return []
    people = {row.name for row in named or leading}
    return [row for row in rows if row.name in people]


def _serving(rows: Iterable[Holding], scene: Scene, day: date | None) -> list[Holding]:
    """Those in office on the day, when they are one person of a state that the text names."""
    serving = [row for row in rows if day is not None and in_office(row, day)]
    return serving if the_one(serving) is not None and scene.counts[serving[0].country] else []


def _titled_so(rows: Iterable[Holding], title: str, day: date | None) -> list[Holding]:
    """The holdings of the office that a title names: those of the day, or of the only state that ever had one."""
    fitting = []
    for row in rows:
        wanted = office_in(title, row.country)
        if wanted is not None and (row.office == wanted or (row.office == "leader" and wanted in HEADS)):
            fitting.append(row)
    if day is None:
        return fitting if len({row.country for row in fitting}) == 1 else []
    return [row for row in fitting if in_office(row, day)]
