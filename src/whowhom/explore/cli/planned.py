"""``whowhom calendar``: planned events by date, as a table, JSON, CSV or iCalendar."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from whowhom.errors import UsageError
from whowhom.evaluation.report import counted
from whowhom.explore.cli.listing import cell, parties
from whowhom.explore.filters import check_all
from whowhom.store import Store
from whowhom.store import Table as Answer

FORMS: Final = ("table", "json", "csv", "ics")
LONGEST: Final = timedelta(31)
"""What is planned for "next year" is in no calendar program: it would fill every day of it."""
THIRDS: Final = ("early", "mid", "late")
OUTCOMES: Final = {
    "ahead": "cyan", "happened": "green", "did not happen": "magenta", "not heard of again": "dim",
}  # fmt: skip


def calendar(db: str, *, since: date | None, until: date | None, form: str | None, output: Path | None) -> None:
    """Print or write the planned events. Raises ``UsageError`` when a file cannot be written or a package is absent."""
    form = form or (output.suffix.lstrip(".") if output is not None else "table")
    if form not in FORMS:
        raise UsageError(f"{form!r} is no calendar format: choose one of {', '.join(FORMS)}.")
    check_all({"since": since, "until": until})
    with Store.open(db, read_only=True) as store:
        found = store.calendar(since=since, until=until)
    if form == "table" and output is None:
        _show(Console(), found)
        return
    text = {"table": _table, "json": _json, "csv": _csv, "ics": ics}[form](found)
    if output is None:
        print(text, end="")
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror}).") from error
    number = text.count("BEGIN:VEVENT") if form == "ics" else len(found)
    left_out = len(found) - number
    more = f" ({left_out:,} planned for more than {LONGEST.days} days are left out)" if left_out else ""
    Console(soft_wrap=True).print(f"{counted(number, 'planned event')} written to {output}{more}", highlight=False)


def _json(found: Answer) -> str:
    return json.dumps(found.rows(), default=str, ensure_ascii=False, indent=1) + "\n"


def _csv(found: Answer) -> str:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(found.columns)
    lines.writerows([cell(value) for value in row.values()] for row in found)
    return out.getvalue()


def _table(found: Answer) -> str:
    out = io.StringIO()
    _show(Console(file=out, width=160), found)
    return out.getvalue()


def _show(console: Console, found: Answer) -> None:
    if not len(found):
        console.print("No planned events have a date here. `whowhom events --status planned` shows those without one.")
        return
    table = Table("date", "who", "what", "to whom", "what became of it", "source", header_style="bold", box=None)
    for row in found:
        outcome = f"[{OUTCOMES[row['outcome']]}]{row['outcome']}[/]"
        if row["outcome_event"]:
            outcome += f" {row['outcome_day']} [dim]{row['outcome_article'][:8]}[/]"
        table.add_row(
            row["date_value"] + (f" {row['date_part']}" if row["date_part"] else ""),
            parties(row["actors"], row["actor_codes"]),
            f"{row['type']}{' ' + row['mode'] if row['mode'] else ''} [dim]{escape(row['trigger'])}[/]",
            parties(row["recipients"], row["recipient_codes"]),
            outcome,
            f"{escape(row['outlet'] or '')} [dim]{row['article'][:8]}[/]".strip(),
        )
    console.print(table)


def ics(found: Answer) -> str:
    """The planned events as iCalendar (RFC 5545), whole days that block no time.

    Raises ``UsageError`` when the package ``icalendar`` is not installed.
    """
    try:
        from icalendar import Calendar  # noqa: PLC0415  (only this format needs it)
    except ImportError as error:
        raise UsageError("icalendar is not installed: pip install 'whowhom[calendar]'.") from error
    made = Calendar()
    made.add("prodid", "-//whowhom//planned events//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Planned events in the news")
    for row in found:
        first, last = days(row)
        if last - first < LONGEST:
            made.add_component(_entry(row, first, last))
    return str(made.to_ical().decode("utf-8"))


def days(row: Mapping[str, Any]) -> tuple[date, date]:
    """The first and last day of a plan; of early, mid or late in a week, month or year that third of its days.

    A decade's part is in its days already, and a day's is no matter of days.
    """
    first, last = row["first_day"], row["last_day"]
    if row["date_part"] not in THIRDS or row["date_precision"] in ("part of day", "decade"):
        return first, last
    third, length = THIRDS.index(row["date_part"]), (last - first).days + 1
    return first + timedelta(third * length // 3), first + timedelta((third + 1) * length // 3 - 1)


def _entry(row: dict[str, Any], first: date, last: date) -> Any:
    from icalendar import Event as Entry  # noqa: PLC0415

    who, whom = (", ".join(row[side]) for side in ("actors", "recipients"))
    what = row["type"].capitalize() + (f" ({row['mode']})" if row["mode"] else "")
    told = row["published"] or row["first_day"]
    source = row["url"] or row["outlet"] or row["origin"] or row["article"]
    narrowed = (first, last) != (row["first_day"], row["last_day"])
    lines = [
        row["sentence"],
        f"Source: {source}",
        f"Date as told: {row['date_text']}" + f" ({row['date_part']} in {row['date_value']})" * narrowed,
    ]
    if row["outcome"] != "ahead":
        lines.append(f"What became of it: {row['outcome']}" + (f" {row['outcome_day']}" * bool(row["outcome_day"])))
    entry = Entry()
    entry.add("uid", f"{row['event']}@whowhom")
    entry.add("dtstamp", datetime.combine(told, time(), UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(1))
    time_of_day = f"{row['date_part']} " if row["date_precision"] == "minute" else ""
    entry.add("summary", f"{time_of_day}{who or 'Somebody'}: {what}, {row['trigger']}" + (f", {whom}" if whom else ""))
    entry.add("description", "\n".join(lines))
    if row["place_text"]:
        entry.add("location", row["place_text"])
    if row["url"]:
        entry.add("url", row["url"])
    status = {"did not happen": "CANCELLED", "happened": "CONFIRMED"}.get(row["outcome"], "TENTATIVE")
    entry.add("status", status)
    entry.add("transp", "TRANSPARENT")
    return entry
