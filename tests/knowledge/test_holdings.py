"""Who held which office, and when: the table keeps its rules, covers what it should, and is found by every spelling."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from whowhom import knowledge
from whowhom.codebook import PSEUDO_COUNTRIES, SECTORS
from whowhom.knowledge import Holding, holdings, offices
from whowhom.knowledge.build_holders import COW_CODES, SOURCES
from whowhom.knowledge.country_info import country_info
from whowhom.knowledge.match import key, names

DATE = re.compile(r"|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _alike(first: str, second: str) -> tuple[str, str]:
    """Two dates cut to the precision that both have."""
    shorter = min(len(first), len(second))
    return first[:shorter], second[:shorter]


def test_offices_have_sectors_and_titles_are_of_one_office() -> None:
    told: dict[tuple[str, str], str] = {}
    for office in offices().values():
        assert office.sector in ("", *SECTORS), office
        for country, title in (*(("", title) for title in office.titles), *office.own):
            assert title == title.lower().strip(), office
            assert country in ("", *knowledge.countries()), office
            if office.single:
                assert told.setdefault((country, title), office.key) == office.key, title


def test_holdings_have_known_offices_countries_and_sectors() -> None:
    for holding in holdings():
        assert holding.office in offices(), holding
        assert holding.country in {*knowledge.countries(), *PSEUDO_COUNTRIES}, holding
        assert holding.sector in ("", *SECTORS), holding
        assert holding.org is None or holding.org == holding.org.upper(), holding
        assert holding.source in SOURCES, holding


def test_names_of_holders_are_names() -> None:
    for holding in holdings():
        spellings = (holding.name, *holding.aliases)
        assert len(spellings) == len(set(spellings)), holding
        assert all(name == name.strip() and key(name) and not re.search(r"[\d\[{(]", name) for name in spellings), (
            holding
        )


def test_holdings_have_dates_in_order() -> None:
    for holding in holdings():
        for day in (holding.start, holding.end):
            assert DATE.fullmatch(day), holding
            if len(day) == len("2017-02-01"):
                date.fromisoformat(day)
        if holding.start and holding.end:
            start, end = _alike(holding.start, holding.end)
            assert start <= end, holding
        assert holding.end or not holding.seen, holding


def test_nobody_holds_an_office_for_one_together() -> None:
    rows: dict[tuple[str, str | None, str], list[Holding]] = defaultdict(list)
    for holding in holdings():
        if offices()[holding.office].single and holding.start:
            rows[holding.country, holding.org, holding.office].append(holding)
    for together in rows.values():
        for first, second in combinations(together, 2):
            if first.name != second.name:
                (ends, starts), (other_ends, other_starts) = (
                    _alike(first.end or "9999-12-31", second.start), _alike(second.end or "9999-12-31", first.start),
                )  # fmt: skip
                assert ends <= starts or other_ends <= other_starts, (first, second)


def test_no_row_is_there_twice() -> None:
    rows = [(row.name, row.country, row.org, row.office, row.start, row.end) for row in holdings()]
    assert len(rows) == len(set(rows))


def test_there_are_enough_holdings() -> None:
    assert len(holdings()) >= 6000
    for office in ("foreign minister", "defence minister"):
        since = {row.country for row in holdings() if row.office == office and (not row.end or row.end >= "1995")}
        assert len(since & {*knowledge.countries()}) >= 70, office
    bodies = {"secretary-general", "head of organisation", "commission president", "council president",
              "parliament president", "high representative", "international envoy"}  # fmt: skip
    led = {row.org for row in holdings() if row.office in bodies and row.country in ("UNO", "EUR", "IGO")}
    assert len(led - {None}) >= 25


def test_nearly_every_state_has_a_head_lately() -> None:
    heads = {"president", "prime minister", "monarch", "supreme leader", "leader"}
    led = {row.country for row in holdings() if row.office in heads and (not row.end or row.end >= "2024")}
    states = {"AFG", "ALB", "AND", "BTN", "BRN", "CHN", "COD", "FRA", "GBR", "IND", "KIR", "NRU", "PRK", "RUS", "SSD",
              "TLS", "TUV", "USA", "VAT", "XKX", "PSE", "TWN"}  # fmt: skip
    assert states <= led
    assert len(led) >= 193


@pytest.mark.parametrize(
    ("name", "day", "country", "office"),
    [
        ("Rex Tillerson", "2014-01-01", "MNC", "company head"),
        ("Rex Tillerson", "2017-04-11", "USA", "foreign minister"),
        ("Sergey Lavrov", "2017-04-11", "RUS", "foreign minister"),
        ("Sergei Lavrov", "2003-01-01", "RUS", "ambassador to the un"),
        ("Mevlüt Çavuşoğlu", "2017-04-11", "TUR", "foreign minister"),
        ("Moammar Gadhafi", "1995-05-05", "LBY", "leader"),
        ("António Guterres", "2010-01-01", "UNO", "head of organisation"),
        ("António Guterres", "2020-01-01", "UNO", "secretary-general"),
        ("Jens Stoltenberg", "2018-01-01", "IGO", "secretary-general"),
        ("Jens Stoltenberg", "2008-01-01", "NOR", "prime minister"),
        ("Khaled Mashaal", "2009-01-01", "PSE", "armed group leader"),
        ("Imran Khan", "2020-01-01", "PAK", "prime minister"),
        ("Boris Johnson", "2017-01-01", "GBR", "foreign minister"),
    ],
)
def test_the_day_decides(name: str, day: str, country: str, office: str) -> None:
    rows = [entry for entry in names().named(name) if isinstance(entry, Holding)]
    on = {
        (row.country, row.office) for row in rows
        if row.start and row.start <= day[: len(row.start)] and (not row.end or day[: len(row.end)] <= row.end)
    }  # fmt: skip
    assert on == {(country, office)}


def test_the_surname_of_every_spelling_is_known() -> None:
    for word in ("Gadhafi", "Qaddafi", "Gaddafi", "Kadafi"):
        assert {row.country for row in names().surname(word)} == {"LBY"}, word


@pytest.mark.shared
def test_leaders_of_reign_since_1990_are_there_with_their_months(shared: Path) -> None:
    source = shared / "data/knowledge"
    codes = {row["cow"]: row["code"] for row in country_info(source / "CountryInfo.120116.txt.gz") if row["cow"]}
    held: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings():
        held[holding.country].append(holding)
    found = []
    with (source / "reign_leaders_2021-03.csv").open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["eyear"] or int(row["eyear"]) >= 1990:
                start = f"{row['syear']}-{int(row['smonth']):02}"
                end = f"{row['eyear']}-{int(row['emonth']):02}" if row["eyear"] else ""
                surname = key(re.sub(r"\(.*", "", row["leader"]))[-1]
                found.append(any(
                    any(surname in key(name) for name in (one.name, *one.aliases)) and one.start[:7] == start
                    and (one.end[:7] == end if end else not one.end or one.end >= "2021-03")
                    for one in held[(codes | COW_CODES).get(row["stateabb"], "")]
                ))  # fmt: skip
    assert sum(found) / len(found) >= 0.99
