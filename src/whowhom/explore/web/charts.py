"""Small charts drawn on the server: bars over time, cooperation above the line and conflict below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 160
BARS: Final = 130
"""Bars that can be told apart at 380 px; a longer time is drawn in longer units."""
UNITS: Final = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
"""Unit -> about how many days it has."""
KINDS: Final = {2: "deed-plus", 1: "word-plus", -1: "word-minus", -2: "deed-minus"}
"""Score -> the class of its bars."""
WORDS: Final = {
    2: "cooperation in deeds", 1: "cooperation in words", -1: "conflict in words", -2: "conflict in deeds",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over time with its table. ``top`` and ``bottom`` are the highest bars; ``rows`` what is drawn."""

    svg: Markup
    unit: str
    first: date
    last: date
    top: int
    bottom: int
    rows: tuple[tuple[date, tuple[int, ...]], ...]


def unit_of(first: date, last: date) -> str:
    """The shortest unit in which a time has no more than ``BARS`` bars."""
    days = (last - first).days + 1
    return next((unit for unit, size in UNITS.items() if days / size <= BARS), "year")


def start_of(day: date, unit: str) -> date:
    """The first day of the unit that a day is in (weeks begin on Monday)."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(day.weekday())
    month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return date(day.year, month, 1)


def after(day: date, unit: str) -> date:
    """The first day of the next unit."""
    return start_of(day + timedelta({"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[unit]), unit)


def timeline(
    rows: Iterable[Mapping[str, Any]], unit: str, first: date, last: date, address: Callable[[date, date], str | None]
) -> Chart | None:
    """Bars of events over time, from rows of day, score and events. None when there is none in the time.

    ``address`` gives the page of the events from one day to another.
    """
    counted: dict[date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row["score"] in KINDS and start_of(first, unit) <= row["day"] <= last:
            counted[row["day"]][row["score"]] += row["events"]
    if not counted:
        return None
    days, at = [], start_of(first, unit)
    while at <= last:
        days.append(at)
        at = after(at, unit)
    top = max((c[1] + c[2] for c in counted.values()), default=0)
    bottom = max((c[-1] + c[-2] for c in counted.values()), default=0)
    svg = _bars(days, counted, unit, max(top + bottom, 1), top, address)
    told = tuple((day, tuple(counted[day][score] for score in KINDS)) for day in days if day in counted)
    return Chart(svg, unit, days[0], last, top, bottom, told)


def _bars(
    days: Sequence[date], counted: Mapping[date, Mapping[int, int]], unit: str, whole: int, top: int,
    address: Callable[[date, date], str | None],
) -> Markup:  # fmt: skip
    step, line = WIDTH / len(days), HEIGHT * top / whole
    drawn = []
    for number, day in enumerate(days):
        if day not in counted:
            continue
        bars, up, down = [], line, line
        for score in (1, 2, -1, -2):
            size = HEIGHT * counted[day].get(score, 0) / whole
            if not size:
                continue
            up -= size if score > 0 else 0
            y = up if score > 0 else down
            down += size if score < 0 else 0
            bars.append(
                f'<rect class="{KINDS[score]}" x="{number * step + step * 0.1:.2f}" y="{y:.2f}" '
                f'width="{step * 0.8:.2f}" height="{size:.2f}"/>'
            )
        told = ", ".join(f"{counted[day][score]} {WORDS[score]}" for score in KINDS if counted[day].get(score))
        inner = f"<title>{day}: {told}</title>{''.join(bars)}"
        where = address(day, after(day, unit) - timedelta(1))
        drawn.append(f'<a href="{escape(where)}" tabindex="-1">{inner}</a>' if where else f"<g>{inner}</g>")
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'{"".join(drawn)}<line class="axis" x1="0" x2="{WIDTH}" y1="{line:.2f}" y2="{line:.2f}"/></svg>'
    )


def bar(number: float, most: float, kind: str = "plain") -> Markup:
    """A bar in a table's cell: how much of ``most``."""
    share = 100 * number / most if most else 0
    return Markup(
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{kind}" width="{share:.1f}" height="8"/></svg>'
    )


def lean(score: float | None) -> str:
    """The class of a mean score."""
    if score is None:
        return "even"
    return "plus" if score > 0.25 else "minus" if score < -0.25 else "even"  # a quarter step: less is no side
