"""Floors under the figures: what has been reached and may not be lost.

    python -m whowhom.evaluation.floors eval/floors.json [--shared ../shared]

The file maps a model to gold files, and each of these to figures and floors. Gold files under the shared folder
are written ``shared:gold/dev.jsonl`` and passed over, with a word, where that folder is absent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.evaluation.gold import read_gold
from whowhom.evaluation.scores import Scores, score

if TYPE_CHECKING:
    from whowhom.pipeline import Coder

SHARED = "shared:"
RESAMPLES = 10
"""The intervals are not looked at here."""


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
    codings = coder.pipe(articles)
    return {str(c.article.key): record(c) for c in codings if isinstance(c, Coding)}


def check(floors: Mapping[str, float], scores: Scores) -> Iterator[str]:
    """What lies under its floor, in words."""
    for name, floor in floors.items():
        value = scores.value(name)
        if value is None or value < floor:
            yield f"{name} is {'not measurable' if value is None else format(value, '.3f')}, its floor {floor:.3f}"


def measured(model: str, golds: Mapping[str, Mapping[str, float]], here: Path, shared: Path) -> Iterator[str]:
    """Measure a model on its gold files, say the figures, and give what lies under its floor."""
    import whowhom  # noqa: PLC0415

    coder = whowhom.load(model)
    for name, floors in golds.items():
        path = shared / name.removeprefix(SHARED) if name.startswith(SHARED) else here / name
        if name.startswith(SHARED) and not path.exists():
            print(f"{model}, {name}: not here, passed over")
            continue
        gold = {record["id"]: record for record in read_gold(path)}
        scores = score(gold, code_gold(gold, coder), resamples=RESAMPLES)
        told = ", ".join(
            f"{figure} {scores.value(figure) or 0:.3f} (floor {floor:.3f})" for figure, floor in floors.items()
        )
        print(f"{model}, {name}: {told}")
        yield from check(floors, scores)


def main() -> None:
    """Measure every gold file of the floors; exit 1 when a figure lies under its floor."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.floors", description=__doc__)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    under = [
        f"{model}: {line}"
        for model, golds in json.loads(args.floors.read_text(encoding="utf-8")).items()
        for line in measured(model, golds, args.floors.parent, args.shared)
    ]
    for line in under:
        print(f"UNDER ITS FLOOR: {line}")
    sys.exit(1 if under else 0)


if __name__ == "__main__":
    main()
