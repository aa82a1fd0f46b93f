"""A database's events as map data: GeoJSON (RFC 7946) and GeoParquet 1.1.

Every event is there, placed or not. One whose place is a point, a town, a district or a region lies at its
coordinates, with ``place_precision`` saying what they stand for; one known only by its country, and one without a
place, has no geometry: a point in the middle of a country would show a hot spot where nothing happened. The country
stays in ``place_country``, for maps that colour countries.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from whowhom.store.table import Table

GEOMETRY: Final = "geometry"
_LITTLE_ENDIAN, _POINT = 1, 1


def write_geojson(events: Table, path: Path) -> int:
    """Write a feature an event and say how many. Positions are longitude, latitude in degrees, WGS 84."""
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        for number, row in enumerate(events):
            out.write(",\n" if number else "\n")
            out.write(json.dumps(feature(row), ensure_ascii=False, default=str))
        out.write("\n]}\n")
    return len(events)


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """One event as a GeoJSON feature; its geometry is null when it has no coordinates."""
    where = _position(row)
    geometry = None if where is None else {"type": "Point", "coordinates": list(where)}
    return {"type": "Feature", "id": row["event"], "geometry": geometry, "properties": dict(row)}


def write_geoparquet(events: Table, path: Path) -> int:
    """Write a row an event, with its point as WKB in ``geometry`` and the metadata of GeoParquet 1.1."""
    import pyarrow as pa  # noqa: PLC0415  (only this export needs it)
    import pyarrow.parquet as pq  # noqa: PLC0415

    positions = [_position(row) for row in events]
    points = pa.array([None if where is None else well_known(*where) for where in positions], pa.binary())
    table = events.arrow().append_column(GEOMETRY, points)
    meta = {**(table.schema.metadata or {}), b"geo": json.dumps(_metadata(filter(None, positions))).encode()}
    pq.write_table(table.replace_schema_metadata(meta), path)
    return len(events)


def _position(row: Mapping[str, Any]) -> tuple[float, float] | None:
    longitude, latitude = row["place_longitude"], row["place_latitude"]
    return None if longitude is None or latitude is None else (longitude, latitude)


def well_known(longitude: float, latitude: float) -> bytes:
    """A point as well-known binary (ISO 19125)."""
    return struct.pack("<BIdd", _LITTLE_ENDIAN, _POINT, longitude, latitude)


def _metadata(positions: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """The file's ``geo`` entry; without a coordinate reference system it is longitude and latitude on WGS 84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if pairs := list(positions):
        longitudes, latitudes = zip(*pairs, strict=True)
        column["bbox"] = [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
