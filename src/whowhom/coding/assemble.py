"""Events, statements and claims put together from what the encoder found and what the other stages made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from whowhom.coding.claim import claims
from whowhom.coding.counts import counts_of
from whowhom.coding.statement import statements
from whowhom.coding.vouching import vouched
from whowhom.types import (
    Analysis,
    Coding,
    Count,
    Event,
    Frame,
    Mention,
    Parties,
    Scored,
    Statement,
    Undecided,
    Voices,
    When,
    Where,
)

ID_DIGITS: Final = 16
"""Hexadecimal digits of an event's id: 64 bits, so that a billion events hardly ever meet."""


def assemble(
    analysis: Analysis,
    parties: Sequence[Parties],
    whens: Sequence[When | None],
    wheres: Sequence[Where | None],
    undecided: Sequence[Undecided],
    versions: Mapping[str, str],
    *,
    voices: Sequence[Voices] = (),
) -> Coding:
    """The coding of one article; ``parties``, ``whens`` and ``wheres`` have an entry a frame, ``voices`` a statement's.

    What has no date value, what has no country or several places that fit, and speakers whom nothing tells, are added
    to what is undecided.
    """
    events: dict[str, Event] = {}
    left_open = list(undecided)
    counts = counts_of(analysis)
    for number, (frame, sides, when, where) in enumerate(zip(analysis.frames, parties, whens, wheres, strict=True)):
        event = _event(analysis, frame, sides, when, where, counts.get(number, ()))
        events.setdefault(event.id, event)
        if when is not None and when.value is None:
            left_open.append(Undecided("date", when.mention, "no date follows from the words and what is known"))
        if where is not None and where.candidates:
            left_open.append(Undecided("place", where.mention, "several places fit", where.candidates))
        elif where is not None and where.country is None:
            left_open.append(Undecided("place", where.mention, "the place is not known"))
    said = statements(analysis, voices)
    told, stances, open_denials = claims(analysis, vouched(events.values(), said), said)
    left_open += open_denials
    known = {row.mention for row in left_open}
    left_open += [
        Undecided("speaker", mention, "nothing tells the country")
        for mention in _open_speakers(said) if mention not in known
    ]  # fmt: skip
    return Coding(
        body=analysis.body,
        sentences=analysis.sentences,
        events=told,
        statements=said,
        claims=stances,
        undecided=tuple(dict.fromkeys(left_open)),
        versions=dict(versions),
    )


def _open_speakers(said: Sequence[Statement]) -> list[Mention]:
    """The speakers whom no rule linked."""
    return [role.mention for each in said if (role := each.speaker) is not None and not role.rule]


def _event(
    analysis: Analysis, frame: Frame, sides: Parties, when: When | None, where: Where | None, counts: tuple[Count, ...]
) -> Event:
    article = analysis.article

    def mention(scored: Scored) -> Mention:
        return Mention(scored.span, scored.span.of(article.text))

    trigger = mention(frame.trigger)
    identity = f"{article.id} {trigger.span.start} {trigger.span.end} {frame.type}"
    return Event(
        id=hashlib.sha256(identity.encode()).hexdigest()[:ID_DIGITS],
        type=frame.type,
        mode=frame.mode,
        status=frame.status,
        trigger=trigger,
        actors=sides.actors,
        recipients=sides.recipients,
        attributed_to=tuple(map(mention, frame.attributed_to)),
        when=when,
        where=where,
        sentence=frame.sentence,
        confidence=round(frame.confidence, 4),
        counts=counts,
    )
