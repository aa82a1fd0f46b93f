"""Fitting the gate: which sentences the encoder need not read."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch.nn import functional

from whowhom.language.gate import BIAS, stems
from whowhom.training.silver import Silver

RAREST: Final = 4
"""Stems in fewer sentences than this say nothing."""
KEPT: Final = 0.995
"""Share of the sentences with events, in a part not learned from, that the gate must let pass."""
FOLDS: Final = 4
Labelled = tuple[str, bool]


def labelled(
    gold: Iterable[dict[str, Any]], silver: Iterable[Silver], sentences_of: Any
) -> tuple[list[Labelled], list[Labelled]]:
    """Sentences with whether they hold an event: of gold, and of silver by the teacher's word."""
    of_gold = [
        (sentence, any(start <= event["trigger"]["start"] < end for event in record["events"]))
        for record in gold
        for start, end, sentence in sentences_of(record["text"])
    ]
    of_silver = [
        (sentence, any(start <= at < end for at in _triggers(passage)))
        for passage in silver
        for start, end, sentence in sentences_of(passage.text)
    ]
    return of_gold, of_silver


def _triggers(passage: Silver) -> list[int]:
    return [int(passage.window.pieces.starts[o.at[0]]) for o in passage.opinions if o.types[0] < 0.5]


def fit_gate(gold: Sequence[Labelled], silver: Sequence[Labelled]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights of the gate, and what it costs and saves: recall and share passed, by cross-validation.

    The bias is set where ``KEPT`` of gold's sentences with events pass that were not learned from.
    """
    scores = np.zeros(len(gold))
    for fold in range(FOLDS):
        seen = [row for number, row in enumerate(gold) if number % FOLDS != fold]
        weights = _logistic([*seen, *silver])
        for number in range(fold, len(gold), FOLDS):
            scores[number] = _score(weights, gold[number][0])
    holds = np.array([label for _, label in gold])
    floor = float(np.quantile(scores[holds], 1 - KEPT))
    weights = _logistic([*gold, *silver])
    passed = np.array([_score(weights, sentence) > floor for sentence, _ in silver])
    weights[BIAS] -= floor
    figures = {"recall": float((scores[holds] >= floor).mean()), "passed": float(passed.mean())}
    return weights, figures


def _score(weights: dict[str, float], sentence: str) -> float:
    return weights[BIAS] + sum(weights.get(stem, 0.0) for stem in stems(sentence))


def _logistic(rows: Sequence[Labelled]) -> dict[str, float]:
    counts = Counter(stem for sentence, _ in rows for stem in stems(sentence))
    known = {stem: number for number, stem in enumerate(s for s, n in counts.items() if n >= RAREST)}
    flat: list[int] = []
    starts: list[int] = []
    for sentence, _ in rows:
        starts.append(len(flat))
        flat.extend(known[stem] for stem in stems(sentence) if stem in known)
    weight = torch.zeros(len(known), 1, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    words, offsets = torch.tensor(flat), torch.tensor(starts)
    labels = torch.tensor([float(label) for _, label in rows])
    optimizer = torch.optim.Adam([weight, bias], lr=0.05)
    for _ in range(150):
        logits = functional.embedding_bag(words, weight, offsets, mode="sum")[:, 0] + bias
        loss = functional.binary_cross_entropy_with_logits(logits, labels) + 3e-4 * weight.square().sum() / 10
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    result = dict(zip(known, weight.detach()[:, 0].tolist(), strict=True))
    result[BIAS] = float(bias.detach())
    return result


def write_gate(weights: dict[str, float], folder: Path) -> None:
    """Write ``gate.csv``, heaviest first; weights that change nothing are left out."""
    with (folder / "gate.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["stem", "weight"])
        for stem, weight in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
            if abs(weight) >= 0.005:
                rows.writerow([stem, f"{weight:.3f}"])
