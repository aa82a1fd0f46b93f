"""The ontology as data: event types with their modes, statuses, sectors, pseudo-countries."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final

_TABLES: Final[dict[str, Any]] = tomllib.loads(files(__package__).joinpath("codebook.toml").read_text(encoding="utf-8"))

TYPES: Final[tuple[str, ...]] = tuple(_TABLES["types"])
"""The sixteen event types."""
MODES: Final[dict[str, tuple[str, ...]]] = {name: tuple(row["modes"]) for name, row in _TABLES["types"].items()}
"""Type -> the modes it may have."""
QUADS: Final[dict[str, str]] = {name: row["quad"] for name, row in _TABLES["types"].items()}
"""Type -> verbal or material, cooperation or conflict."""
SCALE: Final[dict[str, int]] = {name: _TABLES["scale"][quad] for name, quad in QUADS.items()}
"""Type -> -2 (deeds of conflict), -1 (words of conflict), 1 (words of cooperation), 2 (deeds of cooperation)."""
STATUSES: Final[dict[str, str]] = dict(_TABLES["statuses"])
"""Status -> its meaning."""
SECTORS: Final[dict[str, str]] = dict(_TABLES["sectors"])
"""Sector -> its meaning."""
PSEUDO_COUNTRIES: Final[dict[str, str]] = {code: row["name"] for code, row in _TABLES["pseudo_countries"].items()}
"""Code -> meaning, for what stands where a country stands and is none."""
RECIPROCAL: Final[frozenset[str]] = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose sides may all be actors, in no order."""
