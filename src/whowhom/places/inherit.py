"""The place of an event without an expression of its own: inherited by a stated rule, or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from whowhom.places.expressions import PlaceName, Spelled, kind_of, names_in
from whowhom.places.surroundings import Surroundings
from whowhom.types import Analysis, Frame, Scored, Span

HAPPENS: Final = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "CONSULT"})
"""Types of events that happen at a place. A word said or a promise given has none of its own, and of what is given
or given up (AID, RETREAT) the place after it is as often another's. Chosen on the training passages."""
REACH: Final = 90
"""Characters after a trigger in which a place of its clause stands."""
CLAUSE: Final = re.compile(
    r"[.;:!?\"“”—]|,?\s(?:who|which|that|but|while|after|when|as|before|because|since|and|where|if|to|for|against|"
    r"said|told|says|reported)\s"
)
LOCATIVE: Final = re.compile(r"\b(?:in|near|inside|outside|across|at)\s+(?:the\s+)?((?:[a-z][\w-]*\s+){0,4})$")


def inherited(
    analysis: Analysis, frame: Frame, around: Surroundings, shift: int, spelled: Spelled
) -> tuple[Span, str] | None:
    """The expression that gives the frame its place, and the name of the rule."""
    for rule, find in RULES.items():
        span = find(analysis, frame, around, shift, spelled)
        if span is not None:
            return span, rule
    return None


def _in_clause(analysis: Analysis, frame: Frame, around: Surroundings, shift: int, spelled: Spelled) -> Span | None:
    """A name after the trigger in its clause, behind a preposition of place: "clashed with police in Lagos"."""
    if frame.type not in HAPPENS:
        return None
    start = frame.trigger.span.end
    end = min(start + REACH, analysis.sentences[frame.sentence].span.end)
    text = analysis.article.text
    cut = CLAUSE.search(text, start, end)
    end = cut.start() if cut else end
    for name in names_in(around.text, around.hits, start + shift, end + shift, spelled):
        own = Span(name.start - shift, name.end - shift)
        if name.holds or not LOCATIVE.search(text, start, own.start):
            continue
        if not any(own.overlaps(other.span) for other in _parts(frame)) and _is_place(name):
            return own
    return None


def _is_place(name: PlaceName) -> bool:
    """Whether a name is surely one of a place: known to the tables, or with a noun that says what it is."""
    return any(kind_of(entry) != "demonym" for entry in name.countries) or name.hint is not None


def _struck(analysis: Analysis, frame: Frame, around: Surroundings, shift: int, spelled: Spelled) -> Span | None:
    """A recipient of violence that is itself a place: "shelled Homs"."""
    if frame.type != "ASSAULT":
        return None
    for recipient in frame.recipients:
        names = list(
            names_in(around.text, around.hits, recipient.span.start + shift, recipient.span.end + shift, spelled)
        )
        words = recipient.span.of(analysis.article.text)
        kinds = (
            {kind_of(entry) for entry in names[0].countries} if len(names) == 1 and names[0].text == words else set()
        )
        if kinds & {"city", "capital", "region"} and not kinds & {"country", "demonym"}:
            return recipient.span
    return None


def _parts(frame: Frame) -> Iterator[Scored]:
    yield from frame.actors
    yield from frame.recipients
    yield from frame.attributed_to


Rule = Callable[[Analysis, Frame, Surroundings, int, Spelled], Span | None]
RULES: Final[dict[str, Rule]] = {"in clause": _in_clause, "struck": _struck}
