"""Our figures are the shared scorer's."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from whowhom.errors import UsageError
from whowhom.evaluation import read_gold, score
from whowhom.evaluation.floors import check, raised
from whowhom.evaluation.measures import dyads, pair_up, party


def event(**fields: Any) -> dict[str, Any]:
    plain = {"type": "REQUEST", "mode": None, "status": "actual", "trigger": {"start": 0, "end": 4}}
    return {
        **plain,
        "actors": [],
        "recipients": [],
        "attributed_to": [],
        "date": None,
        "place": None,
        **fields,
    }


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ({"country": "FRA", "org": "PS"}, "FRA"),
        ({"country": "IGO", "org": "Arab League"}, "IGO:ARABLEAGUE"),
        ({"country": "UNO", "org": "WFP"}, "UNO"),
        ({"country": None, "org": "X"}, None),
    ],
)
def test_party(role: dict[str, Any], code: str | None) -> None:
    assert party(role) == code


def test_dyads_of_a_reciprocal_type_have_no_order() -> None:
    one = event(type="CONSULT", actors=[{"country": "TUR"}, {"country": "GRC"}])
    other = event(type="CONSULT", actors=[{"country": "GRC"}], recipients=[{"country": "TUR"}])
    assert dyads(one) == dyads(other) == {("CONSULT", "GRC", "TUR")}


def test_a_side_left_out_is_none() -> None:
    assert dyads(event(actors=[{"country": "TUR"}])) == {("REQUEST", "TUR", None)}


def test_pairs_prefer_the_same_type() -> None:
    gold = [event(type="REJECT", trigger={"start": 2, "end": 8})]
    wrong, right = event(trigger={"start": 2, "end": 8}), event(type="REJECT", trigger={"start": 5, "end": 9})
    assert pair_up(gold, [wrong, right]) == [(gold[0], right)]


def test_found_counts_who_has_a_date_whatever_it_is() -> None:
    date, other = {"start": 0, "end": 4, "value": "2020"}, {"start": 6, "end": 9, "value": None}
    gold = {"a": {"events": [event(date=date), event(trigger={"start": 9, "end": 12})]}}
    predicted = {"a": {"events": [event(date=other), event(trigger={"start": 9, "end": 12}, date=other)]}}
    scores = score(gold, predicted, resamples=10)
    assert (scores.f1s["date found"].precision, scores.f1s["date found"].recall) == (0.5, 1.0)
    assert scores.f1s["place found"].f1 == 0.0


def test_alleged_and_denied_are_each_a_class_and_added_up() -> None:
    gold = {"a": {"events": [event(status="alleged"), event(status="denied", trigger={"start": 9, "end": 12})]}}
    predicted = {"a": {"events": [event(status="alleged"), event(status="alleged", trigger={"start": 9, "end": 12})]}}
    figure = score(gold, predicted, resamples=10).f1s["alleged and denied"]
    assert (figure.precision, figure.recall) == (0.5, 0.5)
    gold["a"]["events"][1]["trigger"] = {"start": 20, "end": 22}
    figure = score(gold, predicted, resamples=10).f1s["alleged and denied"]
    assert (figure.precision, figure.recall) == (1.0, 1.0), "only paired events count"


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(UsageError, match="no passages"):
        score({}, {})


def test_a_floor_that_is_missed_is_named() -> None:
    gold = {"a": {"events": [event()]}}
    scores = score(gold, {}, resamples=10)
    assert list(check({"event": 0.5}, scores)) == ["event is 0.000, its floor 0.500"]
    assert not list(check({"event": 0.5}, score(gold, gold, resamples=10)))


def test_an_unknown_figure_lists_the_known() -> None:
    with pytest.raises(UsageError, match="who-whom"):
        score({"a": {"events": [event()]}}, {}, resamples=10).value("f2")


def perturbed(passages: dict[str, dict[str, Any]], seed: int) -> dict[str, dict[str, Any]]:
    rng = random.Random(seed)
    result = {}
    for name, passage in passages.items():
        if rng.random() < 0.1:
            continue
        events = []
        for original in passage["events"]:
            if rng.random() < 0.2:
                continue
            changed = json.loads(json.dumps(original))
            changed["status"] = rng.choice(["actual", "planned", original["status"]])
            changed["type"] = rng.choice(["ASSAULT", original["type"], original["type"]])
            changed["trigger"]["start"] += rng.choice([0, 0, 3])
            for role in changed["actors"]:
                role["country"] = rng.choice([role["country"], "USA", None])
            events.append(changed)
        result[name] = {"id": name, "events": events}
    return result


@pytest.mark.shared
@pytest.mark.parametrize("case", ["second reader", "perturbed"])
def test_the_figures_are_those_of_the_shared_scorer(shared: Path, case: str) -> None:
    spec = importlib.util.spec_from_file_location("score_events", shared / "score/score_events.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = {record["id"]: record for record in read_gold(shared / "gold/dev.jsonl")}
    if case == "second reader":
        predicted = {record["id"]: record for record in read_gold(shared / "gold/dev_second_reader.jsonl")}
        gold = {name: gold[name] for name in predicted}
    else:
        predicted = perturbed(gold, 7)
    wanted = theirs.score(gold, predicted, resamples=200)
    had = score(gold, predicted, resamples=200)
    assert {"date found", "place found", "alleged and denied"} == had.f1s.keys() - wanted.keys()
    for name, figure in had.f1s.items():
        if name not in wanted:
            continue
        for part in ("f1", "precision", "recall", "low", "high"):
            assert getattr(figure, part) == pytest.approx(wanted[name][part], abs=5e-4), (name, part)
    for name, share in had.accuracies.items():
        assert share.value == pytest.approx(wanted[name]["value"], abs=5e-4), name
        assert share.of == wanted[name]["of"]
    for name, row in had.by_type.items():
        assert row.f1 == pytest.approx(wanted["event by type"][name]["f1"], abs=5e-4)


def test_floors_are_raised_and_never_lowered() -> None:
    gold = {record["id"]: record for record in read_gold(Path(__file__).parents[2] / "eval/gold.jsonl")}
    scores = score(gold, gold, resamples=10)
    assert raised({"event": 0.5, "type": 0.999}, scores) == {"event": 0.99, "type": 0.999}
