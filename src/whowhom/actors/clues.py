"""What speaks for or against a party as that which a pronoun or common noun stands for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from whowhom.actors.offices import office_in
from whowhom.actors.scene import Scene
from whowhom.actors.speaking import speaks
from whowhom.actors.words import Words, words_of
from whowhom.codebook import PSEUDO_COUNTRIES, QUADS
from whowhom.knowledge import women_forenames
from whowhom.types import Actor, Frame, Scored, Span

BODIES: Final = frozenset({"name", "capital", "seat", "short", "armed", "body", "linked state", "linked body"})
PEOPLE: Final = frozenset({"person", "linked person"})
FITTING: Final = {"person": PEOPLE, "speaker": PEOPLE | BODIES, "addressed": PEOPLE | BODIES}
"""What a pronoun of a class can stand for; other mentions stand for bodies."""
MANY: Final = 4
"""From here on a number of times is just many."""
STEPS: Final = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
"""Probabilities that the encoder gives in so many steps: each one passed is a clue."""
LARGEST: Final = 50.0
"""Beyond this a likeness is as good as certain, and its exponential too large."""
FORENAMES: Final = 40
"""Characters before a surname in which forenames and "Mrs." stand."""
_NAMES_BEFORE: Final = re.compile(r"(?:\b[A-Z][\w'’-]*\.?\s+){1,3}\Z")
_AND: Final = re.compile(r"\s*(?:,|and|or|, and)\s+(?:the\s+)?")
_LOCATIVE: Final = re.compile(
    r"\b(?:in|at|near|across|inside|outside|around|throughout|into|to|from)\s+(?:[\w'’-]+\s+){0,4}?\Z", re.IGNORECASE
)


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

    @property
    def kind(self) -> str:
        """The class of the pronoun, or what sort of noun it is."""
        words = self.words
        if words.pronoun is not None:
            return words.pronoun
        if words.proper:
            return f"name {words.sector is not None}"
        return "group" if words.group else f"noun {words.sector}"


@dataclass(slots=True)
class Candidate:
    """A party with the places where it is named, in text order, and as what.

    ``expected`` says why the mention's own words lead to it, named or not. ``pointed`` is the probability that the
    encoder gives to the mention's standing for one of these places; None where
    it was not asked.
    """

    actor: Actor
    named: list[tuple[int, int, str]] = field(default_factory=list)
    pointed: float | None = None
    expected: str = ""


Everybody = Mapping[str, Candidate]


def point(scene: Scene, span: Span, everybody: Everybody) -> None:
    """Give every candidate the probability by which the encoder points to it.

    Nothing at all has a share too, and a party that is named nowhere has the share of nothing.
    """
    powers: dict[str, float] = {}
    for code, candidate in everybody.items():
        told = (scene.likeness(span, start, end) for start, end in {(start, end) for start, end, _ in candidate.named})
        known = [likeness for likeness in told if likeness is not None]
        if known:
            powers[code] = sum(math.exp(min(likeness, LARGEST)) for likeness in known)
    whole = 1 + sum(powers.values())
    for code, candidate in everybody.items() if powers else ():
        candidate.pointed = powers.get(code, 1.0 if not candidate.named else 0.0) / whole


def features(scene: Scene, question: Question, code: str, everybody: Everybody) -> Iterator[str]:
    """What speaks for or against a candidate; the empty code is "none of them"."""
    kind = question.kind
    yield kind
    if not code:
        yield from _of_none(scene, question, kind, everybody)
        return
    candidate = everybody[code]
    at = question.span.start + scene.shift
    told = [*_distances(scene, candidate, at, everybody, code), *_sides(scene, question, candidate, code)]
    told += _as_fits(scene, candidate, at, everybody, FITTING.get(kind, BODIES))
    told += [f"named {how}" for how in sorted({how for _, _, how in candidate.named})]
    told += _where(scene, question, candidate, at)
    told += _before(scene, question, code)
    told += _coordinated(scene, question, candidate)
    told += _office(scene, question, code, at)
    told += _gender(scene, question, code, at)
    told += _pointed(candidate.pointed)
    if candidate.expected:
        told.append(f"expected {candidate.expected}")
    told.append("pseudo" if code[:3] in PSEUDO_COUNTRIES else "state")
    told.append(f"near {scene.near(at) == code}")
    told.append(f"about {scene.about() == code}")
    manner = question.words.manner
    for feature in told:
        yield feature
        yield f"{kind} {feature}"
        yield f"{manner} {feature}"
    if question.words.pronoun is None:
        yield f"{question.words.head} {code}"


def _of_none(scene: Scene, question: Question, kind: str, everybody: Everybody) -> Iterator[str]:
    frame, words = question.frame, question.words
    number = len(everybody) if len(everybody) < MANY else "many"
    yield f"none {kind} {number}"
    yield f"none {question.side} {frame.type}"
    yield f"none {words.head}"
    yield f"none {words.manner} {number}"
    yield f"none {frame.status}"
    yield f"none {frame.status} {words.manner}"
    yield f"none place {question.place is not None}"
    yield f"none sector {words.sector}"
    yield f"none sector {words.sector} {frame.status}"
    yield from (f"none word {word}" for word in words.plain if word != words.head)
    yield f"none quoted {scene.quoted(question.span.start + scene.shift)}"
    pointed = [each.pointed for each in everybody.values() if each.pointed is not None and each.named]
    for told in _pointed(1 - sum(pointed) if pointed else None):
        yield f"none {told}"
        yield f"none {words.manner} {told}"


def _pointed(probability: float | None) -> Iterator[str]:
    """How sure the encoder is of a candidate; nothing where it was not asked."""
    if probability is not None:
        yield "pointed"
        yield from (f"pointed {step}" for step in STEPS if probability > step)


def _distances(scene: Scene, candidate: Candidate, at: int, everybody: Everybody, code: str) -> Iterator[str]:
    before = [start for start, _, _ in candidate.named if start < at]
    after = [start for start, _, _ in candidate.named if start > at]
    yield f"before {_log(at - before[-1]) if before else 'not'}"
    yield f"after {_log(after[0] - at) if after else 'not'}"
    number = len(candidate.named)
    yield f"times {number if number < MANY else 'many'}"
    others = [len(other.named) for name, other in everybody.items() if name != code]
    rest = max(others, default=0)
    yield f"most {'more' if number > rest else 'tied' if number == rest else 'less'}"
    if not rest and number:
        yield "only one named"
    if before:
        nearer = sum(any(before[-1] < start < at for start, _, _ in other.named) for other in everybody.values())
        yield f"nearest {nearer if nearer < 3 else 'not'}"
        last, sentence = scene.sentences_before(at)
        first = min((start for other in everybody.values() for start, _, _ in other.named if start >= last), default=0)
        yield f"sentence {'this' if before[-1] > sentence else 'last' if before[-1] > last else 'older'}"
        if any(start == first for start in before):
            yield "begins the sentence"
    if all(start < scene.shift for start, _, _ in candidate.named):
        yield "in context only"


def _log(distance: int) -> int:
    return int(math.log2(1 + distance))


def _as_fits(
    scene: Scene, candidate: Candidate, at: int, everybody: Everybody, fitting: frozenset[str]
) -> Iterator[str]:
    """How near, before the mention, the party is named as what the mention can stand for."""
    before = [start for start, _, how in candidate.named if start < at and how in fitting]
    if not before:
        yield "fits not"
        return
    all_fitting = {s for other in everybody.values() for s, _, how in other.named if s < at and how in fitting}
    nearer = sum(start > before[-1] for start in all_fitting)
    yield f"fits {_log(at - before[-1])}"
    yield f"fits nearest {nearer if nearer < 3 else 'not'}"
    last, sentence = scene.sentences_before(at)
    for name, begin, end in (("this", sentence, at), ("last", last, sentence)):
        there = [start for start in all_fitting if begin <= start < end]
        if there and min(there) in before:
            yield f"fits first in {name}"


def _sides(scene: Scene, question: Question, candidate: Candidate, code: str) -> Iterator[str]:
    """What the candidate is in the mention's own frame."""
    frame = question.frame
    if question.place is not None:
        yield f"place {question.place == code}"
        yield f"place {question.place == code} {question.side} {QUADS[frame.type]}"
    same, other = (frame.actors, frame.recipients)[:: 1 if question.side == "actor" else -1]
    for name, mentions in (("same", same), ("other", other), ("source", frame.attributed_to)):
        if any(_names(scene, candidate, scored) for scored in mentions if scored.span != question.span):
            yield f"{name} side {question.side}"
            yield f"{name} side {question.side} {frame.type}"
            yield f"{name} side {QUADS[frame.type]}"
            yield f"{name} side {question.words.sector}"
    for start, end, how in candidate.named:
        if how.startswith("linked") and scene.lexicon.take_apart(scene.text[start:end]).head == question.words.head:
            yield "same head"
            break


def _names(scene: Scene, candidate: Candidate, scored: Scored) -> bool:
    begin, end = scored.span.start + scene.shift, scored.span.end + scene.shift
    return any(s < end and begin < e for s, e, _ in candidate.named)


def _where(scene: Scene, question: Question, candidate: Candidate, at: int) -> Iterator[str]:
    """Whether the candidate is named as where things are, and as who says a quotation."""
    last, sentence = scene.sentences_before(at)
    end = scene.sentence_end(at)
    located = [start for start, _, _ in candidate.named if _LOCATIVE.search(scene.text, max(0, start - 40), start)]
    quad = QUADS[question.frame.type]
    for name, begin, stop in (("this", sentence, end), ("last", last, sentence), ("any", 0, len(scene.text))):
        if any(begin <= start < stop for start in located):
            yield f"located {name}"
            yield f"located {name} {question.side} {quad}"
    speaker = speaks(scene, candidate.named, at)
    if speaker is not None:
        yield f"{'quoted' if scene.quoted(at) else 'reported'} {'speaks' if speaker else 'speaks not'}"


def _coordinated(scene: Scene, question: Question, candidate: Candidate) -> Iterator[str]:
    """Whether the candidate is named beside the mention as another: "she and Trump"."""
    begin, end = question.span.start + scene.shift, question.span.end + scene.shift
    for start, stop, _ in candidate.named:
        between = scene.text[end:start] if start >= end else scene.text[stop:begin]
        if len(between) < 10 and _AND.fullmatch(between):
            yield "coordinated"
            return


def _before(scene: Scene, question: Question, code: str) -> Iterator[str]:
    """What the candidate did in the frames before, and as what sort of mention."""
    at = question.span.start + scene.shift
    own = [linked for linked in scene.linked if linked.party == code and linked.end <= at]
    if not own:
        return
    last = own[-1]
    _, sentence = scene.sentences_before(at)
    first = next((linked for linked in scene.linked if linked.start >= sentence), None)
    if first is not None and first.end <= at:
        yield f"first in sentence {first.party == code} {first.side} {question.side}"
    yield f"did last {last.side} {question.side}"
    yield f"did last {question.frame.type == last.type} {last.side == question.side}"
    if scene.linked_before(at) is last:
        yield "linked last"
    sector = question.words.sector
    if sector is not None:
        yield f"sector before {any(linked.actor.sector == sector for linked in own)}"
    plural = last.words.plural
    yield f"number {plural} {question.words.plural}"
    if any(linked.type == question.frame.type and linked.side == question.side for linked in own):
        yield "did it before"
    if last.words.group:
        yield "was a group"


def _gender(scene: Scene, question: Question, code: str, at: int) -> Iterator[str]:
    """Whether "she" can be somebody of the candidate who is named before, and "he": by forename, or Mrs."""
    pronoun = question.words.owner or question.words.text.lower()
    if question.kind != "person" or pronoun not in words_of("gendered"):
        return
    she = pronoun in words_of("women")
    fitting = [
        _is_woman(scene, start, actor) == she
        for start, _, actor in scene.people if start < at and actor.country == code
    ]  # fmt: skip
    if fitting:
        yield f"gender {'fits' if any(fitting) else 'fits not'}"
        yield f"gender of the last {'fits' if fitting[-1] else 'fits not'}"


def _is_woman(scene: Scene, start: int, actor: Actor) -> bool:
    """Whether a person named at a place is a woman, as far as forename and title tell."""
    before = _NAMES_BEFORE.search(scene.text, max(0, start - FORENAMES), start)
    words = before[0].replace(".", " ").split() if before is not None else []
    forenames = {*words, *(actor.name or "").split()[:1]}
    return not forenames.isdisjoint(women_forenames()) or not words_of("womens_titles").isdisjoint(words)


def _office(scene: Scene, question: Question, code: str, at: int) -> Iterator[str]:
    """Whether somebody of the candidate is named who is in the office that the mention names."""
    words = question.words
    if words.pronoun is not None or words.proper or not (words.somebody or words.head in words_of("of_a_leader")):
        return
    office = office_in(words.text[: words.lead], code)
    named = [actor.office for start, _, actor in scene.people if start < at and actor.country == code]
    yield f"office {office is not None} {'same' if office in named else 'another' if any(named) else 'none'}"
    yield f"led {bool(named)}"
