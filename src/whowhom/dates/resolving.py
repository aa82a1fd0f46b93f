"""The dates of an article's events, in the order of its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from whowhom.dates.days import Days, day
from whowhom.dates.direction import ahead, begins, hinted
from whowhom.dates.expressions import Expression
from whowhom.dates.marking import SAME_CLAUSE, in_clause, widened
from whowhom.dates.phrases import plain, read
from whowhom.dates.spotting import spot
from whowhom.types import Analysis, Frame, Mention, Span, When

_FROM_TOLD: Final = re.compile(
    r"\b(?:later|earlier|before|after|previously|same|that|following|next (?:day|morning|month|year|week)|previous"
    r"|in the (?:morning|afternoon|evening))\b"
)
"""Words by which an expression may be counted from the date told before it."""
_OF_EVENT: Final = re.compile(r" (?:before|after)$")
"""What counts from the event that the next words tell: "two days after"."""
SOON: Final = timedelta(31)
"""How long after publication a day from which something "begins" or is "effective" is taken to lie ahead, whatever the
status: about the notice that governments give; chosen by us, gold has no case."""
ANY_DAY: Final = date(2000, 1, 1)
"""Stands in for an unknown day where only whether words tell a date is asked: "Monday" does, "in two days" not."""
STALE: Final = timedelta(7)
"""How long before publication a dateline may lie and still be the day that the story speaks from."""


def resolve(analysis: Analysis) -> tuple[When | None, ...]:
    """The date of every frame, None where none is marked and none is inherited.

    Without a publication date absolute expressions resolve and relative ones keep their words only.
    """
    story = _Story(analysis)
    return tuple(story.when(frame) for frame in analysis.frames)


class _Story:
    """The date expressions of one article, each read against those before it."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.article.text
        self._spots: dict[int, list[Span]] = {}

    def spots(self, sentence: int) -> list[Span]:
        """Every expression in a sentence."""
        if sentence not in self._spots:
            span = self.analysis.sentences[sentence].span
            self._spots[sentence] = spot(self.text, span.start, span.end)
        return self._spots[sentence]

    @cached_property
    def anchor(self) -> date | None:
        """The day that the story speaks from: its dateline's, else that of publication."""
        published = self.analysis.article.published
        for block in self.analysis.body.blocks:
            if block.kind == "dateline":
                found = read(Expression(block.span.of(self.text), published))
                if found is not None and found.start == found.end:
                    near = published is None or timedelta(0) <= published - found.start <= STALE
                    return found.start if near else published
        return published

    def when(self, frame: Frame) -> When | None:
        """The date of one event: its own, or one inherited that resolves."""
        marked = self._marked(frame)
        if marked is not None:
            return self._read(frame, marked)
        triggers = [other.trigger.span for other in self.analysis.frames if other is not frame]
        span = in_clause(self.text, frame.trigger.span, triggers, self.spots(frame.sentence))
        when = self._read(frame, span) if span is not None else None
        return replace(when, inherited=SAME_CLAUSE) if when is not None and when.value is not None else None

    def _marked(self, frame: Frame) -> Span | None:
        """The whole expression around an event's marked words.

        They may stand in another sentence, but not where the event's own has an expression: of the gold's 1,129
        marked dates 15 stand in another sentence, none of them beside such an expression (train and dev).
        """
        if frame.date is None:
            return None
        marked = frame.date.span
        at = max(bisect_right(self.analysis.sentences, marked.start, key=lambda sentence: sentence.span.start) - 1, 0)
        strayed = at != frame.sentence and self._tells_a_date(frame.sentence)
        return None if strayed else widened(marked, self.spots(at))

    def _tells_a_date(self, sentence: int) -> bool:
        anchor = self.anchor or ANY_DAY
        return any(read(Expression(span.of(self.text), anchor)) is not None for span in self.spots(sentence))

    def _read(self, frame: Frame, span: Span) -> When:
        mention = Mention(span, span.of(self.text))
        sentence = self.analysis.sentences[frame.sentence].span
        forward = ahead(frame.status, self.text, sentence, frame.trigger.span, span)
        expression = Expression(mention.text, self.anchor, forward or self._soon(span))
        words = plain(mention.text)
        if _OF_EVENT.search(words):
            expression = self._from_event(frame, span, expression)
        elif _FROM_TOLD.search(words):
            expression = replace(expression, before=self._told(span.start))
        found = read(expression)
        if found is None:
            return When(mention)
        anchor = self._counted_from(expression, found) if found.relative else None
        return When(mention, found.value, found.start, found.end, found.precision, anchor, found.relation, found.part)

    def _soon(self, span: Span) -> bool:
        """Whether "beginning" or "effective" a day tells one soon to come, and nearer than the last such day."""
        if self.anchor is None or not begins(self.text, span):
            return False
        last, coming = (read(Expression(span.of(self.text), self.anchor, way)) for way in (False, True))
        if last is None or coming is None or not timedelta(0) < coming.start - self.anchor <= SOON:
            return False
        return coming.start - self.anchor < self.anchor - last.start

    def _counted_from(self, expression: Expression, found: Days) -> date | None:
        """The day from which the words are counted: of what was told before only where it makes a difference."""
        told = expression.before
        return self.anchor if told is None or read(replace(expression, before=None)) == found else told.start

    def _told(self, end: int) -> Days | None:
        """The last date told before a place in the text."""
        context, told = self.analysis.article.context, None
        earlier = [(context, span) for span in spot(context)]
        numbers = [n for n, sentence in enumerate(self.analysis.sentences) if sentence.span.start < end]
        earlier += [(self.text, span) for n in numbers for span in self.spots(n) if span.end <= end]
        for text, span in earlier:
            found = read(Expression(span.of(text), self.anchor, hinted(text, span), told))
            if found is not None and found.relation == "at" and found.precision not in ("range", "decade"):
                told = found
        return told

    def _from_event(self, frame: Frame, span: Span, expression: Expression) -> Expression:
        """Two days after the strike: counted from the strike's date, if the text tells it.

        The strike itself, where these words date it, lies as long before what is told first, which is of the day
        told last, or of today.
        """
        sentence = self.analysis.sentences[frame.sentence].span
        following = [f for f in self.analysis.frames if span.end <= f.trigger.span.start < sentence.end]
        event = min(following, key=lambda f: f.trigger.span, default=None)
        if event is frame:
            turned = {"before": "after", "after": "before"}
            words = re.sub(r"\b(before|after)$", lambda way: turned[way[1]], plain(expression.words))
            told = self._told(span.start) or (day(self.anchor) if self.anchor else None)
            return replace(expression, words=words, before=told)
        if event is None:
            return expression
        name = event.trigger.span.of(self.text).lower()
        for other in self.analysis.frames:
            same = other.type == event.type and other.trigger.span.of(self.text).lower() == name
            date_of = self._marked(other)
            if date_of is None or other is frame or not (other is event or same):
                continue
            if _OF_EVENT.search(plain(date_of.of(self.text))):
                continue  # it counts from an event itself
            when = self._read(other, date_of)
            if when.start is not None and when.end is not None and when.value and when.precision:
                return replace(expression, before=Days(when.start, when.end, when.value, when.precision))
        return expression
