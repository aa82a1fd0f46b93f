"""Whose word an event is, by the statement that holds it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.marked import read

from whowhom.coding.vouching import vouched
from whowhom.types import Mention, Span


@pytest.mark.parametrize(
    ("marked", "before", "after"),
    [
        # He said something else.
        (
            "Rebels *ASSAULT actual SYR|attacked* the post. [a SYR|Police] {a|said} <a|the roads were closed>.",
            ["Police"], [],
        ),
        ("[a SYR|Police] {a|said} <a|rebels *ASSAULT actual|attacked* the post>.", ["Police"], ["Police"]),
        # One of his two statements holds it.
        (
            "[a SYR|Police] {a|said} <a|rebels *ASSAULT actual|attacked*>. [b SYR|Police] {b|said} <b|it rained>.",
            ["Police"], ["Police"],
        ),
        # Who is no source of any statement stays.
        ("Rebels *ASSAULT actual|attacked* the post, Dawn has it.", ["Dawn"], ["Dawn"]),
        (
            "<a|Rebels *ASSAULT actual|attacked*>, [a SYR|police] {a|said}. [b|Dawn] {b|said} <b|it rained>.",
            ["police", "Dawn"], ["police"],
        ),
    ],
)  # fmt: skip
def test_a_source_vouches_for_what_its_statements_hold(marked: str, before: list[str], after: list[str]) -> None:
    told = read(marked)
    (event,) = told.events
    spans = [Span(told.text.index(words), told.text.index(words) + len(words)) for words in before]
    cited = replace(event, attributed_to=tuple(Mention(span, span.of(told.text)) for span in spans))
    (result,) = vouched([cited], told.statements())
    assert [mention.text for mention in result.attributed_to] == after
    assert replace(result, attributed_to=()) == event


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("<a|Rebels *ASSAULT actual|attacked* the post>, [a SYR|police] {a|said}.", ["police"]),
        ("[a SYR|Police] {a|said}: <a|Hear us. Rebels *ASSAULT actual|attacked* the post>.", ["Police"]),
        ("[a SYR|Police] {a|said} <a|rebels *ASSAULT actual|attacked* the post>.", []),
        ("<a|Rebels *ASSAULT actual|attacked* the post>, [a SYR|police] {a|did not say}.", []),
        ("<a|Rebels should *RETREAT unreal|leave* the post>, [a SYR|police] {a|demanded}.", []),
        ("<a|We *ACCUSE actual|condemn* it>, [a SYR|police] {a|said}.", []),
    ],
)
def test_whoever_tells_an_event_is_filled_in(marked: str, after: list[str]) -> None:
    told = read(marked)
    (event,) = told.events
    assert event.attributed_to == ()
    if event.type == "ACCUSE":
        own = told.text.index("We")
        role = read("*ACCUSE actual SYR|x*").events[0].actors[0]
        event = replace(event, actors=(replace(role, mention=Mention(Span(own, own + 2), "We")),))
    (filled,) = vouched([event], told.statements())
    assert [mention.text for mention in filled.attributed_to] == after
