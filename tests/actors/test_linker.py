"""Who is who: texts with the party that each mention stands for."""

from __future__ import annotations

from datetime import date

import pytest
from tests.build import analysis

from whowhom import actors
from whowhom.types import Actor


def linked(text: str, mention: str, published: date | None = None, context: str = "") -> tuple[Actor, str]:
    seen = analysis(text, text.rsplit(maxsplit=1)[-1], actors=(mention,), published=published, context=context)
    parties, _ = actors.load().link(seen, [None])
    role = parties[0].actors[0]
    return role.actor, role.rule


@pytest.mark.parametrize(
    ("text", "mention", "country", "org", "sector"),
    [
        ("Russia warned its neighbours", "Russia", "RUS", None, "GOV"),
        ("The Kremlin rejected the charge", "The Kremlin", "RUS", None, "GOV"),
        ("Ankara summoned the envoy", "Ankara", "TUR", None, "GOV"),
        ("Syrian rebels shelled the airport", "Syrian rebels", "SYR", None, "REB"),
        ("The White House praised the deal", "White House", "USA", None, "GOV"),
        ("Fighters of the Islamic State fled", "Fighters of the Islamic State", "IMG", "ISIS", "REB"),
        ("NATO agreed to help", "NATO", "IGO", "NATO", None),
        ("The UN envoy met them", "UN envoy", "UNO", "UN", None),
        ("The Houthis fired a missile", "The Houthis", "YEM", "HOUTHIS", "REB"),
        ("Chinese President Xi Jinping met them", "Xi Jinping", "CHN", None, "GOV"),
        ("French Foreign Minister Aline Moreau resigned", "Aline Moreau", "FRA", None, "GOV"),
        ("Aline Moreau, the French interior minister, resigned", "Aline Moreau", "FRA", None, "GOV"),
        ("Former Polish president Jan Nowak objected", "Jan Nowak", "POL", None, "ELI"),
        ("Sen. Joan Marlow (R-Ohio) objected", "Joan Marlow", "USA", None, "LEG"),
        ("US-backed Iraqi troops entered the town", "US-backed Iraqi troops", "IRQ", None, "MIL"),
        ("Nigerian police dispersed them", "Nigerian police", "NGA", None, "COP"),
        ("The West condemned it", "The West", None, None, None),
        ("The US signed the pact, Ankara said", "The US", "USA", None, "GOV"),
        ("Human Rights Watch criticised it", "Human Rights Watch", "NGO", "HRW", "SOC"),
        ("NATO Secretary General Jens Stoltenberg met them", "Jens Stoltenberg", "IGO", "NATO", None),
        ("President Trump objected", "President Trump", "USA", None, "GOV"),
        ("Critics of Syria objected. Mr. Obama warned them", "Mr. Obama", "USA", None, "GOV"),
        ("West African leaders met", "West African leaders", None, None, "GOV"),
        ("North Korea protested. The US warned the North again", "North again", "PRK", None, "GOV"),
        ("Russian and Iranian-backed rebels in Yemen fled", "Russian and Iranian-backed rebels", "YEM", None, "REB"),
        ("Protesters in HK marched", "HK", "HKG", None, "GOV"),
        ("The Korean government agreed", "Korean government", "KOR", None, "GOV"),
    ],
)
def test_named_parties(text: str, mention: str, country: str | None, org: str | None, sector: str | None) -> None:
    actor, _ = linked(text, mention)
    assert (actor.country, actor.org, actor.sector) == (country, org, sector)


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("Turkish Foreign Minister Cem Aksoy arrived. Aksoy demanded talks", "Aksoy#2", "TUR"),
        ("Peru recalled its ambassador. The government gave no reason", "The government", "PER"),
        ("Gunmen kidnapped a priest in Cameroon. Police freed him later", "Police", "CMR"),
        ("Trump's administration rejected the plan", "Trump's administration", "USA"),
    ],
)
def test_references(text: str, mention: str, country: str) -> None:
    assert linked(text, mention)[0].country == country


def test_a_mention_cut_short_of_its_owner_is_still_the_owners() -> None:
    text = "Turkish Foreign Minister Cem Aksoy accused the Syrian regime, adding that his government had proof"
    parties, _ = actors.load().link(analysis(text, "had proof", actors=("government",)), [None])
    assert (parties[0].actors[0].actor.country, parties[0].actors[0].rule) == ("TUR", "whose it is")


def test_the_context_is_evidence() -> None:
    actor, _ = linked("The rebels denied it", "The rebels", context="Fighting went on in Mali on Monday.")
    assert actor.country == "MLI"


def test_an_office_holder_is_who_he_is_on_the_day() -> None:
    assert linked("Tillerson arrived", "Tillerson", date(2017, 4, 11))[0].country == "USA"
    assert linked("Tillerson arrived", "Tillerson", date(2014, 1, 1))[0].country == "MNC"


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("Nadia Karam, a Lebanon researcher for Human Rights Watch, objected", "Nadia Karam", "NGO"),
        ("The Syrian Arab Army (SAA) advanced. Later the SAA withdrew", "SAA#2", "SYR"),
        ("Peru began Operation Artemisa. Later Artemisa went on", "Artemisa#2", "PER"),
        ("In Peru the Speaker of the House of Representatives Juan Soto objected", "Juan Soto", "PER"),
        ("He spoke with Mexican leaders, Zeid said", "Zeid", "UNO"),
        ("President Bush urged them", "Bush", "USA"),
        ("American officials spoke of Russian spies - Mr. Manafort objected", "Mr. Manafort", "USA"),
        ("Ankara made no peace with Assad, the government of Turkey said", "Assad", "SYR"),
        ("In Iraq the pro-Assad militias fired", "pro-Assad militias", "SYR"),
    ],
)
def test_names_that_their_text_explains(text: str, mention: str, country: str) -> None:
    assert linked(text, mention)[0].country == country


def test_two_states_are_two_roles_of_one_mention() -> None:
    text = "Peru and Chile met. The two countries signed a pact"
    parties, _ = actors.load().link(analysis(text, "signed", actors=("The two countries",)), [None])
    roles = parties[0].actors
    assert [(role.actor.country, role.actor.sector, role.mention.text) for role in roles] == [
        ("PER", "GOV", "The two countries"), ("CHL", "GOV", "The two countries"),
    ]  # fmt: skip


def test_an_abbreviation_of_several_parties_explains_nothing() -> None:
    text = "The Peru Chile Accord (PCA) failed. Later the PCA warned them"
    assert linked(text, "PCA#2")[1] != "country in the mention"
    assert linked("The Peru Accord (PA) failed. Later the PA warned them", "PA#2")[1] == "country in the mention"


def test_what_nothing_tells_is_left_open_with_its_words() -> None:
    seen = analysis("Gunmen shot at them", "shot", actors=("Gunmen",))
    parties, undecided = actors.load().link(seen, [None])
    assert parties[0].actors[0].actor.country is None
    assert [row.mention.text for row in undecided] == ["Gunmen"]


@pytest.mark.parametrize("text", ["", " ", "’s", "x" * 5000, "\u200b\u200f"])
def test_strange_words_do_no_harm(text: str) -> None:
    linked(f"{text}Z met W", "Z")


@pytest.mark.parametrize(
    ("text", "mention", "day", "name"),
    [
        ("Starmer condemned the attack in Iraq", "Starmer", "2010-06-09", None),  # in an office from 2020 on
        ("Starmer condemned the attack in Iraq", "Starmer", "2024-02-09", "Keir Starmer"),
        ("Zelensky condemned the attack in Iraq", "Zelensky", "2012-06-09", None),
        ("Trump condemned the attack in Iraq", "Trump", "2016-03-09", "Donald Trump"),  # elected within the year
        ("A source, A, condemned the attack in Iraq", "A#2", "2025-12-09", None),  # an initial is no surname
    ],
)
def test_a_surname_means_nobody_who_takes_office_years_later(
    text: str, mention: str, day: str, name: str | None
) -> None:
    actor, rule = linked(text, mention, date.fromisoformat(day))
    assert (actor.name, rule == "surname of an office holder") == (name, name is not None)


@pytest.mark.parametrize(
    ("text", "mention", "country", "sector"),
    [
        ("Gov. Oleh Marchuk said three died. Ukraine condemned it", "Oleh Marchuk", "UKR", "GOV"),
        ("The Philippine Senate debated. Sen. Luz Marasigan condemned it", "Luz Marasigan", "PHL", "LEG"),
        ("In Nigeria, Gov. Musa Danladi condemned it", "Gov. Musa Danladi", "NGA", "GOV"),
        ("Gov. Jane Marlow condemned it", "Jane Marlow", "USA", "GOV"),  # no state is named
        ("In Ohio, Gov. Jane Marlow condemned the war in Ukraine", "Jane Marlow", "USA", "GOV"),
    ],
)
def test_titles_of_many_states(text: str, mention: str, country: str, sector: str) -> None:
    actor, _ = linked(text, mention, date(2022, 5, 1))
    assert (actor.country, actor.sector) == (country, sector)


@pytest.mark.parametrize(
    ("mention", "country"),
    [
        ("Seoul's Joint Chiefs of Staff", "KOR"),
        ("South Korea's Joint Chiefs of Staff", "KOR"),
        ("Joint Chiefs of Staff", "KOR"),  # cut short of its owner
        ("Chilean Senate", "CHL"),
    ],
)
def test_a_body_that_many_states_have_is_its_owners(mention: str, country: str) -> None:
    text = "Seoul's Joint Chiefs of Staff, South Korea's Joint Chiefs of Staff and the Chilean Senate told the U.S. no"
    assert linked(text, mention)[0].country == country


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("Philippine Rep. France Marasigan objected", "Rep. France Marasigan", "PHL"),
        ("In Manila, Rep. France Marasigan objected", "France Marasigan", "PHL"),
        ("Israeli Foreign Minister Israel Katz objected", "Foreign Minister Israel Katz", "ISR"),
        ("President Chad Marlow objected", "President Chad Marlow", None),
        ("In Africa, President Déby of Chad objected", "President Déby of Chad", "TCD"),
    ],
)
def test_a_forename_is_no_country(text: str, mention: str, country: str | None) -> None:
    assert linked(text, mention, date(2019, 5, 1))[0].country == country


def test_aides_are_of_whom_they_serve() -> None:
    actor, rule = linked("An aide to President Trump told Iran to wait", "An aide to President Trump", date(2018, 5, 1))
    assert (actor.country, actor.name, rule) == ("USA", None, "whose it is")


@pytest.mark.parametrize(
    ("text", "mention", "country", "sector"),
    [
        ("U.S.-led forces fought in Iraq", "U.S.", "USA", "GOV"),
        ("U.S.-led forces fought in Iraq", "U.S.-led forces", "USA", "MIL"),
        ("NATO-led forces fought in Iraq", "NATO-led forces", "IGO", None),
        ("Iranian-led Syrian fighters fled Iraq", "Iranian-led Syrian fighters", "SYR", "REB"),
        ("US-backed rebels fought in Syria", "US-backed rebels", "SYR", "REB"),
        ("The former Soviet republic of Georgia accused Russia", "The former Soviet republic of Georgia", "GEO", "GOV"),
        ("The ex-Soviet state of Georgia accused Russia", "The ex-Soviet state of Georgia", "GEO", "GOV"),
        ("The former French colony of Mali accused Chad", "The former French colony of Mali", "MLI", "GOV"),
    ],
)
def test_names_beside_another(text: str, mention: str, country: str, sector: str | None) -> None:
    actor, _ = linked(text, mention)
    assert (actor.country, actor.sector) == (country, sector)


@pytest.mark.parametrize(
    ("text", "mention", "day", "country", "name"),
    [
        ("The Pope met Vladimir Putin", "The Pope", "2019-05-01", "VAT", "Pope Francis"),
        ("The pontiff condemned the attack in Ukraine", "The pontiff", "2008-05-01", "VAT", "Pope Benedict XVI"),
        ("The pope spoke in Warsaw. He condemned the war", "He", "2019-05-01", "VAT", "Pope Francis"),
        ("The Coptic pope condemned the attack in Egypt", "The Coptic pope", "2019-05-01", "EGY", None),
    ],
)
def test_a_title_that_one_head_of_state_has(text: str, mention: str, day: str, country: str, name: str | None) -> None:
    actor, _ = linked(text, mention, date.fromisoformat(day))
    assert (actor.country, actor.sector, actor.name) == (country, "REL", name)


def test_two_states_in_one_mention() -> None:
    for mention, wanted in (
        ("The U.S. and South Korea", {"USA", "KOR"}),
        ("Trinidad and Tobago", {"TTO"}),
        ("Iran and Syria's army", {"IRN"}),
    ):
        seen = analysis(f"{mention} condemned the attack", "attack", actors=(mention,))
        parties, _ = actors.load().link(seen, [None])
        assert {role.actor.country for role in parties[0].actors} == wanted, mention
