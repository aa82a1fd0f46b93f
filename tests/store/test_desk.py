"""A database laid out for looking: gaps in migrations, columns that come later, the queries' figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from tests.build import analysis
from tests.ledger import copied, market
from tests.sayings import quarrel

from whowhom.coding import assemble
from whowhom.errors import StoreError
from whowhom.explore.filters import ClaimFilters, Filters, StatementFilters
from whowhom.store import Desk, Store
from whowhom.store.database import migrations
from whowhom.types import Actor, Coding, Mention, Parties, Role, Scored


def told(text: str, trigger: str, **more: object) -> Coding:
    """A coding of one event whose parties are linked to the countries that their words are."""
    seen = analysis(text, trigger, published=date(2022, 3, 1), **more)  # type: ignore[arg-type]
    frame = seen.frames[0]
    parties = Parties(
        tuple(role(one, text) for one in frame.actors), tuple(role(one, text) for one in frame.recipients)
    )
    return assemble(seen, [parties], [None], [None], [], {"code": "1"})


def role(scored: Scored, text: str) -> Role:
    words = scored.span.of(text)
    return Role(Mention(scored.span, words), Actor(CODES[words], None, "GOV"), "country in the mention", 0.9)


CODES = {"Peru": "PER", "Chile": "CHL", "Norway": "NOR"}


CODINGS = (
    told("Peru condemned Chile.", "condemned", kind="ACCUSE", actors=("Peru",), recipients=("Chile",)),
    told("Chile attacked Peru again.", "attacked", kind="ASSAULT", actors=("Chile",), recipients=("Peru",)),
    told("Chile may have attacked Peru.", "attacked", kind="ASSAULT", status="alleged", actors=("Chile",),
         recipients=("Peru",)),
    told("Chile denied that it attacked Peru.", "attacked", kind="ASSAULT", status="denied", actors=("Chile",),
         recipients=("Peru",)),
    told("Peru and Chile met on Friday.", "met", kind="CONSULT", actors=("Peru", "Chile")),
    told("Norway will visit.", "visit", kind="CONSULT", status="planned", actors=("Norway",)),
    told("Something happened.", "happened", kind="PROTEST"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "news.duckdb") as store:
        store.write(store.begin_run({"code": "1"}, {}), CODINGS)
    return tmp_path / "news.duckdb"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Desk.open(path) as opened:
        yield opened


def test_pairs_count_each_event_once_and_only_what_is_actual(desk: Desk) -> None:
    rows = desk.query("pairs", since=None, until=None, limit=10).rows()
    assert [(row["one"], row["two"], row["events"], row["cooperation"], row["conflict"]) for row in rows] == [
        ("CHL", "PER", 3, 1, 2)
    ]
    assert rows[0]["score"] == pytest.approx((-1 - 2 + 1) / 3, abs=0.001)


def test_talks_tie_both_ways(desk: Desk) -> None:
    rows = desk.query("network", since=None, until=None, status="actual", limit=10).rows()
    assert {(row["source"], row["target"]): row["events"] for row in rows} == {("PER", "CHL"): 2, ("CHL", "PER"): 2}


def test_a_dispute_has_its_sides(desk: Desk) -> None:
    rows = desk.query("disputes", **Filters().parameters(), limit=10).rows()
    assert [(r["source"], r["target"], r["type"], r["denied"], r["alleged"], r["actual"]) for r in rows] == [
        ("CHL", "PER", "ASSAULT", 1, 1, 1)
    ]


def test_events_of_nobody_are_counted_too(desk: Desk) -> None:
    assert desk.query("count", **Filters().parameters()).rows()[0]["events"] == len(CODINGS)
    assert desk.query("count", **Filters(type="PROTEST").parameters()).rows()[0]["events"] == 1
    facets = {
        (row["facet"], row["value"]): row["number"] for row in desk.query("facets", **Filters().parameters(), most=9)
    }
    assert facets["all", "events"] == len(CODINGS)
    assert facets["actor", "CHL"] == 4


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"words": "attacked"}, 3), ({"words": "atta pe"}, 3), ({"words": "tacked"}, 0), ({"words": "may have att"}, 1),
        ({"words": "MET"}, 1), ({"party": "PER"}, 5), ({"party": "PER", "other": "CHL"}, 5), ({"party": "NOR"}, 1),
        ({"party": "CHL", "other": "PER", "status": "actual"}, 3), ({"country": "PER"}, 0),
    ],
)  # fmt: skip
def test_filters_of_the_explorer(filters: dict[str, str], found: int, desk: Desk) -> None:
    assert desk.query("count", **Filters(**filters).parameters()).rows()[0]["events"] == found  # type: ignore[arg-type]


def test_coordinates_are_shown_when_they_are_there(path: Path) -> None:
    connection = duckdb.connect(str(path))
    connection.execute(
        "UPDATE events SET place_country = 'PER', place_name = 'Lima', place_precision = 'city', place_latitude = -12, "
        "place_longitude = -77 WHERE trigger_text = 'met'"
    )
    connection.close()
    with Desk.open(path) as desk:
        rows = desk.query("places", **Filters().parameters(), limit=10).rows()
    assert [(row["name"], row["latitude"], row["longitude"], row["events"]) for row in rows] == [("Lima", -12, -77, 1)]


def test_migrations_may_have_gaps_that_are_filled_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = migrations()
    numbers = [number for number, _ in known]
    assert numbers == sorted(set(numbers))
    missing = 4  # no later one rests on it
    with monkeypatch.context() as patch:
        patch.setattr("whowhom.store.database.migrations", lambda: [one for one in known if one[0] != missing])
        Store.open(tmp_path / "a.duckdb").close()
    with pytest.raises(StoreError, match="up to date"):
        Store.open(tmp_path / "a.duckdb", read_only=True)
    with Store.open(tmp_path / "a.duckdb") as store:
        assert store._connection.execute("SELECT office FROM roles").fetchall() == []


def test_an_answer_that_is_kept_is_that_of_the_same_question(desk: Desk) -> None:
    assert desk.query("count", **Filters().parameters()).rows()[0]["events"] == len(CODINGS)
    assert desk.query("count", **Filters(actor="None").parameters()).rows()[0]["events"] == 0
    assert desk.query("count", **Filters().parameters()) is desk.query("count", **Filters().parameters())


@pytest.fixture
def said(tmp_path: Path) -> Iterator[Desk]:
    with Store.open(tmp_path / "said.duckdb") as store:
        store.write(store.begin_run({"code": "1"}, {}), [market(), copied(), quarrel()])
    naming = {"Turkish": "TUR", "Norway": "NOR", "United States": "USA"}
    with Desk.open(tmp_path / "said.duckdb", naming=naming) as opened:
        yield opened


def cues(desk: Desk, **asked: str) -> list[str]:
    rows = desk.query("statements", **StatementFilters(**asked).parameters(), after=None, limit=99).rows()  # type: ignore[arg-type]
    return [" ".join(row["cue"]) for row in rows]


def test_statements_are_listed_from_the_newest_on_and_a_cursor_goes_on(said: Desk) -> None:
    whole = cues(said)
    assert whole[:2] == ["feared", "confirmed"]
    first = said.query("statements", **StatementFilters().parameters(), after=None, limit=4).rows()
    place = said.query("statement_rows", statement=first[-1]["statement"]).rows()[0]["row"]
    rest = said.query("statements", **StatementFilters().parameters(), after=place, limit=99).rows()
    assert [" ".join(row["cue"]) for row in first + rest] == whole
    assert len(whole) == said.query("statement_count", **StatementFilters().parameters()).rows()[0]["statements"] == 11


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"about": "TUR"}, ["denied", "accused", "doubts"]),  # an event's doer, an accused, and a name in the words
        ({"speaker": "envoy"}, ["said", "told"]),  # the source's own words count where nobody is linked
        ({"words": "THE shell"}, ["denied"]), ({"words": "hell"}, []), ({"kind": "intention"}, ["hopes", "hopes"]),
        ({"stance": "confirms"}, ["confirmed"]), ({"manner": "direct"}, ["told"]),
        ({"outlet": "second"}, ["feared", "confirmed"]),
    ],
)  # fmt: skip
def test_statements_are_filtered(asked: dict[str, str], found: list[str], said: Desk) -> None:
    assert cues(said, **asked) == found


def test_a_statement_comes_with_its_passage_its_voices_and_its_stances(said: Desk) -> None:
    [row] = said.query("statements", **StatementFilters(manner="direct").parameters(), after=None, limit=9).rows()
    assert row["passage"].startswith("“Our planes struck no market,” Maria Orlova")
    assert {voice["voice"]: voice["code"] for voice in row["voices"]} == {"speaker": "RUS", "addressee": None}
    assert [(one["stance"], one["trigger"]) for one in row["stances"]] == [("denies", "bombed")]
    for piece in row["pieces"]:
        assert market().article.text[piece["start"] : piece["end"]] in (*row["source"], *row["cue"], *row["content"])


def test_facets_of_statements_count_what_the_filters_find(said: Desk) -> None:
    rows = said.query("statement_facets", **StatementFilters().parameters(), most=20).rows()
    assert {row["facet"] for row in rows} == {"all", "speaker", "about", "kind", "manner", "outlet", "stance"}
    for row in rows:
        if row["facet"] != "all":
            assert row["number"] == len(cues(said, **{row["facet"]: row["value"]})), row


def test_contradictions_come_first_and_each_event_once(said: Desk) -> None:
    rows = said.query("claims", **ClaimFilters().parameters(), after=None, limit=9).rows()
    assert [row["trigger"] for row in rows] == ["shelling", "bombed", "mediate", "reopen"]
    assert [row["contradicted"] for row in rows] == [True, True, False, False]
    taken = said.query("stances", events=[rows[1]["row"]], most=9).rows()
    assert sorted(row["stance"] for row in taken) == ["asserts", "confirms", "denies", "doubts"]
    assert {row["article"] for row in taken} == {market().article.id, copied().article.id}
    assert len(said.query("stances", events=[row["row"] for row in rows], most=9)) == 9
    assert said.query("claim_count", **ClaimFilters().parameters()).rows() == [
        {"events": 4, "articles": 2, "contradicted": 2, "claims": 9}
    ]


def test_a_query_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(StoreError, match="no query"):
        desk.query("../events")


def test_every_query_says_what_it_is(root: Path) -> None:
    queries = sorted((root / "src/whowhom/store/queries/desk").glob("*.sql"))
    assert len(queries) > 25
    for query in queries:
        assert query.read_text(encoding="utf-8").startswith("-- "), query
    for step in (root / "src/whowhom/store/desk").glob("*.sql"):
        assert step.read_text(encoding="utf-8").startswith("-- "), step
