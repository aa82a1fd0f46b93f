"""The time that a page looks at: from an address, or what is sensible for the database."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from whowhom.errors import UsageError
from whowhom.explore.filters import day
from whowhom.explore.web.contexts import Month, Period, Slide

SMALL: Final = 1_000
"""Events that a page shows whole; of more the last month is shown first."""
AROUND: Final = 10
"""What is drawn after the last article, as a part of the time drawn: plans lie there, and few far off."""
SIZES: Final = {"month": 1, "quarter": 3, "year": 12}
"""Window -> months."""


def period_of(asked: Mapping[str, str], span: Mapping[str, Any]) -> Period:
    """The period of an address; without one all of a small database, or the last 30 days of a large one.

    ``all=1`` asks for everything. Raises ``UsageError`` for a day that is none.
    """
    since = day("since", asked["since"]) if asked.get("since") else None
    until = day("until", asked["until"]) if asked.get("until") else None
    if since and until and until < since:
        raise UsageError(f"until is {until}, before since ({since}): turn them round.")
    last = span["last_published"] or span["last_day"]
    presets = tuple(_preset(words, days, last) for words, days in (("week", 7), ("month", 30), ("year", 365)))
    if since is None and until is None and not asked.get("all") and last is not None and span["events"] > SMALL:
        since, until = presets[1][1:]
    return Period(since, until, presets if last is not None else ())


def _preset(words: str, days: int, last: date | None) -> tuple[str, date | None, date | None]:
    return (f"last {words}", last - timedelta(days - 1), last) if last is not None else (words, None, None)


def bounds(period: Period, span: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first and last day to draw: the period's, else those of the articles with some days around them."""
    first, last = span["first_published"] or span["first_day"], span["last_published"] or span["last_day"]
    if first is None or last is None:
        return None
    around = min(max((last - first).days // AROUND, 7), 92)
    return period.since or first - timedelta(around // 3), period.until or last + timedelta(around)


def window_of(asked: Mapping[str, str], span: Mapping[str, Any]) -> Slide:
    """The window that a slider has moved to. Raises ``UsageError`` for one that is none."""
    first, last = span["first_published"] or span["first_day"], span["last_published"] or span["last_day"]
    size = asked.get("size") or ("all" if span["events"] <= SMALL else "year")
    if size not in (*SIZES, "all"):
        raise UsageError(f"size is {size!r}: there are {', '.join(SIZES)} and all.")
    told = asked.get("at", "")
    if told and not (told.isascii() and told.isdigit() and len(told) < 6):
        raise UsageError(f"at is {told!r}: give the number of a month, counted from the first.")
    if first is None or last is None:
        return Slide(size, 0, 0, None, None)
    steps = (last.year - first.year) * 12 + last.month - first.month
    if size == "all":
        return Slide(size, steps, steps, None, None)
    at = min(int(told), steps) if told else steps
    end = first.year * 12 + first.month - 1 + at
    return Slide(size, at, steps, _month(end - SIZES[size] + 1), _month(end + 1) - timedelta(1))


def _month(number: int) -> date:
    number = max(12, number)
    return date(number // 12, number % 12 + 1, 1)


def month_of(first: date, counted: Mapping[date, int]) -> Month:
    """A month of the calendar, weeks from Monday on."""
    weeks = tuple(
        tuple((day, counted.get(day, 0)) if day.month == first.month else None for day in week)
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first, weeks, sum(cell[1] for week in weeks for cell in week if cell is not None))
