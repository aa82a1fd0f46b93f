"""A database's events, statements and claims in files that other programs read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from whowhom.errors import StoreError, UsageError
from whowhom.store.geo import write_geojson, write_geoparquet
from whowhom.store.store import Store
from whowhom.store.table import Table
from whowhom.types import Coding

FORMATS: Final = ("jsonl", "csv", "parquet", "geojson", "geoparquet")
OF_ANY_TABLE: Final = ("csv", "parquet")
"""Formats that hold rows of whatever kind; the others hold records or places of events."""
TABLES: Final = ("events", "statements", "claims")


def export(
    store: Store, path: Path, form: str, record: Callable[[Coding], dict[str, Any]], *, table: str = "events"
) -> int:
    """Write every event, statement or claim to ``path`` and say how many rows were written.

    ``jsonl`` gives a codebook record an article (made by ``record``) with all of them, ``csv`` and ``parquet`` a row
    an event, or of the other ``table``, ``geojson`` and ``geoparquet`` a row an event with its point on the map (see
    ``geo``); in CSV lists are joined by "; ". Raises ``UsageError`` for another format or table, ``StoreError`` when
    the path cannot be written.
    """
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no export format: choose one of {', '.join(FORMATS)}.")
    if table not in TABLES:
        raise UsageError(f"{table!r} is no table to export: choose one of {', '.join(TABLES)}.")
    if table != "events" and form not in OF_ANY_TABLE:
        why = "records hold them beside the events" if form == "jsonl" else "a map holds events"
        raise UsageError(f"{table.capitalize()} alone go to {' or '.join(OF_ANY_TABLE)}, not to {form}: {why}.")
    try:
        if form == "jsonl":
            return _records(store, path, record)
        return _WRITERS[form](getattr(store, table)(), path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror or error}).") from error


def _records(store: Store, path: Path, record: Callable[[Coding], dict[str, Any]]) -> int:
    articles = store.articles(state="coded").rows()
    with path.open("w", encoding="utf-8") as out:
        for row in articles:
            out.write(json.dumps(record(store.coding(row["article"])), ensure_ascii=False) + "\n")
    return len(articles)


def _csv(found: Table, path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictWriter(out, found.columns)
        rows.writeheader()
        for row in found:
            rows.writerow({k: "; ".join(map(str, v)) if isinstance(v, list) else v for k, v in row.items()})
    return len(found)


def _parquet(found: Table, path: Path) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this export needs it)

    pq.write_table(found.arrow(), path)
    return len(found)


_WRITERS: Final[dict[str, Callable[[Table, Path], int]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "geojson": write_geojson,
    "geoparquet": write_geoparquet,
}
