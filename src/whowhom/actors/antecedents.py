"""Pronouns and common nouns: which party of the article they stand for, by a log-linear model over candidates.

Each party that the article names near the mention is a candidate, and "none of them" is one. Its features (how
far, how often, as what it is named, what the other side of the event is) have weights in ``antecedents.csv``, fitted
on gold by ``whowhom.training.antecedents``. After Denis and Baldridge (2008), "Specialized models and ranking for
coreference resolution".
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from whowhom.actors.scene import FAR, Scene
from whowhom.actors.words import Words, take_apart
from whowhom.codebook import PSEUDO_COUNTRIES, QUADS
from whowhom.knowledge import CountryName, Organisation
from whowhom.knowledge.match import Hit
from whowhom.types import Actor, Frame, Span

ARMED: Final = frozenset({"REB", "UAF", "CRM", "PRM"})
LEAST: Final = 0.3
"""Probability below which a mention is left open. Chosen on dev."""
BODIES: Final = frozenset({"name", "capital", "seat", "short", "armed", "body", "linked state", "linked body"})
PEOPLE: Final = frozenset({"person", "linked person"})
FITTING: Final = {"person": PEOPLE, "speaker": PEOPLE | BODIES, "addressed": PEOPLE | BODIES}
"""What a pronoun of a class can stand for; other mentions stand for bodies."""
SHOWN: Final = 3
"""Candidates named with a mention that is left open."""


@dataclass(frozen=True, slots=True)
class Question:
    """A mention whose party is asked, in its frame; ``place`` is the country where that happens."""

    span: Span
    words: Words
    frame: Frame
    place: str | None

    @property
    def side(self) -> str:
        """Whether the mention does or suffers it."""
        return "actor" if any(scored.span == self.span for scored in self.frame.actors) else "recipient"


@dataclass(frozen=True, slots=True)
class Answer:
    """The party found, how sure (0 to 1), and the likeliest codes where it is left open."""

    actor: Actor
    sure: float
    between: tuple[str, ...] = ()


@dataclass(slots=True)
class Candidate:
    """A party with the places where it is named, in text order, and as what."""

    actor: Actor
    named: list[tuple[int, int, str]] = field(default_factory=list)


def party(actor: Actor) -> str:
    """The code that two mentions of one party share: a country, or an organisation that has none."""
    if actor.country in PSEUDO_COUNTRIES and actor.org:
        return f"{actor.country}:{actor.org}"
    return actor.country or ""


def candidates(scene: Scene, question: Question) -> dict[str, Candidate]:
    """The parties named within reach of the mention, by code."""
    at = question.span.start + scene.shift
    result: dict[str, Candidate] = {}
    for start, end, how, actor in sorted(_named(scene, question, at), key=lambda named: named[:2]):
        candidate = result.setdefault(party(actor), Candidate(actor))
        candidate.named.append((start, end, how))
        if start < at:
            candidate.actor = actor
    if question.place is not None:
        result.setdefault(question.place, Candidate(Actor(question.place)))
    return result


def _named(scene: Scene, question: Question, at: int) -> Iterator[tuple[int, int, str, Actor]]:
    own = (question.span.start + scene.shift, question.span.end + scene.shift)
    for hit in scene.hits[_first(scene, at - FAR) : _first(scene, at + FAR)]:
        if hit.start < own[1] and own[0] < hit.end:
            continue
        found = _of_hit(scene, hit)
        if found is not None and found[1].country is not None:
            yield hit.start, hit.end, *found
    for start, end, actor in scene.people[bisect_left(scene.people, at - FAR, key=lambda named: named[0]) :]:
        if start > at + FAR:
            break
        if start >= own[1] or end <= own[0]:
            yield start, end, "person", actor
    for start, end, kind, actor in reversed(scene.linked):
        if start < at - FAR:
            break
        if actor.country is not None and (start, end) != own:
            yield start, end, f"linked {kind}", actor


def _first(scene: Scene, at: int) -> int:
    return bisect_left(scene.hits, at, key=lambda hit: hit.start)


def _of_hit(scene: Scene, hit: Hit) -> tuple[str, Actor] | None:
    for entry in hit.entries:
        if isinstance(entry, Organisation):
            if entry.kind == "media":
                return None
            return ("armed" if entry.sector in ARMED else "body"), Actor(entry.country, entry.org, entry.sector)
    country = scene.country_of(hit)
    kinds = [entry.kind for entry in hit.entries if isinstance(entry, CountryName)]
    if country is not None and kinds:
        return ("joined" if scene.joined(hit) else min(kinds)), Actor(country, None, "GOV")
    return None


def features(scene: Scene, question: Question, code: str, everybody: dict[str, Candidate]) -> Iterator[str]:
    """What speaks for or against a candidate; the empty code is "none of them"."""
    kind = _class(question)
    yield kind
    if not code:
        yield f"none {kind} {len(everybody) if len(everybody) < 4 else 'many'}"
        yield f"none {question.side} {question.frame.type}"
        yield f"none {question.words.head}"
        return
    candidate = everybody[code]
    at = question.span.start + scene.shift
    told = [*_distances(scene, candidate, at, everybody, code), *_sides(scene, question, candidate, code)]
    told += _as_fits(scene, candidate, at, everybody, FITTING.get(kind, BODIES))
    told += [f"named {how}" for how in sorted({how for _, _, how in candidate.named})]
    told.append("pseudo" if code[:3] in PSEUDO_COUNTRIES else "state")
    told.append(f"near {scene.near(at) == code}")
    told.append(f"about {scene.about() == code}")
    for feature in told:
        yield feature
        yield f"{kind} {feature}"
    if question.words.pronoun is None:
        yield f"{question.words.head} {code}"


def _distances(
    scene: Scene, candidate: Candidate, at: int, everybody: dict[str, Candidate], code: str
) -> Iterator[str]:
    before = [start for start, _, _ in candidate.named if start < at]
    after = [start for start, _, _ in candidate.named if start > at]
    yield f"before {int(math.log2(1 + at - before[-1])) if before else 'not'}"
    yield f"after {int(math.log2(1 + after[0] - at)) if after else 'not'}"
    number = len(candidate.named)
    yield f"times {number if number < 4 else 'many'}"
    others = [len(other.named) for name, other in everybody.items() if name != code]
    rest = max(others, default=0)
    yield f"most {'more' if number > rest else 'tied' if number == rest else 'less'}"
    if before:
        nearer = sum(any(before[-1] < start < at for start, _, _ in other.named) for other in everybody.values())
        yield f"nearest {nearer if nearer < 3 else 'not'}"
        last, sentence = _sentences(scene.text, at)
        first = min((start for other in everybody.values() for start, _, _ in other.named if start >= last), default=0)
        yield f"sentence {'this' if before[-1] > sentence else 'last' if before[-1] > last else 'older'}"
        if any(start == first for start in before):
            yield "begins the sentence"
    if all(start < scene.shift for start, _, _ in candidate.named):
        yield "in context only"


def _sentences(text: str, at: int) -> tuple[int, int]:
    """Where the last sentence before a place begins, and that in which it is, about."""
    sentence = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at), 0)
    return max(text.rfind(". ", 0, sentence), text.rfind("\n", 0, sentence), 0), sentence


def _as_fits(
    scene: Scene, candidate: Candidate, at: int, everybody: dict[str, Candidate], fitting: frozenset[str]
) -> Iterator[str]:
    """How near, before the mention, the party is named as what the mention can stand for."""
    before = [start for start, _, how in candidate.named if start < at and how in fitting]
    if not before:
        yield "fits not"
        return
    all_fitting = {s for other in everybody.values() for s, _, how in other.named if s < at and how in fitting}
    nearer = sum(start > before[-1] for start in all_fitting)
    yield f"fits {int(math.log2(1 + at - before[-1]))}"
    yield f"fits nearest {nearer if nearer < 3 else 'not'}"
    last, sentence = _sentences(scene.text, at)
    for name, begin, end in (("this", sentence, at), ("last", last, sentence)):
        there = [start for start in all_fitting if begin <= start < end]
        if there and min(there) in before:
            yield f"fits first in {name}"


def _sides(scene: Scene, question: Question, candidate: Candidate, code: str) -> Iterator[str]:
    frame, shift = question.frame, scene.shift
    if question.place is not None:
        yield f"place {question.place == code}"
    spans = {"same": frame.actors, "other": frame.recipients}
    if question.side == "recipient":
        spans = {"same": frame.recipients, "other": frame.actors}
    for name, mentions in (*spans.items(), ("source", frame.attributed_to)):
        for scored in mentions:
            begin, end = scored.span.start + shift, scored.span.end + shift
            if scored.span != question.span and any(s < end and begin < e for s, e, _ in candidate.named):
                yield f"{name} side {question.side}"
                yield f"{name} side {question.side} {frame.type}"
                yield f"{name} side {QUADS[frame.type]}"
    for start, end, how in candidate.named:
        if how.startswith("linked") and take_apart(scene.text[start:end]).head == question.words.head:
            yield "same head"
            break


def _class(question: Question) -> str:
    words = question.words
    if words.pronoun is not None:
        return words.pronoun
    if words.proper:
        return f"name {words.sector is not None}"
    if words.group:
        return "group"
    return f"noun {words.sector}"


@cache
def weights() -> dict[str, float]:
    """The fitted weights."""
    table = files("whowhom.actors").joinpath("antecedents.csv").read_text(encoding="utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(table.splitlines())}


def ranked(scene: Scene, question: Question, known: Mapping[str, float]) -> list[tuple[float, Actor]]:
    """Every candidate with its probability, the likeliest first; an actor without country is "none of them"."""
    everybody = candidates(scene, question)
    scores = {
        code: sum(known.get(feature, 0.0) for feature in features(scene, question, code, everybody))
        for code in ("", *everybody)
    }
    most = max(scores.values())
    powers = {code: math.exp(score - most) for code, score in scores.items()}
    total = sum(powers.values())
    found = [(power / total, everybody[code].actor if code else Actor()) for code, power in powers.items()]
    return sorted(found, key=lambda each: -each[0])


def resolve(scene: Scene, question: Question, known: Mapping[str, float] | None = None) -> Answer:
    """The party that a mention stands for, with its probability; without a country when it is left open."""
    found = ranked(scene, question, weights() if known is None else known)
    sure, actor = found[0]
    if actor.country is None or sure < LEAST:
        return Answer(Actor(), sure, tuple(party(other) for _, other in found[:SHOWN] if other.country))
    return Answer(actor, sure)
