"""Expressions with the value that they stand for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.build import analysis

from whowhom import dates
from whowhom.dates.expressions import Expression, read

TUESDAY = date(2017, 4, 11)


def value(words: str, published: date | None = TUESDAY, status: str = "actual") -> str | None:
    seen = analysis(f"They met {words} there", "met", status=status, when=words, published=published)
    when = dates.resolve(seen)[0]
    assert when is not None
    return when.value


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tuesday", "2017-04-11"),
        ("Monday night", "2017-04-10"),
        ("last Thursday", "2017-04-06"),
        ("Wednesday", "2017-04-05"),
        ("next Friday", "2017-04-14"),
        ("yesterday", "2017-04-10"),
        ("tomorrow", "2017-04-12"),
        ("last week", "2017-04-03/2017-04-09"),
        ("this week", "2017-04-10/2017-04-16"),
        ("over the weekend", "2017-04-08/2017-04-09"),
        ("last month", "2017-03"),
        ("this year", "2017"),
        ("last year", "2016"),
        ("two days earlier", "2017-04-09"),
        ("three weeks ago", "2017-03-21"),
        ("five years ago", "2012"),
        ("the past three days", "2017-04-08/2017-04-11"),
        ("in March", "2017-03"),
        ("in October", "2016-10"),
        ("Oct. 31", "2016-10-31"),
        ("31 October 2016", "2016-10-31"),
        ("October 31, 2016", "2016-10-31"),
        ("25-26 January", "2017-01-25/2017-01-26"),
        ("since 2011", "2011/2017"),
        ("from 2003 to 2006", "2003/2006"),
        ("in the 1990s", "1990/1999"),
        ("late 1980s", "1985/1989"),
        ("2013", "2013"),
        ("2016-02-03", "2016-02-03"),
        ("9/11", "2001-09-11"),
        ("New Year's Eve", "2016-12-31"),
        ("the first quarter of 2015", "2015-01/2015-03"),
        ("last summer", "2016-06/2016-08"),
        ("for years", None),
        ("recently", None),
    ],
)
def test_against_the_publication_date(words: str, expected: str | None) -> None:
    assert value(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("Wednesday", "2017-04-12"), ("June", "2017-06"), ("May 3", "2017-05-03")]
)
def test_what_is_planned_lies_ahead(words: str, expected: str) -> None:
    assert value(words, status="planned") == expected


@pytest.mark.parametrize(("words", "expected"), [("Tuesday", None), ("last week", None), ("5 May 2016", "2016-05-05")])
def test_without_publication_date_only_absolute_dates_resolve(words: str, expected: str | None) -> None:
    assert value(words, published=None) == expected


@given(st.text(max_size=40), st.dates(), st.booleans())
def test_no_words_raise(words: str, anchor: date, ahead: bool) -> None:
    found = read(Expression(words, anchor, ahead))
    assert found is None or found.start <= found.end
