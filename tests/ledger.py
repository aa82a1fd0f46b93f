"""Hand-made codings in which something is said: who says it, in which words, and what they hold of which event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.build import scored
from whowhom.reading import article
from whowhom.types import (
    Actor,
    Block,
    Body,
    Claim,
    Coding,
    CueKind,
    Event,
    Manner,
    Mention,
    Role,
    Sentence,
    Span,
    Stance,
    Statement,
)

TEXT = (
    "Russia bombed a market in Idlib on Tuesday, Turkish officials said. "
    "“Our planes struck no market,” Maria Orlova, a Russian envoy, told reporters, “and they never will.” "
    "France doubts the Turkish account, according to Reuters. "
    "Turkey hopes that Greece will reopen the road."
)
ACTORS = {
    "Russia": Actor("RUS", None, "GOV"),
    "a market": Actor("SYR", None, "CVL"),
    "Turkish officials": Actor("TUR", None, "GOV"),
    "Maria Orlova, a Russian envoy": Actor("RUS", None, "GOV", "Maria Orlova", "ambassador"),
    "reporters": Actor(None, None, "JRN"),
    "France": Actor("FRA", None, "GOV"),
    "Reuters": Actor("MNC", "REUTERS", "JRN"),
    "Turkey": Actor("TUR", None, "GOV"),
    "Norway": Actor("NOR", None, "GOV"),
    "Greece": Actor("GRC", None, "GOV"),
}


def mention(text: str, words: str) -> Mention:
    """A mention by its words, "word#2" being the second."""
    found = scored(text, words)
    assert found is not None
    return Mention(found.span, found.span.of(text))


def role(text: str, words: str | None) -> Role | None:
    """A party of ``ACTORS`` by its words."""
    if words is None:
        return None
    told = mention(text, words)
    return Role(told, ACTORS.get(told.text, Actor()), "country in the mention", 0.9)


def event(
    text: str, trigger: str, kind: str, *, status: str = "actual", actors: Sequence[str] = (),
    recipients: Sequence[str] = (), sentence: int = 0,
) -> Event:  # fmt: skip
    """An event by its words; its id is its trigger's place and how the text begins."""
    told = mention(text, trigger)
    sides = (tuple(filter(None, (role(text, words) for words in side))) for side in (actors, recipients))
    own, others = sides
    return Event(
        id=f"e-{text[:6]}-{told.span.start}", type=kind, mode=None, status=status, trigger=told, actors=own,
        recipients=others, attributed_to=(), when=None, where=None, sentence=sentence, confidence=0.9,
    )  # fmt: skip


def statement(
    text: str, cue: str, content: Sequence[str], *, source: str | None = None, addressee: str | None = None,
    via: str | None = None, manner: Manner = "indirect", kind: CueKind = "speech", sentence: int = 0,
) -> Statement:  # fmt: skip
    """A statement by its words; its id is its cue's place and how the text begins."""
    told = mention(text, cue)
    return Statement(
        id=f"s-{text[:6]}-{told.span.start}", source=() if source is None else (mention(text, source),),
        cue=(told,), content=tuple(mention(text, words) for words in content), speaker=role(text, source),
        addressee=role(text, addressee), via=role(text, via), manner=manner, kind=kind, sentence=sentence,
        confidence=0.8,
    )  # fmt: skip


def claim(text: str, told: Statement, of: Event, stance: Stance, words: str | None = None) -> Claim:
    """A stance of a statement on an event."""
    return Claim(told.id, of.id, stance, "by hand", None if words is None else mention(text, words))


def coding(
    text: str, events: Sequence[Event], statements: Sequence[Statement] = (), claims: Sequence[Claim] = (), *,
    published: date | None = date(2020, 5, 6), outlet: str = "Example Wire",
) -> Coding:  # fmt: skip
    """One article of which these events and statements were made; a sentence ends with each full stop."""
    own = article(text, published=published, outlet=outlet)
    sentences = tuple(Sentence(Span(*found.span()), 0) for found in re.finditer(r"\S.*?\.”?(?= |$)", text))
    body = Body(own, (Block(Span(0, len(text)), "body", True, "test"),))
    return Coding(body, sentences, tuple(events), tuple(statements), tuple(claims), (), {"code": "1"})


def market() -> Coding:
    """A bombing that Turkish officials assert, a Russian envoy denies and France doubts; a hope for a road."""
    bombed = event(TEXT, "bombed", "ASSAULT", status="denied", actors=["Russia"], recipients=["a market"])
    reopen = event(TEXT, "reopen", "COOPERATE", status="unreal", actors=["Greece"], sentence=3)
    said = statement(TEXT, "said", ["Russia bombed a market in Idlib on Tuesday"], source="Turkish officials")
    denied = statement(
        TEXT, "told", ["Our planes struck no market", "and they never will"],
        source="Maria Orlova, a Russian envoy", addressee="reporters", manner="direct", sentence=1,
    )  # fmt: skip
    doubts = statement(
        TEXT, "doubts", ["the Turkish account"], source="France", via="Reuters", kind="belief", sentence=2
    )
    hopes = statement(
        TEXT, "hopes", ["that Greece will reopen the road"], source="Turkey", kind="intention", sentence=3
    )
    claims = (
        claim(TEXT, said, bombed, "asserts"), claim(TEXT, denied, bombed, "denies", "struck no market"),
        claim(TEXT, doubts, bombed, "doubts", "doubts"), claim(TEXT, hopes, reopen, "demands", "hopes"),
    )  # fmt: skip
    return coding(TEXT, (bombed, reopen), (said, denied, doubts, hopes), claims)


def copied() -> Coding:
    """A later article in which Norway confirms the bombing of the first, known to be the same by its id."""
    text = "Norway confirmed the bombing. It is feared that roads are cut."
    confirmed = replace(statement(text, "confirmed", ["the bombing"], source="Norway"))
    feared = statement(text, "feared", ["that roads are cut"], kind="belief", sentence=1)
    first = market().events[0]
    return coding(text, (), (confirmed, feared), (Claim(confirmed.id, first.id, "confirms", "by hand"),),
                  published=date(2020, 5, 8), outlet="Second Post")  # fmt: skip
