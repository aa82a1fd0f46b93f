"""Examples as tensors that travel to the device together."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, TypeVar

import numpy as np
import torch
from torch import Tensor

from whowhom.language.labels import CITED, ROLES, SECTOR_NAMES, TRIGGERS
from whowhom.language.windows import Ints, Window
from whowhom.training.examples import UNLABELLED, Example

ROUGHLY: Final = 12
"""Pieces by which windows of one batch may differ beyond what their order gives, so that batches vary."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Places to read again: the window of each and (places, pieces) 1 at its pieces."""

    rows: Tensor
    at: Tensor


@dataclass(frozen=True, slots=True)
class EventAims:
    """Gold's events. ``sector_rows`` and ``sector_at`` are the event and the pieces' shares of each mention."""

    labels: Tensor
    marks: Marks
    types: Tensor
    statuses: Tensor
    modes: Tensor
    roles: Tensor
    sector_rows: Tensor
    sector_at: Tensor
    sectors: Tensor


@dataclass(frozen=True, slots=True)
class CueAims:
    """Gold's statements."""

    labels: Tensor
    marks: Marks
    parts: Tensor


@dataclass(frozen=True, slots=True)
class PointerAims:
    """References: the window, the mention's shares, (references, candidates, pieces) shares; 1 where right.

    ``right`` has a first column for "none of them"; ``there`` is 1 where there is a candidate.
    """

    rows: Tensor
    mention: Tensor
    candidates: Tensor
    there: Tensor
    right: Tensor


@dataclass(frozen=True, slots=True)
class EventOpinions:
    """Teachers' probabilities of triggers and possible events."""

    triggers: Tensor
    marks: Marks
    types: Tensor
    statuses: Tensor
    modes: Tensor
    roles: Tensor
    sectors: Tensor


@dataclass(frozen=True, slots=True)
class CueOpinions:
    """Teachers' probabilities of cues and their statements."""

    cues: Tensor
    marks: Marks
    parts: Tensor
    genuine: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors (windows, pieces), with what they teach; None is what nobody says."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    coded: Tensor
    events: EventAims | None = None
    cues: CueAims | None = None
    pointers: PointerAims | None = None
    event_opinions: EventOpinions | None = None
    cue_opinions: CueOpinions | None = None


Moved = TypeVar("Moved")


def to(thing: Moved, device: torch.device) -> Moved:
    """A batch, or a part of one, on a device."""
    if isinstance(thing, Tensor):
        moved: Any = thing.to(device, non_blocking=True)
        return moved  # type: ignore[no-any-return]
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    return type(thing)(**{f.name: to(getattr(thing, f.name), device) for f in fields(thing)})


def batch_of(windows: Sequence[Window]) -> Batch:
    """Windows padded to the longest."""
    longest = max(len(window.pieces) for window in windows)
    ids, features, mask, coded = (torch.zeros(len(windows), longest, dtype=torch.long) for _ in range(4))
    for row, window in enumerate(windows):
        pieces = window.pieces
        ids[row, : len(pieces)] = torch.from_numpy(pieces.ids)
        features[row, : len(pieces)] = torch.from_numpy(pieces.features)
        mask[row, : len(pieces)] = 1
        coded[row, : len(pieces)] = torch.from_numpy(window.coded.astype(np.int64))
    return Batch(ids, features, mask, coded)


def grouped(examples: Sequence[Example], chosen: Sequence[int], size: int, rng: random.Random) -> list[list[int]]:
    """Groups of ``size`` of the chosen examples, of like length, in random order."""
    order = sorted(chosen, key=lambda i: len(examples[i].window.pieces) + rng.random() * ROUGHLY)
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def collate(examples: Sequence[Example]) -> Batch:
    """A batch of examples of one kind: what the first has labels or opinions of, all have."""
    plain = batch_of([example.window for example in examples])
    longest = plain.ids.shape[1]
    first = examples[0]
    return Batch(
        plain.ids, plain.features, plain.mask, plain.coded,
        events=_events(examples, longest) if first.triggers is not None else None,
        cues=_cues(examples, longest) if first.cues is not None else None,
        pointers=_pointers(examples, longest),
        event_opinions=_event_opinions(examples, longest) if first.trigger_opinion is not None else None,
        cue_opinions=_cue_opinions(examples, longest) if first.cue_opinion is not None else None,
    )  # fmt: skip


def marks_of(places: Iterable[tuple[int, Ints]], longest: int) -> Marks:
    """Marks from the window and the pieces of each place."""
    listed = list(places)
    at = torch.zeros(len(listed), longest, dtype=torch.long)
    for number, (_, pieces) in enumerate(listed):
        at[number, torch.from_numpy(pieces)] = 1
    return Marks(torch.tensor([row for row, _ in listed], dtype=torch.long), at)


def _padded(arrays: Sequence[np.ndarray[Any, Any]], longest: int, fill: float, dtype: torch.dtype) -> Tensor:
    """Arrays whose first axis is pieces, one below the other."""
    rest = arrays[0].shape[1:] if arrays else ()
    result = torch.full((len(arrays), longest, *rest), fill, dtype=dtype)
    for row, array in enumerate(arrays):
        result[row, : len(array)] = torch.from_numpy(
            np.asarray(array, dtype=np.float32 if dtype.is_floating_point else np.int64)
        )
    return result


def _stacked(arrays: Sequence[np.ndarray[Any, Any]], width: int) -> Tensor:
    return torch.from_numpy(np.stack(arrays).astype(np.float32)) if arrays else torch.zeros(0, width)


def _shares(at: Ints, longest: int) -> Tensor:
    result = torch.zeros(longest)
    result[torch.from_numpy(at)] = 1.0 / len(at)
    return result


def _events(examples: Sequence[Example], longest: int) -> EventAims:
    events = [(row, target) for row, example in enumerate(examples) for target in example.targets]
    sectors = [(number, at, sector) for number, (_, t) in enumerate(events) for at, sector in t.sectors]
    return EventAims(
        labels=_padded([e.triggers for e in examples if e.triggers is not None], longest, UNLABELLED, torch.long),
        marks=marks_of([(row, target.trigger) for row, target in events], longest),
        types=torch.tensor([target.type for _, target in events], dtype=torch.long),
        statuses=torch.tensor([target.status for _, target in events], dtype=torch.long),
        modes=torch.tensor([target.mode for _, target in events], dtype=torch.long),
        roles=_padded([target.roles for _, target in events], longest, UNLABELLED, torch.long)
        if events else torch.zeros(0, longest, len(ROLES), dtype=torch.long),
        sector_rows=torch.tensor([number for number, _, _ in sectors], dtype=torch.long),
        sector_at=torch.stack([_shares(at, longest) for _, at, _ in sectors])
        if sectors else torch.zeros(0, longest),
        sectors=torch.tensor([sector for _, _, sector in sectors], dtype=torch.long),
    )  # fmt: skip


def _cues(examples: Sequence[Example], longest: int) -> CueAims:
    cited = [(row, cited) for row, example in enumerate(examples) for cited in example.cited]
    return CueAims(
        labels=_padded([e.cues for e in examples if e.cues is not None], longest, UNLABELLED, torch.long),
        marks=marks_of([(row, one.cue) for row, one in cited], longest),
        parts=_padded([one.parts for _, one in cited], longest, UNLABELLED, torch.long)
        if cited else torch.zeros(0, longest, len(CITED), dtype=torch.long),
    )  # fmt: skip


def _pointers(examples: Sequence[Example], longest: int) -> PointerAims | None:
    pointers = [(row, pointer) for row, example in enumerate(examples) for pointer in example.pointers]
    if not pointers:
        return None
    most = max(len(pointer.candidates) for _, pointer in pointers)
    candidates = torch.zeros(len(pointers), most, longest)
    there, right = torch.zeros(len(pointers), most), torch.zeros(len(pointers), most + 1)
    for number, (_, pointer) in enumerate(pointers):
        for column, (at, is_right) in enumerate(pointer.candidates):
            candidates[number, column] = _shares(at, longest)
            there[number, column] = 1
            right[number, column + 1] = float(is_right)
        right[number, 0] = float(not any(is_right for _, is_right in pointer.candidates))
    mention = torch.stack([_shares(pointer.mention, longest) for _, pointer in pointers])
    return PointerAims(torch.tensor([row for row, _ in pointers]), mention, candidates, there, right)


def _event_opinions(examples: Sequence[Example], longest: int) -> EventOpinions:
    opinions = [(row, opinion) for row, example in enumerate(examples) for opinion in example.event_opinions]
    return EventOpinions(
        triggers=_padded([e.trigger_opinion for e in examples if e.trigger_opinion is not None], longest, 0, torch.float),
        marks=marks_of([(row, opinion.at) for row, opinion in opinions], longest),
        types=_stacked([opinion.types for _, opinion in opinions], len(TRIGGERS)),
        statuses=_stacked([opinion.statuses for _, opinion in opinions], 1),
        modes=_stacked([opinion.modes for _, opinion in opinions], 1),
        roles=_padded([opinion.roles for _, opinion in opinions], longest, 0, torch.float)
        if opinions else torch.zeros(0, longest, len(ROLES), 3),
        sectors=_padded([opinion.sectors for _, opinion in opinions], longest, 0, torch.float)
        if opinions else torch.zeros(0, longest, len(SECTOR_NAMES)),
    )  # fmt: skip


def _cue_opinions(examples: Sequence[Example], longest: int) -> CueOpinions:
    opinions = [(row, opinion) for row, example in enumerate(examples) for opinion in example.cue_opinions]
    return CueOpinions(
        cues=_padded([e.cue_opinion for e in examples if e.cue_opinion is not None], longest, 0, torch.float),
        marks=marks_of([(row, opinion.at) for row, opinion in opinions], longest),
        parts=_padded([opinion.parts for _, opinion in opinions], longest, 0, torch.float)
        if opinions else torch.zeros(0, longest, len(CITED), 3),
        genuine=_stacked([opinion.genuine for _, opinion in opinions], 2),
    )  # fmt: skip
