"""What speaks for a party: an encoder's evidence, speakers, gender, and the words themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.build import analysis

from whowhom.actors import Linker
from whowhom.actors.antecedents import Answer, candidates, pair
from whowhom.actors.clues import Question, features
from whowhom.actors.scene import Scene
from whowhom.actors.sectors import Labelled, clues
from whowhom.knowledge.match import names
from whowhom.types import Actor, Analysis, Attribution, Span


class Told:
    """Likeness by the words that are asked for."""

    def __init__(self, text: str, context: str, **likeness: float) -> None:
        self._whole, self._shift, self._likeness = context + text, len(context), likeness

    def likeness(self, mention: Span, other: Span) -> float | None:
        return self._likeness.get(self._whole[other.start + self._shift : other.end + self._shift])


def asked(seen: Analysis) -> tuple[Scene, Question]:
    """The scene and question that the resolver gets for the only mention."""
    got: list[tuple[Scene, Question]] = []

    def note(scene: Scene, question: Question) -> Answer:
        got.append((scene, question))
        return Answer(Actor(), 0.0)

    Linker(names(), note).link(seen, [None] * len(seen.frames))
    return got[0]


def told(seen: Analysis, code: str) -> set[str]:
    """The clues of one party."""
    scene, question = asked(seen)
    return set(features(scene, question, code, candidates(scene, question)))


CONTEXT = "Peru closed its border."
TEXT = "Chile protested, and it warned them."


def with_pointers() -> Analysis:
    seen = analysis(TEXT, "warned", actors=("it",), context=CONTEXT)
    return replace(seen, pointers=Told(TEXT, CONTEXT, Peru=1.0, Chile=-1.0))


def test_likeness_becomes_each_partys_share() -> None:
    scene, question = asked(with_pointers())
    shares = {code: each.pointed for code, each in candidates(scene, question).items()}
    assert shares == {"PER": pytest.approx(0.665, abs=1e-3), "CHL": pytest.approx(0.09, abs=1e-3)}
    assert {"pointed 0.65"} == told(with_pointers(), "PER") & {"pointed 0.65", "pointed 0.8"}
    assert {"none pointed 0.2"} == told(with_pointers(), "") & {"none pointed 0.2", "none pointed 0.35"}


def test_without_an_encoder_nothing_is_pointed_at() -> None:
    seen = replace(with_pointers(), pointers=None)
    assert not any("pointed" in clue for code in ("PER", "CHL", "") for clue in told(seen, code))


def test_sectors_of_the_encoder_are_clues_in_steps() -> None:
    seen = analysis(TEXT, "warned", actors=("it",))
    frame = seen.frames[0]
    scored = replace(frame.actors[0], sectors=(("MIL", 0.7), ("", 0.3)))
    frame = replace(frame, actors=(scored,))
    scene, question = asked(seen)
    labelled = Labelled(scored.span, question.words, frame, Actor("CHL"), "antecedent")
    found = {clue for clue in clues(scene, labelled) if clue.startswith("encoder")}
    assert found == {
        "encoder MIL 0.05", "encoder MIL 0.2", "encoder MIL 0.4", "encoder MIL 0.6", "encoder none 0.05",
        "encoder none 0.2",
    }  # fmt: skip


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(each), text.index(each) + len(each)) for each in words)


def test_who_speaks_is_whom_the_attribution_cites() -> None:
    text = "Peru told Chile that it had warned them"
    seen = analysis(text, "warned", actors=("it",))
    said = Attribution(spans(text, "told"), spans(text, "Peru"), spans(text, "it had warned them"), 0, 0.9)
    seen = replace(seen, attributions=(said,))
    assert "reported speaks" in told(seen, "PER")
    assert "reported speaks not" in told(seen, "CHL")


def test_a_speaker_called_by_a_pronoun_is_the_last_one_called_otherwise() -> None:
    text = "Peru said that Chile lied. It added that we warned them"
    seen = analysis(text, "warned", actors=("we",))
    first = Attribution(spans(text, "said"), spans(text, "Peru"), spans(text, "Chile lied"), 0, 0.9)
    second = Attribution(spans(text, "added"), spans(text, "It"), spans(text, "we warned them"), 1, 0.9)
    seen = replace(seen, attributions=(first, second))
    assert "reported speaks" in told(seen, "PER")
    assert "reported speaks not" in told(seen, "CHL")


def test_without_attributions_a_verb_beside_the_quotation_tells() -> None:
    text = "Chile protested. \u201cThen we warned them,\u201d Peru said."
    seen = analysis(text, "warned", actors=("we",))
    assert "quoted speaks" in told(seen, "PER")
    assert "quoted speaks not" in told(seen, "CHL")


@pytest.mark.parametrize(
    ("pronoun", "woman", "man"), [("she", "fits", "fits not"), ("he", "fits not", "fits"), ("it", None, None)]
)
def test_gender_of_a_pronoun(pronoun: str, woman: str | None, man: str | None) -> None:
    text = f"German Chancellor Angela Merkel met French President Emmanuel Macron before {pronoun} warned them"
    seen = analysis(text, "warned", actors=(pronoun,))
    for code, expected in (("DEU", woman), ("FRA", man)):
        genders = {clue for clue in told(seen, code) if clue.startswith("gender of")}
        assert genders == ({f"gender of the last {expected}"} if expected else set())


@pytest.mark.parametrize(
    ("text", "mention", "both"),
    [
        ("Peru and Chile met. The two countries warned them", "The two countries", {"PER", "CHL"}),
        ("Peru met Chile and Bolivia. The two countries warned them", "The two countries", set()),
        ("Peru rejoiced. Both leaders warned them", "Both leaders", set()),
    ],
)
def test_two_states_are_the_only_ones_named_near(text: str, mention: str, both: set[str]) -> None:
    seen = analysis(text, "warned", actors=(mention,))
    words = Linker(names()).lexicon.take_apart(mention)
    scene = Scene.of(text, "", names(), Linker(names()).lexicon, None)
    assert words.pair
    assert {
        actor.country for actor in pair(scene, Question(seen.frames[0].actors[0].span, words, seen.frames[0], None))
    } == both


@pytest.mark.parametrize(
    ("text", "mention", "code"),
    [
        ("Iraq let aid agencies in, they warned them", "aid agencies", "NGO"),
        ("Iraq said foreign fighters warned them", "foreign fighters", "IMG"),
        ("Iraq heard that the Treasury secretary warned them", "Treasury secretary", "USA"),
    ],
)
def test_words_lead_to_a_party_that_no_name_tells(text: str, mention: str, code: str) -> None:
    scene, question = asked(analysis(text, "warned", actors=(mention,)))
    assert candidates(scene, question)[code].expected
