"""The map, the calendar, and what to know of the data, made of named queries."""

from __future__ import annotations

from datetime import date
from typing import Final

from whowhom import knowledge
from whowhom.errors import UsageError
from whowhom.explore.filters import Filters, day
from whowhom.explore.web import times, world
from whowhom.explore.web.contexts import AboutPage, CalendarPage, MapPage
from whowhom.explore.web.links import Links
from whowhom.explore.web.pages import SHOWN, Asked, common, span_of
from whowhom.language.session import folder_of, read_card, shipped_models
from whowhom.store import Desk

PLACES: Final = 2_000
"""Places asked for; more points than this cannot be told apart."""


def map_page(desk: Desk, asked: Asked, links: Links) -> MapPage:
    """Where events happened in a window."""
    window = times.window_of(asked, span_of(desk))
    country = (asked.get("country") or "").upper() or None
    if country is not None and country not in world.lands():
        raise UsageError(f"country is {country!r}: the map has none of that code.")
    within = Filters(since=window.since, until=window.until)
    rows = desk.query("places", **within.parameters(), limit=PLACES).rows()

    def address(code: str) -> str | None:
        return links.url("map", country=code, size=window.size, at=window.at)

    return MapPage(
        **common(desk, "Map"), window=window, country=country, svg=world.draw(rows, country, address),
        places=[row for row in rows if country in (None, row["country"])],
        placed=sum(row["events"] for row in rows),
        all=desk.query("count", **within.parameters()).rows()[0]["events"],
    )  # fmt: skip


def calendar(desk: Desk, asked: Asked) -> CalendarPage:
    """Planned events by the day for which they are planned."""
    counted = {row["day"]: row["events"] for row in desk.query("calendar", **Filters().parameters())}
    months: dict[date, int] = {}
    for planned, number in counted.items():
        months[planned.replace(day=1)] = months.get(planned.replace(day=1), 0) + number
    told = day("month", f"{asked['month']}-01") if asked.get("month") else None
    last = span_of(desk)["last_published"]
    if told is None and months:
        coming = [month for month in months if last is None or month >= last.replace(day=1)]
        told = min(coming) if coming else max(months)
    undated = desk.query("count", **Filters(status="planned").parameters()).rows()[0]["undated"]
    if told is None:
        return CalendarPage(**common(desk, "Calendar"), month=None, months=(), events=[], undated=undated)
    month = times.month_of(told, counted)
    end = max(cell[0] for week in month.weeks for cell in week if cell is not None)
    return CalendarPage(
        **common(desk, "Calendar"), month=month, months=tuple(sorted(months.items())), undated=undated,
        events=desk.query("planned", since=told, until=end, limit=SHOWN).rows(),
    )  # fmt: skip


def about(desk: Desk) -> AboutPage:
    """What a reader must know before quoting a number."""
    return AboutPage(
        **common(desk, "About this data"), span=span_of(desk),
        articles=desk.query("articles", since=None, until=None).rows(),
        types=desk.query("types", **Filters().parameters()).rows(), said=desk.query("said").rows(),
        held=desk.query("held").rows(), runs=desk.query("runs").rows(),
        cards=tuple(read_card(folder_of(name)).whole for name in shipped_models()),
        failures=desk.query("failures").rows(), undecided=desk.query("undecided", limit=20).rows(),
        knowledge=knowledge.version(),
    )  # fmt: skip
