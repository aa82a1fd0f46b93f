"""Whose word an event is, once it is known which statement holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from whowhom.coding.claim import holds
from whowhom.coding.parties import is_doer
from whowhom.coding.stances import sense
from whowhom.types import Event, Mention, Statement

TELLING: Final = "asserts"
"""The class of cues whose speakers vouch for what they tell."""


def vouched(events: Iterable[Event], statements: Sequence[Statement]) -> tuple[Event, ...]:
    """The events with ``attributed_to`` as the statements show it.

    Whoever is a source of statements vouches only for what their contents hold: where none of them holds an event,
    he goes from its ``attributed_to``. An event that is left without anybody, and that somebody tells before his name
    or in another sentence than it, is that speaker's word, unless he is its doer.
    """
    return tuple(_vouched(event, statements) for event in events)


def _vouched(event: Event, statements: Sequence[Statement]) -> Event:
    kept = tuple(mention for mention in event.attributed_to if _may_vouch(mention, event, statements))
    told = kept or tuple(dict.fromkeys(_tellers(event, statements)))
    return event if told == event.attributed_to else replace(event, attributed_to=told)


def _may_vouch(mention: Mention, event: Event, statements: Sequence[Statement]) -> bool:
    own = [statement for statement in statements if _is_source(mention, statement)]
    return not own or any(_in_content(event, statement) for statement in own)


def _is_source(mention: Mention, statement: Statement) -> bool:
    return any(mention.span.overlaps(piece.span) for piece in statement.source)


def _in_content(event: Event, statement: Statement) -> bool:
    return any(event.trigger.span.overlaps(piece.span) for piece in statement.content)


def _tellers(event: Event, statements: Sequence[Statement]) -> list[Mention]:
    return [
        statement.speaker.mention if statement.speaker is not None else statement.source[0]
        for statement in statements
        if statement.source and holds(statement, event, statements) and _tells(statement, event)
    ]


def _tells(statement: Statement, event: Event) -> bool:
    found = sense(statement)
    if found is None or found.negated or TELLING not in found.classes or statement.kind != "speech":
        return False
    before = event.trigger.span.start < statement.cue[0].span.start
    if not (before or event.sentence != statement.sentence):
        return False
    return not is_doer(statement, event)
