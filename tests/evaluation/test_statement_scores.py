"""Our figures of statements are the shared scorer's."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from whowhom.errors import UsageError
from whowhom.evaluation import of_statements, read_gold, score_statements
from whowhom.evaluation.report import statement_lines, statement_misses
from whowhom.explore.cli import app

TEXT = "“We will go,” the minister said, “or stay.” Peru denied it, according to Reuters. The film “Reds” is old."


def statement(source: str, cue: str, *content: str, **fields: Any) -> dict[str, Any]:
    """A statement of ``TEXT`` in these words."""
    named = {name: spanned(value) if name in ("speaker", "via") else value for name, value in fields.items()}
    return {"source": pieces(source), "cue": pieces(cue), "content": pieces(*content), **named}


def pieces(*words: str) -> list[list[int]]:
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words if word]


def spanned(role: dict[str, Any] | None) -> dict[str, Any] | None:
    return role and {**role, "start": TEXT.index(role["text"]), "end": TEXT.index(role["text"]) + len(role["text"])}


def scored(wanted: list[dict[str, Any]], had: list[dict[str, Any]], **fields: Any) -> Any:
    gold = {"a": {"id": "a", "text": TEXT, "statements": wanted, **fields}}
    return score_statements(gold, {"a": {"statements": had}}, resamples=10)


MINISTER = statement("the minister", "said", "“We will go,”", "“or stay.”")
PERU = statement("Peru", "denied", "it")


def test_marks_and_final_stops_do_not_count_and_a_missing_piece_does() -> None:
    bare = statement("the minister", "said", "We will go", "or stay")
    assert scored([MINISTER], [bare]).value("content exact") == 1.0
    first = statement("the minister", "said", "We will go")
    assert scored([MINISTER], [first]).value("content exact") == 0.0
    assert scored([MINISTER], [first]).value("content overlap") == 1.0


def test_a_source_of_several_statements_counts_once() -> None:
    twice = [MINISTER, statement("the minister", "denied", "it")]
    assert scored(twice, twice).f1s["source exact"].precision == 1.0
    assert scored(twice, [MINISTER]).f1s["source exact"].recall == 1.0
    assert scored(twice, [MINISTER]).f1s["whole"].recall == 0.5


def test_whole_needs_source_and_content() -> None:
    assert scored([MINISTER], [statement("Peru", "said", "We will go")]).value("whole") == 0.0
    assert scored([MINISTER], [statement("", "said", "We will go")]).value("whole") == 0.0
    assert scored([MINISTER], [statement("minister", "", "go")]).value("whole") == 1.0


def test_what_gold_says_beyond_the_spans_is_measured_on_pairs() -> None:
    peru, bolivia = ({"text": "Peru", "country": code} for code in ("PER", "BOL"))
    reuters = {"text": "Reuters", "country": None}
    told = {**PERU, **statement("", "", speaker=peru, via=reuters)} | {"manner": "indirect", "kind": "speech"}
    told.update({part: PERU[part] for part in PERU}, addressee=None)
    right = scored([told, MINISTER], [told, MINISTER])
    assert right.accuracies["speaker accuracy"].of == 1, "the minister's speaker is not told"
    assert (right.value("speaker accuracy"), right.value("via"), right.value("manner accuracy")) == (1.0, 1.0, 1.0)
    wrong = {**told, "speaker": spanned(bolivia), "via": None, "kind": "belief"}
    had = scored([told], [wrong])
    assert [had.value(name) for name in ("speaker accuracy", "via", "kind accuracy")] == [0.0, 0.0, 0.0]
    assert "via" not in scored([PERU], [PERU]).f1s


def test_a_title_is_left_alone_unless_it_is_a_content() -> None:
    title = pieces("“Reds”")
    assert scored([PERU], [PERU], not_statements=title).value("left alone accuracy") == 1.0
    assert scored([PERU], [statement("", "", "Reds")], not_statements=title).value("left alone accuracy") == 0.0
    assert scored([PERU], [statement("", "", "Reds” is old")], not_statements=title).value("left alone accuracy") == 1.0


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(UsageError, match="no articles"):
        score_statements({}, {})


def test_lines_and_misses() -> None:
    gold = {"a": {"id": "a", "text": TEXT, "statements": [MINISTER, PERU]}}
    predicted = {"a": {"statements": [MINISTER, statement("", "according to", "it")]}}
    first = next(statement_lines(score_statements(gold, predicted, resamples=10)))
    assert first == "1 article, 2 gold statements, 2 predicted"
    assert list(statement_misses(gold, predicted, 5)) == [
        "a:", "  missed    Peru | denied | it", "  spurious  - | according to | it"
    ]  # fmt: skip
    assert not list(statement_misses(gold, predicted, 0))


def written(path: Path, *records: dict[str, Any]) -> Path:
    lines = "".join(json.dumps(record) + "\n" for record in records)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines, encoding="utf-8")
    return path


def test_gold_of_statements_is_read_packed_or_not(tmp_path: Path) -> None:
    record = {"id": "a", "text": TEXT, "statements": [MINISTER]}
    for name in ("gold.jsonl", "gold.jsonl.gz"):
        gold = list(read_gold(written(tmp_path / name, record)))
        assert gold == [record]
        assert of_statements(gold)
    assert not of_statements([{"id": "a", "text": TEXT, "events": []}])


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"id": "b", "text": "No.", "statements": [{"source": [[0, 9]]}]}, r"the source \[0, 9\] does not lie"),
        ({"id": "b", "text": "No.", "events": []}, "it holds events, the lines before hold statements"),
        ({"id": "b", "text": "No."}, "events"),
    ],
)
def test_a_line_that_is_no_gold_is_named(record: dict[str, Any], told: str, tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", {"id": "a", "text": TEXT, "statements": [MINISTER]}, record)
    with pytest.raises(UsageError, match=rf"gold.jsonl:2 .*{told}"):
        list(read_gold(path))


def test_evaluate_scores_ready_statements(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl.gz", {"id": "a", "text": TEXT, "statements": [MINISTER, PERU]})
    ready = written(tmp_path / "ready.jsonl", {"id": "a", "events": [], "statements": [MINISTER]})
    told = CliRunner().invoke(app, ["evaluate", str(gold), "--predicted", str(ready), "--errors", "1"])
    assert told.exit_code == 0, told.output
    assert "1 article, 2 gold statements, 1 predicted" in told.output
    assert "missed    Peru | denied | it" in told.output
    figures = json.loads(CliRunner().invoke(app, ["evaluate", str(gold), "--predicted", str(ready), "--json"]).output)
    assert figures["f1s"]["whole"]["recall"] == 0.5
    assert isinstance(CliRunner().invoke(app, ["evaluate", str(gold), "--mentions", "gold"]).exception, UsageError)


def perturbed(articles: dict[str, dict[str, Any]], seed: int) -> dict[str, dict[str, Any]]:
    """Predictions that are wrong in all the ways that a coder can be."""
    rng = random.Random(seed)
    result = {}
    for name, article in articles.items():
        if rng.random() < 0.05:
            continue
        statements = []
        for original in article["statements"]:
            if rng.random() < 0.2:
                continue
            changed: dict[str, Any] = {}
            for part in ("source", "cue", "content"):
                moved = [[max(0, start + rng.choice((0, 0, -2, 3))), end + rng.choice((0, 0, -1))]
                         for start, end in original[part]]  # fmt: skip
                changed[part] = [piece for piece in moved if piece[0] < piece[1] and rng.random() < 0.95]
            rng.shuffle(changed["content"])
            statements += [changed] * rng.choice((1, 1, 1, 2))
        if article["statements"] and rng.random() < 0.5:
            others = rng.choice(article["statements"]), rng.choice(article["statements"])
            statements.insert(
                0, {"source": others[0]["source"], "cue": others[1]["cue"], "content": others[1]["content"]}
            )
        result[name] = {"id": name, "statements": statements}
    return result


@pytest.mark.shared
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_figures_are_those_of_the_shared_scorer(shared: Path, seed: int) -> None:
    spec = importlib.util.spec_from_file_location("score_attributions", shared / "score/score_attributions.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = {record["id"]: record for record in read_gold(shared / "data/polnear/dev.jsonl.gz")}
    predicted = perturbed(gold, seed)
    wanted, had = theirs.score(gold, predicted), score_statements(gold, predicted, resamples=20)
    assert had.f1s.keys() == wanted.keys()
    for name, figure in had.f1s.items():
        for part in ("f1", "precision", "recall"):
            assert getattr(figure, part) == pytest.approx(wanted[name][part], abs=1e-9), (name, part)
        assert 0.2 < figure.low < figure.f1 < figure.high < 1.0, name
