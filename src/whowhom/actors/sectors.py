"""Which sector a linked mention belongs to, by a log-linear model over the sectors.

The tables and the cascade propose one; the words of the mention, its event and what the party was before speak for or
against it. The weights in ``sectors.csv`` are fitted on gold by ``whowhom.training.antecedents``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from whowhom.actors.scene import Scene
from whowhom.actors.words import Words, words_of
from whowhom.codebook import PSEUDO_COUNTRIES, SECTORS
from whowhom.types import Actor, Frame, Span

TABLE: Final = "sectors"
ALL: Final = ("", *SECTORS)
"""Every sector, and none."""


NONE: Final = "none"
"""The column of no sector."""
STEPS: Final = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
"""Probabilities that the encoder gives in so many steps: each one passed is a clue."""
Nested = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mention linked by a rule, with the sector that the cascade proposes and where it is in its frame.

    ``tenure`` says whether a known holder is in office on the day: before, in, after, or "".
    """

    span: Span
    words: Words
    frame: Frame
    actor: Actor
    rule: str
    tenure: str = ""


def clues(scene: Scene, labelled: Labelled) -> Iterator[str]:
    """What speaks for or against each sector."""
    words, frame, actor = labelled.words, labelled.frame, labelled.actor
    table = actor.sector or "none"
    side = "actor" if any(scored.span == labelled.span for scored in frame.actors) else "recipient"
    where = actor.country if actor.country in PSEUDO_COUNTRIES else "state" if actor.country else "open"
    kind = words.pronoun or ("proper" if words.proper else "noun")
    yield "any"
    yield f"table {table}"
    yield f"table {table} {labelled.rule}"
    yield f"table {table} {where}"
    yield f"table {table} {side} {frame.type}"
    yield f"{where} {kind} {side} {frame.type}"
    yield f"mode {frame.mode} {side}"
    yield f"status {frame.status} {kind}"
    yield f"plural {words.plural} {kind} {table}"
    yield f"campaign {scene.campaign} {kind} {table}"
    if labelled.tenure:
        yield f"tenure {labelled.tenure}"
        yield f"tenure {labelled.tenure} {table}"
    if actor.org:
        yield f"org {actor.org}"
    if kind == "noun" or words.sector:
        yield f"head {words.head}"
    for word in words.plain:
        if word not in words_of("determiners"):
            yield f"word {word}"
    yield from _before(scene, labelled, kind)
    yield from _encoder(labelled)


def _encoder(labelled: Labelled) -> Iterator[str]:
    """Which sectors the encoder holds likely for the mention, in steps of probability."""
    frame = labelled.frame
    told = next((s.sectors for s in (*frame.actors, *frame.recipients) if s.span == labelled.span and s.sectors), ())
    for sector, probability in told:
        yield from (f"encoder {sector or NONE} {step}" for step in STEPS if probability > step)


def _before(scene: Scene, labelled: Labelled, kind: str) -> Iterator[str]:
    """What the same party was, and the same words."""
    at = labelled.span.start + scene.shift
    code = labelled.actor.country
    own = [each for each in scene.linked if each.end <= at and each.actor.country == code]
    if kind not in ("noun", "proper"):
        fitting = [each for each in own if (each.kind == "person") == (kind == "person")] or own
        last = fitting[-1].actor.sector if fitting else "nothing"
        yield f"before {kind} {last}"
        yield f"before {kind} {last} {labelled.frame.type}"
    for each in reversed(own):
        if each.words.head == labelled.words.head and each.words.pronoun is None:
            yield f"same head was {each.actor.sector}"
            break


def choose(scene: Scene, labelled: Labelled, known: Nested | None = None) -> str | None:
    """The likeliest sector, None for none."""
    scores = dict.fromkeys(ALL, 0.0)
    table = weights() if known is None else known
    for clue in clues(scene, labelled):
        for sector, weight in table.get(clue, ()):
            scores[sector] += weight
    return max(scores, key=lambda sector: scores[sector]) or None


@cache
def weights() -> Nested:
    """The fitted weights: clue -> sectors it speaks for or against. A row a clue, a column a sector."""
    text = files("whowhom.actors").joinpath(f"{TABLE}.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    sectors = next(rows)[1:]
    return {
        row[0]: [
            (sector if sector != NONE else "", float(cell))
            for sector, cell in zip(sectors, row[1:], strict=True) if cell
        ]
        for row in rows
    }  # fmt: skip
