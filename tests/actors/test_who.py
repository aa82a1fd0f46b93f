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


def test_several_persons_are_ambiguous() -> None:
    many, one, own = who("Wang", on="2022-10-01"), who("Xi", on="2016-01-01"), who("Donald Trump", on="2022-10-01")
    assert many.to_dict()["ambiguous"]
    assert {"Wang Yi (CHN)", "Wang Qishan (CHN)"} <= set(many.between)
    assert (one.between, one.ambiguous) == (("Xi Jinping (CHN)",), False)
    assert not own.ambiguous
    assert {"Donald Trump (USA)", "Melania Trump (USA)"} <= set(who("Trump").between)
    assert "Donald Trump (USA)" in who("Trump", on="2022-10-01").between  # no leader of that name on the day


def test_an_article_is_no_part_of_a_name() -> None:
    assert who("the Taliban").meant == who("Taliban").meant != ()
    assert who("the Taliban").name == "the Taliban"


def test_a_title_that_one_head_of_state_has() -> None:
    assert [meaning.name for meaning in who("The Pope", on="2010-01-01").meant] == ["Pope Benedict XVI"]
    assert {meaning.country for meaning in who("the pope").meanings} == {"VAT"}
    assert {meaning.country for meaning in who("Pope", on="2024-01-01").meant} == {"VAT", "UNO"}


def test_a_surname_that_begins_the_name() -> None:
    assert {meaning.country for meaning in who("Xi", on="2016-01-01").meant} == {"CHN"}


def test_nobody_and_no_day() -> None:
    assert who("Qwertzuiop").meanings == ()
    assert who("Qwertzuiop").to_dict()["meanings"] == []
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        who("Tillerson", on="yesterday")
