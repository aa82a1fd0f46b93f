"""``whowhom evaluate`` and ``whowhom info``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console

from whowhom import __version__, knowledge
from whowhom.errors import UsageError
from whowhom.evaluation import read_gold, report, score
from whowhom.evaluation.floors import code_gold
from whowhom.language.session import folder_of, read_card, shipped_models
from whowhom.pipeline import Coder
from whowhom.settings import Settings
from whowhom.store import Store


def evaluate(gold_path: Path, predicted_path: Path | None, settings: Settings, *, errors: int, as_json: bool) -> None:
    """Print the figures of the coder, or of ready records, on gold passages."""
    gold = {record["id"]: record for record in _read(gold_path)}
    if predicted_path is not None:
        predicted = {record["id"]: record for record in _read(predicted_path)}
    else:
        predicted = code_gold(gold, Coder.load(settings.model, min_confidence=settings.min_confidence))
    scores = score(gold, predicted)
    if as_json:
        print(json.dumps(scores.to_dict(), indent=1))
        return
    console = Console(soft_wrap=True)
    for line in (*report.lines(scores), *report.misses(gold, predicted, errors)):
        console.print(line, markup=False, highlight=False)


def _read(path: Path) -> Any:
    try:
        return list(read_gold(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error


def info(settings: Settings, *, as_json: bool) -> None:
    """Print versions, the model's card in short, and the database's counts."""
    card = read_card(folder_of(settings.model))
    facts: dict[str, Any] = {
        "whowhom": __version__,
        "model": f"{card.name} {card.version}",
        "models": shipped_models(),
        "knowledge": knowledge.version(),
        "figures": card.whole.get("figures", {}),
    }
    if Path(settings.db).exists():
        with Store.open(settings.db, read_only=True) as store:
            facts["database"] = {settings.db: store.summary().rows()}
    if as_json:
        print(json.dumps(facts, indent=1, default=str))
        return
    console = Console(soft_wrap=True)
    for name in ("whowhom", "model", "knowledge"):
        console.print(f"{name:10} {facts[name]}", highlight=False)
    for gold, figures in facts["figures"].items():
        told = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
        console.print(f"{gold:10} {told}", highlight=False)
    if "database" not in facts:
        console.print(f"database   there is no {settings.db} yet: `whowhom code ARTICLES` makes it", highlight=False)
        return
    console.print(f"database   {settings.db}", highlight=False)
    for row in facts["database"][settings.db]:
        console.print(f"  {row['what']:10} {row['name']:22} {row['number']:>8,}", highlight=False)
