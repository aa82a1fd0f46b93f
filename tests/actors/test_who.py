"""Who a name stands for on a day."""

from __future__ import annotations

import pytest

from whowhom import who
from whowhom.errors import UsageError


def test_the_day_decides() -> None:
    secretary, head = who("Tillerson", on="2017-04-11"), who("Tillerson", on="2014-01-01")
    assert {meaning.country for meaning in secretary.meant} == {"USA"}
    assert {meaning.country for meaning in head.meant} == {"MNC"}
    assert {meaning.moment for meaning in secretary.meanings} == {"on the day", "before"}
    assert {meaning.moment for meaning in head.meanings} == {"on the day", "after"}


def test_several_parties_are_ambiguous() -> None:
    assert who("Georgia").ambiguous
    assert not who("Kremlin").ambiguous
    assert who("Kremlin").meant[0].country == "RUS"


def test_a_surname_that_begins_the_name() -> None:
    assert {meaning.country for meaning in who("Xi", on="2016-01-01").meant} == {"CHN"}


def test_nobody_and_no_day() -> None:
    assert who("Qwertzuiop").meanings == ()
    assert who("Qwertzuiop").to_dict()["meanings"] == []
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        who("Tillerson", on="yesterday")
