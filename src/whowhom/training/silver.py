"""What a teacher says of unlabelled text, for a smaller network to learn from."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from whowhom.language.decode import propose, softmax
from whowhom.language.labels import ROLES
from whowhom.language.windows import Ints, Window, Wordpieces
from whowhom.training.check import marked, readings
from whowhom.training.examples import whole_window
from whowhom.training.fit import ROLE_WORDS, Batch, batch_of
from whowhom.training.network import Network

QUIET_SHARE: Final = 0.15
"""Share kept of the passages in which the teacher sees nothing; they teach little."""
LONGEST_PASSAGE: Final = 420
"""Characters of a passage made of whole sentences, as long as gold's are."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The teacher's probabilities for one possible event."""

    at: Ints
    types: np.ndarray[Any, Any]
    statuses: np.ndarray[Any, Any]
    modes: np.ndarray[Any, Any]
    roles: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Silver:
    """A passage with the teacher's trigger probabilities and opinions."""

    text: str
    window: Window
    triggers: np.ndarray[Any, Any]
    opinions: tuple[Opinion, ...]


def passages(shared: Path, sentences_of: Any) -> Iterator[dict[str, Any]]:
    """Unlabelled passages with the text before each: news articles, then the sentences of the benchmarks."""
    with gzip.open(shared / "data/polnear/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from _pieces_of(sentences_of(json.loads(line)["text"]))
    for path in ("data/conflibert/cameo_class_train.jsonl", "data/plover_pairs/train.jsonl"):
        for line in (shared / path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield {"text": row.get("text") or row["sentence"], "context": ""}


def _pieces_of(sentences: Sequence[str]) -> Iterator[dict[str, Any]]:
    start = 0
    while start < len(sentences):
        end = start + 1
        while end < len(sentences) and sum(map(len, sentences[start : end + 1])) < LONGEST_PASSAGE:
            end += 1
        yield {
            "text": " ".join(sentences[start:end]),
            "context": " ".join(sentences[max(0, start - 2) : start]),
        }
        start = end


@torch.no_grad()
def silver(
    teachers: Sequence[Network],
    theirs: Wordpieces,
    mine: Wordpieces,
    texts: Sequence[dict[str, Any]],
    seed: int,
) -> Iterator[Silver]:
    """The mean opinion of ``teachers`` on each passage that is worth learning from.

    Raises ``ValueError`` when the two vocabularies cut a text in different places.
    """
    rng = random.Random(seed)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]["text"]))
    for start in range(0, len(order), 24):
        group = [texts[i] for i in order[start : start + 24]]
        windows = [whole_window(text, theirs) for text in group]
        students = [whole_window(text, mine) for text in group]
        for one, other in zip(windows, students, strict=True):
            if not np.array_equal(one.pieces.starts, other.pieces.starts):
                raise ValueError("teacher and student cut a text in different places")
        views = _opinions(teachers, windows)
        for text, student, (triggers, opinions) in zip(group, students, views, strict=True):
            if opinions or rng.random() < QUIET_SHARE:
                yield Silver(text["text"], student, triggers, opinions)


def _opinions(
    teachers: Sequence[Network], windows: Sequence[Window]
) -> Iterator[tuple[np.ndarray[Any, Any], tuple[Opinion, ...]]]:
    batch = batch_of(windows)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read = [teacher.read(batch.ids, batch.features, batch.mask) for teacher in teachers]
    triggers = np.mean([softmax(logits.float().numpy()) for _, logits in read], axis=0)
    found = [
        (row, proposal.at)
        for row, window in enumerate(windows)
        for proposal in propose(window, triggers[row, : len(window.pieces)])
    ]
    opinions: list[list[Opinion]] = [[] for _ in windows]
    if found:
        index, marks = marked(found, batch.ids.shape[1])
        views = []
        for teacher, (states, _) in zip(teachers, read, strict=True):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                views.append(readings(teacher.reread(states[index], batch.mask[index], marks)))
        for (row, at), *seen in zip(found, *views, strict=True):
            size = len(windows[row].pieces)
            types, statuses, modes, roles = (
                np.mean([getattr(view, name) for view in seen], axis=0)
                for name in ("types", "statuses", "modes", "roles")
            )
            opinions[row].append(Opinion(at, types, statuses, modes, roles[:size].astype(np.float16)))
    for row, window in enumerate(windows):
        yield triggers[row, : len(window.pieces)].astype(np.float16), tuple(opinions[row])


def silver_loss(network: Network, batch: Batch) -> Tensor:
    """Cross-entropy against the teacher's probabilities, in both readings."""
    states, logits = network.read(batch.ids, batch.features, batch.mask)
    longest = batch.ids.shape[1]
    aim = torch.zeros(*logits.shape)
    coded = torch.zeros(batch.ids.shape)
    rows, marks, opinions = [], [], []
    for row, example in enumerate(batch.examples):
        size = len(example.window.pieces)
        aim[row, :size] = torch.from_numpy(example.triggers.astype(np.float32))
        coded[row, :size] = torch.from_numpy(example.window.coded.astype(np.float32))
        for opinion in example.opinions:
            mark = torch.zeros(longest, dtype=torch.long)
            mark[torch.from_numpy(opinion.at)] = 1
            rows.append(row)
            marks.append(mark)
            opinions.append(opinion)
    loss = (_soft(logits, aim) * coded).sum() / coded.sum()
    if not opinions:
        return loss
    index = torch.tensor(rows)
    frames = network.reread(states[index], batch.mask[index], torch.stack(marks))
    types, statuses, modes = (
        torch.tensor(np.stack([getattr(opinion, name) for opinion in opinions]))
        for name in ("types", "statuses", "modes")
    )
    sure = 1.0 - types[:, 0]
    roles = torch.zeros(len(opinions), longest, len(ROLES), 3)
    for number, opinion in enumerate(opinions):
        roles[number, : len(opinion.roles)] = torch.from_numpy(opinion.roles.astype(np.float32))
    role_loss = _soft(frames.roles.unflatten(-1, (len(ROLES), 3)), roles) * coded[index][:, :, None]
    loss = loss + _soft(frames.types, types).mean()
    loss = loss + (_soft(frames.statuses, statuses) * sure).mean() + 0.5 * (_soft(frames.modes, modes) * sure).mean()
    return loss + (role_loss.sum((1, 2)) * sure).mean() / ROLE_WORDS


def _soft(logits: Tensor, aim: Tensor) -> Tensor:
    """Cross-entropy less the aim's own entropy, over the last axis."""
    return functional.kl_div(logits.float().log_softmax(-1), aim, reduction="none").sum(-1)
