"""The table of what stands around the story: lines known by their shape, and datelines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast, get_args

from whowhom.errors import KnowledgeError
from whowhom.types import BlockKind

TABLE: Final = "furniture.toml"
DATELINE_REACH: Final = 160
"""Characters of a paragraph in which a dateline must end; the longest seen have about 90."""

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Furniture:
    """One entry of the table: lines of this shape are of ``kind`` and leave for ``reason``."""

    kind: BlockKind
    reason: str
    pattern: re.Pattern[str]
    head: bool
    speech: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole table, compiled. ``longest`` is the number of characters above which a block is story."""

    longest: int
    speech: re.Pattern[str]
    furniture: tuple[Furniture, ...]
    datelines: tuple[tuple[re.Pattern[str], str], ...]

    def match(self, line: str, *, head: bool) -> Furniture | None:
        """Find the entry for a line as ``plain`` gives it; ``head`` says that it stands near the top."""
        if len(line) > self.longest:
            return None
        for entry in self.furniture:
            fits = (head or not entry.head) and entry.pattern.fullmatch(line)
            if fits and (entry.speech or not self.speech.fullmatch(line)):
                return entry
        return None

    def dateline(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """Where the dateline at the beginning of the paragraph ends, and the reason it leaves."""
        for pattern, reason in self.datelines:
            found = pattern.match(text, start, min(end, start + DATELINE_REACH))
            if found:
                return found.end(), reason
        return None


def plain(text: str) -> str:
    """The text with single spaces and without invisible characters, for matching only."""
    return " ".join(_INVISIBLE.sub("", text).split())


@cache
def table() -> Catalogue:
    """The table that comes with the package. Raises ``KnowledgeError`` when it breaks its rules."""
    source = files("whowhom.cleaning").joinpath(TABLE).read_text(encoding="utf-8")
    return compiled(tomllib.loads(source))


def compiled(raw: Mapping[str, Any]) -> Catalogue:
    """The table from its parsed TOML. Raises ``KnowledgeError`` for an unknown kind or a bad expression."""
    parts = cast("dict[str, str]", raw["parts"])
    dateline_parts = cast("dict[str, str]", raw["dateline_parts"])
    return Catalogue(
        longest=int(raw["longest"]),
        speech=_pattern(raw["speech"], {}),
        furniture=tuple(_entry(entry, parts) for entry in raw["furniture"]),
        datelines=tuple(
            (_pattern(pattern, dateline_parts), str(entry["reason"]))
            for entry in raw["dateline"]
            for pattern in entry["patterns"]
        ),
    )


def _entry(entry: Mapping[str, Any], parts: Mapping[str, str]) -> Furniture:
    if entry["kind"] not in get_args(BlockKind):
        raise KnowledgeError(f"{TABLE}: {entry['kind']!r} is no block kind; use one of {get_args(BlockKind)}")
    return Furniture(
        kind=entry["kind"],
        reason=entry["reason"],
        pattern=_pattern("|".join(f"(?:{pattern})" for pattern in entry["patterns"]), parts),
        head=entry.get("head", False),
        speech=entry.get("speech", False),
        opens=entry.get("opens", False),
    )


def _pattern(source: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """The expression with its named parts put in, twice over since parts may name parts."""
    for _ in range(2):
        for name, part in parts.items():
            source = source.replace("{" + name + "}", part)
    try:
        return re.compile(source)
    except re.error as error:
        raise KnowledgeError(f"{TABLE}: {error} in the expression {source!r}") from error
