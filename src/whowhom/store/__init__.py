"""Codings in a DuckDB file, and named queries over them."""

from whowhom.store.desk import VERDICTS, Desk
from whowhom.store.export import FORMATS, export
from whowhom.store.store import Store
from whowhom.store.table import Table

__all__ = ["FORMATS", "VERDICTS", "Desk", "Store", "Table", "export"]
