"""Hedges: the words by which a text keeps its distance from a deed, or only from who did it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from whowhom.coding.cues import anywhere, table, words
from whowhom.coding.quantities import either
from whowhom.types import Analysis, Event, Mention, Span

ADJECTIVE_REACH: Final = 3
"""Words between an adjective and the noun that it hedges: "alleged Syrian chemical weapons attack"."""
VERB_REACH: Final = 6
"""Words between "reportedly" or "is said to" and the trigger that it hedges."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """Hedging words, and whether they hedge the deed or only its doer ("suspected militants killed")."""

    mention: Mention
    rule: str
    of: Literal["deed", "doer"]


def hedge(analysis: Analysis, event: Event) -> Hedge | None:
    """The hedge that an event stands under, None for none.

    Only what stands in the trigger's own sentence hedges it, save words that say of it that it could not be
    verified, which may stand in the next.
    """
    text, sentence = analysis.article.text, analysis.sentences[event.sentence].span
    return _adjective(text, sentence, event) or _with_verb(text, sentence, event) or _unsupported(analysis, event)


def _adjective(text: str, sentence: Span, event: Event) -> Hedge | None:
    start, end = event.trigger.span.start, event.trigger.span.end
    inside = _adjectives().match(text, start, end)
    found = inside or _last(_adjectives(), text, sentence.start, start)
    if found is None:
        return None
    mention = Mention(Span(found.start(), found.end()), found[0])
    between = text[found.end() : start]
    if inside is None and (len(between.split()) > ADJECTIVE_REACH or re.search(r"[,.;:]", between)):
        return None
    return Hedge(mention, "adjective", "doer" if _names_doer(text, mention.span, event) else "deed")


def _names_doer(text: str, hedge: Span, event: Event) -> bool:
    """Whether an adjective belongs to the actor: "suspected militants shelled", but not "a suspected Syrian attack"."""
    for role in (*event.actors, *event.recipients):
        span = role.mention.span
        if span.start <= hedge.start < span.end:
            return True
        after = hedge.end <= span.start <= span.end <= event.trigger.span.start
        if after and (role.mention.text[:1].islower() or _is_verb(text, event)):
            return True
    return False


def _is_verb(text: str, event: Event) -> bool:
    """Whether a trigger is a verb, by its ending and what stands around it."""
    return re.match(r"\w+(?:ed|ing)\b", event.trigger.text) is not None and not re.match(
        r"\s+(?:attack|strike)", text[event.trigger.span.end :]
    )


def _with_verb(text: str, sentence: Span, event: Event) -> Hedge | None:
    start = event.trigger.span.start
    for rule, pattern in (("adverb", _adverbs()), ("passive", _passives())):
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
    """Words that what is told has no proof: in the event's sentence, or "could not be verified" in the next."""
    text, sentences = analysis.article.text, analysis.sentences
    here = sentences[event.sentence].span
    found = _phrases("unsupported").search(text, here.start, here.end)
    if found is None:
        found = _phrases("unverified").search(text, here.start, here.end)
    if found is None and event.sentence + 1 < len(sentences):
        following = sentences[event.sentence + 1].span
        found = _phrases("unverified").search(text, following.start, following.end)
    return Hedge(Mention(Span(found.start(), found.end()), found[0]), "no proof", "deed") if found is not None else None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text, start, end))), None)


@cache
def _adjectives() -> re.Pattern[str]:
    return anywhere(table()["hedges"]["adjectives"])


@cache
def _adverbs() -> re.Pattern[str]:
    return anywhere(table()["hedges"]["adverbs"])


@cache
def _passives() -> re.Pattern[str]:
    said = either(table()["hedges"]["passives"])
    return re.compile(rf"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+)?(?:{said})\b", re.IGNORECASE)


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    """Phrases with an adverb at any place in them: "could not immediately be independently verified"."""
    phrases = "|".join(r"\s+(?:\w+ly\s+)*".join(map(re.escape, phrase.split())) for phrase in table()["hedges"][kind])
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
