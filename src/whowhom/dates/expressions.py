"""Single date expressions read: each pattern with the days it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from whowhom.dates.days import (
    Days,
    any_of,
    day,
    days,
    easter,
    islamic,
    islamic_year,
    joined,
    month,
    nth_weekday,
    orthodox_easter,
    quarter,
    table,
    week_of,
    year,
)

MONTH_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
YEAR: Final = r"(?:1[5-9]|20|21)\d\d(?!\d)"


@dataclass(frozen=True, slots=True)
class Expression:
    """Words with what they are counted from.

    ``anchor`` is the day of publication, ``before`` the date told before in the text; ``ahead`` when the event
    lies in the future.
    """

    words: str
    anchor: date | None
    ahead: bool = False
    before: Days | None = None


Reader = Callable[[Expression, re.Match[str]], Days | None]
Row = tuple[str, Reader]


def either(*names: str) -> str:
    """A pattern of all words of some parts of the vocabulary, the longest first, with apostrophes of either kind."""
    return any_of(word for name in names for word in table()[name])


def _year_of(match: re.Match[str], expression: Expression, number: int, on: int | None = None) -> int | None:
    """The year given, else the nearest that fits the event's direction; ``on`` is the day of a month, if one is."""
    if match["year"]:
        return int(match["year"])
    anchor, other = expression.anchor, match["other"] or ""
    if other == "that year":
        return expression.before.start.year if expression.before else None
    if anchor is None:
        return None
    if other:
        return anchor.year + {"last": -1, "next": 1, "this": 0}[other.split()[0]]
    if expression.ahead:
        return anchor.year + ((number, on or 1) < (anchor.month, anchor.day if on else 1))
    return anchor.year - ((number, on or 1) > (anchor.month, anchor.day))


def _full_date(expression: Expression, match: re.Match[str]) -> Days | None:
    number = int(table()["months"][match["month"]])
    first, last = int(match["day"]), match["last"]
    which = _year_of(match, expression, number, first)
    if which is None:
        return None
    relative = not match["year"]
    start = date(which, number, first)
    return days(start, date(which, number, int(last)), relative=relative) if last else day(start, relative=relative)


def _month(expression: Expression, match: re.Match[str]) -> Days | None:
    number = int(table()["months"][match["month"]])
    anchor, which = expression.anchor, match.groupdict().get("which")
    if which in ("last", "next") and not match["year"] and anchor is not None:
        if which == "last":
            return month(anchor.year - (number >= anchor.month), number, relative=True)
        return month(anchor.year + (number <= anchor.month), number, relative=True)
    if which == "this" and anchor is not None:
        return month(anchor.year, number, relative=True)
    found = _year_of(match, expression, number)
    return None if found is None else month(found, number, relative=not match["year"])


def _iso(_: Expression, match: re.Match[str]) -> Days:
    return day(date(int(match[1]), int(match[3]), int(match[4])))


def _dots(_: Expression, match: re.Match[str]) -> Days:
    return day(date(int(match[3]), int(match[2]), int(match[1])))


def _slashes(_: Expression, match: re.Match[str]) -> Days | None:
    """Day or month first only where the numbers tell: 25/12/2016, 12/25/2016, 7/7/2005."""
    first, second, which = int(match[1]), int(match[2]), int(match[3])
    if first != second and first <= 12 and second <= 12:
        return None
    return day(date(which, second, first) if first > 12 else date(which, first, second))


def _years(_: Expression, match: re.Match[str]) -> Days:
    first, last = int(match["first"]), match["last"]
    if last:
        return joined(year(first), year(int(last) if len(last) == 4 else first // 100 * 100 + int(last)))
    return year(first)


def _decade(_: Expression, match: re.Match[str]) -> Days:
    first = int(match["year"]) if len(match["year"]) == 4 else 1900 + int(match["year"])
    low, high = {"early": (0, 4), "late": (5, 9), "mid": (4, 6)}.get(match["part"] or "", (0, 9))
    return replace(joined(year(first + low), year(first + high)), precision="decade", part=match["part"])


def _weekday(expression: Expression, match: re.Match[str]) -> Days | None:
    anchor, which = expression.anchor, match["which"] or ""
    number, before = int(table()["weekdays"][match["weekday"]]), expression.before
    if which == "following" or (which == "previous" and before is not None):
        return _weekday_beside(before, number, 1 if which == "following" else -1)
    if anchor is None:
        return None
    if match["week"] or which == "this":  # Monday of last week; this Wednesday is of this week, past or not
        step = {"last": -1, "next": 1}.get(match["week"] or "this", 0)
        monday = week_of(anchor, step).start
        return day(monday + timedelta(number), relative=True)
    if which in ("next", "coming") or (expression.ahead and which not in ("last", "past", "previous")):
        forward = (number - anchor.weekday()) % 7
        return day(anchor + timedelta(forward or (7 if which == "next" else 0)), relative=True)
    back = (anchor.weekday() - number) % 7
    return day(anchor - timedelta(back or (7 if which == "last" else 0)), relative=True)


def _weekday_beside(before: Days | None, number: int, step: int) -> Days | None:
    """The following Monday: the next one after the day told before; no finer than what is told."""
    if before is None:
        return None
    if before.start != before.end:
        return replace(before, relative=True, relation="at")
    near = step * (number - before.start.weekday()) % 7 or 7
    return day(before.start + timedelta(step * near), relative=True)


def _dated_weekday(expression: Expression, match: re.Match[str]) -> Days | None:
    """Friday the 13th, Friday 13: the nearest such day in the event's direction."""
    if expression.anchor is None:
        return None
    number, weekday = int(match["day"]), int(table()["weekdays"][match["weekday"]])
    step = 1 if expression.ahead else -1
    for distance in range(366):
        there = expression.anchor + timedelta(step * distance)
        if there.day == number and there.weekday() == weekday:
            return day(there, relative=True)
    return None


def _ordinal_day(expression: Expression, match: re.Match[str]) -> Days | None:
    """The 13th: of the anchor's month or of the one beside it."""
    if expression.anchor is None:
        return None
    number, step = int(match["day"]), 1 if expression.ahead else -1
    there = expression.anchor
    while there.day != number:
        there += timedelta(step)
    return day(there, relative=True)


def _named_day(expression: Expression, match: re.Match[str]) -> Days | None:
    if expression.anchor is None:
        return None
    return day(expression.anchor + timedelta(table()["days"][match[1]]), relative=True)


def _told_before(expression: Expression, match: re.Match[str]) -> Days | None:
    """A day beside the one told before; no finer than that one."""
    before, words = expression.before, match[1]
    if before is not None and before.precision in ("day", "part of day", "minute"):
        return day(before.start + timedelta(table()["told_before"][words]), relative=True)
    if before is not None and before.precision in ("month", "year", "week"):
        return replace(before, relative=True)
    offset = table()["alone"].get(words)
    if offset is None or expression.anchor is None:
        return None
    return day(expression.anchor + timedelta(offset), relative=True)


def _nearest(expression: Expression, match: re.Match[str], of_year: Callable[[int], date]) -> Days | None:
    """A day that comes once a year: in the year given, else the nearest that fits the event's direction."""
    if match["year"]:
        return day(of_year(int(match["year"])))
    anchor = expression.anchor
    if anchor is None:
        return None
    if match["other"]:
        return day(of_year(anchor.year + {"last": -1, "next": 1}.get(match["other"].split()[0], 0)), relative=True)
    here = of_year(anchor.year)
    if expression.ahead:
        return day(here if here >= anchor else of_year(anchor.year + 1), relative=True)
    return day(here if here <= anchor else of_year(anchor.year - 1), relative=True)


def _holiday(expression: Expression, match: re.Match[str]) -> Days | None:
    number, on = table()["holidays"][match["name"]]
    return _nearest(expression, match, lambda which: date(which, number, on))


def _easter(expression: Expression, match: re.Match[str]) -> Days | None:
    reckoned = orthodox_easter if match["orthodox"] else easter
    return _nearest(expression, match, lambda which: reckoned(which) + timedelta(table()["easter"][match["name"]]))


def _moving(expression: Expression, match: re.Match[str]) -> Days | None:
    number, weekday, nth = table()["moving"][match["name"]]
    return _nearest(expression, match, lambda which: nth_weekday(which, number, weekday, nth))


def _nth(expression: Expression, match: re.Match[str]) -> Days | None:
    """The first Monday of June, the last Friday in April 2023."""
    number, weekday = int(table()["months"][match["month"]]), int(table()["weekdays"][match["weekday"]])
    nth = int(table()["ordinals"][match["nth"]])
    return _nearest(expression, match, lambda which: nth_weekday(which, number, weekday, nth))


def _fixed(_: Expression, match: re.Match[str]) -> Days:
    return day(date.fromisoformat(table()["named"][match[1]]))


def _quarter(expression: Expression, match: re.Match[str]) -> Days | None:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
    name = match["number"] or match["short"]
    which = _year_of(match, expression, number[name] * 3 - 2)
    return None if which is None else quarter(which, number[name], relative=not match["year"])


def _half(expression: Expression, match: re.Match[str]) -> Days | None:
    """Of a month its first fifteen days or those after them, else of a year six months."""
    if match["month"]:
        whole = _month(expression, match)
        if whole is None:
            return None
        first, last = (1, 15) if match["half"] == "first" else (16, whole.end.day)
        return days(whole.start.replace(day=first), whole.start.replace(day=last), relative=whole.relative)
    first = 1 if match["half"] == "first" else 7
    which = _year_of(match, expression, first)
    if which is None:
        return None
    return replace(joined(month(which, first), month(which, first + 5)), relative=not match["year"])


def _islamic(expression: Expression, match: re.Match[str]) -> Days | None:
    """As reckoned: the moon may be sighted a day earlier or later. The one of a year given is its first."""
    number, on, length = table()["islamic"][match["name"]]
    anchor = expression.anchor if not match["year"] else date(int(match["year"]), 1, 1)
    if anchor is None or match["other"]:
        return None
    around = [islamic(which, number, on) for which in range(islamic_year(anchor) - 1, islamic_year(anchor) + 3)]
    if match["year"] or expression.ahead:
        start = next(first for first in around if first + timedelta(length - 1) >= anchor)
    else:
        start = max(first for first in around if first <= anchor)
    return days(start, start + timedelta(length - 1), relative=not match["year"])


def _season(expression: Expression, match: re.Match[str]) -> Days | None:
    first, last = table()["seasons"][match["season"]]
    anchor, which = expression.anchor, match["which"]
    if match["year"]:
        found = int(match["year"])
    elif which == "that":
        if expression.before is None:
            return None
        found = expression.before.start.year
    elif anchor is None:
        return None
    elif match["other"]:
        found = _year_of(match, expression, first) or anchor.year
    elif which == "last":
        found = anchor.year - (first + 2 >= anchor.month) - (last < first and anchor.month <= last)
    elif which == "next":
        found = anchor.year + (first <= anchor.month)
    elif which == "this":
        found = anchor.year - (last < first and anchor.month <= last)
    elif expression.ahead:
        found = anchor.year + (last < anchor.month and first < last)
    else:
        found = anchor.year - (first > anchor.month)
    return replace(joined(month(found, first), month(found + (last < first), last)), relative=not match["year"])


@cache
def calendar_rows() -> tuple[Row, ...]:
    """Patterns of dates that the calendar names, in the order in which they are tried."""
    months, weekdays = either("months"), either("weekdays")
    end = rf"(?: (?:of |in )?(?:(?P<year>{YEAR})|(?P<other>(?:last|this|next|that) year)))?\b"
    return (
        (rf"\b({YEAR})([-/])(\d\d)\2(\d\d)\b", _iso),
        (rf"\b(\d{{1,2}})\.(\d{{1,2}})\.({YEAR})\b", _dots),
        (rf"\b(\d{{1,2}})/(\d{{1,2}})/({YEAR})\b", _slashes),
        (rf"\b({either('named')})(?!\d| \d|/|\s?[-–]|\s(?:to|and)\s\d|\s(?:last|this|next|that) year)", _fixed),
        (rf"\b(?P<month>{months})\.? (?:the )?(?P<day>{MONTH_DAY})(?:st|nd|rd|th)?"
         rf"(?: ?(?:-|–|to|and) ?(?P<last>{MONTH_DAY}))?(?:st|nd|rd|th)?\b(?! ?:){end}", _full_date),
        (rf"\b(?P<day>{MONTH_DAY})(?:st|nd|rd|th)?(?: ?(?:-|–|to|and) ?(?:the )?(?P<last>{MONTH_DAY})"
         rf"(?:st|nd|rd|th)?)? (?:of )?(?P<month>{months})\b\.?{end}", _full_date),
        (rf"\b(?P<orthodox>orthodox )?(?P<name>{either('easter')})(?: (?:holiday|weekend|period))*{end}", _easter),
        (rf"\b(?P<name>{either('moving')})\b{end}", _moving),
        (rf"\b(?P<nth>{either('ordinals')}) (?P<weekday>{weekdays}) (?:of|in) (?P<month>{months})\b\.?{end}", _nth),
        (rf"\b(?P<name>{either('holidays')})\b{end}", _holiday),
        (rf"\b(?:(?P<number>first|second|third|fourth|last(?= quarter of)) quarter|(?P<short>q[1-4])){end}", _quarter),
        (rf"\b(?P<half>first|second) half(?: (?:of )?(?:the year|(?P<month>{months})\b\.?))?{end}"
         r"(?! (?:of|in)\b)", _half),
        (rf"\b(?P<name>{either('islamic')})(?: (?:holiday|festival|feast))?{end}", _islamic),
        (rf"(?:(?P<which>last|next|this) )?\b(?P<month>{months})\b\.?{end}", _month),
        (r"(?:(?P<part>early|mid|late)[ -])?(?:the )?\b(?P<year>1[5-9]\d0|20\d0|[2-9]0)'?s\b", _decade),
        (rf"\b(?P<weekday>{weekdays}),? (?:the )?(?P<day>{MONTH_DAY})(?:st|nd|rd|th)?\b(?! ?:)", _dated_weekday),
        (rf"(?:(?P<which>last|next|past|this|previous|coming|following) )?\b(?P<weekday>{weekdays})\b"
         r"(?: (?:of )?(?P<week>last|this|next) week)?", _weekday),
        (rf"\b({either('told_before')})\b", _told_before),
        (rf"\b({either('days')})\b", _named_day),
        (rf"(?:\b(?P<which>last|next|this|that) )?"
         rf"\b(?P<season>{either('seasons')})(?! of (?!{YEAR}|(?:last|this|next) year)){end}", _season),
        (rf"^(?:the )?(?P<day>{MONTH_DAY})(?:st|nd|rd|th)$", _ordinal_day),
    )  # fmt: skip


@cache
def year_rows() -> tuple[Row, ...]:
    """Years alone, which are tried last."""
    return ((rf"(?<!/)\b(?P<first>{YEAR})(?: ?(?:-|–) ?(?P<last>{YEAR}|\d\d(?!\d)))?\b", _years),)
