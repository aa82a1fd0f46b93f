"""Numbers in figures and words, with their bounds: "at least 59", "scores of", "between 10 and 15"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.types import Span

MOST: Final = 10_000_000_000
"""More than there are people; what is larger counts neither them nor their weapons."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands: what ``Count`` says of it."""

    span: Span
    number: int
    bound: str
    most: int | None = None


@cache
def table() -> dict[str, Any]:
    """The vocabulary of counts."""
    return tomllib.loads(files("whowhom.coding").joinpath("counts.toml").read_text(encoding="utf-8"))


def either(words: Any) -> str:
    """A pattern of any of the words, the longest first, with any white space in them; of none, what never matches."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)) or "(?!)"


@cache
def _pattern() -> re.Pattern[str]:
    words, multipliers = either(table()["numbers"]), either(table()["multipliers"])
    tens = either(word for word, number in table()["numbers"].items() if number >= 20)
    small = rf"(?:(?:{tens})[- ](?:{words})|(?:{words}))"
    spoken = (
        rf"(?:(?:a|half\s+a|{small})\s+(?:{multipliers})(?:\s+(?:and\s+)?{small}(?:\s+(?:{multipliers}))?)*|{small})"
    )
    figures = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:\s+(?:{multipliers}))?"
    number = (
        rf"(?:{figures}|{spoken})(?![\w%]|[.,:]\d|-(?:year|day|week|month|hour|minute|mile|km|point|nation|member))"
    )
    return re.compile(
        rf"(?<![\w$€£.,:/-])(?<!\b[Nn]o )(?:(?P<bound>{either(table()['bounds'])})\s+)?"
        rf"(?:(?:a\s+)?(?:further|additional)\s+)?(?:(?P<vague>{either(table()['vague'])})\b(?!\s+of\s+(?:{multipliers}))"
        rf"|(?:(?P<between>between|from)\s+)?(?P<low>{number})(?:\s*(?:-|–|to|(?(between)and|and(?=\s+\d)))\s*(?P<high>{number}))?"
        rf"(?P<more>\s+or\s+more)?)",
        re.IGNORECASE,
    )


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Every quantity in a stretch of text; years and other figures among them."""
    for match in _pattern().finditer(text, start, end):
        found = _quantity(match)
        if found is not None:
            yield found


def _quantity(match: re.Match[str]) -> Quantity | None:
    span, bound = Span(*match.span()), "exact"
    if match["bound"]:
        bound = table()["bounds"][" ".join(match["bound"].lower().split())]
    if match["vague"]:
        word = " ".join(match["vague"].lower().split())
        return Quantity(span, table()["vague"][word], word)
    low, high = number_of(match["low"]), number_of(match["high"]) if match["high"] else None
    if low is None:
        return None
    if high is not None and " and " in match[0] and not match["between"]:
        return Quantity(Span(match.start(), match.end("low")), low, bound)
    if high is not None and high > low:
        return Quantity(span, low, "range", high)
    return Quantity(span, low, "at least" if match["more"] else bound)


def number_of(words: str) -> int | None:
    """The number that words or figures stand for: "1,200", "1.2 million", "two dozen", "three hundred and five"."""
    total = part = Decimal(0)
    for word in words.lower().replace(",", "").replace("-", " ").split():
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            part += Decimal(word)
        elif word in table()["numbers"]:
            part += table()["numbers"][word]
        elif word in table()["multipliers"]:
            factor = table()["multipliers"][word]
            part = (part or 1) * factor
            if factor >= 1000:
                total, part = total + part, Decimal(0)
        elif word == "half":
            part = Decimal("0.5")
        elif word not in ("a", "and"):
            return None
    total += part
    return round(total) if total == round(total) and total <= MOST else None
