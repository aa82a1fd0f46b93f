"""How many, of what, with which bound, and on which event."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.build import analysis

from whowhom.codebook import TYPES
from whowhom.coding.counts import counts_of, find
from whowhom.coding.quantities import number_of, quantities, table
from whowhom.types import Analysis, Counted, Span

TABLE = Path(__file__).with_name("counts.csv")


def found(sentence: str) -> list[tuple[str, int]]:
    return [(one.count.what, one.count.number) for one in find(sentence, Span(0, len(sentence)))]


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["sentence"])
def test_every_count_of_the_table(case: dict[str, str]) -> None:
    text = case["sentence"]
    (one,) = find(text, Span(0, len(text)))
    count = one.count
    assert (count.what, count.number, count.bound, count.most, count.kind, count.mention.text) == (
        case["what"], int(case["number"]), case["bound"], int(case["most"]) if case["most"] else None,
        case["kind"] or None, case["words"],
    )  # fmt: skip
    assert count.mention.span.of(text) == count.mention.text


def test_the_table_is_large() -> None:
    assert len({case["sentence"] for case in cases()}) >= 60


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The blast killed 12 people and injured 30.", [("killed", 12), ("injured", 30)]),
        ("In all, 80 people were killed and 30 injured.", [("killed", 80), ("injured", 30)]),
        ("12 soldiers and 30 civilians were killed.", [("killed", 12), ("killed", 30)]),
        ("Gunmen killed two soldiers and wounded five.", [("killed", 2), ("injured", 5)]),
        ("20 gunmen killed the mayor.", []),
        ("The three attackers killed at least 19 people.", [("killed", 19)]),
        ("Three parcels identified as explosive devices were found.", []),
        ("In 2013 people were killed.", []),
        ("12 days later he was arrested.", []),
        ("Some 5 percent were killed.", []),
        ("He was killed on 12 May.", []),
        ("Dozens were killed or wounded in the raid.", [("killed", 24), ("injured", 24)]),
        ("At least 10 killed, 20 wounded in raid", [("killed", 10), ("injured", 20)]),
        ("A strike hit the market, killing 22 and wounding at least five.", [("killed", 22), ("injured", 5)]),
        ("The raid left 12 dead and 30 injured.", [("killed", 12), ("injured", 30)]),
        ("Three attacks killed 30 people.", [("killed", 30)]),
        ("Two men accused of killing a soldier were arrested.", [("detained", 2), ("killed", 1)]),
        ("A policeman had killed three people.", [("killed", 3)]),
        ("The 15-nation bloc detained nobody.", []),
        ("He spent $59 million on missiles.", []),
        ("The 2017 attack killed the envoy.", []),
        ("Police killed 3 protesters and detained more than 100 others.", [("killed", 3), ("detained", 100)]),
        ("He was jailed for 12 years.", []),
        ("A court jailed him for 12 years.", []),
        ("Resolution 2249 condemned the attacks, in which 130 people died.", [("killed", 130)]),
        ("About 1,000 troops were sent there.", []),
        ("They fled in two cars.", []),
        ("The clash killed 20 Indian soldiers, two of them officers.", [("killed", 20)]),
        ("Three-year-old peace talks were held.", []),
        ("Two meetings were held on Friday.", []),
        ("The talks between 27 states were held.", []),
        ("Fifteen people were taken hostage, and 200 homes destroyed.", [("detained", 15)]),
        ("Ten hostages were released after 12 were killed.", [("killed", 12)]),
        ("No one was killed.", []),
        ("Nobody died in the two raids.", []),
        ("The vote was held in 12 provinces.", []),
        (
            "killing at least 80 people, including 11 children, and wounding hundreds",
            [("killed", 80), ("injured", 200)],
        ),
        ("Some 130 hostages, mostly women, were killed.", [("killed", 130)]),
        ("The group fired 20 rockets and 5 drones at the base.", [("weapons", 20), ("weapons", 5)]),
        ("He left 12 books.", []),
        ("The death toll stands at 45, with 100 missing.", [("killed", 45)]),
        ("The death toll in Sunday's bombing in Lodar rose to 57.", [("killed", 57)]),
        ("The toll from the strike has now risen to 12.", [("killed", 12)]),
        ("Shells killed 42, bringing the toll to 188 since Monday.", [("killed", 42)]),
        ("Shells killed 42, bringing the death toll to 44.", [("killed", 42), ("killed", 44)]),
        ("The bell tolled for 12.", []),
        ("The killing of two police officers led to the arrest of nine men.", [("killed", 2), ("detained", 9)]),
    ],
)
def test_several_counts_and_none(sentence: str, expected: list[tuple[str, int]]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,200", 1200), ("1.2 million", 1_200_000), ("two dozen", 24), ("three hundred and five", 305),
        ("half a million", 500_000), ("twenty-five", 25), ("a hundred", 100), ("two hundred thousand", 200_000),
        ("a few", None), ("1.25", None),
    ],
)  # fmt: skip
def test_numbers(words: str, number: int | None) -> None:
    assert number_of(words) == number


def twice(text: str, *triggers: tuple[str, str]) -> Analysis:
    seen = analysis(text, triggers[0][0], kind=triggers[0][1])
    frames = tuple(analysis(text, words, kind=kind).frames[0] for words, kind in triggers)
    return replace(seen, frames=frames)


def test_a_count_goes_to_the_event_that_says_it() -> None:
    seen = twice("Police detained 14 men after the bombing killed 20.", ("detained", "COERCE"), ("bombing", "ASSAULT"))
    counts = counts_of(seen)
    assert {n: [(c.what, c.number) for c in own] for n, own in counts.items()} == {
        0: [("detained", 14)], 1: [("killed", 20)],
    }  # fmt: skip


def test_a_count_goes_to_no_event_of_another_kind() -> None:
    assert counts_of(analysis("The talks began after 20 people were killed.", "talks", kind="CONSULT")) == {}


def test_a_count_without_an_event_goes_to_the_one_of_the_sentence_before() -> None:
    text = "A bombing shook the town. Scores of people died."
    first, second = Span(0, 25), Span(26, len(text))
    seen = analysis(text, "bombing", kind="ASSAULT")
    seen = replace(seen, sentences=(replace(seen.sentences[0], span=first), replace(seen.sentences[0], span=second)))
    (count,) = counts_of(seen)[0]
    assert (count.what, count.number, count.bound) == ("killed", 40, "scores")
    two = replace(seen, frames=(*seen.frames, *seen.frames))
    assert counts_of(two) == {}


@pytest.mark.parametrize(
    ("second", "lent"),
    [
        ("The blast killed six.", True),
        ("On Monday it killed six.", True),
        ("Six people were killed.", True),
        ("A suicide bomber killed six people in Bannu.", False),
        ("In Bannu, gunmen killed six.", False),
    ],
)
def test_a_count_of_another_doer_is_lent_to_no_event(second: str, lent: bool) -> None:
    first = "A bombing shook the town."
    seen = analysis(f"{first} {second}", "bombing", kind="ASSAULT")
    spans = Span(0, len(first)), Span(len(first) + 1, len(first) + 1 + len(second))
    seen = replace(seen, sentences=tuple(replace(seen.sentences[0], span=span) for span in spans))
    assert bool(counts_of(seen)) == lent


@pytest.mark.parametrize("text", [" ten people were killed", "killed:  ten", "between  ten and 12", "\nten"])
def test_a_quantity_begins_with_its_first_word(text: str) -> None:
    assert [one.span.of(text).strip() for one in quantities(text, 0, len(text))] == [
        one.span.of(text) for one in quantities(text, 0, len(text))
    ]
    assert list(quantities(text, 0, len(text)))


def test_the_vocabulary_is_whole() -> None:
    words = table()
    assert set(get_args(Counted)) <= set(words)
    for what in get_args(Counted):
        assert set(words[what]["types"]) <= set(TYPES)
    assert set(words["bounds"].values()) == {"at least", "at most", "about"}
    known = {word for what in get_args(Counted) if what != "weapons" for word in words[what]["active"]}
    assert set(words["needs"]) <= known


PARTS = st.sampled_from([
    "at least", "between", "10", "15", "and", "to", "scores", "dozens", "of", "people", "were", "killed", "wounded",
    "a", "soldier", "half", "million", "two", "hundred", "missiles", "1,200", "3.5", ",", ".", "left", "dead",
    "arrested", "-",
])  # fmt: skip


@settings(deadline=None)  # the first example compiles the patterns
@given(st.one_of(st.text(), st.lists(PARTS, max_size=14).map(" ".join)))
def test_no_text_raises_and_every_count_stands_in_it(text: str) -> None:
    whole = Span(0, len(text))
    for one in find(text, whole):
        assert one.count.mention.span.within(whole)
        assert one.count.number >= 0
        assert one.count.most is None or one.count.most > one.count.number
    for quantity in quantities(text, 0, len(text)):
        assert quantity.span.within(whole)
