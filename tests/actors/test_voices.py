"""Whose word it is: who speaks, to whom, and who carried it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.build import cited

from whowhom import actors
from whowhom.coding import complete
from whowhom.types import Block, Role, Sentence, Span, Voices

DAY = date(2017, 4, 11)


def heard(text: str, *rows: tuple[str, str, str]) -> list[Voices]:
    return list(actors.load().link_with_voices(complete(cited(text, *rows, published=DAY)), [])[1])


def who(role: Role | None) -> tuple[str, str | None, str | None] | None:
    return None if role is None else (role.mention.text, role.actor.country, role.actor.sector)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker"),
    [
        # long descriptions: the name in them
        ("Christopher Abboud, a Twitter spokesman, said it was closed.", "Christopher Abboud, a Twitter spokesman,",
         "said", "it was closed", ("Christopher Abboud", "MNC", "BUS")),
        ("A Twitter spokesman, Christopher Abboud, said it was closed.", "A Twitter spokesman, Christopher Abboud,",
         "said", "it was closed", ("Christopher Abboud", "MNC", "BUS")),
        ("French Foreign Minister Aline Moreau said they wait.", "French Foreign Minister Aline Moreau", "said",
         "they wait", ("Aline Moreau", "FRA", "GOV")),
        ("\"No,\" said Guy Verhofstadt, the former Belgian prime minister.",
         "Guy Verhofstadt, the former Belgian prime minister", "said", '"No,"', ("Guy Verhofstadt", "BEL", "ELI")),
        ("Sen. Joan Marlow of Ohio, the ranking Democrat, said no.", "Sen. Joan Marlow of Ohio, the ranking Democrat,",
         "said", "no", ("Joan Marlow", "USA", "LEG")),
        ("Iran's Supreme Leader Ayatollah Ali Khamenei said no.", "Iran's Supreme Leader Ayatollah Ali Khamenei",
         "said", "no", ("Ali Khamenei", "IRN", "REL")),
        ("Charlie King, a Canadian minister, said no.", "Charlie King, a Canadian minister,", "said", "no",
         ("Charlie King", "CAN", "GOV")),
        # names that are no person's stay whole
        ("The Syrian Observatory for Human Rights said ten died.", "The Syrian Observatory for Human Rights", "said",
         "ten died", ("The Syrian Observatory for Human Rights", "SYR", "SOC")),
        ("British Prime Minister Theresa May's office said no.", "British Prime Minister Theresa May's office", "said",
         "no", ("Theresa May's office", "GBR", "GOV")),
        ("Trump's administration and several allies say it was so.", "Trump's administration and several allies", "say",
         "it was so", ("Trump's administration", "USA", "GOV")),
        ("Turkey's Foreign Ministry said no.", "Turkey's Foreign Ministry", "said", "no",
         ("Turkey's Foreign Ministry", "TUR", "GOV")),
        ("The Norwegian minister said no.", "The Norwegian minister", "said", "no",
         ("The Norwegian minister", "NOR", "GOV")),
        ("People for the Ethical Treatment of Animals said no.", "People for the Ethical Treatment of Animals", "said",
         "no", ("People for the Ethical Treatment of Animals", None, "CVL")),
        # those who speak for somebody
        ("In Syria, a spokesman for Erdogan said no.", "a spokesman for Erdogan", "said", "no",
         ("a spokesman for Erdogan", "TUR", "GOV")),
        ("A spokesman for German Chancellor Olaf Scholz said no.", "A spokesman for German Chancellor Olaf Scholz",
         "said", "no", ("A spokesman for German Chancellor Olaf Scholz", "DEU", "GOV")),
        ("A spokesman for the French president, Emmanuel Macron, said no.",
         "A spokesman for the French president, Emmanuel Macron,", "said", "no",
         ("A spokesman for the French president", "FRA", "GOV")),
        ("A spokeswoman for Emmanuel Macron said no.", "A spokeswoman for Emmanuel Macron", "said", "no",
         ("A spokeswoman for Emmanuel Macron", "FRA", "GOV")),
        ("An aide to President Trump said no to Iran.", "An aide to President Trump", "said", "no",
         ("An aide to President Trump", "USA", "GOV")),
        ("A spokesman for the premier, General Jan Nowak, said no in Mali.",
         "A spokesman for the premier, General Jan Nowak,", "said", "no",
         ("A spokesman for the premier", "MLI", "GOV")),  # whose name it is stays open
        ("A spokesman for Mr. Putin, Jan Nowak, said no.", "A spokesman for Mr. Putin, Jan Nowak,", "said", "no",
         ("Jan Nowak", "RUS", "GOV")),
        ("The spokesman of the president, Dmitry Peskov, said no.", "The spokesman of the president, Dmitry Peskov,",
         "said", "no", ("Dmitry Peskov", "RUS", "GOV")),
        ("A spokesman for the German government, Jan Nowak, said no.",
         "A spokesman for the German government, Jan Nowak,", "said", "no", ("Jan Nowak", "DEU", "GOV")),
        # what speaks and is nobody
        ("In Peru, polls showed it.", "polls", "showed", "it", ("polls", None, None)),
        ("Peruvian court documents showed it.", "Peruvian court documents", "showed", "it",
         ("Peruvian court documents", "PER", None)),
        ("It is feared that many died.", "", "is feared", "that many died", None),
    ],
)  # fmt: skip
def test_speakers(
    text: str, source: str, cue: str, content: str, speaker: tuple[str, str | None, str | None] | None
) -> None:
    [voices] = heard(text, (source, cue, content))
    assert who(voices.speaker) == speaker


def test_whoever_serves_somebody_does_not_have_their_name() -> None:
    text = "A spokesman for German Chancellor Angela Merkel said no."
    [voices] = heard(text, ("A spokesman for German Chancellor Angela Merkel", "said", "no"))
    assert voices.speaker is not None
    assert (voices.speaker.actor.name, voices.speaker.actor.office) == (None, "spokesman")


def test_a_pronoun_is_who_spoke_before() -> None:
    text = "Turkish Foreign Minister Cem Aksoy said no. He added that Israel must wait."
    rows = [("Turkish Foreign Minister Cem Aksoy", "said", "no"), ("He", "added", "that Israel must wait")]
    assert [who(voices.speaker) for voices in heard(text, *rows)] == [
        ("Cem Aksoy", "TUR", "GOV"), ("He", "TUR", "GOV"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "row", "addressee"),
    [
        ('"No," Moreau told reporters.', ("Moreau", "told", '"No,"'), ("reporters", None, "JRN")),
        ("Moreau told the BBC she would wait.", ("Moreau", "told", "she would wait"), ("the BBC", "GBR", "JRN")),
        ("Moreau told the BBC's Ann Hart on Monday that she waits.", ("Moreau", "told", "that she waits"),
         ("the BBC's Ann Hart", "GBR", "JRN")),
        ("In a letter to the Security Council on Monday, Iran denied it.", ("Iran", "denied", "it#2"),
         ("the Security Council", "UNO", None)),
        ("Moreau said in an interview with Reuters that she waits.", ("Moreau", "said", "that she waits"),
         ("Reuters", "GBR", "JRN")),
        ("Speaking to reporters in Oslo, Moreau said no.", ("Moreau", "said", "no"), ("reporters", None, "JRN")),
        ("Kyiv will wait, Zelensky wrote to the UN.", ("Zelensky", "wrote", "Kyiv will wait"), ("the UN", "UNO", None)),
        ("Moreau urged Israel to wait.", ("Moreau", "urged", "Israel to wait"), ("Israel", "ISR", "GOV")),
        ("Moreau warned Syria that she waits.", ("Moreau", "warned", "that she waits"), ("Syria", "SYR", "GOV")),
        ("Moreau told USA Today then that she waits.", ("Moreau", "told", "that she waits"),
         ("USA Today", "USA", "JRN")),
        ("Moreau told Sen. Joan Marlow of Ohio that she waits.", ("Moreau", "told", "that she waits"),
         ("Joan Marlow", "USA", "LEG")),
        ("NATO ordered the deployment of four units to Estonia.",
         ("NATO", "ordered", "the deployment of four units to Estonia"), None),
        ("After her meeting with Obama, Moreau announced that she waits.", ("Moreau", "announced", "that she waits"),
         None),
        ("Moreau told the truth about it.", ("Moreau", "told", "the truth about it"), None),
        ("Moreau urged restraint.", ("Moreau", "urged", "restraint"), None),
        ("Moreau warned of war.", ("Moreau", "warned", "of war"), None),
        ("Moreau said no and vowed to fight it.", ("Moreau", "said", "no"), None),
    ],
)  # fmt: skip
def test_addressees(text: str, row: tuple[str, str, str], addressee: tuple[str, str | None, str | None] | None) -> None:
    [voices] = heard(text, row)
    assert who(voices.addressee) == addressee


@pytest.mark.parametrize(
    ("text", "row", "via"),
    [
        ("Ten died, the army said, according to Reuters.", ("the army", "said", "Ten died"), "Reuters"),
        ("Ten died, the army said, Reuters reported.", ("the army", "said", "Ten died"), "Reuters"),
        ("Lavrov was quoted by Tass as saying no.", ("Lavrov", "was quoted", "no"), "Tass"),
        ("Iran denied it, according to a copy seen by Reuters.", ("Iran", "denied", "it"), "Reuters"),
        ("Iran denied it, state television said, citing Tass.", ("Iran", "denied", "it"), "Tass"),
        ("Iran denied it, citing the cost.", ("Iran", "denied", "it"), None),
        ("Ten died, according to Reuters.", ("Reuters", "according to", "Ten died"), None),
        ("Ten died, the army told Reuters.", ("the army", "told", "Ten died"), None),
        ("Ten died, the army said. More died, according to Reuters.", ("the army", "said", "Ten died"), None),
    ],
)
def test_carriers(text: str, row: tuple[str, str, str], via: str | None) -> None:
    [voices] = heard(text, row)
    assert (voices.via.mention.text if voices.via else None) == via


def test_nested_the_speaker_is_the_inner_source_and_the_outer_one_carried_it() -> None:
    text = "“We wait,” Tillerson said before leaving, according to Reuters."
    inner, outer = heard(text, ("Reuters", "according to", "“We wait,” Tillerson said before leaving"))
    assert (who(inner.speaker), who(inner.via)) == (("Tillerson", "USA", "GOV"), ("Reuters", "GBR", "JRN"))
    assert (who(outer.speaker), outer.via) == (("Reuters", "GBR", "JRN"), None)


def test_nobody_carries_their_own_word() -> None:
    text = "Turkey blamed Iran for the raid, Turkey said."
    inner, _ = heard(
        text, ("Turkey", "blamed", "Iran for the raid"), ("Turkey#2", "said", "Turkey blamed Iran for the raid")
    )
    assert who(inner.speaker) == ("Turkey", "TUR", "GOV")
    assert inner.via is None


def test_quoted_by_another() -> None:
    text = "Tass quoted Foreign Minister Sergei Lavrov as saying the talks had failed."
    outer, inner = heard(text, ("Tass", "quoted", "Foreign Minister Sergei Lavrov as saying the talks had failed"))
    assert (who(inner.speaker), who(inner.via)) == (("Sergei Lavrov", "RUS", "GOV"), ("Tass", "RUS", "JRN"))
    assert outer.via is None


def test_events_are_linked_as_without_voices() -> None:
    analysis = complete(cited("Moreau told Israel that Peru waits.", ("Moreau", "told", "that Peru waits")))
    linker = actors.load()
    parties, _, undecided = linker.link_with_voices(analysis, [])
    assert (parties, undecided) == linker.link(analysis, [])


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "Foreign Minister Aline\nMoreau told the Security\nCouncil that Peru waits."
    analysis = cited(text, ("Foreign Minister Aline\nMoreau", "told", "that Peru waits"), published=DAY)
    whole = Span(0, len(text))
    analysis = replace(analysis, body=replace(analysis.body, blocks=(Block(whole, "body", True, "test"),)))
    analysis = replace(analysis, sentences=(Sentence(whole, 0),))
    [voices] = actors.load().link_with_voices(analysis, [])[1]
    assert [role and role.mention.text for role in (voices.speaker, voices.addressee)] == [
        "Aline\nMoreau", "the Security\nCouncil",
    ]  # fmt: skip
    assert voices.addressee is not None
    assert voices.addressee.actor.org == "UNSC"


@pytest.mark.parametrize("words", ["’", "“”", "...", "the of and", "\u200b", "a" * 3000])
def test_strange_sources_do_no_harm(words: str) -> None:
    text = f"{words} said to {words} according to {words}, in a letter to {words}."
    [voices] = heard(text, (words, "said", "in a letter"))
    assert voices.speaker is None or voices.speaker.mention.span.of(text) == voices.speaker.mention.text
