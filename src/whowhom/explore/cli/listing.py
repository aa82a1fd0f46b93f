"""``whowhom events`` and ``whowhom export``."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.coding import record
from whowhom.evaluation.report import counted
from whowhom.explore.filters import check_all
from whowhom.explore.names import code_of, label
from whowhom.store import Store
from whowhom.store import Table as Answer
from whowhom.store import export as write

COLOURS: Final = {
    "actual": "green", "alleged": "yellow", "denied": "red", "planned": "cyan", "negated": "magenta", "unreal": "dim",
}  # fmt: skip
"""Status -> colour, in lists and in marked texts."""
NEAREST: Final = 3
"""Names shown when nobody is called as asked."""


def events(db: str, filters: dict[str, Any], form: str) -> None:
    """Print the events that pass the filters. Raises ``UsageError`` for what no event can be."""
    check_all(filters)
    with Store.open(db, read_only=True) as store:
        found = store.events(**filters)
        why = _why_none(store, filters) if not len(found) else ""
    if form == "table":
        _table(found.rows(), filters.get("limit"), why)
    else:
        put(found, form)


def _why_none(store: Store, filters: Mapping[str, Any]) -> str:
    """Which filter no event can pass, where it is plain."""
    for side in ("actor", "recipient"):
        if (asked := filters.get(side)) and not len(store.events(**{side: asked}, limit=1)):
            near = _nearest(store, asked)
            return f"No event has {asked!r} as its {side}" + (f"; near it are {', '.join(near)}." if near else ".")
    return "No events pass these filters."


def _nearest(store: Store, asked: str) -> list[str]:
    """The parties of a database that are called much as asked, as filters find them."""
    called: dict[str, str] = {}
    for row in store.actors():
        code = f"{row['country']}:{row['org']}" if row["country"] in PSEUDO_COUNTRIES and row["org"] else row["country"]
        for name in (code, label(code), *row["mentions"]):
            called.setdefault(name.casefold(), code)
    meant = code_of(asked) or ""
    close = [called[name] for name in get_close_matches(asked.casefold(), called, n=NEAREST)]
    return list(dict.fromkeys([meant, *close] if meant in called.values() else close))


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


def _table(rows: list[dict[str, Any]], limit: int | None, why: str) -> None:
    console = Console()
    if not rows:
        console.print(f"{escape(why)} `whowhom info` and `whowhom actors` show what the database holds.")
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
    what = "article" if form == "jsonl" else table.removesuffix("s")
    Console().print(f"{counted(number, what)} written to {out}", highlight=False)
