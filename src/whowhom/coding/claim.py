"""Claims: what stance a statement takes on each event of its content, and what follows for the event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from whowhom.codebook import QUADS
from whowhom.coding.denial import ACCUSATION, denials, side_by_side, turned_down
from whowhom.coding.hedge import hedge
from whowhom.coding.parties import is_doer
from whowhom.coding.stances import Sense, asks, called_false, denies, sense, words
from whowhom.types import Analysis, Claim, Event, Mention, Span, Stance, Statement, Undecided

NEGATION_REACH: Final = 9
"""Words before a trigger in which a negation of its clause stands: an auxiliary, an object or an adverb between."""
DENIED_REACH: Final = 5
"""Words of a denial's content before a deed told as a fact that it denies: "(denied) that its jets had bombed"."""
TAKEN: Final = ("actual", "alleged")
"""Statuses of what is told as having happened, on whosever word."""
AHEAD: Final = ("planned", "unreal")
"""Statuses of what has not happened."""
CLASSES: Final = ("doubts", "confirms", "admits", "demands", "promises", "warns", "presupposes", "asserts")
"""Classes of cues in the order in which they count where a word has several: the more it tells, the earlier."""

Told = tuple[Stance, str, Mention | None]
"""A stance, the rule that decided it, and its words."""


def claims(
    analysis: Analysis, events: Sequence[Event], statements: Sequence[Statement]
) -> tuple[tuple[Event, ...], tuple[Claim, ...], tuple[Undecided, ...]]:
    """The stances that statements take on events, the events with the status that follows, and what is left open.

    A statement takes a stance on the events in its content, unless they lie in the content of a statement that it
    only passes on. A denial that names no event goes to what was claimed before; where the events that fit it
    differ, it is left open. Of an event that one denies, every telling in the article gets who asserts and who
    denies it. No statement takes two stances on an event.
    """
    made: dict[tuple[str, str], Claim] = {}

    def add(found: Iterator[Claim]) -> None:
        for claim in found:
            made.setdefault((claim.statement, claim.event), claim)

    add(direct(analysis, events, statements))
    pointing, left_open = denials(events, statements, tuple(made.values()))
    add(iter(pointing))
    add(side_by_side(events, tuple(made.values())))
    final = tuple(made.values())
    return tuple(settled(analysis, event, final, statements) for event in events), final, left_open


def direct(analysis: Analysis, events: Sequence[Event], statements: Sequence[Statement]) -> Iterator[Claim]:
    """The stances on events that stand in a statement's own content; a question takes none."""
    text = analysis.article.text
    for statement in statements:
        if asks(statement):
            continue
        inside = [event for event in events if holds(statement, event, statements)]
        inside.sort(key=lambda event: event.trigger.span)
        own = [event for event in events if any(event.trigger.span.overlaps(piece.span) for piece in statement.cue)]
        found = sense(statement)
        denied = denies(statement, found) if found is not None else None
        if denied is not None:
            yield from _denied(statement, inside, denied)
            continue
        for number, event in enumerate(inside):
            told = _stance(text, statement, event, found, first=number == 0, cue_types={event.type for event in own})
            if told is not None:
                stance, rule, evidence = told
                yield Claim(statement.id, event.id, stance, rule, evidence)


def _denied(statement: Statement, inside: Sequence[Event], word: Mention) -> Iterator[Claim]:
    """What a denial denies: the first deed of its content, and others there that nobody tells as a fact.

    "Charges" and the like are events of those who brought them, and not what is denied, where a deed is there.
    What is told as a fact is denied only right at the start: later it is mostly what the denied deed is about.
    """
    deeds = [event for event in inside if event.type != "ACCUSE"]
    if not deeds:
        yield from (Claim(statement.id, event.id, "denies", ACCUSATION, word) for event in inside[:1])
    for event in deeds:
        at_start = event is deeds[0] and _words_before(statement, event) <= DENIED_REACH
        if event.status in ("alleged", "denied", "negated") or at_start:
            yield Claim(statement.id, event.id, "denies", "cue denies", word)


def _words_before(statement: Statement, event: Event) -> int:
    """Words of the content before a trigger."""
    at = event.trigger.span.start
    return sum(len(piece.text[: max(0, at - piece.span.start)].split()) for piece in statement.content)


def holds(statement: Statement, event: Event, statements: Sequence[Statement]) -> bool:
    """Whether the event is in the statement's content, and not in that of another statement made in it."""
    trigger = event.trigger.span
    if not _within(trigger, statement) or any(trigger.overlaps(piece.span) for piece in statement.cue):
        return False
    return not any(
        other is not statement
        and _within(trigger, other)
        and any(_within(piece.span, statement) for piece in other.cue)
        for other in statements
    )


def _within(span: Span, statement: Statement) -> bool:
    return any(span.overlaps(piece.span) for piece in statement.content)


def _stance(
    text: str, statement: Statement, event: Event, found: Sense | None, *, first: bool, cue_types: set[str]
) -> Told | None:
    """The stance of a statement that is no denial on one event of its content; None where it takes none."""
    if event.status == "actual" and QUADS[event.type].startswith("verbal") and is_doer(statement, event):
        return None  # the statement is the event: nobody's word but the article's
    if found is None:
        return _of_no_cue(text, statement, event)
    name = next((name for name in CLASSES if name in found.classes), None)
    if name == "asserts" and "REQUEST" in cue_types:
        name = "demands"
    elif name == "asserts" and "THREATEN" in cue_types:
        name = "warns"
    return _by_class(text, statement, event, name, found, first=first) if name is not None else None


def _by_class(text: str, statement: Statement, event: Event, name: str, found: Sense, *, first: bool) -> Told | None:
    if found.negated:
        return _negated(statement, event, name, found)
    if name == "doubts":
        return ("doubts", "cue doubts", found.words) if first or event.status != "actual" else None
    if name in ("confirms", "admits"):
        if _said_not(text, statement, event) is not None:
            return "denies", "confirmed not", found.words
        return ("confirms", "cue confirms", found.words) if event.status != "unreal" else None
    if name in ("demands", "promises", "warns"):
        if event.status in TAKEN:
            return ("asserts", "presupposed", found.words) if event.status == "actual" else None
        if _negation(text, statement, event) is not None and name != "warns":
            return None  # what shall not be done is none of the stances
        stance: Stance = "demands" if name == "demands" else "promises" if name == "promises" else "warns"
        return stance, f"cue {name}", found.words
    if name == "presupposes":
        return ("asserts", "presupposed", found.words) if event.status == "actual" else None
    return _asserted(text, statement, event, found.words)


def _negated(statement: Statement, event: Event, name: str, found: Sense) -> Told | None:
    """What a negated cue tells: nothing, as a rule ("did not say"), save of belief, doubt, proof and confession."""
    if event.status == "unreal":
        return None
    if name == "asserts" and statement.kind == "belief":
        return "denies", "not believed", found.words
    if name == "admits":
        return "denies", "not owned to", found.words
    if name == "confirms":
        return "doubts", "not confirmed", found.words
    if name == "doubts":
        return "asserts", "not doubted", found.words
    return None


def _asserted(text: str, statement: Statement, event: Event, evidence: Mention | None) -> Told | None:
    """The stance of somebody who says so, by what he says of the event."""
    said_not = _said_not(text, statement, event)
    if said_not is not None:
        return "denies", "said not", said_not
    if event.status in TAKEN or event.status == "denied":
        return "asserts", "said so", evidence
    if event.status == "planned":
        return ("promises", "own plan", evidence) if is_doer(statement, event) else ("asserts", "said ahead", evidence)
    obligation = _last(words("obligation"), text, _clause(text, statement, event))
    if obligation is not None and event.status == "unreal" and _negation(text, statement, event) is None:
        return "demands", "said must", obligation
    return None


def _of_no_cue(text: str, statement: Statement, event: Event) -> Told | None:
    """Of a cue that the table lacks only a quotation is taken as said."""
    return _asserted(text, statement, event, None) if statement.manner == "direct" else None


def _said_not(text: str, statement: Statement, event: Event) -> Mention | None:
    """The words by which a content says that an event did not happen, where its status does not say that it did."""
    if event.status not in ("negated", "denied", "alleged"):
        return None
    return _negation(text, statement, event) or (None if event.status == "alleged" else called_false(statement))


def _negation(text: str, statement: Statement, event: Event) -> Mention | None:
    clause = _clause(text, statement, event)
    return _last(words("negations"), text, clause)


def _clause(text: str, statement: Statement, event: Event) -> Span:
    """The words of an event's clause before its trigger, within its piece of the content."""
    end = event.trigger.span.start
    start = max((piece.span.start for piece in statement.content if piece.span.start <= end), default=end)
    before = text[start:end]
    cut = max((match.end() for match in re.finditer(r"[.;:?!]\s|,\s(?=\w)", before)), default=0)
    cut = max(cut, max((match.end() for match in words("bounds").finditer(before)), default=0))
    nearest = list(re.finditer(r"\S+", before[cut:]))[-NEGATION_REACH:]
    return Span(start + cut + (nearest[0].start() if nearest else 0), end)


def _last(pattern: re.Pattern[str], text: str, span: Span) -> Mention | None:
    found = list(pattern.finditer(text, span.start, span.end))
    return Mention(Span(found[-1].start(), found[-1].end()), found[-1][0]) if found else None


def settled(analysis: Analysis, event: Event, made: Sequence[Claim], statements: Sequence[Statement] = ()) -> Event:
    """The event with the status that follows from hedges and from who denies it.

    What the model takes for denied stays so only if somebody denies it; else it is alleged when a statement tells it,
    or actual. What is told as having happened is alleged when the text hedges the deed; what is alleged is denied when
    somebody in the article denies it (codebook, section 4). All else is the model's.
    """
    status = event.status
    own = {claim.stance for claim in made if claim.event == event.id}
    if status == "denied" and "denies" not in own and not turned_down(analysis, event, statements, made):
        status = "alleged" if own or any(holds(each, event, statements) for each in statements) else "actual"
    if status == "actual":
        found = hedge(analysis, event)
        if found is not None and found.of == "deed":
            status = "alleged"
    if status == "alleged" and "denies" in own:
        status = "denied"
    return event if status == event.status else replace(event, status=status)
