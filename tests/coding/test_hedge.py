"""Words that keep their distance from a deed, from its doer, from its name."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from tests.marked import Marked, read

from whowhom.coding.claim import claims
from whowhom.coding.hedge import hedge
from whowhom.coding.stances import table
from whowhom.types import Actor, Event, Mention, Role, Span

TABLE = Path(__file__).with_name("hedges.csv")


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def event_of(marked: Marked, doer: str) -> Event:
    (event,) = marked.events
    if not doer:
        return event
    at = marked.text.index(doer)
    role = Role(Mention(Span(at, at + len(doer)), doer), Actor(), "test", 1.0)
    return replace(event, actors=(role,))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["marked"])
def test_every_hedge_of_the_table(case: dict[str, str]) -> None:
    marked = read(case["marked"])
    event = event_of(marked, case["doer"])
    found = hedge(marked.analysis, event)
    assert (found.mention.text if found else "", found.of if found else "") == (case["words"], case["of"])
    if found is not None:
        assert found.mention.span.of(marked.text) == found.mention.text
    (settled,), _, _ = claims(marked.analysis, [event], ())
    assert settled.status == ("alleged" if case["of"] == "deed" else "actual")


@pytest.mark.parametrize("status", ["planned", "unreal", "negated", "denied"])
def test_a_hedge_changes_only_what_is_told_as_a_fact(status: str) -> None:
    marked = read("The army reportedly *ASSAULT actual|shelled* no village.")
    (event,) = marked.events
    (settled,), _, _ = claims(marked.analysis, [replace(event, status=status)], ())
    assert settled.status == status


def test_every_kind_of_hedge_has_its_sentences() -> None:
    used = " ".join(case["words"].lower() for case in cases())
    kinds = {kind: any(word in used for word in words) for kind, words in table()["hedges"].items()}
    assert {kind for kind, seen in kinds.items() if not seen} <= {"unverified"}  # those stand with an adverb between
    assert "verified" in used
