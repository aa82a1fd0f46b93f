"""Whole date phrases read: what stands before a date, two dates joined, a part or the time of the day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from whowhom.dates.days import Days, day, joined, table, week_of, year
from whowhom.dates.expressions import YEAR, Expression, Reader, calendar_rows, either, year_rows
from whowhom.dates.stretches import distance_rows, stretch_rows
from whowhom.types import Relation

_SPACE: Final = re.compile(r"[\s,]+")
_GLUED: Final = re.compile(r"(?<=[a-z])\.(?=\d)")
_FROM: Final = re.compile(r"^(?:from|between|starting|beginning) (?!of\b)(?:on )?")
_YEAR_TOLD: Final = re.compile(rf"\b(?:{YEAR}|(?:last|this|next|that) year)$")
_YEARS: Final = re.compile(r"^(?:in )?(\d{4})(?: \d{4})* and (\d{4})$")
_EVERY: Final = re.compile(r"^(?:every|each) ")
_DISTANCE: Final = re.compile(
    r"^(?:the )?(.*\b(?:minute|hour|day|week|month|year|decade)s?) "
    r"(before(?! last$)|after(?! next$)|from(?= (?:[a-z]+day|tomorrow)\b)) (?:the )?(\S.*)$"
)
_WEEK_OF: Final = re.compile(r"^(?:the )?week of (?:the )?(\S.*)$")
_EARLY: Final = re.compile(r"\b(early|mid|late|beginning of|start of|middle of|end of)(?:$|[ -](?!in the day))")
_NAMES_OF_PARTS: Final = {"beginning of": "early", "start of": "early", "middle of": "mid", "end of": "late"}
_NAMED_HOURS: Final = {"noon": "12:00", "midnight": "00:00"}


def read(expression: Expression) -> Days | None:
    """What the words stand for, or None when that cannot be told, or lies beyond the calendar."""
    try:
        return _read(expression)
    except (ValueError, OverflowError):
        return None


def _read(expression: Expression) -> Days | None:
    words = plain(expression.words)
    if _EVERY.match(words):
        return None
    relation, rest = _relation(words)
    if relation == "since":
        expression = replace(expression, ahead=False)
    week, distance, eve = _WEEK_OF.match(rest), _DISTANCE.match(rest), _eve().match(rest)
    if week is not None:
        anchor = _read_one(replace(expression, words=week[1]))
        if anchor is None or anchor.start != anchor.end:
            return anchor
        return replace(week_of(anchor.start), relation=relation, relative=anchor.relative)
    if distance is not None:
        return _at_distance(expression, *distance.groups())
    if eve is not None:
        return _the_eve(replace(expression, words=eve[1]))
    found = _read_range(replace(expression, words=rest)) or _read_one(replace(expression, words=rest))
    if found is None and rest != words:
        found = _read_one(replace(expression, words=words))
    if found is None:
        return None
    found = _with_part(found, rest)
    if relation == "since":
        return _since(found, expression.anchor)
    return replace(found, relation=relation)


def _at_distance(expression: Expression, distance: str, way: str, date_told: str) -> Days | None:
    """Two days before Christmas, a week from Monday: counted from the date that the words tell."""
    anchor = _read_one(replace(expression, words=date_told))
    if anchor is None:
        return None
    way = "before" if way == "before" else "after"
    return _read_one(Expression(f"{distance} {way}", None, expression.ahead, anchor))


@cache
def _eve() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:the )?eve of (?:the )?((?:orthodox )?(?:{either('holidays', 'easter', 'moving', 'islamic')})\b.*)$"
    )


def _the_eve(expression: Expression) -> Days | None:
    """The day before a holiday begins."""
    anchor = expression.anchor
    found = _read_one(replace(expression, anchor=anchor + timedelta(1) if anchor else None))
    return day(found.start - timedelta(1), relative=found.relative) if found is not None else None


def plain(words: str) -> str:
    """Words in small letters, one space between them, without commas and what stands around them."""
    words = _SPACE.sub(" ", words.lower().replace("’", "'").replace("‘", "'"))
    words = _spelled().sub(lambda match: str(table()["spelled"][match[0]]), words)
    return _GLUED.sub(". ", words.strip(" .;:()[]\"'“”"))


@cache
def _spelled() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either('spelled')})\b")


def _relation(words: str) -> tuple[Relation, str]:
    """How the event lies to the date, and the words without those that say so."""
    match = _leads().match(words)
    if match is None:
        return "at", words
    relation: Relation = table()["relations"][match[1]]
    return relation, words[match.end() :]


@cache
def _leads() -> re.Pattern[str]:
    """What tells the relation; "the following Monday" is that Monday itself."""
    named = rf"{either('weekdays', 'seasons')}|day|morning|afternoon|evening|night|weekend|week|month|year"
    how = "(?:not |just |immediately |shortly |soon )*"
    return re.compile(rf"^{how}(?!following (?:{named})\b)({either('relations')}) (?:at least )?")


def _read_one(expression: Expression) -> Days | None:
    for pattern, reader in _patterns():
        match = pattern.search(expression.words)
        if match is not None:
            try:
                found = reader(expression, match)
            except (ValueError, OverflowError):
                return None
            if found is not None:
                return found
    return None


@cache
def _to() -> re.Pattern[str]:
    """What joins two dates; of hyphens only those beside a name or a year are no part of a date of their own."""
    names = either("months", "weekdays")
    return re.compile(
        r" (?:to|until|till|through|and|or|-|–) |(?<=\d{4})[-–](?=[a-z]+ \d)"
        rf"|(?<=[a-z.])[-–](?=(?:{names})\b)|(?<=[a-z.])[-–](?=\d{{1,2}} (?:{names})\b)|(?<=\d)[-–](?=(?:{names})\b)"
    )


@cache
def _open_year() -> re.Pattern[str]:
    """A month, or a day of one, without its year."""
    return re.compile(rf"(?:\d{{1,2}}\w* )?(?:of )?(?:{either('months')})\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    rows = (*distance_rows(), *calendar_rows(), *stretch_rows(), *year_rows())
    return tuple((re.compile(pattern), reader) for pattern, reader in rows)


def _read_range(expression: Expression) -> Days | None:
    """From A to B, A and B: each read by itself, the later one telling the year of the earlier."""
    words = expression.words
    several = _YEARS.match(words)
    if several is not None:
        return _ordered(year(int(several[1])), year(int(several[2])))
    lead = _FROM.match(words)
    if lead is not None:
        words = words[lead.end() :]
    for match in _to().finditer(words):
        found = _both(expression, words[: match.start()], words[match.end() :])
        if found is not None:
            return found
    return None


def _both(expression: Expression, first: str, last: str) -> Days | None:
    """Two dates: what lies ahead is read from the first on, what lies behind from the last back.

    A year told at the end alone is that of both: "29 April to 3 May 2023".
    """
    ahead = expression.ahead and not (_YEAR_TOLD.search(last) and _open_year().fullmatch(first))

    def one(words: str, anchor: date | None) -> Days | None:
        return _read_one(replace(expression, words=words, anchor=anchor, ahead=ahead))

    if ahead:
        start = one(first, expression.anchor)
        end = one(last, start.start if start else None)
        if start is not None and end is not None:
            return _ordered(start, end)
    end = one(last, expression.anchor)
    return _ordered(one(first, end.end), end) if end else None


def _ordered(start: Days | None, end: Days) -> Days | None:
    return joined(start, end) if start and start.start <= end.start and start.end <= end.end else None


def _since(found: Days, anchor: date | None) -> Days:
    """Up to the day of publication: of a year to the year, of anything finer to the day."""
    if anchor is None or found.start > anchor or "/" in found.value:
        return replace(found, relation="since")
    if found.precision == "year":
        through = joined(found, year(anchor.year))
        return replace(through, relation="since", relative=True)
    value = found.value if found.start == anchor == found.end else f"{found.value}/{anchor.isoformat()}"
    precision = found.precision if value == found.value else "range"
    return replace(found, end=anchor, value=value, precision=precision, relative=True, relation="since")


def _with_part(found: Days, words: str) -> Days:
    """With the time or part of a day, or the part of a month, season or year, that the words name."""
    if found.precision == "day":
        time = _time(words)
        if time is not None:
            return replace(found, precision="minute", part=time)
        part = next((name for word, name in table()["parts"].items() if re.search(rf"\b{word}\b", words)), None)
        early = _EARLY.search(words)
        if part or early:
            return replace(found, precision="part of day", part=part or _name(early))
        return found
    early = _EARLY.search(words)
    if early and found.part is None and found.precision in ("week", "month", "year", "range"):
        return replace(found, part=_name(early))
    return found


def _name(early: re.Match[str] | None) -> str | None:
    return _NAMES_OF_PARTS.get(early[1], early[1]) if early is not None else None


def _time(words: str) -> str | None:
    """The clock time as HH:MM, with the offset from UTC where the zone is told."""
    match = _clock().search(words)
    if match is None:
        return None
    zones: dict[str, Any] = table()["zones"]
    zone = zones.get(match["zone"] or "", "")
    if match["named"]:
        return f"{_NAMED_HOURS[match['named']]}{zone}"
    hour, minute = int(match["hour"] or match["hour24"]), int(match["minute"] or match["minute24"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return f"{hour:02d}:{minute:02d}{zone}"


@cache
def _clock() -> re.Pattern[str]:
    """Noon, 5 a.m., 5:30 p.m. EST, 0930 GMT, 14:05."""
    zone, named = either("zones"), "|".join(_NAMED_HOURS)
    return re.compile(
        rf"(?:\b(?P<named>{named})\b|(?<![\d-])(?:"
        r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?"
        rf"|(?P<hour24>[01]?\d|2[0-3])(?::|(?=\d\d (?:{zone}|local|hours|hrs)\b))(?P<minute24>[0-5]\d)\b"
        r"(?: hours| hrs)?))"
        rf"(?: (?P<zone>{zone})\b)?"
    )
