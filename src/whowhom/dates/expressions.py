"""Date expressions read one by one: each pattern with the days it stands for."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.types import Precision

_LEAD: Final = re.compile(
    r"^(?:(?:on|in|at|by|during|of|from|over|as|until|till|before|around|about|earlier|later|the|this past|back in|"
    r"(?:late|early|mid)(?![ -](?:the )?\d)|beginning|end of|start of|middle of)\s+)+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Expression:
    """Words with what they are counted from; ``ahead`` when the event lies in the future."""

    words: str
    anchor: date | None
    ahead: bool


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day meant, the ISO 8601 value and its precision; ``relative`` when counted from the anchor."""

    start: date
    end: date
    value: str
    precision: Precision
    relative: bool = False


Reader = Callable[[Expression, re.Match[str]], Days | None]


@cache
def table() -> dict[str, Any]:
    """The vocabulary."""
    return tomllib.loads(files("whowhom.dates").joinpath("words.toml").read_text(encoding="utf-8"))


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
    """From one expression's start to another's end, written as they are."""
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    return Days(first.start, last.end, value, "range", first.relative or last.relative)


def read(expression: Expression) -> Days | None:
    """What the words stand for, or None when that cannot be told."""
    words = re.sub(r"[\s,]+", " ", expression.words.lower().replace("’", "'")).strip(" .;:()\"'")
    words = _LEAD.sub(lambda lead: _kept(lead[0]), words)
    plain = Expression(words, expression.anchor, expression.ahead)
    for pattern, reader in _patterns():
        match = pattern.search(words)
        if match is not None:
            try:
                found = reader(plain, match)
            except (ValueError, OverflowError):
                return None
            if found is not None:
                return found
    return None


def _kept(lead: str) -> str:
    return "this past " if "this past" in lead else "the " if lead.endswith("the ") else ""


def _year_of(digits: str | None, expression: Expression, number: int, on: int = 1) -> int | None:
    """The year given, else the nearest that fits the event's direction."""
    if digits:
        return int(digits)
    anchor = expression.anchor
    if anchor is None:
        return None
    if expression.ahead:
        return anchor.year + ((number, on) < (anchor.month, 1 if on == 1 else anchor.day))
    return anchor.year - ((number, on) > (anchor.month, anchor.day))


def _full_date(expression: Expression, match: re.Match[str]) -> Days | None:
    number = int(table()["months"][match["month"]])
    first, last = int(match["day"]), match["last"]
    which = _year_of(match["year"], expression, number, first)
    if which is None:
        return None
    relative = not match["year"]
    start = date(which, number, first)
    return days(start, date(which, number, int(last)), relative=relative) if last else day(start, relative=relative)


def _month(expression: Expression, match: re.Match[str]) -> Days | None:
    number = int(table()["months"][match["month"]])
    anchor = expression.anchor
    if match["year"]:
        return month(int(match["year"]), number)
    if anchor is None:
        return None
    if (match["which"] and match["which"].startswith("last")) or "last year" in expression.words:
        nearest = anchor.year - (number >= anchor.month)
        return month(anchor.year - 1 if "last year" in expression.words else nearest, number, relative=True)
    which = _year_of(None, expression, number)
    return None if which is None else month(which, number, relative=True)


def _iso(_: Expression, match: re.Match[str]) -> Days:
    return day(date(int(match[1]), int(match[2]), int(match[3])))


def _slashes(_: Expression, match: re.Match[str]) -> Days:
    first, second, which = int(match[1]), int(match[2]), int(match[3])
    return day(date(which, second, first) if first > 12 else date(which, first, second))


def _years(expression: Expression, match: re.Match[str]) -> Days:
    first = int(match["first"])
    last = match["last"]
    if last:
        end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        return joined(year(first), year(end))
    if match["since"] and expression.anchor is not None:
        return joined(year(first), year(expression.anchor.year))
    return year(first)


def _decade(_: Expression, match: re.Match[str]) -> Days:
    first = int(match["year"]) if len(match["year"]) == 4 else 1900 + int(match["year"])
    low, high = {"early": (0, 4), "late": (5, 9), "mid": (4, 6)}.get(match["part"] or "", (0, 9))
    found = joined(year(first + low), year(first + high))
    return Days(found.start, found.end, found.value, "decade")


def _weekday(expression: Expression, match: re.Match[str]) -> Days | None:
    anchor = expression.anchor
    if anchor is None:
        return None
    number = int(table()["weekdays"][match["weekday"]])
    which = match["which"] or ""
    if which == "next" or (expression.ahead and which not in ("last", "past")):
        forward = (number - anchor.weekday()) % 7
        return day(anchor + timedelta(forward or (7 if which == "next" else 0)), relative=True)
    back = (anchor.weekday() - number) % 7
    return day(anchor - timedelta(back or (7 if which == "last" else 0)), relative=True)


def _named_day(expression: Expression, match: re.Match[str]) -> Days | None:
    if expression.anchor is None:
        return None
    return day(expression.anchor + timedelta(table()["days"][match[1]]), relative=True)


def _holiday(expression: Expression, match: re.Match[str]) -> Days | None:
    number, on = table()["holidays"][match[1]]
    which = _year_of(match[2], expression, number, on)
    return None if which is None else day(date(which, number, on), relative=not match[2])


def _fixed(_: Expression, match: re.Match[str]) -> Days:
    return day(date.fromisoformat(table()["named"][match[1]]))


def _this_unit(expression: Expression, match: re.Match[str]) -> Days | None:
    """This, last and next week, weekend, month, quarter, year."""
    anchor, unit = expression.anchor, match["unit"]
    if anchor is None:
        return None
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(match["which"], 0)
    if match["which"] in ("past", "this past") and unit != "weekend":
        return _stretch(anchor, 1, unit, ahead=False)
    monday = anchor - timedelta(anchor.weekday())
    if unit == "week":
        return days(monday + timedelta(7 * step), monday + timedelta(7 * step + 6), "week", relative=True)
    if unit == "weekend":
        saturday = monday + timedelta(5 + 7 * step)
        if step == 0 and not expression.ahead and saturday > anchor:
            saturday -= timedelta(7)
        return days(saturday, saturday + timedelta(1), relative=True)
    if unit == "month":
        return month(anchor.year, anchor.month + step, relative=True)
    if unit == "quarter":
        return _quarter_of(anchor.year, (anchor.month - 1) // 3 + 1 + step, relative=True)
    if unit == "decade":
        first = anchor.year // 10 * 10 + 10 * step
        return joined(year(first), year(first + 9))
    return year(anchor.year + step, relative=True)


def _quarter_of(which: int, number: int, *, relative: bool = False) -> Days:
    found = joined(month(which, number * 3 - 2), month(which, number * 3))
    return Days(found.start, found.end, found.value, "quarter", relative)


def _quarter(expression: Expression, match: re.Match[str]) -> Days | None:
    which = int(match["year"]) if match["year"] else expression.anchor.year if expression.anchor else None
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[match["number"]]
    return None if which is None else _quarter_of(which, number, relative=not match["year"])


def _season(expression: Expression, match: re.Match[str]) -> Days | None:
    first, last = table()["seasons"][match["season"]]
    anchor = expression.anchor
    if match["year"]:
        which = int(match["year"])
    elif anchor is None:
        return None
    elif match["which"] == "last":
        which = anchor.year - (first + 2 > anchor.month)
    elif match["which"] == "next":
        which = anchor.year + (first <= anchor.month)
    else:
        which = anchor.year + (expression.ahead and last < anchor.month)
    return joined(month(which, first), month(which + (last < first), last))


def _stretch(anchor: date, count: int, unit: str, *, ahead: bool) -> Days:
    """The past or coming so many units, to or from the anchor."""
    sign = 1 if ahead else -1
    if unit in ("hour", "minute"):
        other = anchor + timedelta(sign * max(1, round(count / 24)) if unit == "hour" else 0)
    elif unit in ("day", "week"):
        other = anchor + timedelta(sign * count * (7 if unit == "week" else 1))
    elif unit == "month":
        here = month(anchor.year, anchor.month)
        there = month(anchor.year, anchor.month + sign * count)
        if count == 1:
            other = _months_away(anchor, sign)
        else:
            return joined(here, there) if ahead else joined(there, here)
    elif count == 1:
        other = _months_away(anchor, 12 * sign)
    else:
        first, last = sorted((anchor.year, anchor.year + sign * count * (10 if unit == "decade" else 1)))
        return joined(year(first), year(last))
    return days(min(anchor, other), max(anchor, other), relative=True)


def _months_away(anchor: date, number: int) -> date:
    there = month(anchor.year, anchor.month + number)
    return there.start.replace(day=min(anchor.day, there.end.day))


def _past(expression: Expression, match: re.Match[str]) -> Days | None:
    if expression.anchor is None:
        return None
    count = _count(match["count"])
    if count is None:
        return None
    return _stretch(expression.anchor, count, match["unit"], ahead=match["way"] in ("next", "coming"))


def _ago(expression: Expression, match: re.Match[str]) -> Days | None:
    anchor = expression.anchor
    count = _count(match["count"])
    if anchor is None or count is None:
        return None
    sign = -1 if match["way"] in ("ago", "earlier", "before", "previously") else 1
    unit = match["unit"]
    if unit in ("hour", "minute"):
        return day(anchor, relative=True)
    if unit == "day":
        return day(anchor + timedelta(sign * count), relative=True)
    if unit == "week":
        return day(anchor + timedelta(sign * 7 * count), relative=True)
    if unit == "month":
        return month(anchor.year, anchor.month + sign * count, relative=True)
    if unit == "year" and count == 1:
        return month(anchor.year + sign, anchor.month, relative=True)
    return year(anchor.year + sign * count * (10 if unit == "decade" else 1), relative=True)


def _count(words: str | None) -> int | None:
    if not words:
        return 1
    if words.isdigit():
        return int(words)
    found: int | None = table()["numbers"].get(words)
    return found


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    def either(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(table()[name], key=len, reverse=True))

    months, number = either("months"), rf"\d+|{either('numbers')}"
    unit = r"(?P<unit>minute|hour|day|week|month|year|decade)s?"
    rows: list[tuple[str, Reader]] = [
        (r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso),
        (r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", _slashes),
        (rf"({either('named')})(?!\d| \d)", _fixed),
        (rf"\b(?P<month>{months})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?(?:-|–|to|and) ?(?P<last>\d{{1,2}}))?"
         rf"(?:st|nd|rd|th)?\b(?! ?:)(?: (?P<year>\d{{4}})\b)?", _full_date),
        (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?(?:-|–|to|and) ?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?"
         rf" (?:of )?(?P<month>{months})\b\.?(?: (?P<year>\d{{4}})\b)?", _full_date),
        (rf"({either('holidays')})(?: (\d{{4}}))?", _holiday),
        (r"(?P<number>first|second|third|fourth|last) quarter(?: of)?(?: (?P<year>\d{4}))?", _quarter),
        (rf"(?:(?P<which>last|next|this) )?\b(?P<month>{months})\b\.?(?: of)?(?: (?P<year>\d{{4}})\b)?", _month),
        (r"(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<year>\d{4}|[5-9]0)'?s\b", _decade),
        (rf"(?:(?P<which>last|next|past|this|previous) )?\b(?P<weekday>{either('weekdays')})s?\b", _weekday),
        (rf"\b({either('days')})\b", _named_day),
        (rf"(?:(?P<which>last|next|this) )?(?P<season>{either('seasons')})(?: of)?(?: (?P<year>\d{{4}}))?", _season),
        (rf"(?P<way>past|last|next|coming|previous) (?P<count>{number}) {unit}", _past),
        (rf"(?P<count>{number})?[ -]?(?:few )?{unit} (?P<way>ago|earlier|before|previously|later|from now)", _ago),
        (r"(?P<which>this past|this|last|next|past|previous|coming|the) (?P<unit>weekend)", _this_unit),
        (r"(?P<which>this past|this|last|next|past|previous|coming) (?P<unit>week|month|quarter|year|decade)\b",
         _this_unit),
        (r"(?P<since>since )?(?:\bbetween )?\b(?P<first>1\d{3}|20\d\d)"
         r"(?: ?(?:-|–|to|and|until) ?(?P<last>\d{4}|\d\d)\b)?", _years),
    ]  # fmt: skip
    return tuple((re.compile(pattern), reader) for pattern, reader in rows)
