"""``whowhom who`` and ``whowhom actors``."""

from __future__ import annotations

import json
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import whowhom
from whowhom.actors.who import Meaning, WhoAnswer, parties
from whowhom.settings import Settings
from whowhom.store import Store

WHEN = {
    "on the day": "[bold green]on the day[/]", "always": "[bold green]always[/]", "before": "[dim]was before[/]",
    "after": "[dim]became later[/]", "not known": "",
}  # fmt: skip


def who(name: str, on: date | None, settings: Settings, form: str) -> None:
    """Print what a name stands for."""
    answer = whowhom.who(name, on=on, actors=settings.actors)
    if form == "json":
        print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=1))
        return
    console = Console()
    if not answer.meanings:
        console.print(f"No table knows {escape(name)!s}: add it with --actors FILE (see docs/actors.md).")
        return
    console.print(_verdict(answer), highlight=False, soft_wrap=True)
    table = Table(header_style="bold", box=None)
    for head in ("", "name", "country", "org", "sector", "office", "from", "to"):
        table.add_column(head, no_wrap=head in ("", "from", "to"))
    for meaning in answer.meanings:
        table.add_row(*_cells(meaning))
    console.print(table)


def _verdict(answer: WhoAnswer) -> str:
    day = f" on {answer.on}" if answer.on else ""
    name = f"[bold]{escape(answer.name)}[/]"
    meant = answer.meant
    if answer.ambiguous:
        return f"{name} is ambiguous{day}: {escape(', '.join(answer.between))}. A text must say more."
    if not meant:
        return (
            f"{name}{day}: nobody of that name is in a known office" if answer.on else f"{name}: give a day with --on"
        )
    first = meant[0]
    office = f", {escape(first.office)}" if first.office else ""
    return f"{name} is {escape(first.name)}{office} ({parties(meant[:1])[0]}){day}"


def _cells(meaning: Meaning) -> list[str]:
    return [
        WHEN[meaning.moment], escape(meaning.name), meaning.country or "", meaning.org or "", meaning.sector or "",
        escape(meaning.office or meaning.kind), meaning.start, meaning.end,
    ]  # fmt: skip


def actors(settings: Settings, *, undecided: bool, limit: int | None, form: str) -> None:
    """Print who appears in a database, or which mentions nobody could be found for."""
    with Store.open(settings.db, read_only=True) as store:
        found = store.undecided_actors(limit=limit) if undecided else store.actors(limit=limit)
    rows = found.rows()
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    console = Console()
    if not rows:
        console.print("There are none. `whowhom info` shows what the database holds.")
        return
    if undecided:
        table = Table("times", "articles", "mention", "why", "between", header_style="bold", box=None)
        for row in rows:
            table.add_row(
                f"{row['times']:,}", f"{row['articles']:,}", escape(row["mention"]), escape(row["reason"]),
                escape(", ".join(row["candidates"])),
            )  # fmt: skip
    else:
        table = Table(
            "party", "sector", "as actor", "as recipient", "articles", "mentions", header_style="bold", box=None
        )
        for row in rows:
            table.add_row(
                f"[bold]{escape(row['party'])}[/]", row["sector"] or "", f"{row['as_actor']:,}",
                f"{row['as_recipient']:,}", f"{row['articles']:,}", escape(", ".join(row["mentions"])),
            )  # fmt: skip
    console.print(table)
    if limit is not None and len(rows) == limit:
        console.print(f"[dim]The first {limit}; --limit 0 shows all.[/]")
