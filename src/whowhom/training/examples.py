"""What the network learns from, as numbers: windows with their labels, or with teachers' opinions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from whowhom.language.decode import Floats
from whowhom.language.windows import Ints, Window

UNLABELLED: Final = -100
"""The label of pieces that the loss passes over."""


@dataclass(frozen=True, slots=True)
class Target:
    """One event of a passage.

    ``roles`` is (pieces, roles), with the labels of ``whowhom.language.labels``; ``sectors`` are the sectors of who
    acts and is acted on, each with the pieces of the mention.
    """

    trigger: Ints
    type: int
    status: int
    mode: int
    roles: Ints
    sectors: tuple[tuple[Ints, int], ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """One statement: the pieces of its cue, and (pieces, parts) labels of source and content."""

    cue: Ints
    parts: Ints


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mention that refers: its pieces, and those of what it may refer to, each with whether it does."""

    mention: Ints
    candidates: tuple[tuple[Ints, bool], ...]


@dataclass(frozen=True, slots=True)
class EventOpinion:
    """Teachers' probabilities for one possible event: roles (pieces, roles, 3), sectors (pieces, sectors)."""

    at: Ints
    types: Floats
    statuses: Floats
    modes: Floats
    roles: Floats
    sectors: Floats


@dataclass(frozen=True, slots=True)
class CueOpinion:
    """Teachers' probabilities for one possible cue: of its parts (pieces, parts, 3) and of its being one (2)."""

    at: Ints
    parts: Floats
    genuine: Floats


@dataclass(frozen=True, slots=True)
class Example:
    """A window with what is known of it.

    ``triggers`` and ``cues`` are the labels of each piece, None where nobody gave any; ``trigger_opinion`` and
    ``cue_opinion`` are (pieces, labels) of probabilities, likewise. The others hang on them.
    """

    window: Window
    triggers: Ints | None = None
    targets: tuple[Target, ...] = ()
    cues: Ints | None = None
    cited: tuple[Cited, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    trigger_opinion: Floats | None = None
    event_opinions: tuple[EventOpinion, ...] = ()
    cue_opinion: Floats | None = None
    cue_opinions: tuple[CueOpinion, ...] = ()
