"""Floors under the figures: what has been reached and may not be lost.

    python -m whowhom.evaluation.floors eval/floors.json [--shared ../shared] [--raise]

The file maps a model to gold files (of events or of statements), and each of these to figures and floors. Gold files
under the shared folder are written ``shared:gold/dev.jsonl`` and passed over, with a word, where that folder is absent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.errors import WhowhomError
from whowhom.evaluation.gold import of_statements, read_gold
from whowhom.evaluation.scores import Figures, score
from whowhom.evaluation.statements import score_statements

if TYPE_CHECKING:
    from whowhom.pipeline import Coder

SHARED = "shared:"
RESAMPLES = 10
"""The intervals are not looked at here."""
MARGIN = 0.01
"""How far a floor lies under what was reached: processors without 8-bit instructions round a little differently."""


def code_gold(gold: Mapping[str, Mapping[str, Any]], coder: Coder) -> dict[str, dict[str, Any]]:
    """The records that a coder makes of gold passages, by id."""
    from whowhom import reading  # noqa: PLC0415  (scoring ready records needs no reading)
    from whowhom.coding import record  # noqa: PLC0415
    from whowhom.types import Coding  # noqa: PLC0415

    articles = [
        reading.article(
            passage["text"], published=reading.date_of(passage.get("published")), key=name,
            context=passage.get("context") or "",
        )
        for name, passage in gold.items()
    ]  # fmt: skip
    codings: dict[str, dict[str, Any]] = {}
    for name, result in zip(gold, coder.pipe(articles), strict=True):
        if not isinstance(result, Coding):
            raise WhowhomError(f"{name}: {result.message}")
        codings[name] = record(result)
    return codings


def check(floors: Mapping[str, float], scores: Figures) -> Iterator[str]:
    """What lies under its floor, in words."""
    for name, floor in floors.items():
        value = scores.value(name)
        if value is None or value < floor:
            yield f"{name} is {'not measurable' if value is None else format(value, '.3f')}, its floor {floor:.3f}"


def measured(model: str, golds: Iterable[str], here: Path, shared: Path) -> Iterator[tuple[str, Figures]]:
    """The scores of a model on each of the gold files that are there."""
    import whowhom  # noqa: PLC0415

    coder = whowhom.load(model)
    for name in golds:
        path = shared / name.removeprefix(SHARED) if name.startswith(SHARED) else here / name
        if name.startswith(SHARED) and not path.exists():
            print(f"{model}, {name}: not here, passed over")
            continue
        gold = {record["id"]: record for record in read_gold(path)}
        scored = score_statements if of_statements(gold.values()) else score
        yield name, scored(gold, code_gold(gold, coder), resamples=RESAMPLES)


def main() -> None:
    """Measure every gold file of the floors; exit 1 when a figure lies under its floor."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.floors", description=__doc__)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--raise", dest="higher", action="store_true", help="raise the floors to what is reached")
    args = parser.parse_args()
    floors = json.loads(args.floors.read_text(encoding="utf-8"))
    under = 0
    for model, golds in floors.items():
        for name, scores in measured(model, golds, args.floors.parent, args.shared):
            told = (
                f"{figure} {scores.value(figure) or 0:.3f} (floor {floor:.3f})" for figure, floor in golds[name].items()
            )
            print(f"{model}, {name}: {', '.join(told)}")
            for line in check(golds[name], scores):
                print(f"UNDER ITS FLOOR: {line}")
                under += 1
            golds[name] = raised(golds[name], scores)
    if args.higher:
        args.floors.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if under else 0)


def raised(floors: Mapping[str, float], scores: Figures) -> dict[str, float]:
    """Floors at what is reached less ``MARGIN``; none is lowered."""
    return {figure: max(floor, round((scores.value(figure) or 0.0) - MARGIN, 3)) for figure, floor in floors.items()}


if __name__ == "__main__":
    main()
