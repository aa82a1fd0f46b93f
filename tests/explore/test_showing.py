"""``whowhom show`` tells how a date was come by, and what was counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.coding.test_assemble import coded, seen

from whowhom.explore.cli.showing import _line, _told_by
from whowhom.types import Actor, Count, Mention, Role, Span, Statement, When

MONDAY = Mention(Span(20, 26), "Monday")


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (When(MONDAY, "2020-05-04"), "when: Monday (2020-05-04)"),
        (When(MONDAY), "when: Monday (open)"),
        (When(MONDAY, "2020-05-04", relation="since", part="night"), "when: Monday (since 2020-05-04 night)"),
        (When(MONDAY, "2020-05-04", inherited="same clause"), "when: Monday (2020-05-04, inherited: same clause)"),
    ],
)
def test_dates(when: When, told: str) -> None:
    assert told in _line(1, coded(seen(), when).events[0])


def test_counts() -> None:
    [event] = coded(seen()).events
    counts = (
        Count(Mention(Span(0, 4), "Scores"), "killed", 40, "scores"),
        Count(Mention(Span(0, 2), "59"), "weapons", 59, kind="cruise missiles"),
    )
    assert "counts: killed Scores, weapons 59 cruise missiles" in _line(1, replace(event, counts=counts))
    assert "counts" not in _line(1, event)


def test_by_whom_an_event_is_told_without_a_stance() -> None:
    [event] = coded(seen()).events
    word = Mention(Span(0, 4), "Hale")
    hale = Role(word, Actor("GBR", sector="GOV"), "table", 1.0)
    statement = Statement("a", (word,), (), (), hale, None, None, "indirect", "speech", 0, 0.9)
    told = replace(event, attributed_to=(word, Mention(Span(9, 15), "police")))
    assert _told_by(told, [statement]) == "told by: Hale [dim](GBR GOV)[/], police"
    assert not _told_by(replace(event, attributed_to=()), [statement])
