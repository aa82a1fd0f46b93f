"""What is said, by whom, and who asserts and who denies which event: rows, filters, exports, older databases."""

from __future__ import annotations

import csv
import doctest
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.ledger import claim, coding, copied, event, market, role, statement

from whowhom.coding import record
from whowhom.errors import StoreError, UsageError
from whowhom.explore.filters import ClaimFilters
from whowhom.reading import article
from whowhom.store import Desk, Store, export
from whowhom.store.database import migrations
from whowhom.types import Actor, Block, Body, Claim, Coding, Span

VERSIONS = {"code": "1"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.duckdb") as opened:
        opened.write(opened.begin_run(VERSIONS, {}), [market(), copied()])
        yield opened


def cues(store: Store, **filters: Any) -> list[str]:
    return [row["cue"][0] for row in store.statements(**filters)]


def test_statements_and_claims_come_back_in_their_order(store: Store) -> None:
    for told in (market(), copied()):
        assert store.coding(told.article.id) == told


def test_coding_again_doubles_nothing_and_a_newer_coder_replaces(store: Store) -> None:
    before = {name: len(getattr(store, name)()) for name in ("statements", "claims", "ledger")}
    store.write(store.begin_run(VERSIONS, {}), [market()])
    assert {name: len(getattr(store, name)()) for name in before} == before
    store.write(store.begin_run({"code": "2"}, {}), [replace(market(), statements=(), claims=())])
    assert store.coding(market().article.id).statements == ()
    assert cues(store) == ["confirmed", "feared"]
    assert [row["speaker"] for row in store.claims()] == ["Norway"]


def test_what_the_docs_of_a_method_show_is_true(store: Store) -> None:
    with Store.open(store.path.parent / "doc.duckdb") as own:
        own.write(own.begin_run(VERSIONS, {}), [market()])
        for method in (Store.statements, Store.ledger):
            [shown] = doctest.DocTestFinder().find(method, method.__name__, globs={"store": own})
            assert shown.examples
            assert doctest.DocTestRunner().run(shown).failed == 0, method.__name__


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["said", "told", "doubts", "hopes", "confirmed", "feared"]),
        ({"speaker": "TUR"}, ["said", "hopes"]), ({"speaker": "Turk"}, ["said", "hopes"]),
        ({"speaker": "orlova"}, ["told"]), ({"speaker": "envoy"}, ["told"]), ({"speaker": "rlova"}, []),
        ({"speaker": "Reuters"}, []), ({"speaker": "SYR"}, []),
        ({"about": "SYR"}, ["said", "told", "doubts", "confirmed"]),  # the market, whose bombing they speak of
        ({"about": "GRC"}, ["hopes"]), ({"about": "Greece"}, ["hopes"]), ({"about": "planes"}, ["told"]),
        ({"about": "TUR"}, []), ({"about": "TUR", "names": ["Turkish"]}, ["doubts"]),
        ({"about": "NER", "names": ["Gree", "turkish"]}, []),  # whole words, as they are written
        ({"words": "market struck"}, ["told"]), ({"words": "plane"}, ["told"]), ({"words": "lanes"}, []),
        ({"words": "market,"}, ["said", "told"]), ({"words": "reporters"}, []), ({"words": "?!"}, ["*"]),
        ({"kind": "belief"}, ["doubts", "feared"]), ({"kind": "INTENTION"}, ["hopes"]),
        ({"manner": "direct"}, ["told"]), ({"stance": "Doubts"}, ["doubts"]), ({"stance": "warns"}, []),
        ({"since": date(2020, 5, 7)}, ["confirmed", "feared"]), ({"since": date(2020, 5, 9)}, []),
        ({"until": date(2020, 5, 6)}, ["said", "told", "doubts", "hopes"]),
        ({"outlet": "second"}, ["confirmed", "feared"]), ({"min_confidence": 0.81}, []),
        ({"limit": 2}, ["said", "told"]),
        ({"speaker": "TUR", "about": "GRC"}, ["hopes"]), ({"speaker": "RUS", "kind": "belief"}, []),
    ],
)  # fmt: skip
def test_statements_are_filtered(store: Store, filters: dict[str, Any], found: list[str]) -> None:
    assert cues(store, **filters) == (cues(store) if found == ["*"] else found)


def test_a_statement_is_about_whom_its_cue_accuses(tmp_path: Path) -> None:
    text = "Norway accused Greece of a breach of trust."
    accused = event(text, "accused", "ACCUSE", actors=["Norway"], recipients=["Greece"])
    told = coding(text, [accused], [statement(text, "accused", ["of a breach of trust"], source="Norway")])
    with Store.open(tmp_path / "a.duckdb") as store:
        store.write(store.begin_run(VERSIONS, {}), [told])
        assert cues(store, about="GRC") == ["accused"]
        assert cues(store, about="NOR") == []  # who says it is not whom it is about


def test_the_source_s_words_stand_for_a_speaker_nobody_is_linked_to(tmp_path: Path) -> None:
    told = statement("Villagers said no.", "said", ["no"], source="Villagers")
    with Store.open(tmp_path / "a.duckdb") as store:
        store.write(store.begin_run(VERSIONS, {}), [coding("Villagers said no.", (), [replace(told, speaker=None)])])
        assert cues(store, speaker="villager") == ["said"]
        [row] = store.statements()
        assert (row["speaker"], row["source"], row["about_codes"], row["claims"]) == (None, ["Villagers"], [], [])


@pytest.mark.parametrize("year", [2019, 2021])
def test_the_ledger_has_contradictions_first_and_joins_articles_by_event(store: Store, year: int) -> None:
    store.write(store.begin_run(VERSIONS, {}), [_ship(date(year, 1, 1))])
    first, second, third = store.ledger()
    assert (first["trigger"], first["contradicted"]) == ("bombed", True)
    assert (first["asserted_by"], first["denied_by"]) == (["Turkish officials TUR"], ["Maria Orlova RUS"])
    assert (first["doubted_by"], first["confirmed_by"]) == (["France FRA"], ["Norway NOR"])
    assert [(told["stance"], told["via"], told["outlet"]) for told in first["claims"]] == [
        ("asserts", None, "Example Wire"), ("denies", None, "Example Wire"), ("doubts", "Reuters", "Example Wire"),
        ("confirms", None, "Second Post"),
    ]  # fmt: skip
    assert (second["trigger"], second["denied_by"], second["contradicted"]) == ("seized", ["Greece GRC"], False)
    assert (third["trigger"], third["demanded_by"]) == ("reopen", ["Turkey TUR"])


def test_codes_go_with_the_mentions(tmp_path: Path) -> None:
    text = "Turkey said that Norway, villagers and Greece fired."
    told = statement(text, "said", ["that Norway, villagers and Greece fired"], source="Turkey")
    fired = event(text, "fired", "ASSAULT", actors=["Norway", "Greece"])
    norway, greece = fired.actors
    villagers = replace(norway, mention=replace(norway.mention, text="villagers"), actor=Actor())
    fired = replace(fired, actors=(norway, villagers, greece))
    with Store.open(tmp_path / "a.duckdb") as store:
        store.write(
            store.begin_run(VERSIONS, {}), [coding(text, [fired], [told], [claim(text, told, fired, "asserts")])]
        )
        found = store.ledger().rows()
    with Desk.open(tmp_path / "a.duckdb") as desk:
        found += desk.query("claim_table", **dict.fromkeys(ClaimFilters.names()), after=None, limit=9)
    assert [row["actors"] for row in found] == [["Norway", "villagers", "Greece"]] * 2
    assert [row["actor_codes"] for row in found] == [["NOR", "", "GRC"]] * 2


def _ship(published: date) -> Coding:
    text = "Greece denied that it seized a ship."
    seized = event(text, "seized", "COERCE", status="denied", actors=["Greece"])
    denied = statement(text, "denied", ["that it seized a ship"], source="Greece")
    return coding(text, [seized], [denied], [claim(text, denied, seized, "denies")], published=published)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"speaker": "NOR"}, ["bombed"]), ({"speaker": "GRC"}, []), ({"speaker": "Turkey"}, ["reopen"]),
        ({"about": "GRC"}, ["reopen"]), ({"about": "TUR"}, []), ({"about": "market"}, ["bombed"]),
        ({"words": "roads"}, []), ({"words": "road"}, ["reopen"]), ({"stance": "DENIES"}, ["bombed"]),
        ({"stance": "warns"}, []),
        ({"speaker": "RUS", "stance": "denies"}, ["bombed"]), ({"speaker": "TUR", "stance": "denies"}, []),
        ({"contradicted": True}, ["bombed"]), ({"contradicted": False}, ["reopen"]),
        ({"type": "cooperate"}, ["reopen"]), ({"status": "unreal"}, ["reopen"]),
        ({"since": date(2020, 5, 7)}, ["bombed"]), ({"kind": "intention"}, ["reopen"]), ({"limit": 1}, ["bombed"]),
    ],
)  # fmt: skip
def test_the_ledger_is_filtered_by_its_statements_and_its_events(
    store: Store, filters: dict[str, Any], found: list[str]
) -> None:
    rows = store.ledger(**filters).rows()
    assert [row["trigger"] for row in rows] == found
    assert all(len(row["claims"]) == 4 for row in rows if row["trigger"] == "bombed")  # whoever was asked for


@pytest.mark.parametrize(
    ("rule", "found"),
    [("same happening", [("strike", 2), ("quake", 1)]), ("by hand", [("strike", 1), ("strike#2", 1), ("quake", 1)])],
)
def test_tellings_of_one_happening_are_one_row_the_fullest(
    tmp_path: Path, rule: str, found: list[tuple[str, int]]
) -> None:
    text = "Norway told of a strike by Greece. Turkey denied the strike. France told of a quake."
    strike = event(text, "strike", "ASSAULT", actors=["Greece"])
    again, quake = event(text, "strike#2", "ASSAULT", sentence=1), event(text, "quake", "ASSAULT", sentence=2)
    told = statement(text, "told", ["of a strike by Greece"], source="Norway")
    denied = statement(text, "denied", ["the strike"], source="Turkey", sentence=1)
    france = statement(text, "told#2", ["of a quake"], source="France", sentence=2)
    claims = [
        claim(text, told, strike, "asserts"), claim(text, denied, again, "denies"),
        claim(text, france, quake, "asserts"), replace(claim(text, told, again, "asserts"), rule=rule),
        replace(claim(text, denied, strike, "denies"), rule=rule),
    ]  # fmt: skip
    with Store.open(tmp_path / "a.duckdb") as store:
        coded = coding(text, [again, strike, quake], [told, denied, france], claims)
        store.write(store.begin_run(VERSIONS, {}), [coded])
        names = {strike.id: "strike", again.id: "strike#2", quake.id: "quake"}
        rows = store.ledger().rows()
        assert sorted((names[row["event"]], len(row["tellings"])) for row in rows) == sorted(found)
        assert all(row["event"] in row["tellings"] for row in rows)
        assert [row["trigger"] for row in store.ledger(about="GRC")] == ["strike"]


def test_one_who_says_it_twice_stands_once(tmp_path: Path) -> None:
    text = "Norway said Greece fired. Norway added that Greece fired."
    fired = event(text, "fired", "ASSAULT", actors=["Greece"])
    one = statement(text, "said", ["Greece fired"], source="Norway")
    two = statement(text, "added", ["that Greece fired"], source="Norway#2", sentence=1)
    told = coding(text, [fired], [one, two], [claim(text, one, fired, "asserts"), claim(text, two, fired, "asserts")])
    with Store.open(tmp_path / "a.duckdb") as store:
        store.write(store.begin_run(VERSIONS, {}), [told])
        [row] = store.ledger()
        assert (row["asserted_by"], len(row["claims"])) == (["Norway NOR"], 2)


def test_voices_stand_in_the_order_in_which_they_spoke(tmp_path: Path) -> None:
    text = "Turkey said, Norway said, Greece said and France said that Russia fired."
    fired = event(text, "fired", "ASSAULT", actors=["Russia"])
    names = ["Turkey", "Norway", "Greece", "France"]
    told = [statement(text, f"said#{n}", ["that Russia fired"], source=name) for n, name in enumerate(names, start=1)]
    with Store.open(tmp_path / "a.duckdb") as store:
        claims = [claim(text, one, fired, "asserts") for one in told]
        store.write(store.begin_run(VERSIONS, {}), [coding(text, [fired], told, claims)])
        [row] = store.ledger()
        assert row["asserted_by"] == ["Turkey TUR", "Norway NOR", "Greece GRC", "France FRA"]
        assert len({str(store.ledger().rows() + store.statements().rows()) for _ in range(10)}) == 1


def test_a_claim_on_an_event_that_is_gone_shows_nothing_and_breaks_nothing(store: Store) -> None:
    store.write(store.begin_run(VERSIONS, {}), [replace(market(), events=(), claims=())])
    assert len(store.ledger()) == len(store.claims()) == 0
    assert "confirmed" in cues(store)


def test_tables_go_to_pandas_polars_and_arrow(store: Store) -> None:
    for table, number in ((store.statements(), 6), (store.claims(), 5), (store.ledger(), 2)):
        assert table.pandas().shape[0] == table.polars().height == table.arrow().num_rows == number


@pytest.mark.parametrize(("table", "number"), [("statements", 6), ("claims", 5)])
def test_csv_and_parquet_hold_every_row(store: Store, tmp_path: Path, table: str, number: int) -> None:
    for form in ("csv", "parquet"):
        assert export(store, tmp_path / f"t.{form}", form, lambda coding: {}, table=table) == number
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    read = pq.read_table(tmp_path / "t.parquet")
    assert [row["statement"] for row in rows] == read.column("statement").to_pylist()
    assert rows[1]["content"] == "Our planes struck no market; and they never will"
    assert read.column("content").to_pylist()[1] == ["Our planes struck no market", "and they never will"]


def test_records_are_made_of_codings_with_their_statements(store: Store, tmp_path: Path) -> None:
    seen: list[Coding] = []
    export(store, tmp_path / "t.jsonl", "jsonl", lambda coding: {"n": seen.append(coding)})
    assert [len(coding.statements) for coding in seen] == [4, 2]
    assert [len(coding.claims) for coding in seen] == [4, 1]


def test_records_tell_which_statement_holds_what_of_which_event(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "t.jsonl", "jsonl", record)
    first, second = (json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines())
    told = [(claim["statement"], claim["stance"], claim["event"]) for claim in first["claims"]]
    assert told == [(0, "asserts", 0), (1, "denies", 0), (2, "doubts", 0), (3, "demands", 1)]
    evidence = first["claims"][1]["evidence"]
    assert first["text"][evidence["start"] : evidence["end"]] == evidence["text"] == "struck no market"
    assert first["statements"][1]["speaker"]["name"] == "Maria Orlova"
    assert (len(second["statements"]), second["claims"]) == (2, [])  # whose event is another article's


@pytest.mark.parametrize(
    ("form", "table", "why"),
    [
        ("jsonl", "claims", "beside the events"),
        ("geojson", "statements", "csv or parquet"),
        ("csv", "roles", "statements"),
    ],
)
def test_what_cannot_be_exported_is_said(store: Store, tmp_path: Path, form: str, table: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        export(store, tmp_path / "x", form, lambda coding: {}, table=table)


def test_the_summary_counts_statements_by_kind_and_claims_by_stance(store: Store) -> None:
    counted = {(row["what"], row["name"]): row["number"] for row in store.summary()}
    assert counted["statements", "speech"] == 3
    assert counted["claims", "denies"] == 1


def test_a_database_of_before_has_none_until_it_is_coded_again(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
    for number, script in migrations():
        if number < 6:
            connection.execute(script)
            connection.execute("INSERT INTO schema_version VALUES (?)", [number])
    own = article("Nothing was said.")
    connection.execute(
        "INSERT INTO articles (article, run, state, versions, kind, origin, text, context) "
        "VALUES (?, 'r', 'coded', 'v', 'text', '', ?, '')", [own.id, own.text],
    )  # fmt: skip
    connection.close()
    with pytest.raises(StoreError, match="brings up to date"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert store.coding(own.id).statements == store.coding(own.id).claims == ()
        assert len(store.statements()) == len(store.claims()) == len(store.ledger()) == 0
        store.write(store.begin_run(VERSIONS, {}), [market()])
        assert len(store.statements()) == 4
    with Store.open(path, read_only=True) as store:
        assert store.coding(market().article.id) == market()


def test_a_batch_that_breaks_leaves_what_was_there(store: Store) -> None:
    bad = Coding(Body(article("bad"), (Block(Span(0, 3), "body", True, "t"),)), (), (),
                 claims=(Claim("s", "e", None, "by hand"),))  # type: ignore[arg-type]  # fmt: skip
    with pytest.raises(duckdb.Error):
        store.write(store.begin_run(VERSIONS, {}), [replace(market(), statements=(), claims=()), bad])
    assert store.coding(market().article.id) == market()


def test_roles_of_events_and_voices_keep_apart(store: Store) -> None:
    assert role("Norway confirmed.", "Norway") is not None
    assert "Norway" not in {row["text"] for row in store.roles()}


def test_the_page_s_sql_and_python_run(store: Store, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (root / "docs/ledger.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"```(sql|python)\n(.*?)```", page, re.DOTALL))
    assert store._connection.execute(blocks["sql"]).fetchall() == [("RUS", "ASSAULT", 1)]
    store.close()
    monkeypatch.chdir(store.path.parent)
    made: dict[str, Any] = {}
    exec(blocks["python"], made)
    assert (len(made["said"]), len(made["disputed"]), made["claims"].height) == (1, 1, 5)


def test_the_example_tells_who_denies(store: Store, root: Path) -> None:
    store.close()
    example = root / "examples/who_denies.py"
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run([sys.executable, str(example), str(store.path)], env=environment, text=True,
                          capture_output=True, check=True)  # fmt: skip
    assert done.stdout.splitlines() == [
        "2020-05-06 ASSAULT 'bombed': Russia -> a market",
        "  asserts  Turkish officials TUR: Russia bombed a market in Idlib on Tuesday",
        "  denies   Maria Orlova RUS: Our planes struck no market … and they never will",
        "  doubts   France FRA via Reuters: the Turkish account",
        "  confirms Norway NOR: the bombing",
    ]
