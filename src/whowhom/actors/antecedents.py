"""Pronouns and common nouns: which party of the article they stand for, by a log-linear model over candidates.

Each party that the article names near the mention is a candidate, and "none of them" is one. Its features
(``clues.py``) have weights in ``antecedents.csv``, fitted on gold by ``whowhom.training.antecedents``. After Denis and
Baldridge (2008), "Specialized models and ranking for coreference resolution".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from whowhom.actors.clues import Candidate, Question, features, point
from whowhom.actors.loglinear import Weights, probabilities, weights
from whowhom.actors.scene import FAR, Scene, party
from whowhom.actors.words import Words, table, without_article
from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.knowledge import CountryName, Organisation
from whowhom.knowledge.match import Hit
from whowhom.types import Actor

TABLE: Final = "antecedents"
ARMED: Final = frozenset({"REB", "UAF", "CRM", "PRM"})
_AND: Final = re.compile(r"\.?\s+and\s+(?:the\s+)?")
LEAST: Final = 0.3
"""Probability below which a mention is left open. Chosen on dev."""
OF_STATES: Final = frozenset(
    {"name", "nationality", "capital", "seat", "short", "person", "linked state", "linked person"}
)
"""As what a state is named where it acts, and not just where something is."""
SHOWN: Final = 3
"""Candidates named with a mention that is left open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The party found, how sure (0 to 1), and the likeliest codes where it is left open."""

    actor: Actor
    sure: float
    between: tuple[str, ...] = ()


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
    for why, actor in _expected(scene, question.words):
        result.setdefault(party(actor), Candidate(actor)).expected = why
    if scene.pointers is not None:
        point(scene, question.span, result)
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
    for start, end, how, code in scene.places:
        if abs(start - at) < FAR and (start >= own[1] or end <= own[0]):
            yield start, end, how, Actor(code)
    for linked in reversed(scene.linked):
        if linked.start < at - FAR:
            break
        if linked.actor.country is not None and (linked.start, linked.end) != own:
            yield linked.start, linked.end, f"linked {linked.kind}", linked.actor


def _expected(scene: Scene, words: Words) -> Iterator[tuple[str, Actor]]:
    """Whom the words lead to by themselves: "the Treasury secretary" is the United States', aid agencies are NGOs."""
    if words.pronoun is not None:
        return
    title = scene.lexicon.titles.get(without_article(words.text).lower())
    if title is not None and title[0] is not None:
        yield "title", Actor(title[0])
    present = {words.head, *words.plain}
    for row in table()["expected"]:
        sectors, needed = row["sectors"], row["words"]
        if (not sectors or words.sector in sectors) and (not needed or not present.isdisjoint(needed)):
            yield row["country"], Actor(row["country"], row.get("org"))


def _first(scene: Scene, at: int) -> int:
    return bisect_left(scene.hits, at, key=lambda hit: hit.start)


def _of_hit(scene: Scene, hit: Hit) -> tuple[str, Actor] | None:
    for entry in hit.entries:
        if isinstance(entry, Organisation):
            if entry.kind == "media":
                return None
            return ("armed" if entry.sector in ARMED else "body"), Actor(entry.country or None, entry.org, entry.sector)
    country = scene.country_of(hit)
    kinds = [entry.kind for entry in hit.entries if isinstance(entry, CountryName)]
    if country is not None and kinds:
        return ("joined" if scene.joined(hit) else min(kinds)), Actor(country, None, "GOV")
    return None


def ranked(scene: Scene, question: Question, known: Weights) -> list[tuple[float, Actor]]:
    """Every candidate with its probability, the likeliest first; an actor without country is "none of them"."""
    everybody = candidates(scene, question)
    told = {code: features(scene, question, code, everybody) for code in ("", *everybody)}
    found = [(share, everybody[code].actor if code else Actor()) for code, share in probabilities(told, known).items()]
    return sorted(found, key=lambda each: -each[0])


def resolve(scene: Scene, question: Question, known: Weights | None = None) -> Answer:
    """The party that a mention stands for, with its probability; without a country when it is left open."""
    found = ranked(scene, question, weights(TABLE) if known is None else known)
    sure, actor = found[0]
    if actor.country is None or sure < LEAST:
        return Answer(Actor(), sure, tuple(party(other) for _, other in found[:SHOWN] if other.country))
    return Answer(actor, sure)


def pair(scene: Scene, question: Question) -> tuple[Actor, ...]:
    """The two states that "the two countries" stands for: the only ones named near; none where more are, or fewer."""
    at = question.span.start + scene.shift
    last, sentence = scene.sentences_before(at)
    named = [
        (start, candidate.actor.country)
        for candidate in candidates(scene, question).values()
        for start, _, how in candidate.named
        if how in OF_STATES and candidate.actor.country not in PSEUDO_COUNTRIES
    ]
    for begin, end in ((sentence, at), (last, at), (last, scene.sentence_end(at)), (0, len(scene.text))):
        found = dict.fromkeys(country for start, country in sorted(named) if begin <= start < end)
        if len(found) > 1:
            return tuple(Actor(country, None, "GOV") for country in found) if len(found) == 2 else ()
    return ()


def two_states(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """The states of a mention that is two of their names and nothing else: "the US and Norway"."""
    hits = scene.within(start, end)
    if len(hits) != 2 or not _AND.fullmatch(scene.text, hits[0].end, hits[1].start):
        return ()
    if without_article(scene.text[start : hits[0].start]) or not scene.ends_in(hits[1], end):
        return ()
    kinds = [{entry.kind for entry in hit.entries if isinstance(entry, CountryName)} for hit in hits]
    found = dict.fromkeys(filter(None, map(scene.country_of, hits)))
    return tuple(found) if len(found) == 2 and all(kind & {"name", "short"} for kind in kinds) else ()
