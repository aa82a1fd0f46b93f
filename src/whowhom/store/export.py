"""A database's events in files that other programs read."""

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


def export(store: Store, path: Path, form: str, record: Callable[[Coding], dict[str, Any]]) -> int:
    """Write every event to ``path`` and say how many rows were written.

    ``jsonl`` gives a codebook record an article (made by ``record``), ``csv`` and ``parquet`` a row an event,
    ``geojson`` and ``geoparquet`` the same with its point on the map (see ``geo``); in CSV lists are joined by "; ".
    Raises ``UsageError`` for another format, ``StoreError`` when the path cannot be written.
    """
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no export format: choose one of {', '.join(FORMATS)}.")
    try:
        if form == "jsonl":
            return _records(store, path, record)
        return _WRITERS[form](store.events(), path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror or error}).") from error


def _records(store: Store, path: Path, record: Callable[[Coding], dict[str, Any]]) -> int:
    articles = store.articles(state="coded").rows()
    with path.open("w", encoding="utf-8") as out:
        for row in articles:
            out.write(json.dumps(record(store.coding(row["article"])), ensure_ascii=False) + "\n")
    return len(articles)


def _csv(events: Table, path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictWriter(out, events.columns)
        rows.writeheader()
        for event in events:
            rows.writerow({k: "; ".join(map(str, v)) if isinstance(v, list) else v for k, v in event.items()})
    return len(events)


def _parquet(events: Table, path: Path) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415  (only this export needs it)

    pq.write_table(events.arrow(), path)
    return len(events)


_WRITERS: Final[dict[str, Callable[[Table, Path], int]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "geojson": write_geojson,
    "geoparquet": write_geoparquet,
}
