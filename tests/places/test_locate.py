"""Place expressions with the country that they are in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.build import analysis, cited, scored

from whowhom import knowledge, places
from whowhom.places.expressions import words
from whowhom.types import Scored, Span, Where


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("A bomb exploded in northwestern Syria", "northwestern Syria", "SYR"),
        ("Leaders met in the Italian city of Lucca", "Italian city of Lucca", "ITA"),
        ("Protesters marched in Paris", "Paris", "FRA"),
        ("Protesters marched in Tripoli, the Lebanese port", "Tripoli", "LBN"),
        ("Police in Georgia and in Tbilisi met in Gori", "Gori", "GEO"),
        ("They fought near Mopti, in central Mali", "Mopti", "MLI"),
        ("Kenya mourned after gunmen stormed a mall", "mall", "KEN"),
        ("Somebody met somebody in a room", "room", None),
        ("Russia simulated an attack on the Danish island of Bornholm", "Bornholm", "DNK"),
        ("They shelled the Syrian border town of La Mesa", "La Mesa", "SYR"),
    ],
)
def test_country(text: str, words: str, country: str | None) -> None:
    seen = analysis(text, text.split()[1], where=words)
    where = places.locate(seen)[0]
    assert where is not None
    assert where.country == country


def test_a_distance_and_a_direction_move_the_point() -> None:
    here = places.locate(analysis("Rebels fought in Mosul", "fought", where="Mosul"))[0]
    there = places.locate(analysis("Rebels fought 50 km south of Mosul", "fought", where="50 km south of Mosul"))[0]
    assert here is not None
    assert there is not None
    assert (here.precision, there.precision, there.relation) == ("city", "district", "offset")
    assert here.latitude is not None
    assert there.latitude == pytest.approx(here.latitude - 50 / 111.2, abs=0.01)
    assert there.longitude == here.longitude


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("They held talks in South Korea", "South Korea", "in"),
        ("They held talks in South Korea's south", "South Korea's south", "part"),
        ("Militants raided the West Bank", "the West Bank", "in"),
        ("Militants raided the northern West Bank", "the northern West Bank", "part"),
        ("Militants raided North Kivu", "North Kivu", "in"),
        ("A bomb went off in Islamabad", "in Islamabad", "in"),
        ("A bomb went off 120 miles southwest of Islamabad", "120 miles southwest of Islamabad", "offset"),
        ("A boat sank off the Libyan coast", "the Libyan coast", "off"),
    ],
)
def test_a_direction_counts_outside_names_only(text: str, words: str, relation: str) -> None:
    where = places.locate(analysis(text, text.split()[1], where=words))[0]
    assert where is not None
    assert where.relation == relation


@pytest.mark.parametrize(
    ("text", "marked", "shown", "relation"),
    [
        ("Troops clashed 30 km north of Mosul", "Mosul", "30 km north of Mosul", "offset"),
        ("Troops clashed 30 km (19 miles) north of Mosul", "Mosul", "30 km (19 miles) north of Mosul", "offset"),
        ("A base south of Mogadishu was hit", "of Mogadishu", "south of Mogadishu", "offset"),
        ("A bomb went off south of the city of Mosul", "Mosul", "south of the city of Mosul", "offset"),
        ("Troops clashed in the south of Mosul", "Mosul", "south of Mosul", "part"),
        ("Troops clashed in the south of Syria", "Syria", "south of Syria", "part"),
        ("Troops clashed in northern Syria", "Syria", "Syria", "in"),
        ("Troops clashed in Kabul", "in Kabul", "Kabul", "in"),
        ("Rockets hit the village of Beita on Monday", "village of", "village of Beita", "in"),
        ("Troops raided the town of Deir al-Zor's outskirts", "town of", "town of Deir al-Zor", "in"),
        ("Troops clashed on the outskirts of Mosul", "Mosul", "Mosul", "near"),
    ],
)
def test_an_expression_is_shown_and_read_in_full(text: str, marked: str, shown: str, relation: str) -> None:
    where = places.locate(analysis(text, text.split()[1], where=marked))[0]
    assert where is not None
    assert where.mention.text == shown == where.mention.span.of(text)
    assert where.relation == relation


def test_an_expression_does_not_reach_into_the_context() -> None:
    where = places.locate(analysis("Mosul was shelled", "shelled", where="Mosul", context="They fought north of"))[0]
    assert where is not None
    assert (where.mention.text, where.relation) == ("Mosul", "in")


@pytest.mark.parametrize(
    "text",
    [
        "Peru fired two missiles into the sea, Lima said",
        "Peru fired two missiles into the sea, Lima's army said",
        "Peru sent jets into the air, Chile said",
    ],
)
def test_the_sea_and_the_air_are_in_no_country(text: str) -> None:
    where = places.locate(analysis(text, text.split()[1], where="the " + ("sea" if "sea" in text else "air")))[0]
    assert where is not None
    assert (where.country, where.name, where.latitude) == (None, None, None)


def test_who_speaks_holds_no_place() -> None:
    where = places.locate(analysis("Troops from Peru shelled a gate, La Paz said", "shelled", where="a gate"))[0]
    assert where is not None
    assert where.name != "La Paz"


def test_a_body_with_an_owner_is_the_owners() -> None:
    text = "Seven soldiers crossed a river, South Korea's Joint Chiefs of Staff said"
    where = places.locate(analysis(text, "crossed", where="a river"))[0]
    assert where is not None
    assert where.country == "KOR"


def test_a_border_of_two_countries_stays_open_with_both() -> None:
    where = places.locate(
        analysis("Guards fired at the Turkish-Syrian border", "fired", where="Turkish-Syrian border")
    )[0]
    assert where is not None
    assert where.country is None
    assert set(where.candidates) == {"TUR", "SYR"}


def test_a_country_has_no_coordinates() -> None:
    where = places.locate(analysis("Troops fought in Peru", "fought", where="Peru"))[0]
    assert where is not None
    assert (where.country, where.precision, where.latitude) == ("PER", "country", None)


def test_a_tie_stays_open_with_its_candidates() -> None:
    where = places.locate(analysis("Police fired in San Miguel", "fired", where="San Miguel"))[0]
    assert where is not None
    assert where.country is None
    assert len(where.candidates) > 1


@settings(deadline=None)  # the first text loads the gazetteer
@given(st.text(max_size=60), st.data())
def test_no_text_raises(text: str, data: st.DataObject) -> None:
    text = f"met {text} Homs, near the border of Syria"
    start = data.draw(st.integers(4, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    seen = analysis(text, "met")
    frame = replace(seen.frames[0], place=Scored(Span(start, end), 0.9))
    [where] = places.locate(replace(seen, frames=(frame,)))
    assert where is not None
    assert where.mention.text == where.mention.span.of(text)
    assert where.mention.span.overlaps(Span(start, end))
    assert (where.latitude is None) == (where.longitude is None)


def placed_later(text: str, trigger: str, words: str) -> Where | None:
    """The place of an event of the first line, where the words marked for it stand in another."""
    seen = cited(text)
    mark = scored(text, trigger)
    assert mark is not None
    frame = replace(analysis(text, trigger).frames[0], trigger=mark, place=scored(text, words), sentence=0)
    return places.locate(replace(seen, frames=(frame,)))[0]


@pytest.mark.parametrize(
    ("text", "marked", "shown", "country"),
    [
        ("Police in Athens, Georgia, arrested three men.\nTroops met in Tbilisi.", "Tbilisi", "Athens", "USA"),
        (
            "Police arrested three men in the Italian city of Lucca.\nHe met her in Oslo.",
            "Oslo",
            "Italian city of Lucca",
            "ITA",
        ),
        ("Police arrested three men.\nThe arrests were made in Oslo.", "Oslo", "Oslo", "NOR"),
        ("Police in Norway arrested three men.\nThe arrests were made in Oslo.", "Oslo", "Oslo", "NOR"),
        ("Police arrested three men in March.\nThe arrests were made in Oslo.", "Oslo", "Oslo", "NOR"),
    ],
)
def test_a_later_sentence_gives_way_to_the_events_own(text: str, marked: str, shown: str, country: str) -> None:
    where = placed_later(text, "arrested", marked)
    assert where is not None
    assert (where.mention.text, where.country) == (shown, country)


def test_no_expression_no_place() -> None:
    assert places.locate(analysis("Peru met Chile", "met")) == (None,)


def test_the_words_keep_their_rules() -> None:
    table = words()
    organisations = {organisation.org for organisation in knowledge.organisations()}
    for org, homes in table["homes"].items():
        assert org in organisations, org
        assert set(homes) <= set(knowledge.countries()), org
    for group in ("kinds", "relations", "saying", "abroad", "anaphors", "never", "demonyms"):
        for listed in table[group].values():
            assert [word.lower() for word in listed] == listed, group
