"""The linking measured alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from whowhom import actors
from whowhom.errors import UsageError
from whowhom.evaluation import read_gold
from whowhom.evaluation.linking import link_gold, linking_lines, linking_misses, score_linking
from whowhom.types import Analysis


def passage(text: str, **roles: tuple[str, str | None, str | None]) -> dict[str, Any]:
    """A passage with one event; each role is a mention, its country and its sector."""
    told = [
        {
            "text": mention,
            "start": text.index(mention),
            "end": text.index(mention) + len(mention),
            "country": country,
            "org": None,
            "sector": sector,
        }
        for mention, country, sector in roles.values()
    ]
    start = text.index("warned")
    trigger = {"text": "warned", "start": start, "end": start + 6}
    event = {
        "type": "THREATEN", "mode": None, "status": "actual", "trigger": trigger, "actors": told[:1],
        "recipients": told[1:], "attributed_to": [], "date": None, "place": None,
    }  # fmt: skip
    return {"id": text[:20], "text": text, "events": [event]}


def test_right_wrong_and_open_are_counted_apart() -> None:
    gold = [
        passage("Russia warned Poland", one=("Russia", "RUS", "GOV"), other=("Poland", "POL", "GOV")),
        passage("Peru warned Chile", one=("Peru", "BOL", "GOV"), other=("Chile", "CHL", "GOV")),
        passage("The West warned somebody", one=("The West", None, None), other=("somebody", "POL", None)),
    ]
    scores = score_linking(link_gold(gold, actors.load()), resamples=10)
    whole = scores.kinds["all"]
    assert (scores.passages, whole.mentions) == (3, 6)
    assert whole.country == pytest.approx(4 / 6)
    assert whole.open == pytest.approx(1 / 6)
    assert whole.low <= whole.country <= whole.high
    assert scores.rules["country in the mention"].mentions == 4


def test_kinds_of_mentions() -> None:
    gold = [passage("He warned the rebels", one=("He", None, None), other=("the rebels", None, "REB"))]
    scores = score_linking(link_gold(gold, actors.load()), resamples=10)
    assert {kind: row.mentions for kind, row in scores.kinds.items()} == {
        "all": 2, "pronouns": 1, "common nouns": 1, "pronouns and common nouns": 2,
    }  # fmt: skip


def test_a_mention_of_two_states_is_compared_with_both() -> None:
    record = passage("Peru and Chile met. Both countries warned Bolivia", one=("Both countries", "CHL", "GOV"))
    whole = record["events"][0]["actors"]
    whole.append({**whole[0], "country": "PER"})
    assert [mention.country_right for mention in link_gold([record], actors.load())] == [True, True]
    whole[1:] = []
    assert [mention.country_right for mention in link_gold([record], actors.load())] == [False]


def test_a_witness_tells_what_the_mentions_stand_for() -> None:
    gold = [passage("Peru met Chile; it warned Bolivia", one=("it", "PER", "GOV"))]
    seen = []

    def witness(analysis: Analysis) -> Analysis:
        seen.append(analysis)
        return replace(analysis, frames=())

    with pytest.raises(ValueError, match="zip"):  # the witness's analysis is the one that is linked
        link_gold(gold, actors.load(), witness)
    assert [each.article.text for each in seen] == ["Peru met Chile; it warned Bolivia"]


def test_lines_and_misses_tell_what_was_wrong() -> None:
    mentions = link_gold([passage("Peru warned Chile", one=("Peru", "BOL", "GOV"))], actors.load())
    assert any("names" in line for line in linking_lines(score_linking(mentions, resamples=10)))
    assert list(linking_misses(mentions, 5)) == [
        "Peru warned Chile: 'Peru' is BOL GOV, linked to PER GOV (country in the mention, 0.99)"
    ]
    assert list(linking_misses(mentions, 0)) == []


def test_nothing_cannot_be_measured() -> None:
    with pytest.raises(UsageError, match="no roles"):
        score_linking([])


@pytest.mark.shared
def test_the_linking_keeps_what_it_reached(shared: Path) -> None:
    """Floors a hundredth under what was measured; figures of the held-out development passages."""
    gold = list(read_gold(shared / "gold/dev.jsonl"))
    kinds = score_linking(link_gold(gold, actors.load()), resamples=10).kinds
    assert kinds["names"].country > 0.92
    assert kinds["all"].country > 0.80
