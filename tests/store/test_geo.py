"""Map data: what is written is read back, in the right order, and nothing is put where it is not known to be."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.coding.test_assemble import coded, seen

from whowhom.store import Store, export
from whowhom.store.database import migrations
from whowhom.types import Coding, Mention, Span, Where

TOWN = Where(
    Mention(Span(0, 5), "Lucca"), "ITA", "Lucca", "city", "Tuscany", 3174530, 43.844, 10.504, "in"
)  # fmt: skip
COUNTRY = Where(Mention(Span(0, 5), "Italy"), "ITA", "Italy", "country", relation="in")


def placed(*wheres: Where | None) -> Coding:
    """A coding with an event for each place."""
    coding = coded(seen())
    event = coding.events[0]
    events = tuple(replace(event, id=f"e{number}", where=where) for number, where in enumerate(wheres))
    return replace(coding, events=events)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "news.duckdb")
    run = store.begin_run({"code": "1"}, {})
    store.write(run, [placed(TOWN, COUNTRY, None)])
    return store


def test_geojson_is_a_collection_of_points(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    assert export(store, path, "geojson", dict) == 3
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [feature["geometry"] for feature in features] == [
        {"type": "Point", "coordinates": [10.504, 43.844]}, None, None,
    ]  # fmt: skip
    properties = features[0]["properties"]
    assert (properties["place_precision"], properties["place_admin1"]) == ("city", "Tuscany")
    assert features[1]["properties"]["place_country"] == "ITA"
    assert [feature["id"] for feature in features] == ["e0", "e1", "e2"]


def test_geoparquet_has_its_metadata_and_points(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.geoparquet"
    assert export(store, path, "geoparquet", dict) == 3
    table = pq.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"][geo["primary_column"]]
    assert column["encoding"] == "WKB"
    assert column["bbox"] == [10.504, 43.844, 10.504, 43.844]
    points = table.column("geometry").to_pylist()
    assert struct.unpack("<BIdd", points[0]) == (1, 1, 10.504, 43.844)
    assert points[1:] == [None, None]


def test_geoparquet_of_nothing_is_readable(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.duckdb") as empty:
        export(empty, tmp_path / "empty.geoparquet", "geoparquet", dict)
    table = pq.read_table(tmp_path / "empty.geoparquet")
    assert table.num_rows == 0
    assert "bbox" not in json.loads(table.schema.metadata[b"geo"])["columns"]["geometry"]


def test_places_are_written_and_read(store: Store) -> None:
    [article] = store.articles(state="coded").rows()
    assert [event.where for event in store.coding(article["article"]).events] == [TOWN, COUNTRY, None]


def test_the_place_columns_are_added_to_the_first_schema_alone() -> None:
    scripts = dict(migrations())
    with duckdb.connect() as connection:
        connection.execute(scripts[1])
        connection.execute(
            "INSERT INTO events (event, article, number, type, status, trigger_text, trigger_start, "
            "trigger_end, sentence, confidence) VALUES ('e', 'a', 0, 'AID', 'actual', 't', 0, 1, 0, 1)"
        )
        connection.execute(scripts[3])
        found = connection.execute("SELECT place_latitude, place_candidates FROM events").fetchall()
    assert found == [(None, None)]
