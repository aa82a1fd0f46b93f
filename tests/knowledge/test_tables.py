"""The tables keep their own rules."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from whowhom import knowledge
from whowhom.codebook import PSEUDO_COUNTRIES, SECTORS
from whowhom.knowledge.match import names


def test_every_state_is_there() -> None:
    codes = knowledge.countries()
    assert len([c for c in codes.values() if c.kind in ("state", "territory")]) >= 249
    assert {"XKX", "TWN", "PSE", "HKG", "SUN", "YUG"} <= set(codes)


def test_names_point_to_known_countries_and_have_kinds() -> None:
    for name in knowledge.country_names():
        assert name.code in knowledge.countries(), name
        assert name.name.strip() == name.name != "", name
        assert name.kind in ("name", "short", "nationality", "people", "capital", "seat", "region", "city"), name


def test_organisations_have_a_country_a_sector_and_names() -> None:
    for organisation in knowledge.organisations():
        assert all(organisation.names), organisation
        assert organisation.country in {*knowledge.countries(), *PSEUDO_COUNTRIES}, organisation
        assert organisation.sector in (None, *SECTORS), organisation
        assert organisation.org is None or organisation.org == organisation.org.upper(), organisation


def test_role_nouns_have_sectors() -> None:
    for noun in knowledge.role_nouns().values():
        assert noun.sector in SECTORS, noun
        assert noun.noun == noun.noun.lower()


def test_titles_have_sectors() -> None:
    for title, (country, sector) in knowledge.titles().items():
        assert sector in (None, *SECTORS), title
        assert country is None or country in knowledge.countries(), title


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the U.S. and the UK", ["U.S", "the UK"]),
        ("give us an answer, IT said", []),
        ("fighters of al - Qaida and of al-Qaeda", ["al - Qaida", "al-Qaeda"]),
        ("Côte d’Ivoire closed its border", ["Côte d’Ivoire"]),
        ("the Washington Post in Washington", ["Washington Post", "Washington"]),
        ("turkey for dinner", []),
        ("Erdoğan's guests", []),
    ],
)
def test_names_are_found_whatever_their_dots_and_accents(text: str, found: list[str]) -> None:
    hits = [text[hit.start : hit.end] for hit in names().find(text)]
    assert [hit.removeprefix("the ") for hit in hits] == [name.removeprefix("the ") for name in found]


def test_surnames_meet_their_holders() -> None:
    assert {row.country for row in names().surname("Tillerson")} == {"USA", "MNC"}


def test_the_version_follows_the_tables() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", knowledge.version())


def test_forenames_of_women_are_single_names_listed_once() -> None:
    rows = (files("whowhom.knowledge") / "women_forenames.csv").read_text(encoding="utf-8").splitlines()[1:]
    bare = [row.removesuffix(",hand") for row in rows]
    assert bare == sorted(set(bare))
    assert all(re.fullmatch(r"[A-Z][a-z]+(-[A-Z][a-z]+)*", name) for name in bare)
    assert not knowledge.women_forenames() & {"Donald", "Vladimir", "Jean", "Andrea", "Karim"}
