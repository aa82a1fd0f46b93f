"""A table of place expressions with what they stand for, written from knowledge of the world."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.build import analysis

from whowhom import places
from whowhom.knowledge.gazetteer import folded_name
from whowhom.types import Where

TABLE = Path(__file__).parent / "cases.csv"
LEAST = 0.93
"""Share of the table that must be right; what is wrong stands in docs/dates-and-places.md."""


@cache
def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="|"))


def located(case: Mapping[str, str]) -> Where:
    text, words = case["text"], case["expression"]
    last = text.count(words)
    where = places.locate(analysis(text, text.split()[1], where=f"{words}#{last}"))[0]
    assert where is not None
    return where


def wrong(case: Mapping[str, str]) -> str:
    """What is wrong with the place of a case, in words; empty when nothing is."""
    where = located(case)
    told = f"{where.name}, {where.admin1}, {where.country}, {where.precision}"
    if (where.country or "") != case["country"]:
        return told
    if case["precision"] and where.precision != case["precision"]:
        return told
    division = folded_name(where.admin1 or "")
    return told if case["admin1"] and folded_name(case["admin1"]) not in division else ""


def test_the_table_is_large_enough_and_has_every_kind() -> None:
    assert len(cases()) >= 250
    kinds = {"ambiguous", "adjective", "part", "offset", "near", "off", "border", "division", "contested", "historical"}
    assert kinds <= {case["kind"] for case in cases()}
    assert len({(case["text"], case["expression"]) for case in cases()}) == len(cases())


def test_most_are_right_and_the_others_are_listed(root: Path) -> None:
    missed = [case for case in cases() if wrong(case)]
    assert 1 - len(missed) / len(cases()) >= LEAST
    page = (root / "docs/dates-and-places.md").read_text(encoding="utf-8")
    unlisted = [case["text"] for case in missed if case["text"] not in page]
    assert not unlisted, "write these misses into the page, or mend them"


def test_what_is_placed_lies_where_it_can() -> None:
    for case in cases():
        where = located(case)
        assert (where.latitude is None) == (where.longitude is None), case
        assert where.precision != "country" or where.latitude is None, case
        assert where.latitude is None or (-90 <= where.latitude <= 90 and -180 <= (where.longitude or 0) <= 180), case
