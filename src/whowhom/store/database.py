"""Opening a database: new, of an older schema, of a newer one, or no database at all."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import duckdb

from whowhom.errors import StoreError

_MIGRATIONS: Final = files("whowhom.store").joinpath("migrations")


def migrations() -> list[tuple[int, str]]:
    """Every migration's number and SQL, in order."""
    scripts = sorted(entry.name for entry in _MIGRATIONS.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), _MIGRATIONS.joinpath(name).read_text(encoding="utf-8")) for name in scripts]


def connect(path: Path, *, read_only: bool) -> Any:
    """A connection to a database of the newest schema. Raises ``StoreError`` saying what to do."""
    if read_only and not path.exists():
        raise StoreError(f"There is no database {path}: make one with `whowhom code ARTICLES --db {path}`.")
    if path.parent != Path() and not path.parent.is_dir():
        raise StoreError(f"The folder {path.parent} does not exist: make it first, or choose another --db.")
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{path} is being written by another process: wait for it to end, or write to another --db."
            ) from error
        raise StoreError(f"{path} is no DuckDB database, or a damaged one ({_first_line(error)}).") from error
    except duckdb.Error as error:
        raise StoreError(f"{path} cannot be opened ({_first_line(error)}).") from error
    try:
        _migrate(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _migrate(connection: Any, path: Path, *, read_only: bool) -> None:
    tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if tables and "schema_version" not in tables:
        raise StoreError(f"{path} is a DuckDB database of something else: choose another --db.")
    done = {row[0] for row in connection.execute("SELECT version FROM schema_version").fetchall()} if tables else set()
    version, known = max(done, default=0), migrations()
    if version > known[-1][0]:
        raise StoreError(
            f"{path} has schema {version} and this whowhom knows {known[-1][0]}: it was written by a newer version, "
            "so update whowhom."
        )
    waiting = [(number, script) for number, script in known if number not in done]  # numbers may have gaps
    if waiting and read_only:
        raise StoreError(f"{path} has schema {version}, which `whowhom code --db {path}` brings up to date.")
    if not waiting:
        return
    connection.execute("BEGIN")  # one transaction: a run that is killed leaves no half-made schema
    connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
    for number, script in waiting:
        connection.execute(script)
        connection.execute("INSERT INTO schema_version VALUES (?)", [number])
    connection.execute("COMMIT")
