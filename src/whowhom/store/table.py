"""The answer of a query, as rows, Arrow, pandas or Polars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whowhom.errors import StoreError


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with named columns. ``name`` is the query's."""

    name: str
    data: Any

    def __len__(self) -> int:
        return int(self.data.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.data.column_names)

    def rows(self) -> list[dict[str, Any]]:
        """Every row as a dictionary."""
        rows: list[dict[str, Any]] = self.data.to_pylist()
        return rows

    def arrow(self) -> Any:
        """A ``pyarrow.Table``."""
        return self.data

    def pandas(self) -> Any:
        """A ``pandas.DataFrame``. Raises ``StoreError`` when pandas is not installed."""
        self._needs("pandas")
        return self.data.to_pandas()

    def polars(self) -> Any:
        """A ``polars.DataFrame``. Raises ``StoreError`` when Polars is not installed."""
        return self._needs("polars").from_arrow(self.data)

    @staticmethod
    def _needs(module: str) -> Any:
        import importlib  # noqa: PLC0415

        try:
            return importlib.import_module(module)
        except ImportError as error:
            raise StoreError(f"{module} is not installed: pip install 'whowhom[frames]'.") from error

    def _repr_html_(self) -> str:
        return str(self.pandas().to_html(max_rows=20))
