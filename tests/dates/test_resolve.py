"""Expressions with the value that they stand for, and which words date an event."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.build import analysis

from whowhom import dates
from whowhom.dates.days import Days
from whowhom.dates.expressions import Expression
from whowhom.dates.phrases import read
from whowhom.types import When

TUESDAY = date(2017, 4, 11)
TABLE = Path(__file__).with_name("expressions.csv")


def when(words: str, published: date | None = TUESDAY, status: str = "actual", context: str = "") -> When:
    seen = analysis(f"They met {words} there", "met", status=status, when=words, published=published, context=context)
    found = dates.resolve(seen)[0]
    assert found is not None
    return found


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases(), ids=lambda case: "-".join(filter(None, list(case.values())[:3])))
def test_every_expression_of_the_table(case: dict[str, str]) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    found = when(case["expression"], published, case["status"])
    assert (found.value or "", found.precision or "", found.relation) == (
        case["value"], case["precision"], case["relation"]
    )  # fmt: skip
