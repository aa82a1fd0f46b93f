"""Expressions counted in units: this week, the past two years, three days ago, a few months later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from whowhom.dates.days import Days, day, days, joined, month, months_away, moved, quarter, table, week_of, year
from whowhom.dates.expressions import YEAR, Expression, Row, either

FEW: Final = 3
"""Units that "a few" and "several" stand for; what is counted so is given in the next larger unit."""
VAGUE: Final = frozenset({"few", "several"})
PRECISE: Final = 2
"""Years up to which "the past two years" is meant to the month, as the train gold has it; more to the year."""
BACK: Final = frozenset({"ago", "earlier", "before", "previously", "prior"})
OF_EVENT: Final = frozenset({"before", "after"})
"""Words that count from another event: without its date nothing follows."""
HALVES: Final = {"year": ("month", 6), "decade": ("year", 5)}
"""What the half of "a year and a half" is; other halves are finer than they are meant."""
STEPS: Final = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1, "same": 0, "that": 0}


def number_of(words: str | None) -> int | None:
    """A number in figures or words; None when it is none or vague."""
    if not words:
        return None
    if words.isdigit():
        return int(words)
    found: int | None = table()["numbers"].get(words.removesuffix(" of").rsplit(" ", 1)[-1])
    return found


def stretch(anchor: date, count: int, unit: str, *, ahead: bool) -> Days:
    """The past or coming so many units, to or from the anchor: in days, months or years as large as it is."""
    sign = 1 if ahead else -1
    if unit in ("hour", "minute"):
        other = anchor + timedelta(sign * max(1, round(count / 24)) if unit == "hour" else 0)
    elif unit in ("day", "week"):
        other = anchor + timedelta(sign * count * (1 if unit == "day" else 7))
    elif count == 1 and unit in ("month", "year"):
        other = months_away(anchor, sign * (12 if unit == "year" else 1))
    elif unit in ("month", "quarter") or (unit == "year" and count <= PRECISE):
        there = months_away(anchor, sign * count * {"month": 1, "quarter": 3}.get(unit, 12))
        first, last = sorted((anchor, there))
        return replace(joined(month(first.year, first.month), month(last.year, last.month)), relative=True)
    else:
        years = sorted((anchor.year, anchor.year + sign * count * (10 if unit == "decade" else 1)))
        return replace(joined(year(years[0]), year(years[1])), relative=True)
    return days(min(anchor, other), max(anchor, other), relative=True)


def _few(anchor: date, unit: str, sign: int, *, around: bool) -> Days | None:
    """A few units, in the next larger one; of months ``around`` the stretch of them, else the point so far away.

    A few years or decades stay open.
    """
    if unit in ("hour", "minute"):
        return day(anchor, relative=True)
    if unit == "month":
        there = months_away(anchor, sign * FEW)
        if not around:
            return year(there.year, relative=True)
        return stretch(anchor, FEW, unit, ahead=sign > 0)
    if unit not in ("day", "week"):
        return None
    first, last = sorted((anchor, anchor + timedelta(sign * FEW * (7 if unit == "week" else 1))))
    return replace(joined(month(first.year, first.month), month(last.year, last.month)), relative=True)


def _past(expression: Expression, match: re.Match[str]) -> Days | None:
    """The past three days, the next few weeks, within two weeks."""
    anchor, way = expression.anchor, match["way"]
    if anchor is None:
        return None
    ahead = way in ("next", "coming") or (way == "within" and expression.ahead)
    if way == "within" and not expression.ahead:
        return None  # within two days of something else
    if match["count"] in VAGUE or not match["count"]:
        return _few(anchor, match["unit"], 1 if ahead else -1, around=True)
    count = number_of(match["count"])
    return None if count is None else stretch(anchor, count, match["unit"], ahead=ahead)


def _between(expression: Expression, match: re.Match[str]) -> Days | None:
    """Within five to ten years."""
    low, high = number_of(match["low"]), number_of(match["high"])
    if expression.anchor is None or low is None or high is None:
        return None
    here = day(expression.anchor)
    first, last = (moved(here, count, match["unit"]) for count in (low, high))
    return replace(joined(first, last), relative=True)


def _whole(expression: Expression, match: re.Match[str]) -> Days | None:
    """The last year, the past week: as much of it as has gone by at the anchor."""
    anchor = expression.anchor
    return None if anchor is None else stretch(anchor, 1, match["unit"], ahead=match["way"] in ("next", "coming"))


def _ago(expression: Expression, match: re.Match[str]) -> Days | None:
    """Two days ago is counted from publication; two days earlier or later from the date told before."""
    way, unit, words = match["way"], match["unit"], match["count"] or match["exact"]
    sign, anchor = _start(expression, way)
    if anchor is None:
        return None
    count = number_of(words) if words else None if match["plural"] else 1
    if count is None:
        return _few(anchor.start, unit, sign, around=False)
    return moved(anchor, sign * count, unit)


def _start(expression: Expression, way: str) -> tuple[int, Days | None]:
    """The direction of a distance, and what it is counted from."""
    told = expression.before if way not in ("ago", "from now", "hence") else None
    published = day(expression.anchor) if expression.anchor and way not in OF_EVENT else None
    return -1 if way in BACK else 1, told or published


def _two_units(expression: Expression, match: re.Match[str]) -> Days | None:
    """Three years and two months ago, a year and a half later: as fine as the smaller unit."""
    sign, anchor = _start(expression, match["way"])
    count, more = number_of(match["count"]), number_of(match["more"])
    if anchor is None or count is None:
        return None
    less, more = (match["less"], more) if more is not None else HALVES[match["unit"]]
    distance = {match["unit"]: count, less: more}
    there = months_away(anchor.start, sign * (12 * distance.get("year", 0) + distance.get("month", 0)))
    if anchor.start != anchor.end and anchor.precision != "month":
        return year(there.year, relative=True)
    if less == "month" or anchor.precision == "month":
        return month(there.year, there.month, relative=True)
    return day(there + timedelta(sign * (7 * distance.get("week", 0) + distance.get("day", 0))), relative=True)


def _weekday_ago(expression: Expression, match: re.Match[str]) -> Days | None:
    """A week ago Friday: so long before the last one. Sunday two weeks ago: where that is of that week too."""
    count, anchor = number_of(match["count"]), expression.anchor
    if anchor is None or count is None:
        return None
    number = int(table()["weekdays"][match["weekday"]])
    back = (anchor.weekday() - number) % 7
    if match.start("weekday") < match.start("count") and back > anchor.weekday():
        raise ValueError(f"{match[0]} can be of two weeks")
    return day(anchor - timedelta(back + 7 * count), relative=True)


def _beyond(expression: Expression, match: re.Match[str]) -> Days | None:
    """The week before last, the Monday after next: one further than the last or the next."""
    anchor, unit = expression.anchor, match["unit"]
    step = -2 if match["way"] == "before last" else 2
    if anchor is None:
        return None
    if match["weekday"]:
        number = int(table()["weekdays"][match["weekday"]])
        near = (anchor.weekday() - number) % 7 or 7 if step < 0 else (number - anchor.weekday()) % 7 or 7
        return day(anchor + timedelta(-near - 7 if step < 0 else near + 7), relative=True)
    if unit == "weekend":
        return _weekend(anchor, step, ahead=step > 0)
    if unit == "week":
        return week_of(anchor, step)
    if unit == "month":
        return month(anchor.year, anchor.month + step, relative=True)
    return year(anchor.year + step, relative=True)


def _in_time(expression: Expression, match: re.Match[str]) -> Days | None:
    """In three weeks: so far ahead of what lies ahead, else how long it took."""
    anchor = expression.anchor
    if anchor is None or not (expression.ahead or match["time"]):
        return None
    count = number_of(match["count"])
    if match["count"] in VAGUE:
        return _few(anchor, match["unit"], 1, around=False)
    return None if count is None else moved(day(anchor), count, match["unit"])


def _months_of_year(expression: Expression, match: re.Match[str]) -> Days | None:
    """The last three months of 2023, the first four months of this year."""
    count, anchor = number_of(match["count"]), expression.anchor
    if match["year"]:
        which = int(match["year"])
    elif match["other"] == "that year":
        which = expression.before.start.year if expression.before else 0
    else:
        which = anchor.year + STEPS.get((match["other"] or "this").split()[0], 0) if anchor else 0
    if count is None or not which or count > 12:
        return None
    first, last = (1, count) if match["way"] == "first" else (13 - count, 12)
    return replace(joined(month(which, first), month(which, last)), relative=not match["year"])


def _unit(expression: Expression, match: re.Match[str]) -> Days | None:
    """This, last and next week, weekend, month, quarter, year, decade; of the date told before after "that"."""
    anchor, unit, which = expression.anchor, match["unit"], match["which"].removeprefix("this ")
    told = which in ("same", "that", "following") or (match["the"] and unit != "weekend")
    if told and expression.before is not None:
        anchor = expression.before.start
    elif which in ("same", "that", "following"):
        return None
    if anchor is None:
        return None
    step = STEPS.get(which, 0)
    if which == "past" and unit != "weekend":
        return stretch(anchor, 1, unit, ahead=False)
    if unit == "weekend":
        return _weekend(anchor, step, ahead=expression.ahead or bool(told))
    if unit == "week":
        return week_of(anchor, step or _turn(anchor, ahead=expression.ahead, told=bool(told)))
    if unit == "month":
        return month(anchor.year, anchor.month + step, relative=True)
    if unit == "quarter":
        return quarter(anchor.year, (anchor.month - 1) // 3 + 1 + step, relative=True)
    if unit == "decade":
        first = anchor.year // 10 * 10 + 10 * step
        return replace(joined(year(first), year(first + 9)), precision="decade", relative=True)
    return year(anchor.year + step, relative=True)


def _turn(anchor: date, *, ahead: bool, told: bool) -> int:
    """At the turn of the week "this week" is the one to come of what is planned, the one gone of what happened."""
    if told:
        return 0
    if ahead:
        return int(anchor.weekday() == 6)
    return -int(anchor.weekday() == 0)


def _weekend(anchor: date, step: int, *, ahead: bool) -> Days:
    saturday = week_of(anchor, step).start + timedelta(5)
    if step == 0 and not ahead and saturday > anchor:
        saturday -= timedelta(7)
    return days(saturday, saturday + timedelta(1), relative=True)


def _of_year(expression: Expression, match: re.Match[str]) -> Days | None:
    """Later in the year, the end of the month, since the start of the year: the anchor's own."""
    anchor = expression.anchor
    if anchor is None:
        return None
    if match["unit"] == "year":
        return year(anchor.year, relative=True)
    if match["unit"] == "month":
        return month(anchor.year, anchor.month, relative=True)
    return week_of(anchor)


def _number() -> str:
    return rf"(?<![\d.,])\d{{1,3}}(?!\d)|(?:a )?couple of|(?:a )?dozen|\b(?:{either('numbers')})"


@cache
def distance_rows() -> tuple[Row, ...]:
    """Patterns of expressions that count from a day, which are tried first: "two days before Christmas"."""
    number, weekday = _number(), rf"(?P<weekday>{either('weekdays')})"
    way = r"(?P<way>ago|earlier|before|previously|prior|later|after|from now|hence)\b"
    unit = r"(?P<unit>year|month|week)s?"
    return (
        (rf"\b(?:(?P<unit>weekend|week|month|year)|{weekday}) (?P<way>before last|after next)\b", _beyond),
        (rf"\b{weekday} (?P<count>{number}) weeks? ago\b", _weekday_ago),
        (rf"\b(?P<count>{number}) weeks? ago (?:on )?{weekday}\b", _weekday_ago),
        (rf"\b(?P<count>{number}) {unit} and (?P<more>{number}) (?P<less>month|week|day)s? {way}", _two_units),
        (rf"\b(?P<count>{number}) (?P<unit>year|decade)s? and (?P<more>)(?P<less>)a half {way}", _two_units),
        (rf"\b(?:(?:a )?(?P<count>few|several)|(?P<exact>{number})(?: and a half)?)?[ -]?"
         rf"\b(?P<unit>minute|hour|day|week|month|year|decade)(?P<plural>s)?'? "
         rf"{way}", _ago),
    )  # fmt: skip


@cache
def stretch_rows() -> tuple[Row, ...]:
    """Patterns of expressions counted in units, in the order in which they are tried."""
    number = _number()
    unit = r"(?P<unit>minute|hour|day|week|month|quarter|year|decade)s?\b"
    return (
        (rf"\b(?P<way>first|last|final) (?P<count>{number}) months (?:of|in) (?:the year\b|(?P<year>{YEAR})"
         r"|(?P<other>(?:last|this|next|that) year\b))", _months_of_year),
        (rf"^in (?:about |around )?(?:a )?(?P<count>{number}|few|several) {unit}(?P<time>'? time)?$", _in_time),
        (rf"\b(?:within|in) (?:the next )?(?P<low>{number}) (?:to|or|-) (?P<high>{number})[ -]{unit}", _between),
        (rf"\b(?P<way>past|last|next|coming|previous|within)(?: the next)? (?:a )?(?P<count>{number}|few|several)"
         rf"[ -]{unit}", _past),
        (r"\b(?P<way>within) (?P<count>)(?P<unit>minute|hour|day|week|month|year)s\b", _past),
        (r"\b(?:in|over|during|for|throughout) the (?P<way>last|past|next|coming) (?P<unit>week|month|year|decade)\b"
         r"(?! of)", _whole),
        (r"\b(?:(?P<the>the) )?(?P<which>this past|this coming|this|last|next|past|previous|coming|same|that|following)"
         r" (?P<unit>weekend|week|month|quarter|year|decade)\b", _unit),
        (r"\b(?P<the>the )?(?P<which>)(?P<unit>weekend)\b", _unit),
        (r"\b(?:the|of|in the|so far this) (?P<unit>week|month|year)\b", _of_year),
    )  # fmt: skip
