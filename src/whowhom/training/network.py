"""The network: an encoder read once per window, and one further layer read once per possible event."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from whowhom.language.labels import ROLES, STATUS_NAMES, TRIGGERS, TYPED_MODES
from whowhom.training.encoder import DROPOUT, Layer, load_encoder, masked

FARTHEST: Final = 31
"""Distances to the trigger beyond this many pieces count as this many."""
MARK_SPREAD: Final = 0.3
DISTANCE_SPREAD: Final = 0.15
"""Standard deviations of the first weights that tell where the trigger is; at 0.02 the roles learn far later."""


@dataclass
class Frames:
    """What the second reading gives: logits for each possible event."""

    roles: Tensor
    types: Tensor
    statuses: Tensor
    modes: Tensor


class Network(nn.Module):
    """Encoder, trigger head, and the event layer with its heads; ``base`` is the folder of the encoder."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = load_encoder(base)
        shape = self.encoder.shape
        width = shape.width
        self.triggers = nn.Linear(width, len(TRIGGERS))
        self.marks = nn.Embedding(2, width)
        self.distances = nn.Embedding(2 * FARTHEST + 1, width)
        nn.init.normal_(self.marks.weight, std=MARK_SPREAD)
        nn.init.normal_(self.distances.weight, std=DISTANCE_SPREAD)
        self.about = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.layer = Layer(shape)
        self.layer.load_state_dict(self.encoder.layers[-1].state_dict())
        self.roles = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(width, 3 * len(ROLES)))
        self.types = nn.Linear(2 * width, len(TRIGGERS))
        self.statuses = nn.Linear(2 * width, len(STATUS_NAMES))
        self.modes = nn.Linear(2 * width, len(TYPED_MODES))
        self.drop = nn.Dropout(DROPOUT)

    def read(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """First reading: states (windows, pieces, width) and trigger logits of every piece."""
        states = self.encoder(ids, features, mask)
        return states, self.triggers(self.drop(states))

    def reread(self, states: Tensor, mask: Tensor, trigger: Tensor) -> Frames:
        """Second reading, a row an event: ``trigger`` (rows, pieces) is 1 on the trigger's pieces."""
        place = torch.arange(states.shape[1], device=states.device)
        marked = trigger.to(states.dtype)
        first = torch.argmax(trigger, dim=1, keepdim=True)
        distance = (place[None, :] - first).clamp(-FARTHEST, FARTHEST) + FARTHEST
        weight = (marked / marked.sum(1, keepdim=True).clamp(min=1))[:, :, None]
        act = (weight * states).sum(1)
        around = self.marks(trigger) + self.distances(distance) + self.about(act)[:, None, :]
        again = self.layer(self.norm(states + around), masked(mask))
        pooled = self.drop(torch.cat([(weight * again).sum(1), act], dim=-1))
        return Frames(self.roles(again), self.types(pooled), self.statuses(pooled), self.modes(pooled))
