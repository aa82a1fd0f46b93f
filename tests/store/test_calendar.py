"""What is planned, by date, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.build import analysis
from tests.coding.test_assemble import coded

from whowhom.store import Store
from whowhom.types import Actor, Coding, Mention, Role, Span, When

DAY = date(2020, 5, 20)


def told(
    number: int,
    status: str,
    start: date,
    end: date | None = None,
    *,
    kind: str = "CONSULT",
    actors: tuple[str, ...] = ("PER", "CHL"),
    recipients: tuple[str, ...] = (),
    published: date = date(2020, 5, 6),
) -> Coding:
    """An article with one event."""
    seen = analysis(f"Peru meets Chile soon, {number}", "meets", kind=kind, status=status, published=published)
    coding = coded(seen)
    [event] = coding.events
    sides = [
        tuple(Role(Mention(Span(0, 4), code), Actor(code), "", 1.0) for code in side) for side in (actors, recipients)
    ]
    value = start.isoformat() if end is None else f"{start}/{end}"
    when = When(Mention(Span(17, 21), "soon"), value, start, end or start, "day")
    return replace(coding, events=(replace(event, actors=sides[0], recipients=sides[1], when=when),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.duckdb") as opened:
        yield opened


def outcomes(
    store: Store, *codings: Coding, today: date = date(2020, 7, 1), **bounds: Any
) -> list[tuple[str, str | None]]:
    store.write(store.begin_run({"code": "1"}, {}), list(codings))
    names = {coding.article.id: str(number) for number, coding in enumerate(codings)}
    rows = store.calendar(today=today, **bounds).rows()
    return [(row["outcome"], names.get(row["outcome_article"])) for row in rows]


def test_planned_events_stand_by_date(store: Store) -> None:
    plans = [told(n, "planned", day) for n, day in enumerate((date(2020, 6, 2), DAY, date(2020, 5, 30)))]
    store.write(store.begin_run({"code": "1"}, {}), [*plans, told(9, "actual", DAY, kind="AID")])
    assert [row["first_day"] for row in store.calendar()] == [DAY, date(2020, 5, 30), date(2020, 6, 2)]
    assert [row["first_day"] for row in store.calendar(since=date(2020, 5, 21), until=date(2020, 6, 1))] == [
        date(2020, 5, 30)
    ]


LATER = date(2020, 5, 21)


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        (told(1, "actual", DAY, published=LATER), "happened"),
        (told(1, "negated", DAY, published=LATER), "did not happen"),
        (told(1, "actual", date(2020, 5, 27), published=date(2020, 5, 28)), "happened"),
        (told(1, "actual", DAY, actors=("CHL", "PER"), published=LATER), "happened"),
        (told(1, "actual", DAY, actors=("PER",), recipients=("CHL",), published=LATER), "happened"),
        (told(1, "actual", date(2020, 5, 28), published=date(2020, 5, 29)), "not heard of again"),
        (told(1, "actual", date(2020, 5, 19), published=LATER), "not heard of again"),
        (told(1, "actual", DAY, published=date(2020, 5, 5)), "not heard of again"),
        (told(1, "alleged", DAY, published=LATER), "not heard of again"),
        (told(1, "actual", DAY, kind="AGREE", published=LATER), "not heard of again"),
        (told(1, "actual", DAY, actors=("PER", "ARG"), published=LATER), "not heard of again"),
    ],
)
def test_what_became_of_a_plan(store: Store, later: Coding, outcome: str) -> None:
    fits = "1" if outcome != "not heard of again" else None
    assert outcomes(store, told(0, "planned", DAY), later) == [(outcome, fits)]


def test_sides_have_an_order_where_the_type_has_one(store: Store) -> None:
    plan = told(0, "planned", DAY, kind="AID", actors=("PER",), recipients=("CHL",))
    other = told(1, "actual", DAY, kind="AID", actors=("CHL",), recipients=("PER",), published=LATER)
    assert outcomes(store, plan, other) == [("not heard of again", None)]


def test_a_week_after_the_last_planned_day_still_fits(store: Store) -> None:
    plan = told(0, "planned", date(2020, 5, 1), date(2020, 5, 31))
    assert outcomes(store, plan, told(1, "actual", date(2020, 6, 7), published=date(2020, 6, 8))) == [("happened", "1")]


def test_of_several_that_fit_the_nearest_is_shown(store: Store) -> None:
    far, near = (told(n, "actual", date(2020, 5, 20 + n), published=date(2020, 5, 29)) for n in (2, 1))
    assert outcomes(store, told(0, "planned", DAY), far, near) == [("happened", "2")]


def test_unknown_parties_are_never_followed_up(store: Store) -> None:
    plan, later = told(0, "planned", DAY, actors=()), told(1, "actual", DAY, actors=(), published=LATER)
    assert outcomes(store, plan, later) == [("not heard of again", None)]


def test_what_lies_ahead_is_said(store: Store) -> None:
    assert outcomes(store, told(0, "planned", DAY), today=DAY) == [("ahead", None)]
