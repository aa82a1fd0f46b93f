"""Every setting: its name, default and help; read from file, environment and flags, in that order."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from whowhom.errors import UsageError

FILE: Final = "whowhom.toml"
PREFIX: Final = "WHOWHOM_"
DATABASE: Final = "news.duckdb"
DEFAULT_MODEL: Final = "fast"
HELP: Final[dict[str, str]] = {
    "db": "The DuckDB file that is written and read.",
    "model": "A shipped model, fast or accurate, or the folder of one of your own.",
    "min_confidence": "Least probability (0 to 1) of an event that is kept; by default that of the model's best F1.",
    "workers": "Processes that code at the same time; one a core is best.",
    "actors": "A file of your own actors (CSV, or a PETRARCH or TABARI dictionary); may be given again.",
    "published": "Publication date (YYYY-MM-DD) of documents that show none.",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run."""

    db: str = DATABASE
    model: str = DEFAULT_MODEL
    min_confidence: float | None = None
    workers: int = 1
    published: date | None = None
    actors: tuple[str, ...] = ()


def load(
    flags: Mapping[str, Any] | None = None,
    *,
    path: Path = Path(FILE),
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings from ``whowhom.toml`` (if there is one), the environment (WHOWHOM_DB, ...) and flags.

    Later ones win; flags that are None were not given. Raises ``UsageError`` naming where a value is wrong.
    """
    values: dict[str, Any] = {}
    for name, value, source in (*_of_file(path), *_of_environment(environment)):
        values[name] = _read(name, value, source)
    for name, value in (flags or {}).items():
        if value is not None:
            values[name] = _read(name, value, f"--{name.replace('_', '-')}")
    return Settings(**values)


def _of_file(path: Path) -> list[tuple[str, Any, str]]:
    if not path.is_file():
        return []
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path} cannot be read as TOML ({error}).") from error
    known = {field.name for field in fields(Settings)}
    strange = sorted(set(content) - known)
    if strange:
        raise UsageError(
            f"{path} sets {', '.join(strange)}, which is no setting; there are {', '.join(sorted(known))}."
        )
    return [(name, value, str(path)) for name, value in content.items()]


def _of_environment(environment: Mapping[str, str]) -> list[tuple[str, Any, str]]:
    names = [field.name for field in fields(Settings)]
    return [
        (n, environment[PREFIX + n.upper()], PREFIX + n.upper()) for n in names if PREFIX + n.upper() in environment
    ]


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("give a day as YYYY-MM-DD") from None


def _read(name: str, value: Any, source: str) -> Any:
    try:
        if name == "workers":
            number = int(value)
            if number < 1:
                raise ValueError("give 1 or more")
            return number
        if name == "min_confidence":
            share = float(value)
            if not 0 <= share <= 1:
                raise ValueError("give a probability from 0 to 1")
            return share
        if name == "actors":
            return tuple(value.split(os.pathsep)) if isinstance(value, str) else tuple(map(str, value))
        if name == "published":
            return value if isinstance(value, date) else _day(str(value))
    except (TypeError, ValueError) as error:
        raise UsageError(f"{source}: {name} cannot be {value!r} ({error}).") from error
    return str(value)
