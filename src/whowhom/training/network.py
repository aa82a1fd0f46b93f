"""The network: an encoder read once per window, and one further layer read once per possible event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from whowhom.language.labels import CITED, LIKENESS, ROLES, SECTOR_NAMES, STATUS_NAMES, TRIGGERS, TYPED_MODES
from whowhom.training.encoder import DROPOUT, Layer, load_encoder, masked

FARTHEST: Final = 31
"""Distances to the trigger beyond this many pieces count as this many."""
NARROW: Final = 192
"""Width in which statements are read: a cue costs a sixth of what an event's layer does in the small network."""
NARROW_HEADS: Final = 6
MARK_SPREAD: Final = 0.3
DISTANCE_SPREAD: Final = 0.15
"""Standard deviations of the first weights that tell where the trigger is; at 0.02 the roles learn far later."""


@dataclass
class First:
    """What the first reading gives for every piece: states, logits of triggers and cues, vectors of likeness.

    ``likeness`` (windows, pieces, 2, LIKENESS) holds what a piece asks for as a mention and what it tells as that
    which is referred to.
    """

    states: Tensor
    triggers: Tensor
    cues: Tensor
    likeness: Tensor


@dataclass
class Frames:
    """What the second reading gives: logits for each possible event."""

    roles: Tensor
    types: Tensor
    statuses: Tensor
    modes: Tensor
    sectors: Tensor


class Marked(nn.Module):
    """Tells a layer that follows which pieces are marked, how far the others are, and what the marked ones say."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.marks = nn.Embedding(2, width)
        self.distances = nn.Embedding(2 * FARTHEST + 1, width)
        nn.init.normal_(self.marks.weight, std=MARK_SPREAD)
        nn.init.normal_(self.distances.weight, std=DISTANCE_SPREAD)
        self.about = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)

    def forward(self, states: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """``marks`` (rows, pieces) is 1 at the marked pieces: the states to read on, and the marked ones' mean."""
        place = torch.arange(marks.shape[1], device=states.device)
        first = torch.argmax(marks, dim=1, keepdim=True)
        distance = (place[None, :] - first).clamp(-FARTHEST, FARTHEST) + FARTHEST
        mean = _mean(states, marks)
        around = self.marks(marks) + self.distances(distance) + self.about(mean)[:, None, :]
        return self.norm(states + around), mean


def _mean(states: Tensor, marks: Tensor, asked: Tensor | None = None) -> Tensor:
    """The mean of the marked pieces' states; ``asked`` are the pieces that ``states`` are of, all when None."""
    marked = (marks if asked is None else marks.index_select(1, asked)).to(states.dtype)
    return ((marked / marked.sum(1, keepdim=True).clamp(min=1))[:, :, None] * states).sum(1)


class Network(nn.Module):
    """Encoder, heads of the first reading, and the layers that read events and cues again.

    ``base`` is the folder of the encoder.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = load_encoder(base)
        shape = self.encoder.shape
        width = shape.width
        self.drop = nn.Dropout(DROPOUT)
        self.triggers = nn.Linear(width, len(TRIGGERS))
        self.cues = nn.Linear(width, 3)
        self.likeness = nn.Linear(width, 2 * LIKENESS)
        self.event = Marked(width)
        self.layer = Layer(shape)
        self.layer.load_state_dict(self.encoder.layers[-1].state_dict())
        self.roles = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(width, 3 * len(ROLES)))
        self.types = nn.Linear(2 * width, len(TRIGGERS))
        self.statuses = nn.Linear(2 * width, len(STATUS_NAMES))
        self.modes = nn.Linear(2 * width, len(TYPED_MODES))
        self.sectors = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(width, len(SECTOR_NAMES)))
        self.narrow = nn.Linear(width, NARROW)
        self.cue = Marked(NARROW)
        narrow = replace(shape, width=NARROW, inner=2 * NARROW, heads=NARROW_HEADS)
        self.narrow_layers = nn.ModuleList(Layer(narrow) for _ in range(2))
        self.cited = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(NARROW, 3 * len(CITED)))
        self.genuine = nn.Linear(2 * NARROW, 2)

    def read(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> First:
        """First reading of windows: (windows, pieces) each; of one window (pieces,), and then without a mask."""
        states = self.encoder(ids, features, mask)
        dropped = self.drop(states)
        likeness = self.likeness(dropped).unflatten(-1, (2, LIKENESS))
        return First(states, self.triggers(dropped), self.cues(dropped), likeness)

    def reread(self, states: Tensor, mask: Tensor | None, trigger: Tensor, asked: Tensor | None = None) -> Frames:
        """Second reading, a row an event: ``trigger`` (rows, pieces) is 1 on the trigger's pieces.

        ``states`` have a row an event too, or are of one window in which all of them are. Roles and sectors are told
        of the pieces at the positions ``asked``, the trigger's among them; of all when None.
        """
        marked, act = self.event(states, trigger)
        again = self.layer(marked, masked(mask), asked)
        pooled = self.drop(torch.cat([_mean(again, trigger, asked), act], dim=-1))
        return Frames(
            self.roles(again), self.types(pooled), self.statuses(pooled), self.modes(pooled), self.sectors(again)
        )

    def hear(
        self, states: Tensor, mask: Tensor | None, cue: Tensor, asked: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Second reading, a row a cue: logits of the parts of its statement for each piece, and of its being one.

        ``asked`` as for ``reread``.
        """
        states, said = self.cue(self.narrow(states), cue)
        bias = masked(mask)
        first, last = self.narrow_layers
        states = last(first(states, bias), bias, asked)
        pooled = self.drop(torch.cat([_mean(states, cue, asked), said], dim=-1))
        return self.cited(states), self.genuine(pooled)
