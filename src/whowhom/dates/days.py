"""Days, months, years and stretches of them: what every date expression comes to in the end."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.types import Precision, Relation

ISLAMIC_EPOCH: Final = date(622, 7, 18).toordinal()
"""The day before the first of the Islamic calendar, 16 July 622 of the Julian one."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day meant, the ISO 8601 value and its precision.

    ``relative`` when counted from an anchor. ``part`` is a part of the day, month or year, or a time of day.
    """

    start: date
    end: date
    value: str
    precision: Precision
    relative: bool = False
    relation: Relation = "at"
    part: str | None = None


@cache
def table() -> dict[str, Any]:
    """The vocabulary."""
    return tomllib.loads(files("whowhom.dates").joinpath("words.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first, with apostrophes of either kind."""
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(set(words), key=len, reverse=True))


def day(when: date, *, relative: bool = False) -> Days:
    """One day."""
    return Days(when, when, when.isoformat(), "day", relative)


def month(year: int, number: int, *, relative: bool = False) -> Days:
    """One month; ``number`` may run over the year's ends."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Days(date(year, number, 1), date(year, number, last), f"{year:04d}-{number:02d}", "month", relative)


def year(number: int, *, relative: bool = False) -> Days:
    """One year."""
    return Days(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", "year", relative)


def days(start: date, end: date, precision: Precision = "range", *, relative: bool = False) -> Days:
    """From a day to a day, both meant."""
    return Days(start, end, f"{start.isoformat()}/{end.isoformat()}", precision, relative)


def joined(first: Days, last: Days) -> Days:
    """From one expression's start to another's end, written as they are; the same one twice is itself."""
    if first.value == last.value:
        return first
    if last.end < first.start:
        raise ValueError(f"{last.value} lies before {first.value}")
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    return Days(first.start, last.end, value, "range", first.relative or last.relative)


def quarter(which: int, number: int, *, relative: bool = False) -> Days:
    """One quarter of a year; ``number`` may run over the year's ends."""
    found = joined(month(which, number * 3 - 2), month(which, number * 3))
    return replace(found, precision="quarter", relative=relative)


def week_of(when: date, step: int = 0) -> Days:
    """The week from Monday to Sunday that holds a day, or one so many weeks away."""
    monday = when - timedelta(when.weekday()) + timedelta(7 * step)
    return days(monday, monday + timedelta(6), "week", relative=True)


def months_away(anchor: date, number: int) -> date:
    """The same day of another month, or that month's last."""
    there = month(anchor.year, anchor.month + number)
    return there.start.replace(day=min(anchor.day, there.end.day))


def moved(anchor: Days, count: int, unit: str) -> Days:
    """So many units from an anchor (negative: before it), no finer than unit and anchor are.

    Years counted from a day give a year, one year a month, as reporters mean it.
    """
    start = anchor.start
    if unit == "quarter":
        count, unit = 3 * count, "month"
    if anchor.precision in ("year", "decade", "quarter") or (anchor.precision == "range" and "-" not in anchor.value):
        return year(start.year + (count * {"year": 1, "decade": 10}.get(unit, 0)), relative=True)
    if unit in ("decade", "year"):
        count *= 10 if unit == "decade" else 1
        return (
            month(start.year + count, start.month, relative=True)
            if abs(count) == 1
            else year(start.year + count, relative=True)
        )
    if unit == "month" or anchor.precision == "month":
        return month(start.year, start.month + (count if unit == "month" else 0), relative=True)
    if unit in ("hour", "minute"):
        return day(start + timedelta(int(count / 24) if unit == "hour" else 0), relative=True)
    return day(start + timedelta(count * (7 if unit == "week" else 1)), relative=True)


def easter(which: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, Meeus 1991)."""
    a, b, c = which % 19, which // 100, which % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    number = h + k - 7 * m + 114
    return date(which, number // 31, number % 31 + 1)


def orthodox_easter(which: int) -> date:
    """Easter Sunday of the Orthodox churches (Meeus 1991), given in the Gregorian calendar, 1900 to 2099."""
    a, b, c = which % 4, which % 7, which % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    number = d + e + 114
    return date(which, number // 31, number % 31 + 1) + timedelta(13)


def islamic(which: int, month_number: int, on: int) -> date:
    """A day of the Islamic calendar by the civil reckoning (30 years of 10,631 days; Reingold and Dershowitz 2018)."""
    number = on + 29 * (month_number - 1) + month_number // 2 + (which - 1) * 354 + (3 + 11 * which) // 30
    return date.fromordinal(ISLAMIC_EPOCH + number)


def islamic_year(when: date) -> int:
    """The Islamic year of a day, by the same reckoning."""
    return (30 * (when.toordinal() - ISLAMIC_EPOCH) + 10646) // 10631


def nth_weekday(which: int, month_number: int, weekday: int, nth: int) -> date:
    """The nth (negative: from the end) such weekday of a month."""
    if nth > 0:
        first = date(which, month_number, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = month(which, month_number).end
    return last - timedelta((last.weekday() - weekday) % 7 + 7 * (-nth - 1))
