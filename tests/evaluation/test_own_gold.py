"""Our own gold follows the codebook's form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from whowhom.codebook import MODES, PSEUDO_COUNTRIES, SECTORS, STATUSES, TYPES
from whowhom.evaluation import read_gold
from whowhom.knowledge import countries


@pytest.fixture(scope="module")
def gold(root: Path) -> list[dict[str, Any]]:
    return list(read_gold(root / "eval/gold.jsonl"))


def test_there_are_enough_passages_of_every_type_and_status(gold: list[dict[str, Any]]) -> None:
    events = [event for record in gold for event in record["events"]]
    assert len(gold) >= 60
    assert len({record["id"] for record in gold}) == len(gold)
    assert {event["type"] for event in events} == set(TYPES)
    assert {event["status"] for event in events} == set(STATUSES)
    assert any(not record["events"] for record in gold)


def test_every_span_gives_its_words(gold: list[dict[str, Any]]) -> None:
    for record in gold:
        for event in record["events"]:
            mentions = [event["trigger"], *event["actors"], *event["recipients"], *event["attributed_to"]]
            for mention in [*mentions, *filter(None, (event["date"], event["place"]))]:
                assert record["text"][mention["start"] : mention["end"]] == mention["text"], record["id"]


def test_every_label_is_in_the_codebook(gold: list[dict[str, Any]]) -> None:
    codes = {None, *countries(), *PSEUDO_COUNTRIES}
    for record in gold:
        date.fromisoformat(record["published"])
        for event in record["events"]:
            assert event["mode"] in (None, *MODES[event["type"]]), record["id"]
            for role in (*event["actors"], *event["recipients"]):
                assert role["country"] in codes, record["id"]
                assert role["sector"] in (None, *SECTORS), record["id"]
            assert event["place"] is None or event["place"]["country"] in codes
