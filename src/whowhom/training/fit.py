"""Fitting the network to examples, and to what a teacher says of unlabelled windows."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from whowhom.language.labels import ROLES, STATUS_NAMES
from whowhom.language.windows import Window
from whowhom.training.examples import UNLABELLED, Example
from whowhom.training.network import Network

NEGATIVES: Final = 12
"""False triggers a batch that the second reading learns to turn down, the likeliest first."""

DOUBTFUL: Final = 0.05
"""Probability above which a false trigger is worth turning down."""
ROLE_WORDS: Final = 5
"""Words an event that have a role, about: what the loss of the roles is divided by."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast: learning rates of encoder and heads, loss weights, batch size in windows."""

    epochs: int = 6
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    batch: int = 16
    warmup: float = 0.1
    decay: float = 0.01
    role_weight: float = 1.0
    status_power: float = 0.5
    seed: int = 1
    average: float = 0.99
    bfloat16: bool = True


@dataclass
class Batch:
    """Windows as tensors, with their examples."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    examples: Sequence[Any] = field(default_factory=tuple)


def batch_of(windows: Sequence[Window], examples: Sequence[Any] = ()) -> Batch:
    """Windows padded to the longest."""
    longest = max(len(window.pieces) for window in windows)
    ids, features, mask = (torch.zeros(len(windows), longest, dtype=torch.long) for _ in range(3))
    for row, window in enumerate(windows):
        pieces = window.pieces
        ids[row, : len(pieces)] = torch.from_numpy(pieces.ids)
        features[row, : len(pieces)] = torch.from_numpy(pieces.features)
        mask[row, : len(pieces)] = 1
    return Batch(ids, features, mask, examples)


def batches(examples: Sequence[Any], size: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of windows of like length, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.pieces) + rng.random() * 12)
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield batch_of([examples[i].window for i in group], [examples[i] for i in group])


def status_weights(examples: Iterable[Example], power: float) -> Tensor:
    """Weights that lift rare statuses: (commonest / count) ** power."""
    counts = np.ones(len(STATUS_NAMES))
    for example in examples:
        for target in example.targets:
            counts[target.status] += 1
    return torch.tensor((counts.max() / counts) ** power, dtype=torch.float32)


def gold_loss(network: Network, batch: Batch, weights: Tensor, recipe: Recipe) -> Tensor:
    """The loss of one batch of gold windows: triggers, then every event and the likeliest false ones."""
    states, logits = network.read(batch.ids, batch.features, batch.mask)
    longest = batch.ids.shape[1]
    labels = torch.full(batch.ids.shape, UNLABELLED)
    for row, example in enumerate(batch.examples):
        labels[row, : len(example.triggers)] = torch.from_numpy(example.triggers)
    loss = functional.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), ignore_index=UNLABELLED)
    rows, marks, targets = [], [], []
    for row, example in enumerate(batch.examples):
        for target in example.targets:
            mark = torch.zeros(longest, dtype=torch.long)
            mark[torch.from_numpy(target.trigger)] = 1
            rows.append(row)
            marks.append(mark)
            targets.append(target)
    false = _false_triggers(logits, labels)
    for row, place in false:
        mark = torch.zeros(longest, dtype=torch.long)
        mark[place] = 1
        rows.append(row)
        marks.append(mark)
    if not rows:
        return loss
    index = torch.tensor(rows)
    frames = network.reread(states[index], batch.mask[index], torch.stack(marks))
    types = torch.tensor([target.type for target in targets] + [0] * len(false))
    loss = loss + functional.cross_entropy(frames.types.float(), types)
    if not targets:
        return loss
    known = len(targets)
    statuses = torch.tensor([target.status for target in targets])
    modes = torch.tensor([target.mode for target in targets])
    roles = torch.full((known, longest, len(ROLES)), UNLABELLED)
    for row, target in enumerate(targets):
        roles[row, : len(target.roles)] = torch.from_numpy(target.roles)
    role_logits = frames.roles[:known].float().reshape(-1, 3)
    loss = loss + functional.cross_entropy(frames.statuses[:known].float(), statuses, weight=weights)
    loss = loss + 0.5 * functional.cross_entropy(frames.modes[:known].float(), modes)
    role_loss = functional.cross_entropy(role_logits, roles.flatten(), ignore_index=UNLABELLED, reduction="sum")
    return loss + recipe.role_weight * role_loss / (ROLE_WORDS * known)


def _false_triggers(logits: Tensor, labels: Tensor) -> list[tuple[int, int]]:
    """Words that the first reading takes for triggers and gold does not."""
    likely = (1.0 - logits.detach().float().softmax(-1)[..., 0]) * (labels == 0)
    values, places = likely.flatten().topk(min(NEGATIVES, likely.numel()))
    width = labels.shape[1]
    return [divmod(int(at), width) for value, at in zip(values, places, strict=True) if value > DOUBTFUL]


def optimizer_for(network: Network, recipe: Recipe, steps: int) -> tuple[Any, Any]:
    """AdamW with its own rate for encoder and heads, warm-up, then linear decay."""
    encoder = {id(p) for p in network.encoder.parameters()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in network.parameters() if id(p) in encoder], "lr": recipe.encoder_rate},
            {"params": list(network.layer.parameters()), "lr": recipe.encoder_rate * 2},
            {
                "params": [
                    p for name, p in network.named_parameters()
                    if id(p) not in encoder and not name.startswith("layer.")
                ],
                "lr": recipe.head_rate,
            },
        ],
        weight_decay=recipe.decay,
    )  # fmt: skip
    warm = max(1, int(steps * recipe.warmup))

    def rate(step: int) -> float:
        return (step + 1) / warm if step < warm else max(0.02, (steps - step) / max(1, steps - warm))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples of one kind, how many of them an epoch sees, and their loss."""

    examples: Sequence[Any]
    an_epoch: int
    loss: Callable[[Network, Batch], Tensor]

    def epoch(self, size: int, rng: random.Random) -> list[tuple[Batch, Callable[[Network, Batch], Tensor]]]:
        """The batches of one epoch, drawn anew."""
        drawn = rng.sample(range(len(self.examples)), min(self.an_epoch, len(self.examples)))
        return [(batch, self.loss) for batch in batches([self.examples[i] for i in drawn], size, rng)]


def fit(
    network: Network,
    sources: Sequence[Lessons],
    recipe: Recipe,
    after_epoch: Callable[[int, Network], None],
) -> None:
    """Train for ``recipe.epochs``, calling ``after_epoch(epoch, averaged network)`` after each.

    The averaged network holds an exponential moving average of the weights, which on so little data is
    steadier than the last weights.
    """
    rng = random.Random(recipe.seed)
    an_epoch = sum(math.ceil(min(s.an_epoch, len(s.examples)) / recipe.batch) for s in sources)
    optimizer, schedule = optimizer_for(network, recipe, recipe.epochs * an_epoch)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.average))
    for epoch in range(1, recipe.epochs + 1):
        network.train()
        total, count, start = 0.0, 0, time.perf_counter()
        work = [step for source in sources for step in source.epoch(recipe.batch, rng)]
        rng.shuffle(work)
        for batch, loss_of in work:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.bfloat16):
                loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            averaged.update_parameters(network)
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch} loss {total / count:.4f} in {time.perf_counter() - start:.0f} s", flush=True)
        averaged.eval()
        after_epoch(epoch, averaged.module)
