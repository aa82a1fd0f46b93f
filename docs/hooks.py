"""Figures in the pages come from the shipped model's card and tables when they are built: none is typed in."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent / "src/whowhom"
MODELS = PACKAGE / "language/models"
MARK = re.compile(r"<!-- (figures|statements|knowledge) -->")
TABLES = {
    "countries": "states, territories, historical states, pseudo-countries",
    "country_names": "names, nationalities, capitals, seats, cities and regions of countries",
    "organisations": "organisations, armed groups, parties, agencies, media",
    "offices": "kinds of office, and what texts call them",
    "holdings": "who held which office, from when to when",
    "titles": "titles that name a state or sector by themselves",
    "role_nouns": "nouns for people, with their sector",
}
TOLD = {
    "trigger": "trigger found",
    "type": "trigger and type",
    "event": "event: trigger, type and a fitting status",
    "who-whom": "event with right actors and right recipients",
    "actors": "actors, by who they are",
    "recipients": "recipients, by who they are",
    "attributed_to": "who says so",
    "status macro-F1": "status, all six counting the same",
    "mode accuracy": "mode, of events found",
    "sector accuracy": "sector, of parties found",
    "date accuracy": "date, of events found that have one",
    "place accuracy": "place, of events found that have one",
}


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the tables where a page asks for them."""
    tables = {"figures": figures, "statements": statements, "knowledge": knowledge}
    return MARK.sub(lambda mark: tables[mark[1]](), markdown)


def figures() -> str:
    """The figures of the shipped models' cards."""
    cards = shipped()
    columns = [(name, gold) for name in cards for gold in cards[name]["figures"]]
    rows = ["| figure | " + " | ".join(f"{name}, {gold}" for name, gold in columns) + " |"]
    rows.append("| --- |" + " ---: |" * len(columns))
    for figure, told in TOLD.items():
        values = " | ".join(f"{cards[name]['figures'][gold][figure]:.3f}" for name, gold in columns)
        rows.append(f"| {told} | {values} |")
    return "\n".join(rows)


def statements() -> str:
    """Those of statements."""
    cards = {name: card["statements"]["figures"] for name, card in shipped().items()}
    rows = ["| statements, PolNeAR dev | " + " | ".join(cards) + " |", "| --- |" + " ---: |" * len(cards)]
    for figure in cards["fast"]:
        rows.append(f"| {figure} | " + " | ".join(f"{told[figure]:.3f}" for told in cards.values()) + " |")
    return "\n".join(rows)


def shipped() -> dict[str, dict[str, Any]]:
    """The models' cards, the default's first."""
    return {
        name: json.loads((MODELS / name / "card.json").read_text(encoding="utf-8")) for name in ("fast", "accurate")
    }


def knowledge() -> str:
    """How much each table holds, and from where."""
    rows = ["| table | rows | what | sources |", "| --- | ---: | --- | --- |"]
    for name, what in TABLES.items():
        with (PACKAGE / f"knowledge/{name}.csv").open(encoding="utf-8", newline="") as lines:
            sources = Counter(row["source"] for row in csv.DictReader(lines))
        rows.append(f"| `{name}` | {sources.total():,} | {what} | {', '.join(s for s, _ in sources.most_common())} |")
    return "\n".join(rows)
