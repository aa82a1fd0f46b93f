"""Expressions counted in units: this week, the past two years, three days ago, a few months later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from whowhom.dates.days import Days, day, days, joined, month, months_away, moved, quarter, table, week_of, year
from whowhom.dates.expressions import Expression, Row, either

FEW: Final = 3
"""Units that "a few" and "several" stand for; what is counted so is given in the next larger unit."""
VAGUE: Final = frozenset({"few", "several"})
PRECISE: Final = 2
"""Years up to which "the past two years" is meant to the month, as the train gold has it; more to the year."""
BACK: Final = frozenset({"ago", "earlier", "before", "previously", "prior"})
OF_EVENT: Final = frozenset({"before", "after"})
"""Words that count from another event: without its date nothing follows."""
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
    sign = -1 if way in BACK else 1
    told = expression.before if way not in ("ago", "from now", "hence") else None
    published = day(expression.anchor) if expression.anchor and way not in OF_EVENT else None
    anchor = told or published
    if anchor is None:
        return None
    count = number_of(words) if words else None if match["plural"] else 1
    if count is None:
        return _few(anchor.start, unit, sign, around=False)
    return moved(anchor, sign * count, unit)


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
    return (
        (rf"\b(?:(?:a )?(?P<count>few|several)|(?P<exact>{_number()})(?: and a half)?)?[ -]?"
         rf"\b(?P<unit>minute|hour|day|week|month|year|decade)(?P<plural>s)?'? "
         r"(?P<way>ago|earlier|before|previously|prior|later|after|from now|hence)\b", _ago),
    )  # fmt: skip


@cache
def stretch_rows() -> tuple[Row, ...]:
    """Patterns of expressions counted in units, in the order in which they are tried."""
    number = _number()
    unit = r"(?P<unit>minute|hour|day|week|month|quarter|year|decade)s?\b"
    return (
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
