"""What teachers say of windows, for a smaller network to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import torch

from whowhom.language.decode import Proposal, Reading, propose
from whowhom.language.labels import ROLES
from whowhom.language.windows import Window
from whowhom.training.batches import batch_of, marks_of, to
from whowhom.training.examples import EventOpinion, Example
from whowhom.training.fit import device
from whowhom.training.network import Frames, Network

TOGETHER: Final = 32
"""Windows that teachers read at a time."""
Floats = np.ndarray[Any, Any]
Seen = tuple[Floats, list[tuple[Proposal, Reading]]]
"""Of one window: trigger probabilities, possible events."""


@torch.no_grad()
def read_all(networks: Sequence[Network], windows: Sequence[Window]) -> Iterator[tuple[int, Seen]]:
    """The number of each window and the mean of what networks see in it, shortest windows first."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
    for start in range(0, len(order), TOGETHER):
        group = order[start : start + TOGETHER]
        yield from zip(group, _read(networks, [windows[i] for i in group]), strict=True)


def _read(networks: Sequence[Network], windows: Sequence[Window]) -> list[Seen]:
    place = device()
    batch = to(batch_of(windows), place)
    longest = batch.ids.shape[1]
    sizes = [len(window.pieces) for window in windows]
    with torch.autocast(place.type, dtype=torch.bfloat16):
        read = [network.read(batch.ids, batch.features, batch.mask) for network in networks]
        triggers = _mean([first.triggers for first in read])
        events = [(row, p) for row, w in enumerate(windows) for p in propose(w, triggers[row, : sizes[row]])]
        readings = []
        if events:
            marks = to(marks_of([(row, p.at) for row, p in events], longest), place)
            states = [first.states[marks.rows] for first in read]
            mask = batch.mask[marks.rows]
            readings = _readings([n.reread(s, mask, marks.at) for n, s in zip(networks, states, strict=True)])
    found: list[Seen] = [(triggers[row, :size], []) for row, size in enumerate(sizes)]
    for (row, proposal), reading in zip(events, readings, strict=True):
        size = sizes[row]
        roles, sectors = (numbers[:size] for numbers in (reading.roles, reading.sectors) if numbers is not None)
        found[row][1].append((proposal, replace(reading, roles=roles, sectors=sectors)))
    return found


def _mean(logits: Sequence[torch.Tensor]) -> Floats:
    """The mean of the networks' probabilities."""
    result: Floats = torch.stack([one.float().softmax(-1) for one in logits]).mean(0).cpu().numpy()
    return result


def _readings(frames: Sequence[Frames]) -> list[Reading]:
    roles = _mean([one.roles.unflatten(-1, (len(ROLES), 3)) for one in frames])
    others = [_mean([getattr(one, name) for one in frames]) for name in ("types", "statuses", "modes", "sectors")]
    return [Reading(*each) for each in zip(roles, *others, strict=True)]


def with_opinions(
    examples: Sequence[Example], networks: Sequence[Network], *, quiet: float = 1.0, seed: int = 1
) -> list[Example | None]:
    """The examples with the networks' mean opinion of events wherever they have no labels.

    Of those without labels in which the networks see nothing the share ``quiet`` is kept, for they teach little; the
    others are None.
    """
    rng = random.Random(seed)
    result: list[Example | None] = [None] * len(examples)
    for number, (triggers, events) in read_all(networks, [e.window for e in examples]):
        example = examples[number]
        if example.cues is None and not events and rng.random() > quiet:
            continue
        if example.triggers is None:
            opinions = tuple(_event_opinion(*pair) for pair in events)
            example = replace(example, trigger_opinion=triggers.astype(np.float16), event_opinions=opinions)
        result[number] = example
    return result


def _event_opinion(proposal: Proposal, reading: Reading) -> EventOpinion:
    assert reading.sectors is not None
    return EventOpinion(
        proposal.at, reading.types, reading.statuses, reading.modes,
        reading.roles.astype(np.float16), reading.sectors.astype(np.float16),
    )  # fmt: skip
