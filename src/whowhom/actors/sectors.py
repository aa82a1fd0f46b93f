"""Which sector a linked mention belongs to, by a log-linear model over the sectors.

The tables and the cascade propose one; the words of the mention, its event and what the party was before speak for or
against it. The weights in ``sectors.csv`` are fitted on gold by ``whowhom.training.antecedents``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from whowhom.actors.loglinear import Weights, probabilities, weights
from whowhom.actors.scene import Scene
from whowhom.actors.words import Words, words_of
from whowhom.codebook import PSEUDO_COUNTRIES, QUADS, SECTORS
from whowhom.types import Actor, Frame, Span

TABLE: Final = "sectors"
ALL: Final = ("", *SECTORS)
"""Every sector, and none."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mention linked by a rule, with the sector that the cascade proposes and where it is in its frame.

    ``tenure`` says whether a known holder is in office on the day: before, in, after, or "".
    """

    span: Span
    words: Words
    frame: Frame
    actor: Actor
    rule: str
    tenure: str = ""


def clues(scene: Scene, proposal: Proposal) -> Iterator[str]:
    """What speaks for or against each sector."""
    words, frame, actor = proposal.words, proposal.frame, proposal.actor
    table = actor.sector or "none"
    side = "actor" if any(scored.span == proposal.span for scored in frame.actors) else "recipient"
    quad = QUADS[frame.type]
    where = actor.country if actor.country in PSEUDO_COUNTRIES else "state" if actor.country else "open"
    kind = words.pronoun or ("proper" if words.proper else "noun")
    yield "any"
    yield f"table {table}"
    yield f"table {table} {proposal.rule}"
    yield f"table {table} {where}"
    yield f"table {table} {kind} {words.manner}"
    yield f"table {table} {side} {frame.type}"
    yield f"table {table} {quad} {frame.mode or ''}"
    yield f"{where} {kind} {side} {frame.type}"
    yield f"status {frame.status} {kind}"
    yield f"plural {words.plural} {kind} {table}"
    if proposal.tenure:
        yield f"tenure {proposal.tenure}"
        yield f"tenure {proposal.tenure} {table}"
    if actor.org:
        yield f"org {actor.org}"
    if kind == "noun" or words.sector:
        yield f"head {words.head}"
        yield f"head {words.head} {side} {quad}"
    for word in words.plain:
        if word not in words_of("determiners"):
            yield f"word {word}"
    yield f"mode {frame.type} {frame.mode} {side}"
    yield f"campaign {scene.campaign} {kind} {table}"
    yield from _before(scene, proposal, kind)


def _before(scene: Scene, proposal: Proposal, kind: str) -> Iterator[str]:
    """What the same party was, and the same words."""
    at = proposal.span.start + scene.shift
    code = proposal.actor.country
    own = [each for each in scene.linked if each.end <= at and each.actor.country == code]
    if kind not in ("noun", "proper"):
        fitting = [each for each in own if (each.kind == "person") == (kind == "person")] or own
        last = fitting[-1].actor.sector if fitting else "nothing"
        yield f"before {kind} {last}"
        yield f"before {kind} {last} {proposal.frame.type}"
    for each in reversed(own):
        if each.words.head == proposal.words.head and each.words.pronoun is None:
            yield f"same head was {each.actor.sector}"
            break


def choose(scene: Scene, proposal: Proposal, known: Weights | None = None) -> str | None:
    """The likeliest sector, None for none."""
    told = list(clues(scene, proposal))
    shares = probabilities(
        {sector: [f"{clue} = {sector}" for clue in told] for sector in ALL},
        weights(TABLE) if known is None else known,
    )
    return max(shares, key=lambda sector: shares[sector]) or None

