from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whowhom
from whowhom.errors import StrictError
from whowhom.pipeline import BATCH, Coder
from whowhom.reading import read
from whowhom.run import Options, Summary, run
from whowhom.store import Store
from whowhom.types import Article, Coding

pytestmark = pytest.mark.model
COUNTRIES = ("Albania", "Turkey", "Brazil", "Kenya", "Norway", "Japan")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return whowhom.load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.duckdb") as opened:
        yield opened


def rows(path: Path, number: int, **fields: Any) -> str:
    """A JSON Lines file of so many short reports."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(number):
            text = f"{COUNTRIES[n % 6]} expelled {n} diplomats of France on Friday. Rebels attacked a convoy."
            out.write(json.dumps({"id": f"r{n}", "text": text, "published": "2024-05-22", **fields}) + "\n")
    return str(path)


def whole(store: Store) -> list[list[Any]]:
    """All that is in the database but the runs."""
    tables = (store.articles(), store.events(), store.roles(), store.undecided(), store.failures())
    return [
        [{k: value for k, value in row.items() if k not in ("run", "started")} for row in table] for table in tables
    ]


def test_coding_again_changes_nothing(coder: Coder, store: Store, tmp_path: Path) -> None:
    path = Path(rows(tmp_path / "a.jsonl", BATCH - 1))
    undated = {"id": "undated", "text": "Kenya accused Norway of spying.", "published": "soon"}
    with path.open("a", encoding="utf-8") as out:  # what is said of its date is written a batch before itself
        out.write(json.dumps(undated) + '\n{"id": "no text"}\n')
    first = run(read([str(path)]), coder, store=store)
    before = whole(store)
    second = run(read([str(path)]), coder, store=store)
    assert (first.coded, second.coded, second.known) == (BATCH, 0, BATCH)
    assert before[1]
    assert sorted(row["kind"] for row in store.failures()) == ["date", "no text"]
    assert whole(store) == before


def test_a_newer_coder_replaces_what_an_older_one_found(coder: Coder, store: Store, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", 3)
    run(read([path]), coder, store=store)
    newer = whowhom.load(min_confidence=0.999999)
    assert run(read([path]), newer, store=store).coded == 3
    assert len(store.events()) == 0
    assert len(store.articles()) == 3


def test_an_undated_article_is_coded_again_when_a_date_comes(coder: Coder, store: Store, tmp_path: Path) -> None:
    undated = rows(tmp_path / "a.jsonl", 1, published=None)
    dated = rows(tmp_path / "b.jsonl", 1)
    told = [run(read([path]), coder, store=store) for path in (undated, dated, undated)]
    assert [(summary.coded, summary.undated) for summary in told] == [(1, 1), (1, 0), (0, 0)]
    assert store.events().rows()[0]["date_value"] == "2024-05-17"


def test_a_skipped_article_is_coded_when_it_comes_as_english(coder: Coder, store: Store, tmp_path: Path) -> None:
    french, english = (rows(tmp_path / f"{lang}.jsonl", 1, lang=lang) for lang in ("fr", "en"))
    told = [run(read([path]), coder, store=store) for path in (french, english)]
    assert [(summary.skipped, summary.coded) for summary in told] == [(1, 0), (0, 1)]
    assert len(store.events())
    assert not len(store.failures())


def test_the_same_text_twice_is_coded_once_and_has_two_records(coder: Coder, store: Store, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", 2)
    records = io.StringIO()
    summary = run(read([path, path]), coder, store=store, records=records)
    assert (summary.coded, summary.duplicates, summary.documents) == (2, 2, 4)
    told = [json.loads(line) for line in records.getvalue().splitlines()]
    assert [record["id"] for record in told] == ["r0", "r1", "r0", "r1"]
    assert told[0]["events"] == told[2]["events"] != []


def test_records_mix_known_articles_and_new_ones_in_order_under_their_own_ids(
    coder: Coder, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    lines = Path(rows(path, 6)).read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[::2]), encoding="utf-8")
    run(read([str(path)]), coder, store=store)
    path.write_text("".join(lines).replace('"id": "r', '"id": "s'), encoding="utf-8")
    records, anew = io.StringIO(), io.StringIO()
    summary = run(read([str(path)]), coder, store=store, records=records)
    run(read([str(path)]), coder, records=anew)
    assert (summary.known, summary.coded) == (3, 3)
    assert [json.loads(line)["id"] for line in records.getvalue().splitlines()] == [f"s{n}" for n in range(6)]
    assert records.getvalue() == anew.getvalue()


@pytest.mark.parametrize("workers", [1, 2])
def test_records_keep_ids_and_order_whatever_happens(workers: int, coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows(path, BATCH + 4)
    good = path.read_text(encoding="utf-8").splitlines()
    bad = ['{"id": "no text"}', json.dumps({"id": "french", "text": "Bonjour.", "lang": "fr"})]
    path.write_text("\n".join([*good[:3], *bad, *good[3:]]) + "\n", encoding="utf-8")
    records = io.StringIO()
    summary = run(read([str(path)]), coder, records=records, options=Options(workers=workers))
    told = [json.loads(line) for line in records.getvalue().splitlines()]
    ids = [f"r{n}" for n in range(BATCH + 4)]
    assert [record["id"] for record in told] == [*ids[:3], "no text", "french", *ids[3:]]
    assert (summary.coded, summary.failed, summary.skipped) == (BATCH + 4, 1, 1)
    assert "no text" in told[3]["error"]
    assert told[0]["events"]


def test_context_is_understood_and_not_coded(coder: Coder, tmp_path: Path) -> None:
    row = {"id": "a", "context": "Turkey attacked a convoy.", "text": "It later expelled the Greek ambassador."}
    (tmp_path / "a.jsonl").write_text(json.dumps({**row, "lang": "en"}) + "\n", encoding="utf-8")
    records = io.StringIO()
    run(read([str(tmp_path / "a.jsonl")]), coder, records=records)
    (event,) = json.loads(records.getvalue())["events"]
    assert event["trigger"]["text"] == "expelled"
    assert [(actor["text"], actor["country"]) for actor in event["actors"]] == [("It", "TUR")]


def failing(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    own = Coder._code

    def code(self: Coder, article: Article) -> Coding:
        if word in article.text:
            raise RuntimeError("no luck")
        return own(self, article)

    monkeypatch.setattr(Coder, "_code", code)


def test_what_failed_is_recorded_and_taken_up_by_retry(coder: Coder, store: Store, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", 6)
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, "Kenya")
        first = run(read([path]), coder, store=store)
    assert (first.coded, first.failed) == (5, 1)
    (failed,) = store.articles(state="failed").rows()
    assert "no luck" in failed["reason"]
    assert run(read([path]), coder, store=store).coded == 0
    moved = rows(tmp_path / "b.jsonl", 6)
    assert run(read([moved]), coder, store=store, options=Options(retry=True)).coded == 1
    assert not len(store.articles(state="failed"))
    assert not len(store.failures())


def test_a_strict_run_stops_at_trouble_and_keeps_what_came_before(
    coder: Coder, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rows(tmp_path / "a.jsonl", BATCH * 3)
    failing(monkeypatch, f"expelled {BATCH + 3} ")
    with pytest.raises(StrictError, match="no luck"):
        run(read([path]), coder, store=store, options=Options(strict=True))
    assert BATCH < len(store.articles(state="coded")) < BATCH * 3


def test_the_summary_counts_everything(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows(path, 2, published="soon")
    summary = run(read([str(path), str(tmp_path / "none")]), coder)
    assert isinstance(summary, Summary)
    told = summary.to_dict()
    assert (told["documents"], told["coded"], told["failed"], told["undated"]) == (3, 2, 1, 2)
    assert told["sentences"] == 4
    assert {"SANCTION", "ASSAULT"} <= set(told["events"])
    assert len(told["failures"]) == 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_run_has_lost_nothing_committed_and_is_finished_by_the_same_command(tmp_path: Path) -> None:
    path, db = rows(tmp_path / "a.jsonl", 400), tmp_path / "news.duckdb"
    command = [sys.executable, "-m", "whowhom", "code", path, "--db", str(db), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tmp_path)
    while process.poll() is None and not (db.exists() and db.with_suffix(".duckdb.wal").exists() and grown(db)):
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with whowhom.open(db) as store:
        kept = {row["article"] for row in store.articles(state="coded")}
    assert 0 < len(kept) < 400
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (told["known"], told["coded"]) == (len(kept), 400 - len(kept))
    with whowhom.open(db) as store:
        assert len(store.articles(state="coded")) == 400
        assert len({row["event"] for row in store.events()}) == len(store.events())


def grown(db: Path) -> bool:
    return db.with_suffix(".duckdb.wal").stat().st_size > 60_000
