"""Floors under the figures: what has been reached and may not be lost.

    python -m whowhom.evaluation.floors eval/floors.json [--shared ../shared]

The file maps a gold file to figures and floors. Gold files under the shared folder are written
``shared:gold/dev.jsonl`` and passed over, with a word, where that folder is absent.
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


def main() -> None:
    """Measure every gold file of the floors; exit 1 when a figure lies under its floor."""
    import whowhom  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m whowhom.evaluation.floors", description=__doc__)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    coder = whowhom.load()
    under = 0
    for name, floors in json.loads(args.floors.read_text(encoding="utf-8")).items():
        shared = name.startswith(SHARED)
        path = args.shared / name.removeprefix(SHARED) if shared else args.floors.parent / name
        if shared and not path.exists():
            print(f"{name}: not here, passed over")
            continue
        gold = {record["id"]: record for record in read_gold(path)}
        scores = score(gold, code_gold(gold, coder))
        figures = ", ".join(
            f"{figure} {scores.value(figure) or 0:.3f} (floor {floors[figure]:.3f})" for figure in floors
        )
        print(f"{name}: {figures}")
        for line in check(floors, scores):
            print(f"  UNDER ITS FLOOR: {line}")
            under += 1
    sys.exit(1 if under else 0)


if __name__ == "__main__":
    main()
