"""Hedges: the words by which a text keeps its distance from a deed, or only from who did it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from whowhom.codebook import QUADS
from whowhom.coding.quantities import either
from whowhom.coding.stances import anywhere, pointing_back, table, words
from whowhom.types import Analysis, Event, Mention, Span

ADJECTIVE_REACH: Final = 3
"""Words between an adjective and the noun that it hedges: "alleged Syrian chemical weapons attack"."""
VERB_REACH: Final = 6
"""Words between "reportedly" or "is said to" and the trigger that it hedges."""

NEAR: Final = 4
"""Words beside "could not be verified" among which the claim stands that could not (read off sentences of ours)."""

_PLURAL: Final = re.compile(r"(?:[a-z]s|men|people)$")
_VERB: Final = re.compile(r"\w+ed\b|shot\b|blew\b|struck\b|took\b|set\b|threw\b", re.IGNORECASE)

Held = Literal["deed", "doer", "name"]
"""What is kept at a distance: that it happened, only who did it ("suspected militants killed"), or only its name."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """Hedging words, the rule that found them, and what they hedge."""

    mention: Mention
    rule: str
    of: Held


def hedge(analysis: Analysis, event: Event) -> Hedge | None:
    """The hedge that an event stands under, None for none.

    Only what stands in the trigger's own sentence hedges it, save words that say of it that it could not be
    verified, which may stand in the next.
    """
    text, sentence = analysis.article.text, analysis.sentences[event.sentence].span
    found = _with_verb(text, sentence, event) or _adjective(text, sentence, event)
    return found if found is not None and found.of == "deed" else _unsupported(analysis, event) or found


def _adjective(text: str, sentence: Span, event: Event) -> Hedge | None:
    start, end = event.trigger.span.start, event.trigger.span.end
    of: Held
    for rule, of in (("adjectives", "deed"), ("names", "name")):
        found = _listed(rule).match(text, start, end) or _last(_listed(rule), text, sentence.start, start)
        if found is None or found.end() >= end:
            continue
        between = text[found.end() : start]
        if len(between.split()) > ADJECTIVE_REACH or re.search(r"[,.;:]|\bthat\b", between):
            continue
        span = Span(found.start(), found.end())
        return Hedge(Mention(span, found[0]), rule, "doer" if _names_doer(text, span, event) else of)
    return None


def _names_doer(text: str, hedge: Span, event: Event) -> bool:
    """Whether an adjective belongs to an actor: "suspected militants shelled", but not "a suspected rebel attack"."""
    for role in (*event.actors, *event.recipients):
        span, head = role.mention.span, role.mention.text.split()[-1]
        before = hedge.start <= span.end <= event.trigger.span.start and span.start < event.trigger.span.start
        if before and (_PLURAL.search(head) or _VERB.match(event.trigger.text)):
            return True
    return False


def _with_verb(text: str, sentence: Span, event: Event) -> Hedge | None:
    start = event.trigger.span.start
    for rule, pattern in (("adverbs", _listed("adverbs")), ("passives", _passives())):
        found = _last(pattern, text, sentence.start, start)
        if found is None:
            continue
        between = text[found.end() : start]
        if (
            len(between.split()) <= VERB_REACH
            and not re.search(r"[,.;:]", between)
            and not words("bounds").search(between)
        ):
            return Hedge(Mention(Span(found.start(), found.end()), found[0]), rule, "deed")
    return None


def _unsupported(analysis: Analysis, event: Event) -> Hedge | None:
    """Words that what is told has no proof: in the event's sentence, or "could not be verified" in the next.

    They are said of deeds: who accuses without proof has accused.
    """
    if not QUADS[event.type].startswith("material"):
        return None
    text, sentences = analysis.article.text, analysis.sentences
    here = sentences[event.sentence].span
    found = _phrases("unsupported").search(text, here.start, here.end)
    for sentence in sentences[event.sentence : event.sentence + 2]:
        for match in _phrases("unverified").finditer(text, sentence.span.start, sentence.span.end):
            if found is None and _of_a_claim(text, sentence.span, match):
                found = match
    return Hedge(Mention(Span(found.start(), found.end()), found[0]), "no proof", "deed") if found is not None else None


def _of_a_claim(text: str, sentence: Span, match: re.Match[str]) -> bool:
    """Whether what could not be verified is what was told, and not some part of it ("reports of casualties")."""
    before = " ".join(text[sentence.start : match.start()].split()[-NEAR:])
    after = " ".join(text[match.end() : sentence.end].split()[:NEAR])
    return pointing_back().search(before) is not None or pointing_back().search(after) is not None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text, start, end))), None)


@cache
def _listed(kind: str) -> re.Pattern[str]:
    return anywhere(table()["hedges"][kind])


@cache
def _passives() -> re.Pattern[str]:
    said = either(table()["hedges"]["passives"])
    return re.compile(rf"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+)?(?:{said})\b", re.IGNORECASE)


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    """Phrases with an adverb at any place in them: "could not immediately be independently verified"."""
    phrases = "|".join(r"\s+(?:\w+ly\s+)*".join(map(re.escape, phrase.split())) for phrase in table()["hedges"][kind])
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
