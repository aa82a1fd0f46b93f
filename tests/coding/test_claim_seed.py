"""The seed report: a chemical attack that some assert and one denies, and a strike that is a fact.

Events are gold's, statements are marked here by hand, by offsets alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from whowhom.coding.claim import claims
from whowhom.types import (
    Actor,
    Analysis,
    Article,
    Block,
    Body,
    Claim,
    Event,
    Mention,
    Role,
    Sentence,
    Span,
    Statement,
)

pytestmark = pytest.mark.shared

# Statement -> country of its speaker, source, cue, pieces of content.
SAID = {
    "Tillerson 1": ("USA", (814, 823), (824, 828), [(744, 811)]),
    "Johnson 1": ("GBR", (1076, 1089), (1090, 1094), [(1095, 1140)]),
    "Johnson 2": ("GBR", (1622, 1629), (1630, 1634), [(1144, 1619)]),
    "administration": ("USA", (2448, 2511), (2512, 2517), [(2443, 2447), (2518, 2559)]),
    "Cavusoglu": ("TUR", (2123, 2139), (2140, 2144), [(2153, 2249)]),
    "Tillerson 2": ("USA", (3509, 3518), (3519, 3523), [(3524, 3737)]),
    "Russia 1": ("RUS", (3740, 3746), (3747, 3757), [(3758, 3789)]),
    "Russia 2": ("RUS", (3740, 3746), (3794, 3798), [(3799, 3842)]),
}


@pytest.fixture(scope="module")
def told(shared: Path) -> tuple[tuple[Event, ...], tuple[Claim, ...]]:
    text = (shared / "articles/seed.txt").read_text(encoding="utf-8")

    def mention(start: int, end: int) -> Mention:
        return Mention(Span(start, end), text[start:end])

    events, sentences = [], []
    for line in (shared / "gold/seed.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        shift = text.index(passage["text"])
        sentences.append(Sentence(Span(shift, shift + len(passage["text"])), 0))

        def roles(found: list[dict[str, Any]], shift: int = shift) -> tuple[Role, ...]:
            return tuple(
                Role(
                    mention(shift + one["start"], shift + one["end"]),
                    Actor(one["country"], sector=one["sector"]),
                    "gold",
                    1.0,
                )
                for one in found
            )

        events += [
            Event(
                id=f"{shift + event['trigger']['start']}", type=event["type"], mode=event["mode"],
                status=event["status"], actors=roles(event["actors"]), recipients=roles(event["recipients"]),
                trigger=mention(shift + event["trigger"]["start"], shift + event["trigger"]["end"]),
                attributed_to=(), when=None, where=None, sentence=len(sentences) - 1, confidence=1.0,
            )
            for event in passage["events"]
        ]  # fmt: skip
    statements = [
        Statement(
            id=name, source=(mention(*source),), cue=(mention(*cue),), content=tuple(mention(*one) for one in content),
            speaker=Role(mention(*source), Actor(country, sector="GOV"), "test", 1.0), addressee=None, via=None,
            manner="indirect", kind="speech", sentence=0, confidence=1.0,
        )
        for name, (country, source, cue, content) in SAID.items()
    ]  # fmt: skip
    whole = Block(Span(0, len(text)), "body", True, "test")
    analysis = Analysis(Body(Article("seed", text), (whole,)), tuple(sentences), ())
    settled, made, _ = claims(analysis, events, statements)
    return settled, made


def who(made: tuple[Claim, ...], event: Event, stance: str) -> set[str]:
    return {claim.statement for claim in made if claim.event == event.id and claim.stance == stance}


def test_the_chemical_attack_is_asserted_by_some_and_denied_by_one_and_never_a_bare_fact(told) -> None:
    events, made = told
    attacks = [event for event in events if event.mode == "unconventional"]
    assert len(attacks) == 6
    for event in attacks:
        assert who(made, event, "denies") == {"Russia 1"}
        assert who(made, event, "asserts") >= {"administration", "Johnson 2", "Tillerson 2"}
        assert not who(made, event, "asserts") & {"Russia 1", "Russia 2"}
        by_syria = any(role.actor.country == "SYR" for role in event.actors)
        assert event.status == ("denied" if by_syria or event.id in ("3662", "3774") else "actual")


def test_the_strike_is_a_fact(told) -> None:
    events, made = told
    strikes = [event for event in events if event.mode == "aerial"]
    assert len(strikes) == 4
    for event in strikes:
        assert event.status == "actual"
        assert not who(made, event, "denies") | who(made, event, "doubts")
