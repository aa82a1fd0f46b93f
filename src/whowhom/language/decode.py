"""From the heads' numbers to frames: which pieces make a trigger, its labels, and the mentions of its roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from whowhom.language.labels import (
    BEGINS,
    CITED,
    INSIDE,
    OUTSIDE,
    ROLES,
    SECTOR_NAMES,
    STATUS_NAMES,
    TRIGGERS,
    TYPED_MODES,
)
from whowhom.language.windows import Flags, Ints, Window
from whowhom.types import Attribution, Frame, Scored, Span

Floats = npt.NDArray[np.floating[Any]]

PROPOSE: Final = 0.3
"""A word whose trigger probability is above this is read a second time. On dev 0.15 finds no more, and costs a
fifth of the speed."""
BRIDGED: Final = 8
"""Words over which source or content goes on though the reader doubts them, unless they are of another part. On
PolNeAR's dev that lifts the exact F1 of contents by 0.015, and is flat from 8 to 30."""
UNLIKELY: Final = 0.01
"""Sectors less probable than this are not told."""
MOST: Final = 0.7
"""Share of a sentence that is not the cue's own of which content takes all; of less it takes nothing."""
REST: Final = 8
"""Words from content to the end of the cue's sentence that belong to it too."""
SINGLE_ROLES: Final[dict[str, float]] = {"date": 0.15, "place": 0.06}
"""Roles of which an event has one at most, the likeliest, with what the probability of no mention counts in them: they
rarely have a rival. On dev the F1 of having one falls with less doubt for dates, from 0.853 at 0.5 to 0.829, and is
flat for places from 0.25 on; but of those that gold has more get the right day (0.824 for 0.765) and country (0.915
for 0.885)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that may be a trigger: their positions in the window and the first reading's probabilities."""

    at: Ints
    types: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """The second reading of one proposal, as probabilities.

    ``roles`` is (pieces, roles, 3), ``sectors`` (pieces, sectors) where the network has learned them.
    """

    roles: Floats
    types: Floats
    statuses: Floats
    modes: Floats
    sectors: Floats | None = None


@dataclass(frozen=True, slots=True)
class CueProposal:
    """Words that may be a cue: their positions in the window and the first reading's mean probability."""

    at: Ints
    probability: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """The second reading of one cue, as probabilities: ``parts`` (pieces, parts, 3), ``genuine`` that it is one."""

    parts: Floats
    genuine: float


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result


def propose(window: Window, probabilities: Floats) -> Iterator[Proposal]:
    """Runs of neighbouring words whose likeliest type is the same; ``probabilities`` is (pieces, types)."""
    words = np.flatnonzero(window.coded)
    if not len(words):
        return
    likely = 1.0 - probabilities[words, 0] > PROPOSE
    kinds = np.where(likely, probabilities[words, 1:].argmax(axis=-1) + 1, 0)
    kinds[~likely] = 0
    edges = np.flatnonzero(np.diff(np.stack([kinds, window.sentences[words]]), axis=1).any(axis=0)) + 1
    for run in np.split(np.arange(len(words)), edges):
        if kinds[run[0]]:
            at = words[run]
            yield Proposal(at, probabilities[at].mean(axis=0))


def propose_cues(window: Window, probabilities: Floats) -> Iterator[CueProposal]:
    """Runs of neighbouring words that may be a cue, cut where another begins; ``probabilities`` is (pieces, 3)."""
    words = np.flatnonzero(window.coded)
    likely = 1.0 - probabilities[words, OUTSIDE] > PROPOSE
    begins = likely & (probabilities[words, BEGINS] > probabilities[words, INSIDE])
    run: list[int] = []
    for number, at in enumerate(words.tolist()):
        goes_on = run and likely[number] and not begins[number] and window.sentences[at] == window.sentences[run[-1]]
        if run and not goes_on:
            yield _cue(run, probabilities)
            run = []
        if likely[number]:
            run.append(at)
    if run:
        yield _cue(run, probabilities)


def _cue(run: list[int], probabilities: Floats) -> CueProposal:
    at = np.array(run)
    return CueProposal(at, float(1.0 - probabilities[at, OUTSIDE].mean()))


def attribution(window: Window, cue: CueProposal, hearing: Hearing, others: Sequence[CueProposal] = ()) -> Attribution:
    """The statement of a cue.

    Its cue is where the second reading hears it. A word is in the likelier of source and content, or in neither. A few
    doubtful words within a part belong to it. Of several sources the surest is kept: in PolNeAR one in two thousand is
    in pieces. Content seldom ends within a sentence that it has reached the end of, nearly, or that is not the cue's
    own; but with another cue (of ``others``) somebody else may begin.
    """
    firsts, lasts, parts = _words(window, hearing.parts)
    outside = parts[:, :, OUTSIDE]
    proposed = (firsts <= cue.at[-1]) & (lasts >= cue.at[0])
    own = _reheard(proposed, outside[:, CITED.index("cue")] < 0.5)
    source, content = (
        ~own & (here < 0.5) & (here < there)
        for here, there in permutations((outside[:, CITED.index("source")], outside[:, CITED.index("content")]))
    )
    another = np.isin(firsts, [at for other in others if other is not cue for at in other.at])
    free = ~own & ~source
    begin, end = np.flatnonzero(own)[[0, -1]]
    sentence = int(window.sentences[firsts[begin]])
    whole = _to_the_end(content, free, another, window.sentences[firsts], sentence)

    def sure(stretch: tuple[int, int]) -> float:
        return float(1.0 - outside[stretch[0] : stretch[1] + 1, CITED.index("source")].mean())

    def spans(stretches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(_span(window, firsts[one], lasts[other]) for one, other in stretches)

    named = _stretches(source, ~own & ~content)
    return Attribution(
        cue=spans([(begin, end)]),
        source=spans([max(named, key=sure)] if named else []),
        content=spans(_stretches(whole, free)),
        sentence=sentence,
        confidence=sureness(cue, hearing),
    )


def _reheard(proposed: Flags, heard: Flags) -> Flags:
    """The words of a cue: of those runs that were ``heard`` to be it the one that most of the ``proposed`` are in."""
    runs = [run for run in np.split(np.arange(len(heard)), np.flatnonzero(np.diff(heard)) + 1) if heard[run[0]]]
    best = max(runs, key=lambda run: int(proposed[run].sum()), default=None)
    if best is None or not proposed[best].any():
        return proposed
    result = np.zeros_like(proposed)
    result[best] = True
    return result


def sureness(cue: CueProposal, hearing: Hearing) -> float:
    """The probability that words are a cue: the mean of both readings."""
    return (cue.probability + hearing.genuine) / 2


def _words(window: Window, numbers: Floats) -> tuple[Ints, Ints, Floats]:
    """First and last piece of each word that may be coded, and the mean of its numbers, (pieces, ...)."""
    tokens = np.flatnonzero(window.coded)
    begin = np.flatnonzero(~window.pieces.joins[tokens])
    if not len(begin):
        return tokens[:0], tokens[:0], numbers[:0]
    sizes = np.diff([*begin, len(tokens)]).reshape(-1, *[1] * (numbers.ndim - 1))
    return tokens[begin], tokens[np.append(begin[1:], len(tokens)) - 1], np.add.reduceat(numbers[tokens], begin) / sizes


def _to_the_end(inside: Flags, free: Flags, another: Flags, sentences: Ints, own: int) -> Flags:
    """Content with the ends of its sentences: all or nothing of others than the cue's ``own``, and short rests."""
    result = inside.copy()
    for number in np.unique(sentences[inside]).tolist():
        here = sentences == number
        if number != own:
            result[here] = free[here] & (inside[here].mean() >= MOST)
            continue
        rest = here & (np.arange(len(inside)) > np.flatnonzero(inside & here)[-1])
        if rest.sum() <= REST and (free & ~another)[rest].all():
            result |= rest
    return result


def _stretches(inside: Flags, free: Flags) -> list[tuple[int, int]]:
    """First and last word of each run of ``inside``; ``free`` are the words over which a part may go on."""
    found: list[tuple[int, int]] = []
    for number in np.flatnonzero(inside).tolist():
        last = found[-1][1] if found else -2
        if found and number - last - 1 <= BRIDGED and free[last + 1 : number].all():
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def confidence(proposal: Proposal, reading: Reading) -> float:
    """The probability that words are a trigger: the mean of both readings, not yet calibrated."""
    return float(1.0 - (proposal.types[0] + reading.types[0]) / 2)


def frame(window: Window, proposal: Proposal, reading: Reading) -> Frame:
    """The event of a proposal, with its ``confidence``."""
    kind = int((proposal.types + reading.types)[1:].argmax()) + 1
    sure = confidence(proposal, reading)
    name = str(TRIGGERS[kind])
    modes = [index for index, (owner, _) in enumerate(TYPED_MODES) if owner == name]
    mode = TYPED_MODES[max(modes, key=lambda index: float(reading.modes[index]))][1]
    roles = {
        role: _mentions(window, reading.roles[:, column], SINGLE_ROLES.get(role, 1.0))
        for column, role in enumerate(ROLES)
    }
    single = {role: max(roles[role], key=lambda mention: mention.score, default=None) for role in SINGLE_ROLES}
    found = Frame(
        trigger=Scored(_span(window, proposal.at[0], proposal.at[-1]), sure),
        type=name,
        mode=mode,
        status=STATUS_NAMES[int(reading.statuses.argmax())],
        sentence=int(window.sentences[proposal.at[0]]),
        confidence=sure,
        actors=roles["actors"],
        recipients=roles["recipients"],
        attributed_to=roles["attributed_to"],
        date=single["date"],
        place=single["place"],
    )
    return with_sectors(window, found, reading)


def _mentions(window: Window, tags: Floats, doubt: float) -> tuple[Scored, ...]:
    """The mentions of one role; ``tags`` is (pieces, 3), ``doubt`` the weight of no mention.

    Two mentions of a role never touch ("the" and "police" are one), and a mention goes on over a single word
    in which the reader saw none ("more than 2,000 people").
    """
    firsts, lasts, mean = _words(window, tags)
    inside = mean[:, OUTSIDE] * doubt < mean[:, BEGINS] + mean[:, INSIDE]
    found: list[list[int]] = []
    before = -1
    for number in np.flatnonzero(inside).tolist():
        gap = number - before - 1
        here = before >= 0 and window.sentences[firsts[before]] == window.sentences[firsts[number]]
        if here and (gap == 0 or (gap == 1 and mean[number, INSIDE] > mean[number, BEGINS])):
            found[-1].append(number)
        else:
            found.append([number])
        before = number
    return tuple(
        Scored(_span(window, firsts[at[0]], lasts[at[-1]]), float(1.0 - mean[at, OUTSIDE].mean())) for at in found
    )


def pieces_at(window: Window, span: Span) -> Ints:
    """The pieces that begin a word, may be coded, and share characters with a span."""
    pieces = window.pieces
    return np.flatnonzero(window.coded & (pieces.starts < span.end) & (pieces.ends > span.start))


def with_sectors(window: Window, found: Frame, reading: Reading) -> Frame:
    """The frame, each of its parties with the sectors that the reading tells."""
    sectors = reading.sectors
    if sectors is None:
        return found

    def told(mention: Scored) -> Scored:
        at = pieces_at(window, mention.span)
        if not len(at):
            return mention
        likely = sectors[at].mean(axis=0)
        kept = ((SECTOR_NAMES[n] or "", float(likely[n])) for n in np.flatnonzero(likely >= UNLIKELY))
        return replace(mention, sectors=tuple(kept))

    return replace(found, actors=tuple(map(told, found.actors)), recipients=tuple(map(told, found.recipients)))


def _span(window: Window, first: int, last: int) -> Span:
    """The characters from one word to the end of another, wordpieces that continue it included."""
    pieces = window.pieces
    while last + 1 < len(pieces) and not pieces.begins[last + 1] and window.sentences[last + 1] >= 0:
        last += 1
    return Span(int(pieces.starts[first]), int(pieces.ends[last]))
