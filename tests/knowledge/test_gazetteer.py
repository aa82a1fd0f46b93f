"""The gazetteer finds places however they are spelled, and the hand-written places keep their rules."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom import knowledge
from whowhom.knowledge.gazetteer import FILE, KINDS, folded_name, gazetteer, kilometres, skeleton

LARGEST_FILE = 8_000_000


@pytest.fixture(scope="module")
def curated(root: Path) -> list[dict[str, str]]:
    path = root / "src/whowhom/knowledge/curated/places.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("name", "country", "geoname"),
    [
        ("Aleppo", "SYR", 170063),
        ("aleppo", "SYR", 170063),
        ("Saigon", "VNM", 1566083),
        ("Bombay", "IND", 1275339),
        ("Lucca", "ITA", 3174530),
        ("al-Mosul", "IRQ", 99072),
        ("Córdoba", "ESP", 2519240),
        ("Cordoba", "ARG", 3860259),
    ],
)
def test_towns_are_found_by_their_names(name: str, country: str, geoname: int) -> None:
    assert geoname in {place.geoname for place in gazetteer().named(name) if country in place.countries}


@pytest.mark.parametrize(
    ("spelling", "country", "name"),
    [("Deir el-Zour", "SYR", "Deir ez-Zor"), ("al-Tabaqa", "SYR", "Al-Tabqa"), ("Kandehar", "AFG", "Kandahār")],
)
def test_other_spellings_are_found_in_a_country(spelling: str, country: str, name: str) -> None:
    assert folded_name(name) in {folded_name(place.name) for place in gazetteer().alike(spelling, country)}


@pytest.mark.parametrize(("name", "country"), [("Shire", "ETH"), ("Kurdish", "SYR"), ("Kabana", "SYR")])
def test_the_same_consonants_alone_are_no_spelling(name: str, country: str) -> None:
    assert gazetteer().alike(name, country) == ()


def test_few_consonants_and_like_vowels_are_a_spelling() -> None:
    assert "Shaddadi" in {place.name for place in gazetteer().alike("Al Shadaddi", "SYR")}


def test_a_division_lies_in_the_middle_of_its_towns() -> None:
    [idlib] = [place for place in gazetteer().named("Idlib") if place.kind == "region"]
    [town] = [place for place in gazetteer().named("Idlib") if place.kind == "city"]
    assert idlib.admin1 == town.admin1
    assert kilometres(idlib, town) < 50


def test_what_is_not_there_is_not_found() -> None:
    assert gazetteer().named("Nowhereatall") == ()
    assert gazetteer().named("") == ()
    assert gazetteer().alike("a", "SYR") == ()


@settings(deadline=None)  # the first text loads the gazetteer
@given(st.text(max_size=30))
def test_any_text_can_be_asked_for(text: str) -> None:
    for place in gazetteer().named(text):
        assert place.kind in KINDS
    skeleton(text)


def test_every_place_is_on_the_earth() -> None:
    whole = gazetteer()
    known = knowledge.countries()
    for index in range(0, len(whole), 97):
        place = whole.place(index)
        assert -90 <= place.latitude <= 90, place
        assert -180 <= place.longitude <= 180, place
        assert set(place.countries) <= set(known), place
        assert place.name, place


def test_the_hand_written_places_keep_their_rules(curated: list[dict[str, str]]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in curated:
        assert row["kind"] in KINDS, row
        assert set(filter(None, row["countries"].split(";"))) <= set(knowledge.countries()), row
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row
        for name in row["names"].split(";"):
            assert name.strip() == name != "", row
            assert (name, row["kind"]) not in seen, (name, row)
            seen.add((name, row["kind"]))


def test_every_hand_written_name_is_in_the_gazetteer(curated: list[dict[str, str]]) -> None:
    for row in curated:
        for name in row["names"].split(";"):
            countries = tuple(filter(None, row["countries"].split(";")))
            assert any(place.countries == countries for place in gazetteer().named(name)), (name, "run build_gazetteer")


def test_neighbours_are_mutual_and_capitals_named() -> None:
    table = knowledge.neighbours()
    for code, others in table.items():
        assert code in knowledge.countries()
        assert all(code in table[other] for other in others), code
    assert knowledge.capitals()["ARM"] == "Yerevan"


def test_the_file_is_small(root: Path) -> None:
    assert (root / "src/whowhom/knowledge" / FILE).stat().st_size < LARGEST_FILE
