"""Whether a bare weekday or month lies before publication or after it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from whowhom.dates.days import any_of, table
from whowhom.types import Span

DECIDED: Final = {"planned": True, "actual": False}
"""Statuses that tell the direction by themselves; what is asked for or threatened lies ahead too, unless its words
say that the chance has gone by."""
_CLAUSE: Final = 100
"""Characters before a trigger or a date in which the verb of its clause stands."""
_NEAR: Final = 24
"""Characters between a verb of saying and its day: "told reporters on Monday"."""


def ahead(status: str, text: str, sentence: Span, trigger: Span, date: Span) -> bool:
    """Whether an event with this status and these words lies after publication.

    A weekday right beside a verb of saying in the past is a day gone by, even where the event is planned: "said
    on Monday it would". A verb of the future right before the trigger decides over the status. Of what is alleged,
    denied or negated the words of the clause decide.
    """
    if _beside_said(text, sentence, date):
        return False
    if _verb_ahead().search(text, sentence.start, trigger.start):
        return True
    decided = DECIDED.get(status)
    if decided is not None:
        return decided
    clause = text[max(sentence.start, min(trigger.start, date.start) - _CLAUSE) : max(trigger.end, date.end)]
    if _tense("behind").search(clause):
        return False
    return status == "unreal" or bool(_tense("ahead").search(clause))


def begins(text: str, date: Span) -> bool:
    """Whether the words right before a date tell that something begins then: "effective June 1"."""
    return bool(_begins().search(text, max(0, date.start - _NEAR), date.start))


def hinted(text: str, date: Span) -> bool:
    """Whether the words before a date that no event has tell that it lies ahead."""
    return bool(_tense("ahead").search(text, max(0, date.start - _CLAUSE), date.start))


def _beside_said(text: str, sentence: Span, date: Span) -> bool:
    before = text[max(sentence.start, date.start - _NEAR) : date.start]
    after = text[date.end : min(sentence.end, date.end + _NEAR)]
    return bool(_said_before().search(before) or _said_after().match(after))


@cache
def _said_before() -> re.Pattern[str]:
    verbs = "|".join(table()["said"]["verbs"])
    return re.compile(
        rf"\b(?<!be )(?:{verbs})(?: (?:reporters|journalists|parliament|lawmakers))?(?: (?:on|late|early))*\s*$"
    )


@cache
def _said_after() -> re.Pattern[str]:
    verbs = "|".join(table()["said"]["verbs"])
    return re.compile(rf"\s(?:{verbs})\b")


@cache
def _begins() -> re.Pattern[str]:
    words = "|".join(table()["begins"]["words"])
    return re.compile(rf"\b(?:{words}) (?:on |from |the )*\Z", re.IGNORECASE)


@cache
def _verb_ahead() -> re.Pattern[str]:
    """A verb of the future right before the trigger, an adverb between them at most: "will formally lift"."""
    words = any_of(table()["tense"]["verbs_ahead"])
    return re.compile(rf"(?:\b|(?<=\w)(?=['’]))(?:{words})(?: not| also| soon| be| \w+ly)* \Z", re.IGNORECASE)


@cache
def _tense(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(table()['tense'][name])})\b", re.IGNORECASE)
