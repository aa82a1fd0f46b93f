"""The database: what is written comes back, nothing committed is lost, other files are refused."""

from __future__ import annotations

import csv
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coding.test_assemble import coded, seen

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.errors import StoreError, UsageError
from whowhom.explore.filters import Filters
from whowhom.reading import article
from whowhom.store import Desk, Store, export
from whowhom.store.database import migrations
from whowhom.types import (
    Actor,
    Block,
    Body,
    Claim,
    Coding,
    Count,
    CueKind,
    Event,
    Failure,
    Manner,
    Mention,
    Role,
    Sentence,
    Span,
    Stance,
    Statement,
    Undecided,
    When,
    Where,
)

VERSIONS = {"code": "1"}
words = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 99), st.integers(0, 99))
mentions = st.builds(Mention, spans, words)
maybe = st.none() | words
days = st.none() | st.dates()
party = st.builds(Role, mentions, st.builds(Actor, maybe, maybe, maybe, maybe, maybe), words, st.floats(0, 1))
parties = st.lists(party, max_size=2)
whens = st.none() | st.builds(
    When, mentions, maybe, days, days, st.sampled_from([None, "day", "range"]), days,
    st.sampled_from(["at", "since"]), maybe, maybe,
)  # fmt: skip
amounts = st.integers(0, 10**10)
counts = st.builds(Count, mentions, st.sampled_from(["killed", "weapons"]), amounts, words, st.none() | amounts, maybe)
degrees = st.none() | st.floats(-90, 90)
wheres = st.none() | st.builds(
    Where, mentions, maybe, maybe, st.sampled_from([None, "city"]), maybe, st.none() | st.integers(1, 2**31 - 1),
    degrees, degrees, st.sampled_from([None, "near"]), st.lists(words, max_size=2).map(tuple),
)  # fmt: skip
events = st.builds(
    Event, id=st.uuids().map(lambda u: u.hex), type=st.sampled_from(["AID", "ASSAULT"]), mode=maybe, status=words,
    trigger=mentions, actors=parties.map(tuple), recipients=parties.map(tuple),
    attributed_to=st.lists(mentions, max_size=2).map(tuple), when=whens, where=wheres, sentence=st.integers(0, 3),
    confidence=st.floats(0, 1), counts=st.lists(counts, max_size=2).map(tuple),
)  # fmt: skip
pieces = st.lists(mentions, max_size=3).map(tuple)
statements = st.builds(
    Statement, id=st.uuids().map(lambda u: u.hex), source=pieces, cue=pieces, content=pieces,
    speaker=st.none() | party, addressee=st.none() | party, via=st.none() | party,
    manner=st.sampled_from(get_args(Manner)), kind=st.sampled_from(get_args(CueKind)), sentence=st.integers(0, 3),
    confidence=st.floats(0, 1),
)  # fmt: skip
claims = st.builds(Claim, words, words, st.sampled_from(get_args(Stance)), words, st.none() | mentions)
codings = st.builds(
    Coding,
    body=st.builds(
        Body, st.builds(lambda text, day, url: article(text + ".", published=day, url=url), words, days, maybe),
        st.lists(st.builds(Block, spans, st.just("body"), st.booleans(), words), max_size=3).map(tuple),
    ),
    sentences=st.lists(st.builds(Sentence, spans, st.integers(0, 3)), max_size=3).map(tuple),
    events=st.lists(events, max_size=3, unique_by=lambda e: e.id).map(tuple),
    statements=st.lists(statements, max_size=3, unique_by=lambda s: s.id).map(tuple),
    claims=st.lists(claims, max_size=3).map(tuple),
    undecided=st.lists(
        st.builds(Undecided, words, mentions, words, st.lists(words, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    versions=st.just(VERSIONS),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.duckdb") as opened:
        yield opened


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(coding=codings)
def test_a_coding_comes_back_as_it_was(store: Store, coding: Coding) -> None:
    store.write(store.begin_run(VERSIONS, {}), [coding])
    assert store.coding(coding.article.id) == coding


def test_coding_again_changes_nothing_and_a_newer_coder_replaces(store: Store) -> None:
    run = store.begin_run(VERSIONS, {})
    store.write(run, [coded(seen())])
    store.write(run, [coded(seen())])
    assert len(store.events()) == len(store.articles()) == 1
    newer = replace(coded(seen()), events=(), versions={"code": "2"})
    assert store.done([newer.article], {"code": "2"}) == set()
    store.write(store.begin_run({"code": "2"}, {}), [newer])
    assert len(store.events()) == len(store.roles()) == 0
    assert store.done([newer.article], {"code": "2"}) == {newer.article.id}


def test_a_failed_article_is_kept_with_its_reason_until_it_succeeds(store: Store) -> None:
    text = seen().article
    run = store.begin_run(VERSIONS, {})
    store.write(run, [Failure("a.txt", "coding", "it broke", article=replace(text, origin="a.txt"))])
    assert store.failed() == {text.id}
    assert store.failures().rows()[0]["message"] == "it broke"
    store.write(run, [coded(replace_origin("a.txt"))])
    assert store.failed() == set()
    assert len(store.failures()) == 0


def replace_origin(origin: str):  # type: ignore[no-untyped-def]
    analysis = seen()
    return replace(analysis, body=replace(analysis.body, article=replace(analysis.article, origin=origin)))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1), ({"actor": "PER"}, 1), ({"actor": "per"}, 1), ({"actor": "Peru"}, 1), ({"actor": "CHL"}, 0),
        ({"recipient": "CHL"}, 1), ({"type": "request"}, 1), ({"type": "AID"}, 0), ({"status": "actual"}, 1),
        ({"since": date(2020, 5, 7)}, 0), ({"since": date(2020, 5, 6)}, 1), ({"until": date(2020, 5, 5)}, 0),
        ({"min_confidence": 0.95}, 0), ({"limit": 0}, 0), ({"article": "zz"}, 0),
    ],
)  # fmt: skip
def test_filters(store: Store, filters: dict[str, object], found: int) -> None:
    store.write(store.begin_run(VERSIONS, {}), [coded(seen())])
    assert len(store.events(**filters)) == found  # type: ignore[arg-type]


def test_events_show_what_a_reader_wants(store: Store) -> None:
    store.write(store.begin_run(VERSIONS, {}), [coded(seen())])
    [row] = store.events().rows()
    assert (row["actors"], row["trigger"], row["recipients"]) == (["Peru"], "urged", ["Chile"])
    assert (row["actor_codes"], row["sentence"]) == (["PER"], "Peru urged Chile on Monday")
    assert store.events().pandas().shape[0] == store.events().polars().height == store.events().arrow().num_rows == 1


def test_codes_go_with_the_mentions(store: Store, tmp_path: Path) -> None:
    told = {"Tunisia": "TUN", "villagers": None, "Egypt": "EGY", "two countries": "EGY"}
    sides = tuple(Role(Mention(Span(0, 4), words), Actor(code), "", 1.0) for words, code in told.items())
    when = When(Mention(Span(20, 26), "Monday"), "2020-05-04", date(2020, 5, 4), date(2020, 5, 4), "day")
    coding = coded(seen())
    event = replace(coding.events[0], actors=sides, recipients=(*sides[1:2], *sides[:1]), when=when, status="planned")
    store.write(store.begin_run(VERSIONS, {}), [replace(coding, events=(event,))])
    export(store, tmp_path / "out.csv", "csv", lambda coding: {})
    found = [*store.events(), *store.calendar()]
    store.close()
    with Desk.open(store.path) as desk:
        found += desk.query("event_table", **dict.fromkeys(Filters.names()), after=None, limit=1)
    assert len(found) == 3
    for row in found:
        assert (row["actors"], row["actor_codes"]) == (list(told), ["TUN", "", "EGY", "EGY"])
        assert (row["recipients"], row["recipient_codes"]) == (["villagers", "Tunisia"], ["", "TUN"])
    [line] = csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8"))
    assert (line["recipients"], line["recipient_codes"]) == ("villagers; Tunisia", "; TUN")


def test_events_show_counts_and_how_a_date_was_come_by(store: Store, tmp_path: Path) -> None:
    coding = coded(seen(), When(Mention(Span(20, 26), "Monday"), "2020-05-04", inherited="same clause"))
    count = Count(Mention(Span(0, 2), "59"), "weapons", 59, kind="cruise missiles")
    store.write(store.begin_run(VERSIONS, {}), [replace(coding, events=(replace(coding.events[0], counts=(count,)),))])
    [row] = store.events().rows()
    assert (row["counts"], row["date_inherited"], row["date_relation"]) == (
        ["weapons 59 cruise missiles"], "same clause", "at"
    )  # fmt: skip
    [row] = store.counts().rows()
    assert (row["what"], row["amount"], row["bound"], row["kind"]) == ("weapons", 59, "exact", "cruise missiles")
    export(store, tmp_path / "out.csv", "csv", lambda coding: {})
    assert "same clause" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_every_named_query_runs(store: Store, root: Path) -> None:
    store.write(store.begin_run(VERSIONS, {"a": 1}), [coded(seen()), Failure("b", "empty", "b is empty.")])
    for name in ("counts", "calendar", "failures", "undecided", "roles", "runs", "summary", "claims"):
        parameters = {"since": None, "until": None, "today": None} if name == "calendar" else {}
        least = 0 if name in ("calendar", "counts", "undecided", "claims") else 1
        assert len(store.query(name, **parameters)) >= least, name
    with pytest.raises(StoreError, match="no query 'nonsense'"):
        store.query("nonsense")
    with pytest.raises(StoreError, match="'articles'"):
        store.query("articles", wrong=1)


def test_articles_are_found_by_the_beginning_of_their_id(store: Store) -> None:
    coding = coded(seen())
    store.write(store.begin_run(VERSIONS, {}), [coding])
    assert store.find(coding.article.id[:6]) == coding.article.id
    with pytest.raises(StoreError, match="no article"):
        store.find("zzzz")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_exports_hold_every_event(store: Store, tmp_path: Path, form: str) -> None:
    store.write(store.begin_run(VERSIONS, {}), [coded(seen())])
    out = tmp_path / f"out.{form}"
    assert export(store, out, form, lambda coding: {"id": coding.article.id}) == 1
    assert out.stat().st_size > 0


def test_an_unknown_format_and_a_bad_path_are_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="jsonl, csv, parquet"):
        export(store, tmp_path / "x", "xls", lambda coding: {})
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, tmp_path / "none" / "x.csv", "csv", lambda coding: {})


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.duckdb").write_text("no database at all" * 100)
    with pytest.raises(StoreError, match="no DuckDB database"):
        Store.open(tmp_path / "a.duckdb")
    duckdb.connect(str(tmp_path / "b.duckdb")).execute("CREATE TABLE x (y INT)").close()
    with pytest.raises(StoreError, match="something else"):
        Store.open(tmp_path / "b.duckdb")
    with pytest.raises(StoreError, match="There is no database"):
        Store.open(tmp_path / "c.duckdb", read_only=True)
    with pytest.raises(StoreError, match="folder"):
        Store.open(tmp_path / "none" / "d.duckdb")


def test_a_database_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
    connection.execute(migrations()[0][1])
    connection.execute("INSERT INTO schema_version VALUES (1)")
    connection.execute(
        "INSERT INTO articles (article, run, state, versions, kind, origin, text, context) "
        "VALUES ('a', 'r', 'coded', 'v', 'text', '', 'met on Monday', '')"
    )
    connection.execute(
        "INSERT INTO events (event, article, number, type, status, trigger_text, trigger_start, trigger_end, sentence, "
        "confidence, date_text, date_start, date_end, date_value) "
        "VALUES ('e', 'a', 0, 'CONSULT', 'actual', 'met', 0, 3, 0, 0.9, 'Monday', 7, 13, '2017-04-10')"
    )
    connection.close()
    with pytest.raises(StoreError, match="brings up to date"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        [event] = store.coding("a").events
        assert event.when is not None
        assert (event.when.value, event.when.relation, event.when.inherited) == ("2017-04-10", "at", None)
        assert event.counts == ()
        assert store.counts().rows() == []
        assert store.coding("a").statements == store.coding("a").claims == ()


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.duckdb").close()
    connection = duckdb.connect(str(tmp_path / "a.duckdb"))
    connection.execute("INSERT INTO schema_version VALUES (?)", [migrations()[-1][0] + 1])
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(tmp_path / "a.duckdb")


def test_a_kill_loses_no_committed_article(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    script = textwrap.dedent(f"""
        import sys
        from whowhom.reading import article
        from whowhom.store import Store
        from whowhom.types import Block, Body, Claim, Coding, Mention, Span, Statement
        store = Store.open({str(path)!r})
        run = store.begin_run({{"code": "1"}}, {{}})
        for number in range(10_000):
            text = article(f"text {{number}}")
            cue = (Mention(Span(0, 4), "text"),)
            told = Statement(text.id, (), cue, cue, None, None, None, "indirect", "speech", 0, 0.5)
            body = Body(text, (Block(Span(0, 4), "body", True, "t"),))
            store.write(run, [Coding(body, (), (), (told,), (Claim(text.id, "e", "denies", "t"),))])
            print(number, flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    committed = -1
    while committed < 20:
        committed = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    committed = max([committed, *map(int, process.stdout.read().split())])
    process.wait()
    with Store.open(path) as store:
        assert len(store.articles()) == len(store.statements()) >= committed + 1
        assert all(len(store.coding(row["article"]).claims) == 1 for row in store.articles())
        assert store.runs().rows()[0]["ended"] is None


def test_actors_are_counted_by_party_and_what_is_open_by_its_words(store: Store) -> None:
    run = store.begin_run({"code": "1"}, {})
    envoy = Mention(Span(0, 5), "Envoy")
    open_ones = (
        Undecided("speaker", envoy, "open"),
        Undecided("actor", envoy, "open"),
        Undecided("date", envoy, "open"),
    )
    store.write(run, [replace(coded(seen()), undecided=open_ones)])
    parties = store.actors().rows()
    assert parties
    assert sum(row["as_actor"] + row["as_recipient"] for row in parties) == sum(
        row["country"] is not None for row in store.roles()
    )
    assert len(store.actors(limit=1)) == 1
    [row] = store.undecided_actors()
    assert (row["mention"], row["times"]) == ("envoy", 2)  # as a party and as a speaker, not as a date


def test_every_query_knows_the_pseudo_countries_of_the_codebook(root: Path) -> None:
    listed = [
        (path.name, set(re.findall(r"'(\w+)'", told)))
        for path in (root / "src/whowhom/store").rglob("*.sql")
        for told in re.findall(r"\bIN\s*\(([^()]*'UNO'[^()]*)\)", path.read_text(encoding="utf-8"))
    ]
    assert {name for name, _ in listed} >= {"00_code.sql", "events.sql", "statements.sql"}
    for name, codes in listed:
        assert codes == set(PSEUDO_COUNTRIES), name
