"""A BERT or MPNet encoder, read from safetensors.

Written out so that it exports to ONNX as a plain graph: the library's own models decide by the example's
values which mask they build, and what was decided is then fixed in the graph.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from whowhom.language.windows import FEATURES

DROPOUT: Final = 0.1
FARTHEST_BUCKET: Final = 128
"""MPNet: pieces farther apart than this share a bucket."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a base encoder's ``config.json`` says of its size."""

    words: int
    positions: int
    width: int
    inner: int
    heads: int
    layers: int
    epsilon: float
    first_position: int
    buckets: int

    @classmethod
    def of(cls, base: Path) -> Shape:
        """Read from the folder of a base encoder."""
        config = json.loads((base / "config.json").read_text(encoding="utf-8"))
        mpnet = config["model_type"] == "mpnet"
        return cls(
            words=config["vocab_size"], positions=config["max_position_embeddings"], width=config["hidden_size"],
            inner=config["intermediate_size"], heads=config["num_attention_heads"], layers=config["num_hidden_layers"],
            epsilon=config["layer_norm_eps"], first_position=config["pad_token_id"] + 1 if mpnet else 0,
            buckets=config["relative_attention_num_buckets"] if mpnet else 0,
        )  # fmt: skip


class Layer(nn.Module):
    """A post-norm transformer layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, shape.inner), nn.Linear(shape.inner, width)
        self.norm_attention = nn.LayerNorm(width, eps=shape.epsilon)
        self.norm_out = nn.LayerNorm(width, eps=shape.epsilon)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, bias: Tensor | None = None, asked: Tensor | None = None) -> Tensor:
        """``states`` (..., pieces, width); ``bias`` is added to the attention scores.

        ``asked`` are positions of the pieces whose states are wanted, of all when None; all are attended to.
        """
        mine = states if asked is None else states.index_select(-2, asked)
        split = (self.heads, states.shape[-1] // self.heads)
        query, key, value = (
            part(of).unflatten(-1, split).transpose(-3, -2)
            for part, of in ((self.query, mine), (self.key, states), (self.value, states))
        )
        mixed = self._mixed(query, key, value, bias).transpose(-3, -2).flatten(-2)
        mine = self.norm_attention(mine + self.drop(self.out(mixed)))
        return self.norm_out(mine + self.drop(self.down(nn.functional.gelu(self.up(mine)))))

    def _mixed(self, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
        if self.training:
            # Fused, a step takes half as long on a CPU, where it is slow in bf16; it leaves out the dropout of the
            # scores. Written out below, attention is a plain graph when exported.
            if query.device.type == "cpu":
                query, key, value = query.float(), key.float(), value.float()
            with torch.autocast("cpu", enabled=False):
                return nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        if bias is not None:
            scores = scores + bias
        return scores.softmax(-1) @ value


def masked(mask: Tensor | None) -> Tensor | None:
    """What bars attention to padding: ``mask`` (rows, pieces) is 1 where there is a piece; None without padding."""
    return None if mask is None else (1.0 - mask.float())[:, None, None, :] * -1e4


class Transformer(nn.Module):
    """Embeddings and layers; ``features`` (how a piece is written) are added to the words'."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.words, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(FEATURES, shape.width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.distances = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        span = torch.arange(shape.positions)
        self.register_buffer("bucket", _buckets(span[None, :] - span[:, None], shape.buckets), persistent=False)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """States (rows, pieces, width) of the last layer; of one window without rows, (pieces, width)."""
        pieces = ids.shape[-1]
        place = torch.arange(pieces, device=ids.device) + self.shape.first_position
        states = self.drop(self.norm(self.words(ids) + self.positions(place) + self.features(features)))
        bias = masked(mask)
        if self.distances is not None:
            apart = self.distances(self.bucket[:pieces, :pieces]).permute(2, 0, 1)
            bias = apart if bias is None else bias + apart
        for layer in self.layers:
            states = layer(states, bias)
        return states


def _buckets(apart: Tensor, buckets: int) -> Tensor:
    """The bucket of a relative position, as T5 and MPNet count them (Raffel et al. 2020)."""
    half = buckets // 2
    if not half:
        return torch.zeros(1, 1, dtype=torch.long)
    exact = half // 2
    far = apart.abs().clamp(min=1)
    coarse = exact + (torch.log(far / exact) / math.log(FARTHEST_BUCKET / exact) * (half - exact)).long()
    return (apart > 0).long() * half + torch.where(far < exact, apart.abs(), coarse.clamp(max=half - 1))


_PARTS: Final = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm_attention",
    "attention.attn.q": "query", "attention.attn.k": "key", "attention.attn.v": "value", "attention.attn.o": "out",
    "attention.LayerNorm": "norm_attention",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm_out",
}  # fmt: skip


def load_encoder(base: Path) -> Transformer:
    """The encoder of a base folder with its weights."""
    encoder = Transformer(Shape.of(base))
    theirs: dict[str, Any] = load_file(base / "model.safetensors")
    positions = theirs["embeddings.position_embeddings.weight"]
    if "embeddings.token_type_embeddings.weight" in theirs:
        positions = positions + theirs["embeddings.token_type_embeddings.weight"][0]
    mine = {
        "words.weight": theirs["embeddings.word_embeddings.weight"],
        "positions.weight": positions,
        "norm.weight": theirs["embeddings.LayerNorm.weight"],
        "norm.bias": theirs["embeddings.LayerNorm.bias"],
        "features.weight": encoder.features.weight.detach(),
    }
    if encoder.distances is not None:
        mine["distances.weight"] = theirs["encoder.relative_attention_bias.weight"]
    for name, weight in theirs.items():
        if name.startswith("encoder.layer."):
            _, _, number, rest = name.split(".", 3)
            part, kind = rest.rsplit(".", 1)
            mine[f"layers.{number}.{_PARTS[part]}.{kind}"] = weight
    encoder.load_state_dict(mine)
    return encoder
