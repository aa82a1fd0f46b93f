"""``whowhom evaluate`` and ``whowhom info``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from whowhom import __version__, actors, knowledge, language
from whowhom.errors import UsageError
from whowhom.evaluation import of_statements, read_gold, report, score, score_statements
from whowhom.evaluation.floors import code_gold
from whowhom.evaluation.linking import link_gold, linking_lines, linking_misses, score_linking
from whowhom.evaluation.report import counted
from whowhom.explore.cli.coding import coder_of
from whowhom.knowledge.own import read_own
from whowhom.language.session import folder_of, read_card, shipped_models
from whowhom.settings import Settings
from whowhom.store import Store


def evaluate(gold_path: Path, predicted_path: Path | None, settings: Settings, *, errors: int, as_json: bool) -> None:
    """Print the figures of the coder, or of ready records, on gold passages or statements."""
    gold = {record["id"]: record for record in _read(gold_path)}
    if predicted_path is not None:
        predicted = {record["id"]: record for record in _read(predicted_path, predicted=True)}
        _compare(gold, predicted, predicted_path)
    else:
        predicted = code_gold(gold, coder_of(settings))
    if of_statements(gold.values()):
        statements = score_statements(gold, predicted)
        lines = [*report.statement_lines(statements), *report.statement_misses(gold, predicted, errors)]
        _print(statements.to_dict(), lines, as_json=as_json)
    else:
        events = score(gold, predicted)
        lines = [*report.lines(events), *report.misses(gold, predicted, errors)]
        _print(events.to_dict(), lines, as_json=as_json)


def _compare(gold: Mapping[str, Any], predicted: Mapping[str, Any], path: Path) -> None:
    """Say how many of gold's ids are among the predicted. Raises ``UsageError`` when none is."""
    common = sum(name in predicted for name in gold)
    if gold and not common:
        first, other = next(iter(gold)), next(iter(predicted), None)
        raise UsageError(
            f"None of gold's {counted(len(gold), 'id')} is in {path}, so nothing can be compared: gold's first is "
            f"{first!r}, the file's is {other!r}. Records keep the id that the input gave (see docs/formats.md)."
        )
    if common < len(gold):
        told = f"{common:,} of gold's {counted(len(gold), 'id')} are in {path}; the others count as without any."
        Console(stderr=True, soft_wrap=True).print(told, style="yellow", markup=False, highlight=False)


def _print(figures: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, indent=1))
        return
    console = Console(soft_wrap=True)
    for line in lines:
        console.print(line, markup=False, highlight=False)


def evaluate_linking(gold_path: Path, settings: Settings, *, errors: int, as_json: bool) -> None:
    """Print the figures of the linking alone, gold's mentions given, with what the encoder tells of them."""
    gold = _read(gold_path)
    if of_statements(gold):
        raise UsageError(f"{gold_path} holds statements: --mentions gold measures the linking of events' actors.")
    mentions = link_gold(gold, actors.load(read_own(settings.actors)), language.load(settings.model).evidence)
    scores = score_linking(mentions)
    _print(scores.to_dict(), [*linking_lines(scores), *linking_misses(mentions, errors)], as_json=as_json)


def _read(path: Path, *, predicted: bool = False) -> list[dict[str, Any]]:
    try:
        return list(read_gold(path, predicted=predicted))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error


def info(settings: Settings, *, as_json: bool) -> None:
    """Print versions, what the models' cards say of them, and the database's counts."""
    names = list(dict.fromkeys([*shipped_models(), settings.model]))
    cards = {name: read_card(folder_of(name)) for name in names}
    facts: dict[str, Any] = {
        "whowhom": __version__,
        "knowledge": knowledge.version(),
        "model": settings.model,
        "models": {
            name: {
                "version": card.version,
                "base": card.whole["base"],
                "figures": card.whole["figures"],
                "statements": {"PolNeAR dev": card.whole["statements"]["figures"]},
            }
            for name, card in cards.items()
        },
    }
    if Path(settings.db).exists():
        with Store.open(settings.db, read_only=True) as store:
            facts["database"] = {settings.db: store.summary().rows()}
    if as_json:
        print(json.dumps(facts, indent=1, default=str))
        return
    console = Console(soft_wrap=True)
    for name in ("whowhom", "knowledge"):
        console.print(f"{name:10} {facts[name]}", highlight=False)
    for name, told in facts["models"].items():
        used = " (used unless --model names another)" if name == settings.model else ""
        console.print(f"model      {name} {told['version']}: {told['base']}{used}", highlight=False)
    for kind in ("figures", "statements"):
        console.print(_figures({name: told[kind] for name, told in facts["models"].items()}))
    if "database" not in facts:
        console.print(f"database   there is no {settings.db} yet: `whowhom code ARTICLES` makes it", highlight=False)
        return
    console.print(f"database   {settings.db}", highlight=False)
    for row in facts["database"][settings.db]:
        console.print(f"  {row['what']:10} {row['name']:22} {row['number']:>8,}", highlight=False)


def _figures(models: dict[str, dict[str, dict[str, float]]]) -> Table:
    """A column for each model and gold, a row a figure."""
    columns = [(model, gold) for model, golds in models.items() for gold in golds]
    table = Table("", *(f"{model}, {gold}" for model, gold in columns), box=None, header_style="bold")
    for figure in next(iter(next(iter(models.values())).values()), {}):
        table.add_row(figure, *(f"{models[model][gold].get(figure, 0):.3f}" for model, gold in columns))
    return table
