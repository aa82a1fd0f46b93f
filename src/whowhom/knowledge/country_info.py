"""Reading CountryInfo, which is nearly XML: countries, names, leaders and ministers."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

Row = dict[str, str]
OWN_CODES: Final = {"KSV": "XKX", "TMP": "TLS"}
"""CountryInfo's codes that are not the codebook's."""


def country_info(path: Path) -> Iterator[Row]:
    """Rows of tag, code and text; a row of tag ``code`` a country, with its Correlates of War letters."""
    code = tag = ""
    inside = False
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = line.split("<!--")[0].strip()
            if found := re.match(r"<CountryCode>\w*(\w{3})<", text):  # "USAASM" is American Samoa
                code, inside = OWN_CODES.get(found[1], found[1]), True
            elif found := re.match(r"<COW-Alpha>(\w{3})<", text):
                yield {"tag": "code", "code": code, "cow": found[1], "text": ""}
            elif found := re.match(r"<(/?)([^<>/]+)>$", text):
                tag = "" if found[1] else found[2]
            elif inside and text and not text.startswith(("#", "<")):
                yield {"tag": tag, "code": code, "text": text, "cow": ""}


def spelled(words: str) -> str:
    """UPPER_CASE_WORDS_ as news writes them."""
    parts = words.strip().strip("_").replace("_", " ").split()
    return " ".join("-".join(p.capitalize() for p in part.split("-")) for part in parts)


def terms(text: str) -> Iterator[tuple[str, str]]:
    """Start and end of each term; those known only from the file's limits are left empty."""
    for term in re.findall(r"\[([^\]]+)\]", text):
        if re.match(r"[BD]:", term):
            continue
        days = re.findall(r"\d{8}", term)
        if "-" in term and len(days) == 2:
            yield _day(days[0]), _day(days[1])
        elif ">" in term and days:
            yield _day(days[0]), ""
        elif "<" in term and days:
            yield "", _day(days[0])


def _day(digits: str) -> str:
    """ISO 8601 to the month: CountryInfo's days are often made up."""
    return f"{digits[:4]}-{digits[4:6]}" if "01" <= digits[4:6] <= "12" else digits[:4]
