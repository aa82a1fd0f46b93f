"""What the words around a name say of its bearer: a title before it, an apposition beside it, a party and state."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from whowhom.actors.offices import office_in
from whowhom.actors.scene import Scene
from whowhom.actors.words import Words, words_of
from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.knowledge import CountryName, Organisation, generic_titles
from whowhom.types import Actor

BEFORE: Final = 90
"""Characters before a name in which its title stands: "former Turkish deputy prime minister for ..."."""
AFTER: Final = 110
"""Characters after a name in which its apposition stands."""
LONGEST_TITLE: Final = 4
UNKNOWN_IN_TITLES: Final = 3
"""Words with a capital that no table knows and that may stand between a title and the name of its body."""
_TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|[-'’.](?=[^\W_]))*\.?")
_APPOSITION: Final = re.compile(r"\s*,\s*(?:the |a |an |who (?:is|was|serves as) (?:the )?)?")
_CLAUSE_EDGE: Final = re.compile(
    r"\n|\s[-–—]+\s|(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bCol)(?<!\bMaj)(?<!\bAdm)(?<!\bMrs)(?<!\bLt)(?<!\bDr)(?<!\bMr)"
    r"(?<!\bMs)(?<!\bSt)(?<!\bCapt)(?<!\bBrig)(?<!\bProf)(?<!\bH\.E)[.!?;:,](?:\s|$)|[\"“”]"
)
"""The edge of the clause before a name; "Gen." and the like end none."""
_PARTY_STATE: Final = re.compile(r"\s*\(\s*[RD](\s*[-,]|\))")
_OF: Final = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?")
_FOR: Final = re.compile(r"\b(?:for|at|of|with|group)\s+(?:the\s+)?\Z")
_RECEIVER: Final = re.compile(r"\b(?:to|in)\b")
EMPLOYERS: Final = frozenset({"NGO", "UNO", "IGO", "MNC"})
_TO: Final = re.compile(r"\b(?:of|to|for|in|from|on)\s+(?:the\s+)?\Z")
TITLE: Final = "title before the name"
APPOSITION: Final = "apposition after the name"
_POSSESSIVE: Final = ("'s", "’s")
_ENVOYS: Final = frozenset({"ambassador", "envoy", "representative", "delegate"})


@dataclass(frozen=True, slots=True)
class Titled:
    """Who a name's surroundings say its bearer is: the actor, the rule, and the title, small ("foreign minister")."""

    actor: Actor
    rule: str
    title: str = ""
    former: bool = False

    @property
    def in_office(self) -> Actor:
        """The actor with the office that the title names."""
        if self.former or self.actor.country is None:
            return self.actor
        return replace(self.actor, office=office_in(self.title, self.actor.country))


def by_title(scene: Scene, start: int, end: int) -> Titled | None:
    """What stands around one occurrence of a name; None when nothing does."""
    party = _PARTY_STATE.match(scene.text, end)
    if party and (party[1] != ")" or scene.counts["USA"]):
        return Titled(Actor("USA", None, "LEG"), "party and state after the name")
    return _before(scene, start, end) or _after(scene, end)


def bare_name(scene: Scene, start: int, end: int) -> int:
    """Where a name begins after the titles that stand in front of it in the mention: "Mr. X", "Prime Minister X"."""
    tokens = [(start + match.start(), match[0]) for match in _TOKEN.finditer(scene.text[start:end])]
    while len(tokens) > 1:
        for size in range(min(LONGEST_TITLE, len(tokens) - 1), 0, -1):
            phrase = " ".join(word for _, word in tokens[:size]).lower()
            if tokens[size][1][0].isupper() and (phrase in words_of("gentle") or phrase in scene.lexicon.titles):
                tokens = tokens[size:]
                break
        else:
            break
    return tokens[0][0] if tokens else start


def title_before(scene: Scene, start: int, end: int) -> bool:
    """Whether a title stands right before a name, so that a person is meant."""
    told = by_title(scene, start, end)
    return told is not None and told.rule == TITLE


def _before(scene: Scene, start: int, end: int) -> Titled | None:
    """A title right before a name, or before a comma: "French President X", "the French president, X"."""
    edges = [match.span() for match in _CLAUSE_EDGE.finditer(scene.text, max(0, start - BEFORE), start)]
    if edges and edges[-1][1] == start and scene.text[edges[-1][0]] == ",":
        told = _titled(scene, edges[-2][1] if len(edges) > 1 else max(0, start - BEFORE), edges[-1][0])
        if told is None or told.actor.country is None or scene.lexicon.take_apart(told.title).plural:
            return None  # "with Mexico's military leaders, X said" calls X nothing
        return replace(told, rule="apposition before the name")
    begin = edges[-1][1] if edges else max(0, start - BEFORE)
    told = _titled(scene, begin, start)
    if told is not None and told.actor.country is None and (of := _OF.match(scene.text, end)) is not None:
        country, org, sector = _owner(scene, of.end(), of.end() + 1, last=False)
        if country is not None:
            return replace(told, actor=Actor(country, org, sector or told.actor.sector))
    return told


def _titled(scene: Scene, begin: int, end: int) -> Titled | None:
    """The title that ends a stretch, with the state or body that it belongs to."""
    tokens = [(begin + match.start(), match[0]) for match in _TOKEN.finditer(scene.text[begin:end])]
    while tokens and tokens[-1][1].lower() in words_of("gentle"):
        end = tokens.pop()[0]
    served = _served(scene, begin, end)
    if served is not None:
        end = served[0]
        tokens = [token for token in tokens if token[0] < end]
    for size in range(min(LONGEST_TITLE, len(tokens)), 0, -1):
        phrase = " ".join(word for _, word in tokens[-size:]).lower()
        found = scene.lexicon.titles.get(phrase)
        if found is None and size == 1 and phrase in scene.lexicon.nouns:
            found = None, scene.lexicon.nouns[phrase].sector
        if found is None:
            continue
        rest = _belonging(scene, tokens[:-size])
        former = any(word.lower() in words_of("former") for _, word in rest)
        own, org, sector = _owner(scene, rest[0][0], tokens[-size][0], last=True) if rest else (None, None, None)
        if own is None and served is not None and phrase not in _ENVOYS:
            own, org, sector = served[1].country, served[1].org, served[1].sector
        if own is None and found[0] in PSEUDO_COUNTRIES:  # "NATO secretary general" names its body itself
            own, org, sector = _owner(scene, tokens[-size][0], tokens[-1][0], last=True)
        country = own or _by_default(scene, phrase, found[0], tokens[-size][0])
        if country is None and not former and found[1] == "UNK":
            return None
        actor = Actor(country, org, "ELI" if former else sector or found[1])
        return Titled(actor, TITLE, phrase, former)
    return None


def _by_default(scene: Scene, title: str, country: str | None, at: int) -> str | None:
    """The state that a title has by itself; of one that many states have, where the text speaks of no other."""
    if country is None or title not in generic_titles():
        return country
    meant = country in (scene.near(at), scene.about()) or not any(scene.counts.values())
    return country if meant else None


def _served(scene: Scene, begin: int, end: int) -> tuple[int, Actor] | None:
    """What a title is of, to or for, where that stands last: where the preposition is, and whom it names."""
    hits = [hit for hit in scene.within(begin, end) if scene.text[hit.end : end].strip(" '’s") == ""]
    for hit in hits:
        preposition = _TO.search(scene.text, begin, hit.start)
        country, org, sector = _owner(scene, hit.start, hit.end, last=True)
        if preposition is not None and country is not None:
            return preposition.start(), Actor(country, org, sector)
    return None


def _belonging(scene: Scene, tokens: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The words before a title that belong to it, back to another name, a verb or a preposition."""
    kept: list[tuple[int, str]] = []
    sure = 0
    for place, word in reversed(tokens):
        small = word.lower()
        if word[0].isupper():
            if not (_in_a_title(scene, place) or small in words_of("in_titles") or small in scene.lexicon.nouns):
                kept.append((place, word))  # "United Nations Human Rights Commissioner": if a name comes before it
                if len(kept) - sure > UNKNOWN_IN_TITLES:
                    break
                continue
        elif small in words_of("before_titles") or (small.endswith("ed") and small not in words_of("former")):
            break
        kept.append((place, word))
        sure = len(kept)
    return kept[:sure][::-1]


def _in_a_title(scene: Scene, place: int) -> bool:
    """Whether a word is part of a name of the tables, or of a known person's name with a possessive."""
    if scene.within(place, place + 1):
        return True
    return any(s <= place < e and scene.text[e : e + 2] in _POSSESSIVE for s, e, _ in scene.people)


def _after(scene: Scene, end: int) -> Titled | None:
    """What an apposition right after the name says."""
    match = _APPOSITION.match(scene.text, end)
    if match is None:
        return None
    right = re.split(r"[,.;:!?\n\"“”]", scene.text[match.end() : match.end() + AFTER])[0]
    words = scene.lexicon.take_apart(right.strip()) if right.strip() else None
    noun = scene.lexicon.nouns.get(words.head) if words is not None else None
    if words is None or words.sector is None or (noun is not None and noun.kind == "body"):
        return None  # "with X, the government of Y": nobody is a government
    stop = match.end() + len(right)
    if not _ENVOYS.isdisjoint(words.plain) and (to := _RECEIVER.search(right)) is not None:
        stop = match.end() + to.start()
    country, org, sector = _employer(scene, match.end(), stop) or _owner(scene, match.end(), stop, last=False)
    if country is None:
        return None
    actor = Actor(country, org, "ELI" if words.former else sector or words.sector)
    return Titled(actor, APPOSITION, _title_in(scene, words), words.former)


def _employer(scene: Scene, start: int, end: int) -> tuple[str, str | None, str | None] | None:
    """The body without a state that somebody works for: "a Lebanon researcher for Human Rights Watch"."""
    for hit in scene.within(start, end):
        body = next((e for e in hit.entries if isinstance(e, Organisation)), None)
        if body is not None and body.country in EMPLOYERS and _FOR.search(scene.text, start, hit.start):
            return body.country, body.org, body.sector
    return None


def _title_in(scene: Scene, words: Words) -> str:
    """The longest known title among the words of an apposition."""
    plain = [word.lower() for word in _TOKEN.findall(words.text)]
    for size in range(LONGEST_TITLE, 0, -1):
        for first in range(len(plain) - size + 1):
            phrase = " ".join(plain[first : first + size])
            if phrase in scene.lexicon.titles:
                return phrase
    return words.head


def _owner(scene: Scene, start: int, end: int, *, last: bool) -> tuple[str | None, str | None, str | None]:
    """Country, org and sector of the body or state that a title names; the sender of an envoy before the receiver."""
    hits = [hit for hit in scene.within(start, end) if hit.start >= start and not scene.joined(hit)]
    nationality = next(
        (hit for hit in hits if any(isinstance(e, CountryName) and e.kind == "nationality" for e in hit.entries)), None
    )
    found: tuple[str | None, str | None, str | None] = (None, None, None)
    for hit in reversed(hits) if last else hits:
        body = next((e for e in hit.entries if isinstance(e, Organisation)), None)
        if body is not None and not scene.at_home(body, hit):
            continue
        if body is not None and body.kind == "igo" and nationality is not None and nationality is not hit:
            continue
        if body is not None and body.kind not in ("media", "company"):
            return body.country or None, body.org, body.sector
        country = scene.country_of(hit)
        if country is not None and any(isinstance(e, CountryName) for e in hit.entries):
            return country, None, None
        if body is not None and found[0] is None:
            found = body.country or None, body.org, body.sector
    for first, stop, actor in scene.people if found[0] is None else ():
        if start <= first < end and scene.text[stop : stop + 2] in _POSSESSIVE:
            found = actor.country, None, None
    return found
