"""The shared scorer's figures of a network in training, on gold passages, by the decoder that ships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from whowhom.language.decode import Proposal, Reading, frame, propose, softmax
from whowhom.language.windows import Window
from whowhom.training.fit import batch_of
from whowhom.training.network import Network
from whowhom.types import Frame


@torch.no_grad()
def read_all(
    network: Network, windows: Sequence[Window], size: int = 32, *, bfloat16: bool = True
) -> list[list[tuple[Proposal, Reading]]]:
    """Every proposal of every window with its second reading, as probabilities."""
    result: list[list[tuple[Proposal, Reading]]] = [[] for _ in windows]
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces))
    for start in range(0, len(order), size):
        group = order[start : start + size]
        batch = batch_of([windows[i] for i in group])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            states, logits = network.read(batch.ids, batch.features, batch.mask)
            probabilities = softmax(logits.float().numpy())
            found = [
                (row, proposal)
                for row, i in enumerate(group)
                for proposal in propose(windows[i], probabilities[row, : len(windows[i].pieces)])
            ]
            if not found:
                continue
            index = torch.tensor([row for row, _ in found])
            marks = torch.zeros(len(found), batch.ids.shape[1], dtype=torch.long)
            for at, (_, proposal) in enumerate(found):
                marks[at, torch.from_numpy(proposal.at)] = 1
            frames = network.reread(states[index], batch.mask[index], marks)
        roles = softmax(frames.roles.float().numpy().reshape(len(found), -1, frames.roles.shape[-1] // 3, 3))
        types, statuses, modes = (softmax(x.float().numpy()) for x in (frames.types, frames.statuses, frames.modes))
        for at, (row, proposal) in enumerate(found):
            reading = Reading(roles[at], types[at], statuses[at], modes[at])
            result[group[row]].append((proposal, reading))
    return result


def records(
    gold: Sequence[dict[str, Any]],
    windows: Sequence[Window],
    readings: Sequence[Sequence[tuple[Proposal, Reading]]],
    threshold: float,
) -> dict[str, dict[str, Any]]:
    """Records by id, in the codebook's form, with roles that no linker has seen."""
    result = {}
    for passage, window, found in zip(gold, windows, readings, strict=True):
        frames = [frame(window, proposal, reading) for proposal, reading in found]
        kept = [_event(seen) for seen in frames if seen.confidence >= threshold]
        result[passage["id"]] = {"id": passage["id"], "events": kept}
    return result


def _event(found: Frame) -> dict[str, Any]:
    def mention(scored: Any) -> dict[str, Any]:
        return {"start": scored.span.start, "end": scored.span.end}

    return {
        "type": found.type,
        "mode": found.mode,
        "status": found.status,
        "trigger": mention(found.trigger),
        "actors": [mention(m) for m in found.actors],
        "recipients": [mention(m) for m in found.recipients],
        "attributed_to": [mention(m) for m in found.attributed_to],
        "date": mention(found.date) if found.date else None,
        "place": mention(found.place) if found.place else None,
    }


def best_threshold(gold: dict[str, Any], tried: Any, score: Any) -> tuple[float, dict[str, Any]]:
    """The threshold of the best event F1, with all figures there."""
    options = [(threshold, score(gold, tried(threshold))) for threshold in np.arange(0.3, 0.75, 0.05)]
    return max(options, key=lambda option: option[1]["event"]["f1"])
