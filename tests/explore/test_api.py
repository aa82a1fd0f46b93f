"""The REST interface: the same answers as the command line's, in three formats, for any question."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote, urlencode

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.serving import Site

from whowhom.codebook import STATUSES, TYPES
from whowhom.explore.filters import HELP, NAMES, ClaimFilters, Filters, StatementFilters
from whowhom.explore.names import called, callings, code_of
from whowhom.store import Desk, Store
from whowhom.types import CueKind, Manner, Stance

pytestmark = pytest.mark.model
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ASKED = st.fixed_dictionaries({}, optional={
    "actor": st.sampled_from(["RUS", "rus", "NATO", "IGO:NATO", "Putin", "army", "the", "AFG", "uno", "EUR:EU", "x"]),
    "recipient": st.sampled_from(["NOR", "police", "UN", "diplomats", "AUS"]),
    "type": st.sampled_from([*TYPES, "assault"]), "status": st.sampled_from([*STATUSES, "Actual"]),
    "mode": st.sampled_from(["arrest", "EXPEL", "visit"]),
    "since": st.dates(date(2018, 1, 1), date(2024, 1, 1)), "until": st.dates(date(2018, 1, 1), date(2024, 1, 1)),
    "min_confidence": st.floats(0, 1), "outlet": st.sampled_from(["wire", "Andean", "zz"]),
})  # fmt: skip


@QUIET
@given(asked=ASKED)
def test_filters_mean_what_the_command_lines_do(asked: dict[str, Any], sample_db: Path, desk: Desk) -> None:
    with Store.open(sample_db, read_only=True) as store:
        wanted = [row["event"] for row in store.events(**asked)]
    told = Filters.of({name: str(value) for name, value in asked.items()})
    found = [row["event"] for row in desk.query("event_table", **told.parameters(), after=None, limit=1000)]
    assert sorted(found) == sorted(wanted)
    assert desk.query("count", **told.parameters()).rows()[0]["events"] == len(wanted)


@pytest.fixture(scope="module")
def desk(sample_db: Path) -> Any:
    with Desk.open(sample_db) as opened:
        yield opened


def test_every_filter_is_explained() -> None:
    assert {*NAMES, *StatementFilters.names(), *ClaimFilters.names()} <= set(HELP)


SAID = {
    "speaker": st.sampled_from(["RUS", "TUR", "Norway", "envoy", "turkish off", "MNC:REUTERS", "x"]),
    "words": st.sampled_from(["the", "market struck", "shell", "<b>the", "...", "post of"]),
    "kind": st.sampled_from([*get_args(CueKind), "Speech"]), "manner": st.sampled_from(get_args(Manner)),
    "since": st.dates(date(2020, 5, 1), date(2020, 5, 10)), "until": st.dates(date(2020, 5, 1), date(2020, 5, 10)),
    "min_confidence": st.floats(0.7, 0.9), "outlet": st.sampled_from(["wire", "Post"]),
}  # fmt: skip
PARTY = st.sampled_from(["RUS", "Turkey", "TUR", "turk", "SYR", "Syria", "GRC", "Norway", "MNC", "planes", "NATO"])
STANCE = st.sampled_from([*get_args(Stance), "Denies"])


@pytest.fixture(scope="module")
def said(said_db: Path) -> Any:
    with Desk.open(said_db, naming=callings()) as opened:
        yield opened


@settings(QUIET, max_examples=80)
@given(asked=st.fixed_dictionaries({}, optional=SAID | {"about": PARTY, "stance": STANCE}))
def test_filters_of_statements_mean_what_the_command_lines_do(asked: dict[str, Any], said_db: Path, said: Desk) -> None:
    names = called(code_of(asked.get("about", "")) or "")
    with Store.open(said_db, read_only=True) as store:
        wanted = [row["statement"] for row in store.statements(**asked, names=names)]
    told = StatementFilters.of({name: str(value) for name, value in asked.items()})
    found = [row["statement"] for row in said.query("statement_table", **told.parameters(), after=None, limit=1000)]
    assert sorted(found) == sorted(wanted)
    assert said.query("statement_count", **told.parameters()).rows()[0]["statements"] == len(wanted)


@settings(QUIET, max_examples=80)
@given(
    asked=st.fixed_dictionaries(
        {}, optional=SAID | {"about": PARTY, "stance": STANCE, "type": st.sampled_from(["ASSAULT", "consult"]),
                             "status": st.just("denied"), "contradicted": st.just(True)},
    )
)  # fmt: skip
def test_filters_of_claims_mean_what_the_command_lines_do(asked: dict[str, Any], said_db: Path, said: Desk) -> None:
    with Store.open(said_db, read_only=True) as store:
        wanted = {row["event"]: row for row in store.ledger(**asked)}
    told = ClaimFilters.of({name: "yes" if value is True else str(value) for name, value in asked.items()})
    found = {row["event"]: row for row in said.query("claim_table", **told.parameters(), after=None, limit=1000)}
    assert set(found) == set(wanted)
    for event, row in found.items():
        for column in ("contradicted", "asserted_by", "confirmed_by", "doubted_by", "denied_by", "demanded_by"):
            assert row[column] == wanted[event][column], (event, column)


def test_pages_join_without_gap_or_double(site: Site) -> None:
    whole = [row["event"] for row in site.json("/api/v1/events?limit=10000")["rows"]]
    joined, after = [], None
    while True:
        answer = site.json("/api/v1/events?limit=37" + (f"&after={after}" if after else ""))
        joined += [row["event"] for row in answer["rows"]]
        after = answer["next"]
        if after is None:
            break
    assert joined == whole
    assert len(set(whole)) == len(whole) > 100


def test_csv_and_arrow_hold_what_json_holds(site: Site) -> None:
    rows = site.json("/api/v1/events?limit=5")["rows"]
    status, headers, body = site.ask("/api/v1/events?limit=5&format=csv")
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    told = list(csv.DictReader(io.StringIO(body.decode())))
    assert [row["event"] for row in told] == [row["event"] for row in rows]
    assert headers["x-next"] == rows[-1]["event"]
    _, headers, body = site.ask("/api/v1/events?limit=5", Accept="application/vnd.apache.arrow.stream")
    table = pa.ipc.open_stream(body).read_all()
    assert table.column("event").to_pylist() == [row["event"] for row in rows]
    assert set(table.column_names) == set(rows[0])


def test_a_record_is_the_codebooks(site: Site) -> None:
    article = site.json("/api/v1/events?limit=1")["rows"][0]["article"]
    told = site.json(f"/api/v1/articles/{article}")
    assert {"id", "text", "events"} <= set(told)
    assert all(
        told["text"][e["trigger"]["start"] : e["trigger"]["end"]] == e["trigger"]["text"] for e in told["events"]
    )


@pytest.mark.parametrize(("path", "cursor"), [("statements", "statement"), ("claims", "event")])
def test_pages_of_what_is_said_join_and_are_the_same_in_csv(path: str, cursor: str, said_site: Site) -> None:
    whole = [row[cursor] for row in said_site.json(f"/api/v1/{path}")["rows"]]
    joined, after = [], None
    while True:
        answer = said_site.json(f"/api/v1/{path}?limit=3" + (f"&after={quote(after)}" if after else ""))
        joined += [row[cursor] for row in answer["rows"]]
        after = answer["next"]
        if after is None:
            break
    assert joined == whole
    assert len(set(whole)) == len(whole) > 3
    told = list(csv.DictReader(io.StringIO(said_site.text(f"/api/v1/{path}?format=csv"))))
    assert [row[cursor] for row in told] == whole
    assert said_site.ask(f"/api/v1/{path}?after=nothing")[0] == 400


PATHS = (
    "events", "statements", "claims", "count", "facets", "days", "types", "places", "disputes", "pairs", "network",
    "parties", "articles", "articles/x", "failures", "corrections", "about",
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=30), st.integers().map(str), st.floats().map(str),
    st.sampled_from(["", "RUS", "2022-01-01", "9" * 40, "0001-01-01", "9999-12-31", "'", "%", "null", "\x00"]),
)  # fmt: skip


@settings(QUIET, max_examples=80)
@given(
    path=st.sampled_from(PATHS),
    asked=st.dictionaries(
        st.sampled_from([*HELP, "limit", "after", "format", "unit", "most", "like", "state"]), VALUES
    ),
)
def test_no_question_breaks_it(path: str, asked: dict[str, str], site: Site) -> None:
    told = "&".join(f"{quote(n)}={quote(v.encode('utf-8', 'replace'))}" for n, v in asked.items())
    status, headers, _ = site.ask(f"/api/v1/{path}?{told}")
    assert status in (200, 400, 404, 422)
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("events?foo=bar", "There is no foo here; there are actor, after,"), ("pairs?actor=RUS", "no actor here"),
        ("events?since=2020", "since is '2020': give a day as YYYY-MM-DD"), ("about?x=1", "there are none"),
        ("network?until=5/6/2020", "until is '5/6/2020': give a day as YYYY-MM-DD"),
        ("statements?since=2020-01-01T10:00", "give a day as YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_a_question_asked_wrongly_is_told_in_a_sentence(question: str, words: str, site: Site) -> None:
    status, _, body = site.ask(f"/api/v1/{question}")
    assert (status, words in json.loads(body)["detail"]) == (400, True), body


PAGES = ("", "events", "statements", "articles", "actor", "pair", "network", "map", "calendar", "claims", "review")


@settings(QUIET, max_examples=60)
@given(
    page=st.sampled_from(PAGES),
    asked=st.dictionaries(
        st.sampled_from(
            [*HELP, "who", "one", "two", "size", "at", "most", "month", "all", "after", "state", "reviewer"]
        ),
        VALUES,
    ),
)
def test_no_address_breaks_a_page(page: str, asked: dict[str, str], site: Site) -> None:
    told = urlencode({n: v.encode("utf-8", "replace") for n, v in asked.items()})
    assert site.ask(f"/{page}?{told}")[0] in (200, 400, 404)


def test_the_interface_keeps_to_its_description(site: Site) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    schema = schemathesis.openapi.from_url(f"{site.base}/api/v1/openapi.json")
    tried = 0
    for operation in schema.get_all_operations():

        @settings(QUIET, max_examples=6, database=None)
        @given(case=operation.ok().as_strategy())
        def ask(case: Any) -> None:
            # a value that the codebook does not know is refused with the 400 of the description
            case.call_and_validate(
                headers={"Host": f"127.0.0.1:{site.port}"}, excluded_checks=[checks.positive_data_acceptance]
            )

        ask()
        tried += 1
    assert tried >= 17
