"""What teachers say of windows, for a smaller network to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import torch

from whowhom.language.decode import Cue, Hearing, Proposal, Reading, propose, propose_cues, softmax
from whowhom.language.labels import CITED, ROLES
from whowhom.language.windows import Window, Wordpieces
from whowhom.training.batches import batch_of, marks_of, to
from whowhom.training.examples import CueOpinion, EventOpinion, Example, article_windows
from whowhom.training.fit import device
from whowhom.training.network import Frames, Network

TOGETHER: Final = 32
"""Windows that teachers read at a time."""
Floats = np.ndarray[Any, Any]
Seen = tuple[Floats, list[tuple[Proposal, Reading]], Floats, list[tuple[Cue, Hearing]]]
"""Of one window: trigger probabilities, possible events, cue probabilities, possible cues."""


@torch.no_grad()
def read_all(networks: Sequence[Network], windows: Sequence[Window]) -> Iterator[tuple[int, Seen]]:
    """The number of each window and the mean of what networks see in it, shortest windows first."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
    for start in range(0, len(order), TOGETHER):
        group = order[start : start + TOGETHER]
        yield from zip(group, _read(networks, [windows[i] for i in group]), strict=True)


def _read(networks: Sequence[Network], windows: Sequence[Window]) -> Iterator[Seen]:
    place = device()
    batch = to(batch_of(windows), place)
    longest = batch.ids.shape[1]
    with torch.autocast(place.type, dtype=torch.bfloat16):
        read = [network.read(batch.ids, batch.features, batch.mask) for network in networks]
    sizes = [len(window.pieces) for window in windows]
    triggers = np.mean([softmax(_numbers(first.triggers)) for first in read], axis=0)
    cues = np.mean([softmax(_numbers(first.cues)) for first in read], axis=0)
    events = [(row, p) for row, w in enumerate(windows) for p in propose(w, triggers[row, : sizes[row]])]
    heard = [(row, c) for row, w in enumerate(windows) for c in propose_cues(w, cues[row, : sizes[row]])]
    event_marks = to(marks_of([(row, p.at) for row, p in events], longest), place)
    cue_marks = to(marks_of([(row, c.at) for row, c in heard], longest), place)
    frames, hearings = [], []
    with torch.autocast(place.type, dtype=torch.bfloat16):
        for network, first in zip(networks, read, strict=True):
            rows = event_marks.rows
            if events:
                frames.append(_readings(network.reread(first.states[rows], batch.mask[rows], event_marks.at)))
            rows = cue_marks.rows
            if heard:
                hearings.append(network.hear(first.states[rows], batch.mask[rows], cue_marks.at))
    readings = _mean_readings(frames)
    parts = [softmax(_numbers(p.unflatten(-1, (len(CITED), 3)))) for p, _ in hearings]
    genuine = [softmax(_numbers(g))[:, 1] for _, g in hearings]
    found: list[Seen] = [
        (triggers[row, :size], [], cues[row, :size], []) for row, size in enumerate(sizes)
    ]
    for number, (row, proposal) in enumerate(events):
        r = readings[number]
        cut = replace(r, roles=r.roles[: sizes[row]], sectors=r.sectors[: sizes[row]])
        found[row][1].append((proposal, cut))
    for number, (row, cue) in enumerate(heard):
        mean = np.mean([p[number, : sizes[row]] for p in parts], axis=0)
        found[row][3].append((cue, Hearing(mean, float(np.mean([g[number] for g in genuine])))))
    return iter(found)


def _numbers(tensor: torch.Tensor) -> Floats:
    result: Floats = tensor.float().cpu().numpy()
    return result


def _readings(frames: Frames) -> list[Floats]:
    roles = softmax(_numbers(frames.roles.unflatten(-1, (len(ROLES), 3))))
    others = (frames.types, frames.statuses, frames.modes, frames.sectors)
    return [roles, *(softmax(_numbers(logits)) for logits in others)]


def _mean_readings(frames: Sequence[Sequence[Floats]]) -> list[Reading]:
    if not frames:
        return []
    means = [np.mean(list(same), axis=0) for same in zip(*frames, strict=True)]
    return [Reading(*each) for each in zip(*means, strict=True)]


def with_opinions(
    examples: Sequence[Example], networks: Sequence[Network], *, quiet: float = 1.0, seed: int = 1
) -> list[Example]:
    """The examples with the networks' mean opinion wherever they have no labels.

    Of those without labels in which the networks see nothing the share ``quiet`` is kept: they teach little.
    """
    rng = random.Random(seed)
    result: dict[int, Example] = {}
    for number, (triggers, events, cues, heard) in read_all(networks, [e.window for e in examples]):
        example = examples[number]
        unlabelled = example.triggers is None and example.cues is None
        if unlabelled and not events and not heard and rng.random() > quiet:
            continue
        if example.triggers is None:
            opinions = tuple(_event_opinion(*pair) for pair in events)
            example = replace(example, trigger_opinion=triggers.astype(np.float16), event_opinions=opinions)
        if example.cues is None:
            views = tuple(_cue_opinion(*pair) for pair in heard)
            example = replace(example, cue_opinion=cues.astype(np.float16), cue_opinions=views)
        result[number] = example
    return [result[number] for number in sorted(result)]


def _event_opinion(proposal: Proposal, reading: Reading) -> EventOpinion:
    return EventOpinion(
        proposal.at, reading.types, reading.statuses, reading.modes,
        reading.roles.astype(np.float16), reading.sectors.astype(np.float16),
    )  # fmt: skip


def _cue_opinion(cue: Cue, hearing: Hearing) -> CueOpinion:
    return CueOpinion(cue.at, hearing.parts.astype(np.float16), np.array([1 - hearing.genuine, hearing.genuine]))


def unlabelled(texts: Sequence[str], wordpieces: Wordpieces) -> list[Example]:
    """Windows of articles or sentences of which nobody has said anything."""
    return [Example(window) for text in texts for window in article_windows(text, wordpieces)]
