"""``whowhom statements`` and ``whowhom claims``: who says what, and who asserts and who denies which event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, get_args

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from whowhom.explore.cli.listing import COLOURS, limited, parties, put
from whowhom.explore.filters import check_all
from whowhom.explore.names import called, code_of
from whowhom.store import Store
from whowhom.types import Stance

STANCES: Final = {
    "asserts": "green", "confirms": "green", "denies": "red", "doubts": "yellow", "demands": "cyan",
    "promises": "cyan", "warns": "magenta",
}  # fmt: skip
"""Stance -> colour, in lists and in marked texts."""
SHOWN: Final = 280
"""Characters of what is said that a table shows; JSON and CSV have all."""
WHO: Final = 26
"""Columns that a table gives to who says it, so that what is said has about half of a line of 100."""


def statements(db: str, filters: dict[str, Any], form: str) -> None:
    """Print the statements that pass the filters. Raises ``UsageError`` for what no statement can be."""
    check_all(filters)
    with Store.open(db, read_only=True) as store:
        found = store.statements(**filters, names=_names(filters["about"]))
        if form == "table":
            _statement_table(store, found.rows(), filters["limit"])
        else:
            put(found, form)


def claims(db: str, filters: dict[str, Any], form: str) -> None:
    """Print the events on which statements that pass the filters take a stance, contradictions first.

    CSV has the voices by stance; what each says is in JSON. Raises ``UsageError`` for what no claim can be.
    """
    check_all(filters)
    with Store.open(db, read_only=True) as store:
        found = store.ledger(**filters)
        if form == "table":
            _claim_table(store, found.rows(), filters["limit"])
        else:
            put(found if form == "json" else replace(found, data=found.data.drop_columns(["claims"])), form)


def _names(about: str | None) -> Sequence[str]:
    """What else texts call whom a statement is to be about."""
    code = code_of(about) if about else None
    return called(code) if code else ()


def _nothing(console: Console, store: Store, what: str) -> None:
    """Say why a list is empty: by its filters, or because the database has none at all."""
    if any(row["what"] == what for row in store.summary()):
        console.print(f"No {what} pass these filters. `whowhom info` shows what the database holds.")
    else:
        console.print(
            f"The database holds no {what}. One of an earlier version gets them when its articles are coded again: "
            f"`whowhom code ARTICLES --db {escape(str(store.path))}`."
        )


def _statement_table(store: Store, rows: list[dict[str, Any]], limit: int | None) -> None:
    console = Console()
    if not rows:
        _nothing(console, store, "statements")
        return
    table = Table(header_style="bold", box=None)
    table.add_column("published", no_wrap=True)
    table.add_column("who", max_width=WHO)
    table.add_column("says", ratio=1)
    table.add_column("article", no_wrap=True)
    for row in rows:
        _space(table)
        cue = escape(" … ".join(row["cue"]).rstrip(" :")) + _kind(row["kind"])
        stances = (f"\n[{STANCES[told.split()[0]]}]{escape(told)}[/]" for told in dict.fromkeys(row["claims"]))
        said = f"[dim]{cue}:[/] {escape(quoted(row['content'], row['manner']))}" + "".join(stances)
        table.add_row(str(row["published"] or ""), _voices(row), said, row["article"][:8])
    console.print(table)
    limited(console, rows, limit)


def _space(table: Table) -> None:
    """A blank line between rows of several lines."""
    if table.row_count:
        table.add_row()


def _kind(kind: str) -> str:
    return "" if kind == "speech" else f" ({kind})"


def quoted(content: Sequence[str], manner: str, most: int = SHOWN) -> str:
    """What is said on one line, broken pieces apart, the longest cut off; in quotation marks where it is direct."""
    words = " … ".join(" ".join(piece.split()) for piece in content)
    words = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
    return f"“{words}”" if manner == "direct" and words[:1] not in "\"“”‘'«„" else words


def _voices(row: dict[str, Any]) -> str:
    """Who says it, to whom, through whom; the source's words where nobody is known for it."""
    words = row["speaker_name"] or row["speaker"] or " ".join(row["source"])
    lines = [_party(words, row["speaker_code"]) if words else "[dim]nobody named[/]"]
    lines += [f"[dim]to[/] {_party(row['addressee'], row['addressee_code'])}"] if row["addressee"] else []
    lines += [f"[dim]via[/] {_party(row['via'], row['via_code'])}"] if row["via"] else []
    return "\n".join(lines)


def _party(words: str, code: str | None) -> str:
    return parties([" ".join(words.split()).rstrip(" ,")], [code] if code else [])


def _claim_table(store: Store, rows: list[dict[str, Any]], limit: int | None) -> None:
    console = Console()
    if not rows:
        _nothing(console, store, "claims")
        return
    table = Table(header_style="bold", box=None)
    table.add_column("date", no_wrap=True)
    table.add_column("who did what to whom", ratio=1)
    table.add_column("status", no_wrap=True)
    table.add_column("on whose word", ratio=1)
    table.add_column("article", no_wrap=True)
    for row in rows:
        _space(table)
        table.add_row(
            str(row["date_value"] or row["published"] or "").replace("/", "/\n"), _event(row),
            f"[{COLOURS[row['status']]}]{row['status']}[/]", _stances(row), row["article"][:8],
        )  # fmt: skip
    console.print(table)
    if against := sum(row["contradicted"] for row in rows):
        console.print(
            f"Contradicted, asserted by one and denied by another: {against:,} of {len(rows):,}.", highlight=False
        )
    limited(console, rows, limit)


def _event(row: dict[str, Any]) -> str:
    what = row["type"] + (f" {row['mode']}" if row["mode"] else "")
    whom = f" -> {parties(row['recipients'], row['recipient_codes'])}" if row["recipients"] else ""
    times = f" [dim]({len(row['tellings'])} times)[/]" if len(row["tellings"]) > 1 else ""
    return f"{parties(row['actors'], row['actor_codes'])} [bold]{what}[/] [dim]{escape(row['trigger'])}[/]{whom}{times}"


def _stances(row: dict[str, Any]) -> str:
    """A line a stance, in the order of stances: who takes it, through whom, and where, if in another article."""
    held: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in row["claims"]:
        via = f" [dim]via {escape(claim['via'])}[/]" if claim["via"] else ""
        where = f" [dim]{claim['article'][:8]}[/]" if claim["article"] != row["article"] else ""
        held[claim["stance"]][escape(claim["who"]) + via + where] = None
    return "\n".join(f"[{STANCES[name]}]{name}[/] {', '.join(held[name])}" for name in get_args(Stance) if name in held)
