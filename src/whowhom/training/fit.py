"""Fitting the network to what is known of windows."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from whowhom.language.labels import STATUS_NAMES
from whowhom.training.batches import Batch, collate, grouped, to
from whowhom.training.examples import Example
from whowhom.training.losses import loss_of
from whowhom.training.network import Network

LAST_RATE: Final = 0.02
"""Share of the learning rate that is left at the end."""
STEEPEST: Final = 1.0
"""Norm to which gradients are cut."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast: learning rates of encoder and heads, and how averages are kept."""

    epochs: int
    encoder_rate: float
    head_rate: float
    average: float
    seed: int = 1
    warmup: float = 0.1
    decay: float = 0.01
    status_power: float = 0.5


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples of one kind, and how many are learned from together."""

    examples: Sequence[Example]
    together: int

    def epoch(self, rng: random.Random) -> list[list[Example]]:
        """The groups of one epoch, drawn anew."""
        return [[self.examples[i] for i in group] for group in grouped(self.examples, self.together, rng)]

    @property
    def steps(self) -> int:
        """Groups an epoch."""
        return math.ceil(len(self.examples) / self.together)


def device() -> torch.device:
    """Where tensors live: on an accelerator if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def status_weights(examples: Iterable[Example], power: float) -> Tensor:
    """Weights that lift rare statuses: (commonest / count) ** power."""
    counts = np.ones(len(STATUS_NAMES))
    for example in examples:
        for target in example.targets:
            counts[target.status] += 1
    return torch.tensor((counts.max() / counts) ** power, dtype=torch.float32)


def optimizer_for(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW with rates of its own for encoder, event layer and heads."""
    encoder = {id(p) for p in network.encoder.parameters()}
    others = [(name, p) for name, p in network.named_parameters() if id(p) not in encoder]
    return torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "lr": recipe.encoder_rate},
            {"params": list(network.layer.parameters()), "lr": recipe.encoder_rate * 2},
            {"params": [p for name, p in others if not name.startswith("layer.")], "lr": recipe.head_rate},
        ],
        weight_decay=recipe.decay,
        fused=True,
    )


def _rate(progress: float, warmup: float) -> float:
    """Share of the learning rate: up, then straight down."""
    return progress / warmup if progress < warmup else max(LAST_RATE, (1.0 - progress) / (1.0 - warmup))


def fit(
    network: Network,
    sources: Sequence[Lessons],
    recipe: Recipe,
    after_epoch: Callable[[int, Network], None],
) -> Network:
    """Train, calling ``after_epoch(epoch, averaged network)`` after each; the averaged network is returned.

    It holds an exponential moving average of the weights, which on so little data is steadier than the last
    weights.
    """
    rng = random.Random(recipe.seed)
    place = device()
    network.to(place)
    weights = status_weights((e for s in sources for e in s.examples), recipe.status_power).to(place)
    optimizer = optimizer_for(network, recipe)
    peaks = [group["lr"] for group in optimizer.param_groups]
    steps = recipe.epochs * sum(source.steps for source in sources)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.average))
    done = 0
    for epoch in range(1, recipe.epochs + 1):
        network.train()
        total, start, before = torch.zeros((), device=place), time.perf_counter(), done
        for batch in _batches(sources, rng):
            progress = (done + 1) / steps
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * _rate(progress, recipe.warmup)
            total += _step(network, to(batch, place), weights, optimizer)
            averaged.update_parameters(network)
            done += 1
        told = float(total) / max(1, done - before)
        print(f"epoch {epoch} loss {told:.4f} in {time.perf_counter() - start:.0f} s, step {done}", flush=True)
        averaged.eval()
        after_epoch(epoch, averaged.module)
    return averaged.module.eval()


def _batches(sources: Sequence[Lessons], rng: random.Random) -> Iterator[Batch]:
    groups = [group for source in sources for group in source.epoch(rng)]
    rng.shuffle(groups)
    yield from map(collate, groups)


def _step(network: Network, batch: Batch, weights: Tensor, optimizer: torch.optim.Optimizer) -> Tensor:
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        loss = loss_of(network, batch, weights)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), STEEPEST)
    optimizer.step()
    return loss.detach()
