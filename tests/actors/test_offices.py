"""Offices by their day: titles, counterparts and names with the state, office and holder that they stand for."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.build import analysis

from whowhom import actors
from whowhom.actors.offices import in_office, office_in, tenure
from whowhom.knowledge import Holding
from whowhom.knowledge.match import key, names
from whowhom.types import Actor

with Path(__file__).with_name("offices.csv").open(encoding="utf-8") as table:
    CASES = [tuple(row.values()) for row in csv.DictReader(table)]
"""date, text, the other side, mention, country or "open", office, holder; what is empty is not asked."""


def linked(day: str, text: str, other: str, mention: str) -> Actor:
    seen = analysis(
        text, "Monday", actors=(other,) if other else (), recipients=(mention,),
        published=date.fromisoformat(day) if day else None,
    )  # fmt: skip
    parties, _ = actors.load().link(seen, [None])
    return parties[0].recipients[0].actor


def spellings(name: str) -> set[tuple[str, ...]]:
    """A name with its other spellings in the tables."""
    rows = [row for row in names().named(name) if isinstance(row, Holding)]
    return {key(name), *(key(spelled) for row in rows for spelled in (row.name, *row.aliases))}


def test_there_are_enough_cases_and_some_stay_open() -> None:
    assert len(CASES) >= 150
    assert sum(case[4] == "open" for case in CASES) >= 10


@pytest.mark.parametrize(("day", "text", "other", "mention", "country", "office", "holder"), CASES)
def test_who_it_is_on_the_day(
    day: str, text: str, other: str, mention: str, country: str, office: str, holder: str
) -> None:
    actor = linked(day, text, other, mention)
    assert (actor.country or "open") == country
    assert not office or actor.office == office
    assert not holder or key(holder) in spellings(actor.name or "")


@pytest.mark.parametrize(
    ("words", "country", "office"),
    [
        ("Foreign Minister", "FRA", "foreign minister"),
        ("the secretary of state", "USA", "foreign minister"),
        ("the secretary of state", "FRA", None),
        ("deputy foreign minister", "FRA", None),
        ("the former president", "FRA", None),
        ("chancellor", "DEU", "prime minister"),
        ("villagers", "FRA", None),
    ],
)
def test_titles_are_of_an_office(words: str, country: str, office: str | None) -> None:
    assert office_in(words, country) == office


def test_ends_count_as_far_as_they_are_known() -> None:
    row = Holding("Jan Kovar", "CZE", "GOV", "president", "2013-03", "2018")
    days = (date(2013, 2, 28), date(2013, 3, 1), date(2018, 12, 31), date(2019, 1, 1))
    assert [tenure(row, day) for day in days] == ["before", "in", "in", "after"]
    seen = Holding("Jan Kovar", "CZE", "GOV", "president", "2013-03", "2014-01", seen=True)
    assert in_office(seen, date(2014, 1, 5))
    assert tenure(seen, date(2014, 2, 5)) == ""
