"""The weights by which pronouns and common nouns find their party, fitted on gold; needs no more than numpy.

    python -m whowhom.training.antecedents --shared ../shared

Gold's frames are linked in text order; each mention that the resolver is asked for becomes one example, its
candidates' features against gold's party. In the first round the mentions before it are linked as gold says, in the
second as the weights of the first do, as they will be when articles are coded (Ross and others 2011, DAgger).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from whowhom import places
from whowhom.actors import antecedents
from whowhom.actors.antecedents import Answer, candidates, resolve
from whowhom.actors.clues import Question, features
from whowhom.actors.linker import Linker
from whowhom.actors.loglinear import Weights
from whowhom.actors.scene import Scene, party
from whowhom.actors.sectors import ALL, Proposal, choose, clues
from whowhom.evaluation.gold import gold_analysis, read_gold
from whowhom.knowledge.match import names
from whowhom.types import Actor, Span

RARE: Final = 2
"""Features seen no more often are left out."""
PENALTY: Final = 6e-3
"""Weight of the squared norm. Chosen by four-fold cross-validation on train among 3e-4 ... 2e-2."""
SECTOR_PENALTY: Final = 5e-4
STEPS: Final = 150
RATE: Final = 0.3
OUT: Final = Path(antecedents.__file__).with_name("antecedents.csv")


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of every candidate of a mention, and which of them gold takes (None when it is not there)."""

    mention: str
    features: list[list[str]]
    right: int | None


def choices(records: Sequence[dict[str, Any]], known: Mapping[str, float] | None = None) -> list[Choice]:
    """The examples of some gold passages, earlier mentions linked by the weights ``known``, or as gold says."""
    result: list[Choice] = []
    truth: dict[Span, Actor] = {}

    def told(scene: Scene, question: Question) -> Answer:
        everybody = candidates(scene, question)
        codes = ["", *everybody]
        actor = truth.get(question.span, Actor())
        right = codes.index(party(actor)) if party(actor) in codes else None
        seen = [list(features(scene, question, code, everybody)) for code in codes]
        result.append(Choice(question.words.text, seen, right))
        return Answer(actor, 1.0) if known is None else resolve(scene, question, known)

    linker = Linker(names(), told)
    for record in records:
        truth.clear()
        for event in record["events"]:
            for role in (*event["actors"], *event["recipients"]):
                truth[Span(role["start"], role["end"])] = Actor(role["country"], role["org"], role["sector"])
        analysis = gold_analysis(record)
        linker.link(analysis, places.locate(analysis))
    return result


def sector_choices(records: Sequence[dict[str, Any]], known: Weights, own: Weights | None = None) -> list[Choice]:
    """The examples of sectors, references resolved by the weights ``known``; sectors before by ``own``, or gold's."""
    result: list[Choice] = []
    truth: dict[Span, str | None] = {}

    def told(scene: Scene, proposal: Proposal) -> str | None:
        seen = list(clues(scene, proposal))
        right = truth.get(proposal.span)
        options = [[f"{clue} = {sector}" for clue in seen] for sector in ALL]
        result.append(Choice(proposal.words.text, options, ALL.index(right or "")))
        return right if own is None else choose(scene, proposal, own)

    linker = Linker(names(), lambda scene, question: resolve(scene, question, known), told)
    for record in records:
        truth.clear()
        for event in record["events"]:
            for role in (*event["actors"], *event["recipients"]):
                truth[Span(role["start"], role["end"])] = role["sector"]
        analysis = gold_analysis(record)
        linker.link(analysis, places.locate(analysis))
    return result


def fit(examples: Sequence[Choice], penalty: float = PENALTY) -> dict[str, float]:
    """Weights that make gold's choices likely: softmax regression with a squared penalty, by Adam."""
    counts = Counter(name for example in examples for own in example.features for name in set(own))
    index = {name: number for number, name in enumerate(sorted(n for n, count in counts.items() if count > RARE))}
    rows, columns, starts, gold = [], [], [], []
    row = 0
    for example in examples:
        if example.right is None:
            continue
        starts.append(row)
        gold.append(row + example.right)
        for own in example.features:
            known = [index[name] for name in own if name in index]
            rows += [row] * len(known)
            columns += known
            row += 1
    at, feature, first = np.array(rows), np.array(columns), np.array(starts)
    sizes = np.diff([*starts, row])
    weights, mean, square = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = np.bincount(at, weights[feature], minlength=row)
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), sizes))
        error = powers / np.repeat(np.add.reduceat(powers, first), sizes)
        error[gold] -= 1
        slope = np.bincount(feature, error[at], minlength=len(index)) / len(first) + penalty * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        pace = RATE * (1 - step / (STEPS + 1))
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: float(weights[number]) for name, number in index.items()}


def accuracy(examples: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """The share of mentions whose likeliest candidate is gold's."""
    scores = [[sum(weights.get(name, 0.0) for name in own) for own in example.features] for example in examples]
    return float(np.mean([np.argmax(s) == example.right for s, example in zip(scores, examples, strict=True)]))


def main() -> None:
    """Fit on train, say how good it is on dev, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.training.antecedents", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/")
    shared = parser.parse_args().shared
    train, dev = (list(read_gold(shared / f"gold/{name}.jsonl")) for name in ("train", "dev"))
    weights = fit(choices(train, fit(choices(train))))
    for name, records in (("train", train), ("dev", dev)):
        examples = choices(records, weights)
        print(f"{name}: right for {accuracy(examples, weights):.3f} of {len(examples)} mentions")
    with OUT.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["feature", "weight"])
        rows.writerows([name, f"{weight:.3f}"] for name, weight in weights.items() if abs(weight) >= 0.0005)
    print(f"{OUT} written")


if __name__ == "__main__":
    main()
