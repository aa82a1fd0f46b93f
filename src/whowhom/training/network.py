"""The network: an encoder read once per window, and one further layer read once per possible event."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from whowhom.language.labels import ROLES, STATUS_NAMES, TRIGGERS, TYPED_MODES
from whowhom.language.windows import FEATURES

FARTHEST: Final = 31
"""Distances to the trigger beyond this many pieces count as this many."""
DROPOUT: Final = 0.1


class Layer(nn.Module):
    """A post-norm transformer layer, begun as a copy of an encoder's last one (BERT or MPNet)."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out, self.up, self.down = (
            nn.Linear(width, width),
            nn.Linear(width, inner),
            nn.Linear(inner, width),
        )
        self.norm_attention, self.norm_out = nn.LayerNorm(width), nn.LayerNorm(width)
        self.drop = nn.Dropout(DROPOUT)

    def begin_as(self, layer: Any) -> None:
        """Take the weights of ``layer``."""
        attention = layer.attention
        if hasattr(attention, "attn"):  # MPNet
            inner = attention.attn
            pairs = [(self.query, inner.q), (self.key, inner.k), (self.value, inner.v), (self.out, inner.o),
                     (self.norm_attention, attention.LayerNorm)]  # fmt: skip
        else:
            inner = attention.self
            pairs = [(self.query, inner.query), (self.key, inner.key), (self.value, inner.value),
                     (self.out, attention.output.dense), (self.norm_attention, attention.output.LayerNorm)]  # fmt: skip
        pairs += [(self.up, layer.intermediate.dense), (self.down, layer.output.dense),
                  (self.norm_out, layer.output.LayerNorm)]  # fmt: skip
        for mine, theirs in pairs:
            mine.load_state_dict(copy.deepcopy(theirs.state_dict()))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """``states`` (rows, pieces, width) and ``mask`` (rows, pieces; 1 where there is a piece)."""
        rows, pieces, width = states.shape
        split = (rows, pieces, self.heads, width // self.heads)
        query, key, value = (f(states).view(split).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = query @ key.transpose(-1, -2) / (width // self.heads) ** 0.5
        scores = scores + (1.0 - mask.to(scores.dtype))[:, None, None, :] * -1e4
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, pieces, width)
        states = self.norm_attention(states + self.drop(self.out(mixed)))
        return self.norm_out(states + self.drop(self.down(nn.functional.gelu(self.up(states)))))


@dataclass
class Frames:
    """What the second reading gives: logits for each possible event."""

    roles: Tensor
    types: Tensor
    statuses: Tensor
    modes: Tensor


class Network(nn.Module):
    """Encoder, trigger head, and the event layer with its heads."""

    def __init__(self, base: Path, *, pretrained: bool = True) -> None:
        super().__init__()
        if pretrained:
            encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        else:
            encoder = AutoModel.from_config(AutoConfig.from_pretrained(base), add_pooling_layer=False)
        self.encoder: Any = encoder
        config = encoder.config
        width = config.hidden_size
        self.features = nn.Embedding(FEATURES, width)
        nn.init.zeros_(self.features.weight)
        self.triggers = nn.Linear(width, len(TRIGGERS))
        self.marks = nn.Embedding(2, width)
        self.distances = nn.Embedding(2 * FARTHEST + 1, width)
        nn.init.normal_(self.marks.weight, std=0.3)
        nn.init.normal_(self.distances.weight, std=0.15)
        self.about = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.layer = Layer(width, config.num_attention_heads, config.intermediate_size)
        self.layer.begin_as(encoder.encoder.layer[-1])
        self.roles = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(width, 3 * len(ROLES)))
        self.types = nn.Linear(2 * width, len(TRIGGERS))
        self.statuses = nn.Linear(2 * width, len(STATUS_NAMES))
        self.modes = nn.Linear(2 * width, len(TYPED_MODES))
        self.drop = nn.Dropout(DROPOUT)

    def read(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """First reading: states (windows, pieces, width) and trigger logits of every piece."""
        embedded = self.encoder.get_input_embeddings()(ids) + self.features(features)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
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
        again = self.layer(self.norm(states + around), mask)
        pooled = self.drop(torch.cat([(weight * again).sum(1), act], dim=-1))
        return Frames(self.roles(again), self.types(pooled), self.statuses(pooled), self.modes(pooled))
