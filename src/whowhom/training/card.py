"""The model card: what the code needs of a model, and what people should know of it.

    python -m whowhom.training.card FOLDER... --shared ../shared

measures models anew after a change of linking, dates or places; needs no PyTorch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

import whowhom
from whowhom.evaluation import read_gold, score
from whowhom.evaluation.floors import code_gold
from whowhom.evaluation.measures import pair_up
from whowhom.evaluation.scores import Figures
from whowhom.evaluation.statements import score_statements
from whowhom.language.session import FORMAT

if TYPE_CHECKING:
    from whowhom.training.fit import Recipe

STEPS: Final = 4000
RATE: Final = 0.05
DATA: Final = (
    "gold/train.jsonl", "gold/dev.jsonl", "data/polnear/train.jsonl.gz", "data/conflibert/cameo_class_train.jsonl",
    "data/plover_pairs/train.jsonl",
)  # fmt: skip
FIGURES: Final = (
    "event", "who-whom", "quad", "type", "trigger", "actors", "recipients", "attributed_to", "status macro-F1",
    "status accuracy", "alleged and denied", "mode accuracy", "sector accuracy", "date accuracy", "place accuracy",
)  # fmt: skip
OF_STATEMENTS: Final = (
    "source exact", "cue exact", "content exact", "source overlap", "cue overlap", "content overlap", "whole",
)  # fmt: skip
BASES: Final = {
    "fast": "all-MiniLM-L6-v2 (Apache-2.0), taught by all-mpnet-base-v2 (Apache-2.0); 8 bits",
    "accurate": "all-mpnet-base-v2 (Apache-2.0) for events, 4 bits; statements and references by fast",
}
PLAIN: Final = {"scale": 1.0, "offset": 0.0, "threshold": 0.0, "statements": 0.0}
"""The calibration of a model that has none yet."""
LIMITS: Final = (
    "English news on international affairs; headlines and reports of 1990 to 2021 were learned from.",
    "Rare statuses (denied, negated) and types (CONCEDE, COOPERATE, THREATEN) rest on few examples.",
    "Roles are looked for near the trigger; a doer named only paragraphs before is often missed.",
    "Statements were learned from American news of 2015 to 2017, whose coders did not always agree on cues.",
    "A probability is a probability on news like dev's; it was not calibrated on other kinds of text.",
)


def write_card(folder: Path, *, shared: Path, recipes: Mapping[str, Recipe]) -> None:
    """Say what an exported model was made of, then measure it, in ``card.json``."""
    card = {
        "format": FORMAT,
        "name": folder.name,
        "version": _digest(folder / "encoder.onnx")[:12],
        "made": datetime.now(UTC).date().isoformat(),
        "calibration": dict(PLAIN),
        "base": BASES[folder.name],
        "licence": "Apache-2.0",
        "recipes": {name: asdict(recipe) for name, recipe in recipes.items()},
        "data": {name: _digest(shared / name) for name in DATA},
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "limits": list(LIMITS),
        "figures": {},
    }
    _write(folder, card)
    measure(folder, shared)


def measure(folder: Path, shared: Path) -> None:
    """Calibrate a model on dev, choose its thresholds there, and measure it anew, whatever its card said."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    card["calibration"] = dict(PLAIN)
    _write(folder, card)
    if (folder / "statements.onnx").exists():
        articles = _gold(shared / "data/polnear/dev.jsonl.gz")
        card["calibration"]["statements"] = _statement_threshold(articles, _coded(folder, articles))
        _write(folder, card)
    dev = _gold(shared / "gold/dev.jsonl")
    scale, offset = _calibration(dev, _coded(folder, dev))
    card["calibration"].update(scale=scale, offset=offset)
    _write(folder, card)
    card["calibration"]["threshold"] = _threshold(dev, _coded(folder, dev))
    _write(folder, card)
    card["figures"], card["intervals"] = {}, {}
    for name in ("dev", "seed"):
        gold = _gold(shared / f"gold/{name}.jsonl")
        told = _told(score(gold, _coded(folder, gold, None)), FIGURES)
        card["figures"][name], card["intervals"][name] = told["figures"], told["intervals"]
    articles = _gold(shared / "data/polnear/dev.jsonl.gz")
    card["statements"] = _told(score_statements(articles, _coded(folder, articles, None)), OF_STATEMENTS)
    _write(folder, card)


def _gold(path: Path) -> dict[str, Any]:
    return {record["id"]: record for record in read_gold(path)}


def _coded(folder: Path, gold: Mapping[str, Any], min_confidence: float | None = 0.0) -> dict[str, Any]:
    return code_gold(gold, whowhom.load(str(folder), min_confidence=min_confidence))


def _told(scores: Figures, figures: tuple[str, ...]) -> dict[str, Any]:
    f1s = {figure: scores.f1s[figure] for figure in figures if figure in scores.f1s}
    return {
        "figures": {figure: round(scores.value(figure) or 0.0, 3) for figure in figures},
        "intervals": {figure: [round(f1.low, 3), round(f1.high, 3)] for figure, f1 in f1s.items()},
    }


def main() -> None:
    """Measure models anew, after a change of what comes after the encoder."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.training.card", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="model folders with their cards")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/")
    args = parser.parse_args()
    for folder in args.folders:
        measure(folder, args.shared)
        print(f"{folder}: measured")


def _write(folder: Path, card: Mapping[str, Any]) -> None:
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _calibration(gold: Mapping[str, Any], raw: Mapping[str, Any]) -> tuple[float, float]:
    """Scale and offset of the logit (Platt 1999), by which probabilities are the shares of right events."""
    rows = []
    for name, passage in gold.items():
        events = raw[name]["events"]
        right = {id(p) for g, p in pair_up(passage["events"], events) if g["type"] == p["type"]}
        rows += [(event["confidence"], id(event) in right) for event in events]
    share = np.clip(np.array([confidence for confidence, _ in rows]), 1e-6, 1 - 1e-6)
    logit, label = np.log(share / (1 - share)), np.array([float(hit) for _, hit in rows])
    scale, offset = 1.0, 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(scale * logit + offset))) - label
        scale -= RATE * float((error * logit).mean())
        offset -= RATE * float(error.mean())
    return round(scale, 4), round(offset, 4)


def _threshold(gold: Mapping[str, Any], coded: Mapping[str, Any]) -> float:
    """The calibrated probability of the best event F1, to two places."""

    def figure(threshold: float) -> float:
        return score(gold, _surer(coded, "events", threshold), resamples=10).f1s["event"].f1

    return _best(figure)


def _statement_threshold(gold: Mapping[str, Any], coded: Mapping[str, Any]) -> float:
    """The probability of the best sum of the statements' figures, to two places."""

    def figure(threshold: float) -> float:
        scores = score_statements(gold, _surer(coded, "statements", threshold), resamples=10)
        return sum(scores.f1s[name].f1 for name in OF_STATEMENTS)

    return _best(figure)


def _best(figure: Callable[[float], float]) -> float:
    return max((round(float(t), 2) for t in np.arange(0.1, 0.8, 0.02)), key=figure)


def _surer(coded: Mapping[str, Any], kind: str, threshold: float) -> dict[str, Any]:
    """The records with only those of a kind that are at least so probable."""
    return {
        name: {kind: [each for each in record[kind] if each["confidence"] >= threshold]}
        for name, record in coded.items()
    }


if __name__ == "__main__":
    main()
