"""What may be asked of events, statements and claims, the same on the command line, in the API and on the pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, Self, get_args

from whowhom.codebook import MODES, STATUSES, TYPES
from whowhom.errors import UsageError
from whowhom.explore.names import code_of
from whowhom.types import CueKind, Manner, Stance

LONGEST: Final = 200
"""Characters of a filter; longer ones are no name or word of anybody's."""
KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "type": TYPES,
    "mode": tuple(sorted({mode for modes in MODES.values() for mode in modes})),
    "status": tuple(STATUSES),
    "manner": get_args(Manner),
    "kind": get_args(CueKind),
    "stance": get_args(Stance),
    "contradicted": ("yes",),
}
"""Filter -> the values that it can have."""
HELP: Final[dict[str, str]] = {
    "actor": "Who: a country code (RUS), an organisation (NATO), or words of the name.",
    "recipient": "To whom, likewise.",
    "type": "One of the sixteen types, as ASSAULT.",
    "mode": "A mode of a type, as arrest.",
    "status": "actual, alleged, denied, planned, negated or unreal.",
    "since": "From this day on (YYYY-MM-DD): the event's own day, else its article's.",
    "until": "To this day.",
    "min_confidence": "Least probability, 0 to 1.",
    "outlet": "Words of the outlet's name.",
    "article": "An article's id, or how it begins.",
    "country": "Where it happened: a country code.",
    "words": "Words that each begin a word of the event's sentence.",
    "party": "A code that stands on either side.",
    "other": "With party: the code across from it, whoever acts.",
    "speaker": "Who says it: a country code (RUS), an organisation (NATO), or words of the name.",
    "about": "Whom it is about, likewise: a party of an event in it, or named in it.",
    "said": "Words that each begin a word of what is said.",
    "manner": "direct (in quotation marks), indirect or mixed.",
    "kind": "speech, belief or intention.",
    "stance": "asserts, denies, doubts, confirms, demands, promises or warns.",
    "contradicted": "yes: only events that somebody asserts or confirms and somebody denies.",
}


class Filtering:
    """Filters of some noun: a frozen dataclass of fields that are None when they filter nothing."""

    __slots__ = ()

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the filters, in their order."""
        return tuple(field.name for field in fields(cls))  # type: ignore[arg-type]

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """The filters of an address or a form; empty values filter nothing, other names are left alone.

        Raises ``UsageError`` for a day that is none, and for what nothing can be.
        """
        return cls(**{name: _read(name, given[name].strip()) for name in cls.names() if given.get(name, "").strip()})

    def parameters(self) -> dict[str, Any]:
        """The parameters of a named query, all of them."""
        return {name: getattr(self, name) for name in self.names()}

    def given(self) -> dict[str, str]:
        """Those that filter, as an address has them."""
        told = {name: getattr(self, name) for name in self.names()}
        return {name: str(value) for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters(Filtering):
    """Filters of events; None filters nothing. ``HELP`` says what each means."""

    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float | None = None
    outlet: str | None = None
    article: str | None = None
    country: str | None = None
    words: str | None = None
    party: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilters(Filtering):
    """Filters of statements; ``since`` and ``until`` look at the day of the article, ``words`` at what is said."""

    speaker: str | None = None
    about: str | None = None
    words: str | None = None
    kind: str | None = None
    manner: str | None = None
    stance: str | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float | None = None
    outlet: str | None = None
    article: str | None = None

    def parameters(self) -> dict[str, Any]:
        """The parameters of a named query; ``called`` is the code of whom ``about`` names, for texts that name it."""
        return Filtering.parameters(self) | {"called": code_of(self.about) if self.about else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilters(Filtering):
    """Filters of events that somebody takes a stance on.

    ``about`` is a party on either side of the event; ``stance`` one that somebody takes on it; the others from
    ``speaker`` on are filters of statements, one of which must take a stance on it.
    """

    about: str | None = None
    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    status: str | None = None
    stance: str | None = None
    contradicted: str | None = None
    speaker: str | None = None
    words: str | None = None
    kind: str | None = None
    manner: str | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float | None = None
    outlet: str | None = None
    article: str | None = None


NAMES: Final = Filters.names()


def check(name: str, value: str) -> None:
    """Raise ``UsageError`` when a filter has a value that nothing can have."""
    known = KNOWN.get(name)
    if known is not None and value.casefold() not in map(str.casefold, known):
        raise UsageError(f"--{name} {value}: there are {', '.join(known)}.")


def check_all(filters: Mapping[str, Any]) -> None:
    """Raise ``UsageError`` for the first filter with a value that nothing can have, and for days in the wrong order."""
    since, until = filters.get("since"), filters.get("until")
    if since and until and since > until:
        raise UsageError(f"--since {since} is later than --until {until}: no day lies between them.")
    for name in KNOWN:
        if isinstance(value := filters.get(name), str):
            check(name, value)


def _read(name: str, value: str) -> Any:
    if len(value) > LONGEST or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value):
        raise UsageError(f"{name} is too long or holds signs that are no text: give a word or two.")
    if name in ("since", "until"):
        return day(name, value)
    if name == "min_confidence":
        try:
            share = float(value)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise UsageError(f"min_confidence is {value!r}: give a probability from 0 to 1.")
        return share
    check(name, value)
    return value


def day(name: str, value: str) -> date:
    """A day of an address. Raises ``UsageError`` when it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{name} is {value!r}: give a day as YYYY-MM-DD.") from error
