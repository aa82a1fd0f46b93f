"""``whowhom events`` and ``whowhom export``."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from whowhom.coding import record
from whowhom.explore.filters import check_all
from whowhom.store import Store
from whowhom.store import Table as Answer
from whowhom.store import export as write

COLOURS: Final = {
    "actual": "green", "alleged": "yellow", "denied": "red", "planned": "cyan", "negated": "magenta", "unreal": "dim",
}  # fmt: skip
"""Status -> colour, in lists and in marked texts."""


def events(db: str, filters: dict[str, Any], form: str) -> None:
    """Print the events that pass the filters. Raises ``UsageError`` for what no event can be."""
    check_all(filters)
    with Store.open(db, read_only=True) as store:
        found = store.events(**filters)
    if form == "table":
        _table(found.rows(), filters.get("limit"))
    else:
        put(found, form)


def put(found: Answer, form: str) -> None:
    """Print an answer as JSON or CSV."""
    if form == "json":
        print(json.dumps(found.rows(), default=str, ensure_ascii=False, indent=1))
        return
    rows = csv.writer(sys.stdout)
    rows.writerow(found.columns)
    rows.writerows([cell(value) for value in row.values()] for row in found)


def cell(value: Any) -> Any:
    """A value of a query's answer as CSV holds it."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _table(rows: list[dict[str, Any]], limit: int | None) -> None:
    console = Console()
    if not rows:
        console.print("No events pass these filters. `whowhom info` shows what the database holds.")
        return
    table = Table("date", "who", "did what", "to whom", "status", "sure", "article", header_style="bold", box=None)
    for row in rows:
        what = row["type"] + (f" {row['mode']}" if row["mode"] else "")
        table.add_row(
            str(row["date_value"] or row["published"] or ""),
            parties(row["actors"], row["actor_codes"]),
            f"{what} [dim]{escape(row['trigger'])}[/]",
            parties(row["recipients"], row["recipient_codes"]),
            f"[{COLOURS[row['status']]}]{row['status']}[/]",
            f"{row['confidence']:.2f}",
            row["article"][:8],
        )
    console.print(table)
    limited(console, rows, limit)


def limited(console: Console, rows: list[dict[str, Any]], limit: int | None) -> None:
    """Say so where a list is cut off."""
    if limit is not None and len(rows) == limit:
        console.print(f"[dim]The first {limit}; --limit 0 shows all.[/]")


def parties(words: list[str], codes: list[str]) -> str:
    """One side as tables show it: its mentions, then each code that is known, once."""
    if not words:
        return "[dim]-[/]"
    told = " ".join(dict.fromkeys(filter(None, codes)))
    return escape(", ".join(words)) + (f" [bold]{escape(told)}[/]" if told else "")


def export(db: str, out: Path, form: str, table: str) -> None:
    """Write all events, statements or claims to a file."""
    with Store.open(db, read_only=True) as store:
        number = write(store, out, form, record, table=table)
    what = "articles" if form == "jsonl" else table
    Console().print(f"{number:,} {what} written to {out}", highlight=False)
