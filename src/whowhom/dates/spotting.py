"""Every date expression of a text, whole, with where it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from whowhom.dates.days import table
from whowhom.dates.expressions import either
from whowhom.types import Span

_YEAR: Final = r"(?:1[89]|20)\d\d(?!\d|,\d)"
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:st|nd|rd|th)?(?![:.,]\d)"
_UNIT: Final = r"(?:fortnight|minute|hour|day|week|weekend|month|quarter|year|decade)"
_PART_OF_DAY: Final = r"(?:(?:early|late|mid)[ -])?(?:morning|afternoon|evening|night|midday|noon|midnight|dawn)"
_IN_PART: Final = rf"(?:(?:the )?(?:early hours|{_PART_OF_DAY}) (?:of |on )?)"
_EARLY: Final = (
    r"(?:(?:in |the )?(?:early|late|mid|earlier|later|beginning of|start of|middle of|end of)[ -](?:on |in |the )?)"
)
_WHICH: Final = r"(?:(?:every|each|last|next|this past|this coming|this|past|previous|coming) )"
_RELATION: Final = r"(?:(?:ever )?since (?:at least )?|until |till |as of |from |between |before |after |by )"
_AFTER_CUE: Final = "|".join(
    rf"(?<={cue})"
    for cue in ("[iI]n ", "[bB]y ", "[oO]f ", "ince ", "ntil ", "rom ", "(?:ate|rly|mid|ast|ext|his)[ -]")
)
"""What makes "May" and "March" months."""
_RELATES: Final = re.compile(rf"(?i:{_RELATION}(?:the )?)?")
_ARTICLE: Final = re.compile(r"\s*(?:[Tt]he )?(?! )")


def _capital(name: str) -> str:
    return "|".join(re.escape(word.capitalize()) for word in sorted(table()[name], key=len, reverse=True))


def _calendar() -> tuple[str, ...]:
    """What the calendar names: days, months, years, holidays, seasons."""
    month, weekday = rf"(?:{_capital('months')})(?:\b\.?)", rf"(?:{_capital('weekdays')})"
    year = rf"(?:,? (?:of |in )?{_YEAR}\b| (?:of )?(?:last|this|next|that) year\b)?"
    season = either("seasons")
    return (
        rf"{_YEAR}[-/]\d\d[-/]\d\d\b|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}\b",
        rf"(?:{weekday},? )?(?:the )?{_IN_PART}?{month} {_DAY}(?: ?[-–] ?{_DAY}| (?:to|and) {_DAY}(?! {month}))?{year}"
        rf"(?: {_PART_OF_DAY}\b)?",
        rf"(?:{weekday},? )?(?:the )?{_IN_PART}?{_DAY}(?: ?[-–] ?{_DAY}| (?:to|and) {_DAY})? (?:of )?{month}{year}",
        rf"(?:{_WHICH}|{_EARLY}|{_IN_PART})?{weekday}s?\b(?: {_PART_OF_DAY}\b)?(?: (?:of )?(?:last|this|next) week\b)?",
        rf"(?:{_EARLY})?{month}(?: ?[-–] ?| (?:to|or|through|until) )(?:{_EARLY})?{month}(?! {_DAY}){year}",
        rf"(?:{_WHICH}|{_EARLY})*(?:{_AFTER_CUE})(?:{month}){year}",
        rf"(?!May|Mar){month}{year}|(?:May|March),? (?:of )?(?:{_YEAR}|last year|this year)\b",
        rf"(?:{_EARLY})?(?:the )?(?:(?:1[89]|20)\d0|['’]?[2-9]0)['’]?s\b",
        rf"(?i:(?:orthodox )?(?:{either('holidays', 'easter', 'moving', 'islamic')}))\b{year}",
        r"9/11\b|7/7\b",
        rf"(?i:(?:the )?(?:(?:first|second|third|fourth|last) quarter|(?:first|second) half of))"
        rf"(?: the year| {month})?\b{year}",
        rf"(?i:(?:the )?(?:first|last|final) {_number()} months (?:of|in) (?:the year\b|(?:last|this|next|that) year\b"
        rf"|{_YEAR}))",
        rf"(?i:(?:the )?eve of (?:the )?(?:orthodox )?(?:{either('holidays', 'easter', 'moving', 'islamic')}))\b{year}",
        rf"Q[1-4](?: of)?{year}",
        rf"(?i:(?:last|this|next|in the|that) (?:{season}))\b{year}|(?i:{season}) (?:of )?{_YEAR}\b",
        rf"(?:{_EARLY})?{_YEAR}(?: ?[-–] ?(?:{_YEAR}|\d\d(?!\d)))?\b"
        r"(?! (?:people|soldiers|troops|men|women|civilians))",
    )


def _weekday_of() -> tuple[str, ...]:
    """What is tried first, as its parts are expressions too: last Friday of April, a week ago Monday."""
    month, weekday = rf"(?:{_capital('months')})(?:\b\.?)", rf"(?:{_capital('weekdays')})"
    ago = rf"(?i:{_number()} weeks? ago)"
    return (
        rf"(?i:(?:the )?(?:{either('ordinals')})) {weekday} (?:of|in) {month}"
        rf"(?:,? {_YEAR}\b| (?:last|this|next|that) year\b)?",
        rf"[Tt]he following {weekday}\b(?: {_PART_OF_DAY}\b)?",
        rf"{ago},? (?:on )?{weekday}\b|{weekday},? {ago}\b",
        rf"(?i:the )?(?:(?i:week|weekend|month|year)|{weekday}) (?:before last|after next)\b",
    )


def _number() -> str:
    return rf"(?:\d{{1,3}}(?![\d,:]\d)|(?:a )?(?:few|several|couple of|dozen)|{either('numbers')})"


def _counted() -> tuple[str, ...]:
    """What is counted from another day: two days ago, the past week, today."""
    number = _number()
    near = r"(?:just |about |nearly |almost )?"
    return (
        rf"(?i:{number} {_UNIT}s? and (?:{number} {_UNIT}s?|a half) (?:ago|earlier|later|from now))\b",
        rf"(?i:in (?:about |around )?{number} {_UNIT}s?(?:['’]? time)?)\b(?! ago)",
        r"(?i:(?:the )?(?:(?:year|month)['’]s|year-) ?end)\b",
        rf"(?i:the )?(?:{_EARLY})?"
        rf"(?i:{near}(?:{number} (?:and a half )?)?{_UNIT}s? (?:ago|earlier|later|from now))\b",
        rf"(?i:{number} {_UNIT}s? (?:before|after))\b",
        rf"(?i:(?:(?:in|over|during|within|for|throughout) the )?(?:the )?"
        rf"(?:past|last|next|coming|previous|these past) (?:{number} )?{_UNIT}s?)\b",
        rf"(?i:within (?:(?:{number} (?:to|or) )?{number} )?{_UNIT}s?)\b",
        rf"(?i:(?:{_EARLY})?(?:the )?{_WHICH}{_UNIT})\b",
        rf"(?i:(?:{_EARLY})?(?:the )?(?:same|following|that|previous|next) "
        rf"(?:{_UNIT}|morning|night|evening|{either('seasons')}))\b",
        r"(?i:(?:later|earlier|so far) (?:in (?:the )?|this )(?:day|week|month|year))\b",
        r"(?i:the (?:start|end|beginning) of the (?:week|month|year))\b",
        r"(?i:(?:the )?weekend)\b",
        rf"(?i:{either('days')})(?i: (?:morning|afternoon|evening|night))?\b",
    )


@cache
def _pattern() -> re.Pattern[str]:
    """One expression, or two joined. Names of months and days have capitals; all else is of either case."""
    clock = r"(?:\d{1,2}(?:[:.][0-5]\d)? ?[ap]\.?m\b\.?|\d{1,2}:[0-5]\d|\d{4}(?= (?:GMT|UTC))|noon|midnight)"
    time = rf"{clock}(?: (?:{either('zones').upper()}|local time)\b)?"
    one = "|".join((*_weekday_of(), *_calendar(), *_counted()))
    week_of = "(?:(?:first|second|third|last|final) )?week of"
    away = rf"(?i:(?:{_number()} {_UNIT}s? (?:before|after|from(?= (?:[a-z]+day|tomorrow)\b))|{week_of}) (?:the )?)?"
    timed = rf"(?:(?:at )?{time}(?: on)?,? )?{away}(?:{one})(?:,? (?:at )?{time})?"
    joint = r" ?(?: to | and | or | until | through | till |[-–]) ?"
    return re.compile(rf"(?<![\w$€£./-])(?i:{_RELATION})?(?:the )?(?:{timed})(?:(?:, (?:{timed}))*{joint}(?:{timed}))?")


@cache
def _hint() -> re.Pattern[str]:
    """A part of a word without which there is no expression, so that most sentences are passed over at once."""
    names = either("days", "seasons", "holidays", "easter", "moving", "islamic")
    units = "fortnight|day|week|month|year|decade|hour|minute|quarter|morning|afternoon|evening|night"
    return re.compile(rf"\d|{_capital('months')}|(?i:{units}|\b(?:{names})\b)")


def spot(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where a text, or a stretch of it, has date expressions; the article before one is left out."""
    last = len(text) if end is None else end
    if not _hint().search(text, start, last):
        return []
    return [_trimmed(text, *match.span()) for match in _pattern().finditer(text, start, last)]


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space, a leading "the", what relates something else ("after Friday's attack"), a full stop."""
    for pattern in (_RELATES,) * text.startswith(("'s ", "’s "), end) + (_ARTICLE,):
        match = pattern.match(text, start, end)
        start = match.end() if match is not None else start
    if text[end - 1] == "." and re.split(r"[ -]", text[start:end])[-1].rstrip(".").lower() in _whole_months():
        end -= 1
    return Span(start, end)


@cache
def _whole_months() -> frozenset[str]:
    """Names of months that are no abbreviations, so that a full stop after one ends the sentence."""
    return frozenset({word for word in table()["months"] if len(word) > 4} | {"may", "june", "july"})
