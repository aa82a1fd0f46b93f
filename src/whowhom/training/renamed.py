"""News with its countries exchanged, so that the network does not learn by heart who usually did what to whom."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

KINDS: Final = ("name", "nationality", "capital")
LONGEST: Final = 3
"""Words of a name that is exchanged."""


@cache
def _names() -> tuple[Mapping[str, tuple[str, str]], Mapping[str, Mapping[str, list[str]]], re.Pattern[str]]:
    """Name -> country and kind, the other way round, and what finds names in a text."""
    countries: dict[str, tuple[str, str]] = {}
    spoken: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with files("whowhom.knowledge").joinpath("country_names.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["kind"] in KINDS and row["name"][:1].isupper() and len(row["name"].split()) <= LONGEST:
                countries.setdefault(row["name"], (row["code"], row["kind"]))
                spoken[row["code"]][row["kind"]].append(row["name"])
    whole = {code: kinds for code, kinds in spoken.items() if all(kinds[kind] for kind in KINDS)}
    known = sorted((name for name, (code, _) in countries.items() if code in whole), key=len, reverse=True)
    return countries, whole, re.compile(r"\b(?:" + "|".join(map(re.escape, known)) + r")\b")


def renamed(text: str, rng: random.Random) -> str:
    """The text with each country that it names exchanged for another, the same one throughout."""
    countries, spoken, pattern = _names()
    others: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        code, kind = countries[found[0]]
        if code not in others:
            others[code] = rng.choice(sorted(spoken.keys() - others.values()))
        return spoken[others[code]][kind][0]

    return pattern.sub(other, text)
