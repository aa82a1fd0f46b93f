"""A database laid out for looking: gaps in migrations, columns that come later, the queries' figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from tests.build import analysis

from whowhom.coding import assemble
from whowhom.errors import StoreError
from whowhom.explore.filters import Filters
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
    asked = {f"{name}s": [rows[0][name]] for name in ("source", "target", "type", "month")}
    found = desk.query("dispute", **asked, limit=3).rows()
    assert sorted(row["status"] for row in found) == ["actual", "alleged", "denied"]


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
