"""The weights by which mentions find their party and their sector, fitted on gold; needs no more than numpy.

    python -m whowhom.training.antecedents --shared ../shared

Gold's frames are linked in text order; each mention that the resolver is asked for becomes one example, its
candidates' features against gold's party. In the first round the mentions before it are linked as gold says, in the
second as the weights of the first do, as they will be when articles are coded (Ross and others 2011, DAgger).
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np

from whowhom import language, places
from whowhom.actors import antecedents, clues, sectors
from whowhom.actors.antecedents import Answer, candidates, resolve
from whowhom.actors.clues import Question, features
from whowhom.actors.linker import Linker
from whowhom.actors.loglinear import Weights
from whowhom.actors.scene import Scene, party
from whowhom.actors.sectors import ALL, Labelled, Nested, choose
from whowhom.codebook import SECTORS
from whowhom.evaluation.gold import Witness, gold_analysis, read_gold
from whowhom.evaluation.linking import LinkedMention, link_gold, linking_lines, score_linking
from whowhom.evaluation.scores import SEED
from whowhom.knowledge.match import names
from whowhom.settings import DEFAULT_MODEL
from whowhom.training.references import truth
from whowhom.types import Actor, Analysis, Span

RARE: Final = 2
"""Features seen no more often are left out."""
PENALTY: Final = 6e-3
"""Weight of the squared norm. Chosen by four-fold cross-validation on train among 1e-3 ... 4e-2."""
SECTOR_PENALTY: Final = 5e-4
"""The same for sectors, among 3e-4 ... 1e-3."""
SMALLEST: Final = 0.005
"""Weights nearer to 0 are left out of the tables."""
SMALLEST_OF_SECTORS: Final = 0.03
STEPS: Final = 150
RATE: Final = 0.3
SHARES: Final = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Powers of the encoder's probabilities that are tried on dev."""
CHANCE: Final = 3
"""Mentions of dev by which one share may seem better than a smaller one by chance. With the larger ones the encoder is
too sure of itself: at 1 the right party's log-loss is 1.61, at 0.5 it is 1.28."""
ROOM: Final = files("whowhom.actors")


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of every candidate of a mention, and which of them gold takes (None when it is not there)."""

    mention: str
    features: list[list[str]]
    right: int | None


def choices(records: Sequence[dict[str, Any]], known: Weights | None = None) -> list[Choice]:
    """The examples of some gold passages, earlier mentions linked by the weights ``known``, or as gold says."""
    result: list[Choice] = []
    gold: dict[Span, Actor] = {}

    def told(scene: Scene, question: Question) -> Answer:
        everybody = candidates(scene, question)
        codes = ["", *everybody]
        actor = gold.get(question.span, Actor())
        right = codes.index(party(actor)) if party(actor) in codes else None
        seen = [list(features(scene, question, code, everybody)) for code in codes]
        result.append(Choice(question.words.text, seen, right))
        return Answer(actor, 1.0) if known is None else resolve(scene, question, known)

    linker = Linker(names(), told)
    for record in records:
        gold = truth(record)
        analysis = gold_analysis(record)
        linker.link(analysis, places.locate(analysis))
    return result


def sector_choices(records: Sequence[dict[str, Any]], known: Weights, own: Nested | None = None) -> list[Choice]:
    """The examples of sectors, references resolved by the weights ``known``; sectors before by ``own``, or gold's."""
    result: list[Choice] = []
    gold: dict[Span, Actor] = {}

    def told(scene: Scene, labelled: Labelled) -> str | None:
        seen = list(sectors.clues(scene, labelled))
        right = gold.get(labelled.span, Actor()).sector
        options = [[f"{clue} = {sector}" for clue in seen] for sector in ALL]
        result.append(Choice(labelled.words.text, options, ALL.index(right or "")))
        return right if own is None else choose(scene, labelled, own)

    linker = Linker(names(), lambda scene, question: resolve(scene, question, known), told)
    for record in records:
        gold = truth(record)
        analysis = gold_analysis(record)
        linker.link(analysis, places.locate(analysis))
    return result


def fit(examples: Sequence[Choice], penalty: float = PENALTY) -> Weights:
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


def fit_both(records: Sequence[dict[str, Any]]) -> tuple[Weights, Nested]:
    """The weights of antecedents and of sectors, without what an encoder tells: of train it knows that by heart."""
    known = fit(choices(records, fit(choices(records))))
    first = _nested(fit(sector_choices(records, known), SECTOR_PENALTY))
    return known, _nested(fit(sector_choices(records, known, first), SECTOR_PENALTY))


def blended(known: Weights, share: float) -> Weights:
    """Weights that let the encoder's probability of an antecedent count to the power of ``share``."""
    told = {f"{name} {step}": gain for name in ("pointed", "none pointed") for step, gain in _gains(clues.STEPS, share)}
    return {**known, **told}


def blended_sectors(own: Nested, share: float) -> Nested:
    """The same for the encoder's probability of a sector."""
    told = {
        f"encoder {sector or sectors.NONE} {step}": [(sector, gain)]
        for sector in ALL for step, gain in _gains(sectors.STEPS, share)
    }  # fmt: skip
    return {**own, **told}


def _gains(steps: Sequence[float], share: float) -> Iterator[tuple[float, float]]:
    """What passing each step of probability adds to the logarithm, times ``share``."""
    for before, step in zip((steps[0] / 2, *steps), steps, strict=False):
        yield step, share * math.log(step / before)


def best_shares(dev: Sequence[dict[str, Any]], fitted: tuple[Weights, Nested], witness: Witness) -> tuple[float, float]:
    """The shares of the encoder in antecedents and in sectors that link ``dev`` best, the smallest of those alike."""
    known, own = fitted
    rights: dict[float, int] = {}
    for share in SHARES:
        linked = link_gold(dev, fitted_linker(blended(known, share), own), witness)
        rights[share] = sum(mention.country_right for mention in linked)
    first = _least(rights)
    print("antecedents right by the encoder's share:", rights)
    for share in SHARES:
        linked = link_gold(dev, fitted_linker(blended(known, first), blended_sectors(own, share)), witness)
        rights[share] = sum(mention.sector_right for mention in linked)
    print("sectors right by the encoder's share:", rights)
    return first, _least(rights)


def _least(rights: Mapping[float, int]) -> float:
    """The smallest share that is as good as the best, as far as can be told."""
    return min(share for share, right in rights.items() if right >= max(rights.values()) - CHANCE)


def _nested(weights: Weights) -> Nested:
    """The weights of "clue = sector" by clue."""
    result: dict[str, list[tuple[str, float]]] = {}
    for name, weight in weights.items():
        clue, _, sector = name.rpartition(" = ")
        if abs(weight) >= SMALLEST_OF_SECTORS:
            result.setdefault(clue, []).append((sector, weight))
    return result


def fitted_linker(known: Weights, own: Nested) -> Linker:
    """A linker with the shipped tables and these weights."""
    return Linker(
        names(),
        lambda scene, question: resolve(scene, question, known),
        lambda scene, labelled: choose(scene, labelled, own),
    )


def cross_validated(records: Sequence[dict[str, Any]], folds: int) -> list[LinkedMention]:
    """Every mention linked by weights that were fitted without its fold."""
    order = list(range(len(records)))
    random.Random(SEED).shuffle(order)
    result: list[LinkedMention] = []
    for fold in range(folds):
        held = set(order[fold::folds])
        linker = fitted_linker(*fit_both([record for n, record in enumerate(records) if n not in held]))
        result += link_gold([record for n, record in enumerate(records) if n in held], linker)
    return result


def remembered(model: str) -> Witness:
    """What a model's encoder tells of gold's mentions; each passage is read once."""
    reader, told = language.load(model), dict[str, Analysis]()

    def evidence(analysis: Analysis) -> Analysis:
        if analysis.article.id not in told:
            told[analysis.article.id] = reader.evidence(analysis)
        return told[analysis.article.id]

    return evidence


def main() -> None:
    """Say by cross-validation how good it is, fit on train, say how good that is on dev, and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.training.antecedents", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/")
    parser.add_argument("--folds", type=int, default=4, help="of the cross-validation on train; 0 for none")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="whose evidence is weighed too, on dev")
    args = parser.parse_args()
    witness = remembered(args.model)
    train, dev = (list(read_gold(args.shared / f"gold/{name}.jsonl")) for name in ("train", "dev"))
    if args.folds:
        print("train, cross-validated without the encoder")
        print("\n".join(linking_lines(score_linking(cross_validated(train, args.folds)))))
    known, own = fit_both(train)
    first, second = best_shares(dev, (known, own), witness)
    fitted = blended(known, first), blended_sectors(own, second)
    print("dev")
    print("\n".join(linking_lines(score_linking(link_gold(dev, fitted_linker(*fitted), witness)))))
    _write(f"{antecedents.TABLE}.csv", ["feature", "weight"], _weight_rows(fitted[0]))
    _write(f"{sectors.TABLE}.csv", ["clue", sectors.NONE, *SECTORS], _sector_rows(fitted[1]))


def _weight_rows(weights: Weights) -> Iterator[list[str]]:
    for name, weight in weights.items():
        if abs(weight) >= SMALLEST:
            yield [name, f"{weight:.2f}"]


def _sector_rows(weights: Nested) -> Iterator[list[str]]:
    for clue, own in weights.items():
        cells = dict(own)
        yield [clue, *(f"{cells[sector]:.2f}" if sector in cells else "" for sector in ALL)]


def _write(name: str, head: list[str], rows: Iterable[list[str]]) -> None:
    path = Path(str(ROOM.joinpath(name)))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    print(f"{path} written")


if __name__ == "__main__":
    main()
