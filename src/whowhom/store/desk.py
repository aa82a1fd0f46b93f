"""A database laid out for looking at: derived tables in memory, many readers at once, nothing written.

The file is attached read only (unless corrections are wanted) beside a compressed database in memory, which holds
what pages ask for again and again: events in their order, who stands on which side, who acts on whom. It is made
anew at each start by the numbered steps of ``store/desk``, so the file needs no indices and never goes stale.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import duckdb
import pyarrow as pa

from whowhom.codebook import QUADS, SCALE
from whowhom.errors import StoreError
from whowhom.store.database import connect
from whowhom.store.store import Store
from whowhom.store.table import Table
from whowhom.types import Coding

MEMORY: Final = "500MB"
"""What DuckDB may use; a million events with 800,000 statements need about 165 MB laid out, and most while sorted."""
KEPT: Final = 256
"""Answers kept, the latest asked; first pages are asked for again and again."""
KEPT_BYTES: Final = 256 * 1024
"""The largest answer that is kept, so that all together stay under 64 MB."""
VERDICTS: Final = ("accept", "reject", "mend")


class Desk:
    """A database open for looking. Open it with ``Desk.open``; each thread may ask."""

    def __init__(self, connection: Any, path: Path, spill: Any, *, review: bool) -> None:
        self._connection = connection
        self._spill = spill
        self._writing = threading.Lock()
        self._answers: dict[tuple[Any, ...], Table] = {}
        self.path = path
        self.review = review

    @classmethod
    def open(cls, path: str | Path, *, review: bool = False, naming: Mapping[str, str] | None = None) -> Desk:
        """Open a database and lay it out. With ``review`` corrections can be written, else nothing can.

        ``naming`` is what texts call parties -> their codes, by which a statement is about whom it names.

        Raises ``StoreError`` when it is no database, newer or older than this version, or held by a writer.
        """
        path = Path(path)
        connect(path, read_only=not (review and path.exists())).close()  # says well what is wrong; migrates for review
        spill = tempfile.TemporaryDirectory(prefix="whowhom-")
        config = {"threads": os.cpu_count() or 1, "memory_limit": MEMORY, "temp_directory": spill.name}
        connection = duckdb.connect(":memory:", config=config)
        desk = cls(connection, path, spill, review=review)
        try:
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS news" + ("" if review else " (READ_ONLY)"))
            connection.execute("ATTACH ':memory:' AS desk (COMPRESS)")
            desk._lay_out(naming or {})
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        except BaseException:
            desk.close()
            raise
        return desk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
        self._spill.cleanup()

    def _lay_out(self, naming: Mapping[str, str]) -> None:
        connection = self._connection
        plain = [(" ".join(re.findall(r"[^\W_]+", name)), code) for name, code in naming.items()]
        words = pa.table({"name": [name for name, _ in plain], "code": [code for _, code in plain]})
        connection.register("words", words)
        connection.execute(
            "CREATE TABLE desk.naming AS SELECT name, string_split(name, ' ')[1] AS first, code FROM words"
        )
        connection.unregister("words")
        connection.execute("CREATE TABLE desk.scale (type VARCHAR, quad VARCHAR, score TINYINT)")
        rows = [(name, QUADS[name], SCALE[name]) for name in QUADS]
        connection.executemany("INSERT INTO desk.scale VALUES (?, ?, ?)", rows)
        steps = files("whowhom.store").joinpath("desk")
        for step in sorted(entry.name for entry in steps.iterdir() if entry.name.endswith(".sql")):
            try:
                connection.execute(steps.joinpath(step).read_text(encoding="utf-8"))
            except duckdb.Error as error:
                raise StoreError(f"{self.path} cannot be laid out: the step {step} fails ({error}).") from error
        connection.execute("CHECKPOINT desk")

    def _cursor(self) -> Any:
        """A connection of this thread's own, in which the file's tables need no prefix."""
        cursor = self._connection.cursor()
        cursor.execute("USE news")
        return cursor

    def query(self, name: str, **parameters: Any) -> Table:
        """The answer of a named query of ``store/queries/desk``. Raises ``StoreError`` naming it."""
        source = files("whowhom.store").joinpath("queries", "desk", f"{name}.sql")
        if not name.isidentifier() or not source.is_file():
            raise StoreError(f"There is no query {name!r}.")
        asked = (name, *((key, repr(value)) for key, value in parameters.items()))
        with self._writing:
            if (known := self._answers.pop(asked, None)) is not None:
                self._answers[asked] = known
                return known
        cursor = self._cursor()
        try:
            answer = cursor.sql(source.read_text(encoding="utf-8"), params=parameters or None)
            table = Table(name, answer.to_arrow_table())
        except duckdb.Error as error:
            raise StoreError(f"The query {name!r} fails on {self.path}: {error}") from error
        finally:
            cursor.close()
        self._keep(asked, table)
        return table

    def _keep(self, asked: tuple[Any, ...], table: Table) -> None:
        """Keep an answer, for the file does not change under a desk; what reviewers say does, and is asked anew."""
        if not self.review and table.arrow().nbytes <= KEPT_BYTES:
            with self._writing:
                while len(self._answers) >= KEPT:
                    del self._answers[next(iter(self._answers))]
                self._answers[asked] = table

    def find(self, start: str) -> str:
        """The id of the article whose id, url, key or origin is or begins so. Raises ``StoreError``."""
        return self._store().find(start)

    def coding(self, article: str) -> Coding:
        """The coding of an article, as it was written. Raises ``StoreError`` when there is none, saying why."""
        return self._store().coding(article)

    def _store(self) -> Store:
        return Store(self._cursor(), self.path)

    def correct(
        self,
        *,
        event: str,
        article: str,
        reviewer: str,
        verdict: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any] | None,
    ) -> str:
        """Add a reviewer's judgement of an event, and give its id; nothing else is changed.

        Raises ``StoreError`` when the database was not opened for review, or the verdict is none.
        """
        if not self.review:
            raise StoreError(f"{self.path} is open for reading only: `whowhom explore --review` takes corrections.")
        if verdict not in VERDICTS:
            raise StoreError(f"{verdict!r} is no verdict: there are {', '.join(VERDICTS)}.")
        correction = uuid.uuid4().hex[:16]
        now = datetime.now(UTC).replace(tzinfo=None)
        told = None if after is None else json.dumps(after, ensure_ascii=False)
        row = [correction, event, article, reviewer, now, verdict, json.dumps(before, ensure_ascii=False), told]
        with self._writing:
            cursor = self._cursor()
            cursor.execute("INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            cursor.close()
        return correction
