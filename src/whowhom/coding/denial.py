"""Denials that name no event, and the tellings of one happening side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from whowhom.codebook import QUADS
from whowhom.coding.parties import parties, party
from whowhom.coding.stances import Sense, about_claim, bare, denies, denying_words, sense, words
from whowhom.types import Analysis, Claim, Event, Statement, Undecided, When

ACCUSATION: Final = "the accusation itself"
"""The rule of a denial whose content names the accusation ("denied the charges") and no deed."""

DENIED_SOON: Final = 2
"""Sentences after an event in which a denial may mean it; of gold's training part none that is needed is farther."""


def denials(
    events: Sequence[Event], statements: Sequence[Statement], made: Sequence[Claim]
) -> tuple[tuple[Claim, ...], tuple[Undecided, ...]]:
    """The claims of denials without an event of their own, on what was claimed before them, and those left open.

    They go to the nearest telling before them, in one sentence, of what somebody else asserts or what is alleged, with
    the denier or his country as doer, or as the one accused in that sentence.
    """
    found: list[Claim] = []
    left_open: list[Undecided] = []
    named = {claim.statement for claim in made if claim.rule != ACCUSATION}
    for statement in statements:
        told = sense(statement)
        denied = denies(statement, told) if told is not None and _points_back(statement, told) else None
        if denied is None or statement.id in named:
            continue
        meant, candidates = _meant(statement, events, statements, made)
        found += [Claim(statement.id, event.id, "denies", "what was claimed before", denied) for event in meant]
        if candidates:
            reason = "a denial that names no event, and none of those claimed before it is clearly meant"
            left_open.append(Undecided("claim", statement.cue[0], reason, candidates))
    return tuple(found), tuple(left_open)


def _points_back(statement: Statement, told: Sense) -> bool:
    """Whether a content is "it" or "the allegations", and does not say itself what is denied.

    "Rejected it" does not: that may be of an offer.
    """
    if bare(statement):
        return "denies" in told.classes
    return about_claim(statement) and not statement.content[0].text.lower().startswith("that ")


def _meant(
    statement: Statement, events: Sequence[Event], statements: Sequence[Statement], made: Sequence[Claim]
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events that a denial goes to; where none, the triggers that it might."""
    at = statement.cue[0].span.start
    others = {other.id for other in statements if other is not statement and not _one_speaker(statement, other)}
    asserted = {claim.event for claim in made if claim.stance == "asserts" and claim.statement in others}
    before = [
        event
        for event in events
        if event.trigger.span.end <= at
        and (event.status == "alleged" or event.id in asserted)
        and event.status in ("alleged", "actual", "denied")
    ]
    speaker = party(statement.speaker.actor) if statement.speaker is not None else None
    if speaker is None:
        return (), tuple(event.trigger.text for event in before)
    accused = {
        event.sentence
        for event in events
        if event.type == "ACCUSE" and speaker in parties(event.recipients) and event.trigger.span.end <= at
    }
    fitting = [
        event
        for event in before
        if speaker in parties(event.actors) or (event.sentence in accused and not event.actors)
    ]
    nearest = max((event.sentence for event in fitting), default=None)
    meant = tuple(event for event in fitting if event.sentence == nearest and event.type != "ACCUSE")
    return meant, () if meant else tuple(event.trigger.text for event in before)


def turned_down(analysis: Analysis, event: Event, statements: Sequence[Statement], made: Sequence[Claim] = ()) -> bool:
    """Whether anything near an event may deny it, be it clear or not that it is this event that is meant.

    It is a word of the event's sentence that denies or negates, unless in a cue that is negated itself ("neither
    confirmed nor denied"), or soon after it a statement that denies and is not known to mean another event, or words
    that one has nothing to do with it.
    """
    text, sentences = analysis.article.text, analysis.sentences
    told = [(each, found) for each in statements if (found := sense(each)) is not None]
    negated = [piece.span for each, found in told if found.negated and "denies" in found.classes for piece in each.cue]
    here = sentences[event.sentence].span
    for match in denying_words().finditer(text, here.start, here.end):
        if not any(cue.start <= match.start() < cue.end for cue in negated):
            return True
    last = min(event.sentence + DENIED_SOON, len(sentences) - 1)
    known = {claim.statement for claim in made}
    soon = [(each, found) for each, found in told if event.sentence < each.sentence <= last and each.id not in known]
    if any(denies(each, found) is not None for each, found in soon):
        return True
    return words("uninvolved").search(text, here.end, sentences[last].span.end) is not None


def _one_speaker(one: Statement, other: Statement) -> bool:
    if one.speaker is None or other.speaker is None:
        return False
    return one.speaker.actor == other.speaker.actor


def side_by_side(events: Sequence[Event], made: Sequence[Claim]) -> Iterator[Claim]:
    """For each event that somebody denies or doubts: every stance on it also on its other tellings in the article."""
    by_event: dict[str, list[Claim]] = {}
    for claim in made:
        if claim.stance in ("asserts", "denies", "doubts", "confirms"):
            by_event.setdefault(claim.event, []).append(claim)
    for event in events:
        if not any(claim.stance in ("denies", "doubts") for claim in by_event.get(event.id, ())):
            continue
        tellings = _tellings(event, events)
        for told in tellings:
            for other in tellings:
                for claim in by_event.get(other.id, ()) if other is not told else ():
                    yield Claim(claim.statement, told.id, claim.stance, "same happening", claim.evidence)


def _tellings(event: Event, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that tell of one happening, as far as that is clear: every two of them must be able to be one."""
    found = tuple(other for other in events if other is event or may_be_one(event, other))
    clear = all(may_be_one(one, other) for number, one in enumerate(found) for other in found[number + 1 :])
    return found if clear else (event,)


def may_be_one(one: Event, other: Event) -> bool:
    """Whether two events can be tellings of one happening: the same kind of deed, and nothing in them against it.

    Words are no such happening: two accusations are two.
    The mode tells the kind, or the trigger's last word where there is none.
    """
    if not QUADS[one.type].startswith("material"):
        return False
    if one.type != other.type or one.mode != other.mode or "unreal" in (one.status, other.status):
        return False
    if one.mode is None and _head(one) != _head(other):
        return False
    for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
        sides = parties(mine), parties(theirs)
        if all(sides) and not sides[0] & sides[1]:
            return False
    if _apart(one.when, other.when):
        return False
    places = one.where.country if one.where else None, other.where.country if other.where else None
    return not (all(places) and places[0] != places[1])


def _apart(one: When | None, other: When | None) -> bool:
    """Whether two times are known and have no day in common."""
    days = [(when.start, when.end) for when in (one, other) if when is not None]
    known = [(start, end) for start, end in days if start is not None and end is not None]
    return len(known) == 2 and (known[0][1] < known[1][0] or known[1][1] < known[0][0])


def _head(event: Event) -> str:
    words = re.findall(r"\w+", event.trigger.text.lower())
    return words[-1].rstrip("s") if words else ""
