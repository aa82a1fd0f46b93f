"""States, organisations, role nouns and titles keep their rules, and are as many as the documentation says."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from whowhom import knowledge
from whowhom.codebook import PSEUDO_COUNTRIES, SECTORS
from whowhom.knowledge import Organisation
from whowhom.knowledge.match import key, names

CURATED = Path(knowledge.__file__).parent / "curated"
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
KINDS = {
    "igo", "bloc", "court", "armed", "military", "police", "agency", "ministry", "seat", "parliament", "party", "ngo",
    "union", "church", "university", "company", "media",
}  # fmt: skip
NO_PEOPLE = {
    "ATA", "ATF", "BLM", "BVT", "CCK", "CXR", "GGY", "HMD", "JEY", "MAF", "MNP", "SGS", "SJM", "SPM", "SXM", "UMI",
    "VAT",
}  # fmt: skip
"""Territories without inhabitants of their own, or whose people have no name."""


def curated(table: str) -> list[dict[str, str]]:
    with (CURATED / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def well_formed(start: str, end: str) -> bool:
    """Dates as far as known, in order."""
    in_order = not start or not end or start <= end + "~"
    return in_order and all(not date or DAY.fullmatch(date) for date in (start, end))


def test_every_state_has_a_name_and_its_people() -> None:
    kinds = defaultdict(set)
    for name in knowledge.country_names():
        kinds[name.code].add(name.kind)
    for country in knowledge.countries().values():
        if country.kind in ("state", "territory"):
            assert "name" in kinds[country.code], country
            assert "nationality" in kinds[country.code] or country.code in NO_PEOPLE, country


def test_historical_states_have_dates_and_successors_that_exist() -> None:
    countries = knowledge.countries()
    historical = [country for country in countries.values() if country.kind == "historical"]
    assert len(historical) >= 18
    for country in historical:
        assert country.end, country
        assert country.successors, country
        assert set(country.successors) <= set(countries), country
        assert country.code not in country.successors
    for country in countries.values():
        assert well_formed(country.start, country.end), country


def test_former_names_have_dates() -> None:
    for row in curated("former_names"):
        assert row["start"] or row["end"], row
        assert well_formed(row["start"], row["end"]), row
        assert row["code"] in knowledge.countries(), row


def test_no_name_of_a_state_is_said_twice_by_hand() -> None:
    said = [name.casefold() for row in curated("states") for name in row["names"].split(";")]
    twice = {name for name in said if said.count(name) > 1}
    assert not twice


def test_organisations_have_kinds_dates_and_generic_names_of_their_own() -> None:
    for organisation in knowledge.organisations():
        assert organisation.kind in KINDS, organisation
        assert well_formed(organisation.start, organisation.end), organisation
        assert set(organisation.generic) <= set(organisation.names), organisation
        assert len(set(organisation.names)) == len(organisation.names), organisation


def test_bodies_without_a_state_of_their_own_have_a_short_name() -> None:
    for organisation in knowledge.organisations():
        if organisation.country in PSEUDO_COUNTRIES and organisation.kind != "media":
            assert organisation.org, organisation


def test_international_bodies_have_no_sector_unless_they_fight() -> None:
    for organisation in knowledge.organisations():
        if organisation.kind in ("igo", "bloc") and organisation.country in ("UNO", "EUR", "IGO"):
            assert organisation.sector in (None, "MIL"), organisation


def test_no_two_organisations_claim_a_name_unless_it_is_listed() -> None:
    shared = {key(row["name"]) for row in curated("shared_names")}
    bearers: defaultdict[tuple[str, ...], set[Organisation]] = defaultdict(set)
    for organisation in knowledge.organisations():
        for name in organisation.names:
            bearers[key(name)].add(organisation)
    twice = {name for name, those in bearers.items() if len(those) > 1}
    assert twice == shared


def test_the_tables_are_as_wide_as_said() -> None:
    organisations = knowledge.organisations()
    states = set(knowledge.countries()) - set(PSEUDO_COUNTRIES)
    of_kind = {kind: {o.country for o in organisations if o.kind == kind} & states for kind in KINDS}
    assert len(organisations) >= 2_800
    assert len(of_kind["party"]) >= 120
    assert len(of_kind["media"]) >= 110
    assert len(of_kind["armed"]) >= 60
    assert sum(bool(o.start) for o in organisations) >= 800
    assert len(knowledge.titles()) >= 850


def test_role_nouns_are_many_and_consistent() -> None:
    nouns = knowledge.role_nouns()
    own = list(csv.DictReader((CURATED.parent / "role_nouns.csv").read_text(encoding="utf-8").splitlines()))
    assert len(own) >= 4_500
    assert len({row["noun"] for row in own}) == len(own)
    assert len(knowledge.nobodies()) >= 80
    for noun in nouns.values():
        assert noun.kind in ("person", "people", "body"), noun
        assert noun.noun.strip() == noun.noun, noun
        assert len(noun.noun.split()) <= 4, noun
    for phrase in knowledge.nobodies():
        assert phrase not in nouns, phrase


def test_modifiers_and_heads_fit_together() -> None:
    folder = CURATED.parent
    heads = list(csv.DictReader((folder / "role_heads.csv").read_text(encoding="utf-8").splitlines()))
    modifiers = list(csv.DictReader((folder / "role_modifiers.csv").read_text(encoding="utf-8").splitlines()))
    classes = {one for row in heads for one in row["classes"].split(";")}
    for row in modifiers:
        assert row["sector"] in SECTORS, row
        assert set(row["heads"].split(";")) <= classes, row


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("rebel commanders", "REB"),
        ("police official", "COP"),
        ("military leaders", "MIL"),
        ("military council", "GOV"),
        ("opposition leaders", "OPP"),
        ("opposition fighters", "REB"),
        ("muslim leaders", "REL"),
        ("humanitarian convoy", "SOC"),
        ("intelligence agency", "SPY"),
        ("unidentified militants", "UAF"),
        ("asylum seekers", "REF"),
        ("lawmakers", "LEG"),
        ("government soldiers", "MIL"),
        ("prosecutor office", "JUD"),  # as the linker sees "prosecutor's office"
    ],
)
def test_the_sector_of_a_role_noun(phrase: str, sector: str) -> None:
    assert knowledge.role_nouns()[phrase].sector == sector


@pytest.mark.parametrize(
    ("text", "country", "org", "sector"),
    [
        ("Foggy Bottom", "USA", None, "GOV"),
        ("the Élysée", "FRA", None, "GOV"),
        ("Palazzo Chigi", "ITA", None, "GOV"),
        ("Rashtrapati Bhavan", "IND", None, "GOV"),
        ("the Verkhovna Rada", "UKR", None, "LEG"),
        ("the Federal Constitutional Court", "DEU", None, "JUD"),
        ("Shin Bet", "ISR", None, "SPY"),
        ("the Visegrad Group", "IGO", "V4", None),
        ("MINUSCA", "UNO", "MINUSCA", None),
        ("Tren de Aragua", "VEN", "TREN DE ARAGUA", "CRM"),
        ("the Bharatiya Janata Party", "IND", "BJP", "PTY"),
        ("Credit Suisse", "MNC", "CREDIT SUISSE", "BUS"),
        ("the Russian Orthodox Church", "RUS", "RUSSIAN ORTHODOX CHURCH", "REL"),
        ("LeT", "IMG", "LET", "REB"),
    ],
)
def test_bodies_are_found(text: str, country: str, org: str | None, sector: str | None) -> None:
    body = next(e for hit in names().find(text) for e in hit.entries if isinstance(e, Organisation))
    assert (body.country, body.org, body.sector) == (country, org, sector)


@pytest.mark.parametrize(
    "text",
    [
        "Let us go",  # not Lashkar-e-Taiba
        "The economist is sure",
        "Change is needed, and unity",
        "Pis aller",
        "the isi journal",
        "We saw a met office",
    ],
)
def test_ordinary_words_are_no_bodies(text: str) -> None:
    assert [hit for hit in names().find(text) if any(isinstance(e, Organisation) for e in hit.entries)] == []


@pytest.mark.parametrize(
    "text", ["Central America", "Latin American leaders", "the Persian Gulf", "the Paris Agreement", "Oslo Accords"]
)
def test_what_only_holds_the_name_of_a_state_is_none(text: str) -> None:
    assert all(not hit.entries for hit in names().find(text))


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Congolese", {"COD", "COG"}),
        ("Koreans", {"PRK", "KOR"}),
        ("Dominican", {"DOM", "DMA"}),
        ("Burkinabe", {"BFA"}),
        ("Bissau-Guinean", {"GNB"}),
        ("Salvadoran", {"SLV"}),
        ("Kosovar", {"XKX"}),
        ("Tibetan", {"CHN"}),
        ("Serbs", {"SRB", "BIH", "XKX"}),
        ("Zairian", {"COD"}),
        ("South Vietnam", {"VNM"}),
        ("DPRK", {"PRK"}),
    ],
)
def test_peoples_belong_to_their_states_or_are_tied(name: str, codes: set[str]) -> None:
    found = {e.code for e in names().named(name) if isinstance(e, knowledge.CountryName)}
    assert found == codes


def test_the_documentation_counts_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "knowledge.md").read_text(encoding="utf-8")
    organisations = knowledge.organisations()
    states = set(knowledge.countries()) - set(PSEUDO_COUNTRIES)

    def told(pattern: str) -> int:
        found = re.search(pattern, " ".join(page.split()))
        assert found, pattern
        return int(found[1].replace(",", ""))

    def of(*kinds: str) -> list[Organisation]:
        return [body for body in organisations if body.kind in kinds]

    assert told(r"([\d,]+) bodies with") == len(organisations)
    assert told(r"([\d,]+) inter-governmental") == len(of("igo", "bloc"))
    assert told(r"([\d,]+) armed groups") == len(of("armed"))
    assert told(r"([\d,]+) parties of") == len(of("party"))
    assert told(r"parties of ([\d,]+) states") == len({body.country for body in of("party")} & states)
    assert told(r"([\d,]+) media of") == len(of("media"))
    assert told(r"media of ([\d,]+) states") == len({body.country for body in of("media")} & states)
    assert told(r"([\d,]+) seats that") == len(of("seat"))
    assert told(r"([\d,]+) have a start") == sum(bool(body.start) for body in organisations)
    assert told(r"([\d,]+) states of the past") == sum(c.kind == "historical" for c in knowledge.countries().values())
    assert told(r"([\d,]+) titles that") == len(knowledge.titles())
    assert told(r"([\d,]+) phrases of kind") == len(knowledge.nobodies())
    assert told(r"([\d,]+) ministries, agencies, police") == len(of("ministry", "agency", "police", "military"))
