"""``whowhom code``: the run with its bar and its summary."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from whowhom import reading
from whowhom.errors import StrictError, UsageError
from whowhom.evaluation.report import counted
from whowhom.explore.cli.app import trouble
from whowhom.pipeline import Coder
from whowhom.reading.fields import NAMES
from whowhom.run import Options, Summary, run
from whowhom.settings import DATABASE, Settings
from whowhom.store import Store

Voice = Literal["bar", "quiet", "json"]
SHOWN: Final = 12
"""Troubles named in the summary; all are in the database."""


def code(
    inputs: Sequence[str],
    settings: Settings,
    *,
    db: str | None,
    records: Path | None,
    mapping: Sequence[str],
    strict: bool,
    retry: bool,
    voice: Voice,
) -> int:
    """Code the inputs and say what was found; the exit code."""
    columns = _mapping(mapping)
    coder = coder_of(settings)
    items = reading.read(inputs, published=settings.published, mapping=columns)
    console = Console(stderr=True)
    begun = time.perf_counter()
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(Store.open(db)) if db is not None else None
        out = stack.enter_context(_opened(records)) if records is not None else None
        told = stack.enter_context(_bar(console)) if voice == "bar" else None
        try:
            summary = run(
                items, coder, store=store, records=out, options=Options(settings.workers, retry, strict),
                settings={"inputs": list(inputs), "workers": settings.workers}, progress=told,
            )  # fmt: skip
        except StrictError as error:
            trouble(str(error))
            return 1
    seconds = time.perf_counter() - begun
    if voice == "json":
        print(json.dumps({**summary.to_dict(), "seconds": round(seconds, 2), "db": db}, ensure_ascii=False))
    elif voice == "bar":
        _summary(Console(), summary, seconds, db)
    else:
        for failure in summary.failures:
            if not failure.skipped:
                trouble(failure.message)
    return 1 if summary.failed else 0


def coder_of(settings: Settings) -> Coder:
    """The coder that the settings ask for."""
    return Coder.load(settings.model, min_confidence=settings.min_confidence, actors=settings.actors)


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not equals or field not in NAMES:
            raise UsageError(f"--map {pair}: write FIELD=NAME, where FIELD is one of {', '.join(NAMES)}.")
        columns[field] = name
    return columns


def _opened(path: Path) -> Any:
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).") from error


@contextlib.contextmanager
def _bar(console: Console) -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(pulse_style="cyan"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def tell(summary: Summary) -> None:
            events = summary.events.total()
            bar.update(task, description=f"{counted(summary.documents, 'document')}, {counted(events, 'event')}")

        yield tell


def _summary(console: Console, summary: Summary, seconds: float, db: str | None) -> None:
    rate = f", {summary.sentences / seconds:,.0f} sentences a second" if summary.coded else ""
    sentences = counted(summary.sentences, "sentence")
    console.print(f"[bold]{counted(summary.coded, 'article')} coded[/] ({sentences}{rate})", highlight=False)
    for number, verbs, words in (
        (summary.known, ("was", "were"), " coded before by the same versions"),
        (summary.duplicates, ("was", "were"), " given twice and coded once"),
        (summary.skipped, ("was", "were"), " skipped"),
        (summary.failed, ("failed", "failed"), ""),
        (
            summary.undated,
            ("shows", "show"),
            ' no date, so relative dates ("on Tuesday") stay open: --published gives one',
        ),
    ):
        if number:
            console.print(f"  {number:,} {verbs[number > 1]}{words}", highlight=False, soft_wrap=True)
    for failure in summary.failures[:SHOWN]:
        style = "yellow" if failure.skipped or failure.partial else "red"
        console.print(f"  {failure.message}", style=style, markup=False, highlight=False, soft_wrap=True)
    if len(summary.failures) > SHOWN:
        console.print(f"  and {len(summary.failures) - SHOWN:,} more: all are in the table failures")
    if summary.events:
        table = Table("type", "events", box=None, pad_edge=True)
        for name, number in summary.events.most_common():
            table.add_row(name, f"{number:,}")
        console.print(table)
    if summary.statements:
        told = (counted(summary.statements, "statement"), counted(summary.claims, "claim"))
        console.print(", ".join(told) + (f" (whowhom claims {db})" if db is not None else ""), highlight=False)
    if db is not None:
        _next(console, db, found=bool(summary.events) or bool(summary.known))


def _next(console: Console, db: str, *, found: bool) -> None:
    where = "" if db == DATABASE else f" --db {db}"
    console.print(f"The database is [bold]{db}[/].", highlight=False)
    if found:
        console.print("Try next:", highlight=False)
        for command, what in (
            (f"whowhom explore {db}", "the database in the browser"),
            (f"whowhom events --actor RUS{where}", "what Russia did and said"),
            (f"whowhom events --status denied{where}", "what somebody denies"),
            (f"whowhom show ARTICLE{where}", "an article with its events marked (ids: whowhom events --format json)"),
            (f"whowhom calendar{where}", "what is planned, and what became of it"),
            (f"whowhom export events.csv{where}", "a table for other programs"),
        ):
            console.print(f"  [cyan]{command:44}[/] {what}", highlight=False, soft_wrap=True)
