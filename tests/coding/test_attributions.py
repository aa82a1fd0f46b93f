"""Attributions made whole: what goes on, who speaks within, what is nobody's."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.build import cited, scored

from whowhom.coding import complete
from whowhom.reading import article
from whowhom.types import Analysis, Attribution, Block, Body, Frame, Span

Row = tuple[str, str, str]


def completed(text: str, *rows: Row) -> list[Row]:
    return [
        tuple("|".join(piece.of(text) for piece in part) for part in (each.source, each.cue, each.content))  # type: ignore[misc]
        for each in complete(cited(text, *rows)).attributions
    ]


GOES_ON = [
    # the same paragraph: a sentence of its own, or the sentence taken up again
    ("“We wait,” Moreau said. “We hope.”", "“We wait,”", "“We wait,”|“We hope.”"),
    ("“We wait,” Moreau said, “and we hope.”", "“We wait,”", "“We wait,”|“and we hope.”"),
    ("“We wait,” Moreau said on the channel's “Late Talk.”", "“We wait,”", "“We wait,”"),
    # the next paragraph: left open, or a quotation from end to end
    ("“We wait,” Moreau said. “We hope.\n“We go.”", "“We wait,”", "“We wait,”|“We hope.|“We go.”"),
    ("“We wait,” Moreau said.\n“We shall not wait long.”", "“We wait,”", "“We wait,”|“We shall not wait long.”"),
    ("“We wait,” Moreau said.\n\n“We hope to go.”\n\n“We are sure of it.”", "“We wait,”",
     "“We wait,”|“We hope to go.”|“We are sure of it.”"),
    # and what does not go on
    ("“We wait,” Moreau said.\nIt rained.\n“We shall not wait long.”", "“We wait,”", "“We wait,”"),
    ("“We wait,” Moreau said.\n“Related:”", "“We wait,”", "“We wait,”"),
    ("“We wait,” Moreau said.\n'A long and winding road.'", "“We wait,”", "“We wait,”"),
    ("“We wait, Moreau said.\n“HALE: And who pays for it?", "“We wait, ", "“We wait"),
    ("“We wait,” Moreau said.\n“We shall see to it,” her rival replied.", "“We wait,”", "“We wait,”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "content", "whole"), GOES_ON)
def test_quotations_that_go_on(text: str, content: str, whole: str) -> None:
    assert completed(text, ("Moreau", "said", content)) == [("Moreau", "said", whole)]


def test_what_is_no_story_parts_no_quotation() -> None:
    analysis = cited(
        "“We wait,” Moreau said.\nPhoto: A. Hale\n“We shall not wait long.”", ("Moreau", "said", "“We wait,”")
    )
    first, credit, last = analysis.body.blocks
    blocks = (first, replace(credit, kind="credit", kept=False), last)
    [whole] = complete(replace(analysis, body=replace(analysis.body, blocks=blocks))).attributions
    assert whole.content[-1] == last.span


def test_a_quotation_of_somebody_else_is_left_to_them() -> None:
    text = "“We wait,” Moreau said.\n“We shall not wait,” Hale said."
    rows = [("Moreau", "said", "“We wait,”"), ("Hale", "said#2", "“We shall not wait,”")]
    assert [content for _, _, content in completed(text, *rows)] == ["“We wait,”", "“We shall not wait,”"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "within"),
    [
        ("“We wait,” Moreau said, according to Reuters.", "Reuters", "according to", "“We wait,” Moreau said",
         ("Moreau", "said", "“We wait,”")),
        ("“We wait,” said Moreau in Lyon, according to Reuters.", "Reuters", "according to",
         "“We wait,” said Moreau in Lyon", ("Moreau", "said", "“We wait,”")),
        ("He urged his colleagues to wait, Reuters reported.", "Reuters", "reported", "He urged his colleagues to wait",
         ("He", "urged", "his colleagues to wait")),
        ("According to Reuters, she will seek a pledge.", "Reuters", "According to", "she will seek a pledge",
         ("she", "will seek", "a pledge")),
        ("On Monday, Moreau told the envoys that they must wait, according to Reuters.", "Reuters", "according to",
         "On Monday, Moreau told the envoys that they must wait", ("Moreau", "told", "they must wait")),
        ("Tass quoted the minister as saying the talks were off.", "Tass", "quoted",
         "the minister as saying the talks were off", ("the minister", "as saying", "the talks were off")),
        ("The bridge was closed for repair, according to Reuters.", "Reuters", "according to",
         "The bridge was closed for repair", None),
        ("Angry remarks made her leave, according to Reuters.", "Reuters", "according to",
         "Angry remarks made her leave", None),
        ("Moreau said he would wait, Hale insisted.", "Hale", "insisted", "Moreau said he would wait", None),
    ],
)  # fmt: skip
def test_who_speaks_within_what_others_carry(
    text: str, source: str, cue: str, content: str, within: Row | None
) -> None:
    found = completed(text, (source, cue, content))
    assert (source, cue, content) in found
    assert [row for row in found if row[0] != source] == ([within] if within else [])


def test_what_the_model_marked_within_is_not_made_again() -> None:
    text = "“We wait,” Moreau said, according to Reuters."
    rows = [("Moreau", "said", "“We wait,”"), ("Reuters", "according to", "“We wait,” Moreau said")]
    assert len(completed(text, *rows)) == 2


@pytest.mark.parametrize(
    ("text", "row", "kept"),
    [
        ('Aides seemed more "Moscow-friendly" than before.', ("Aides", "seemed", 'more "Moscow-friendly" than before'),
         False),
        ('Hale acted in the film "Greys".', ("Hale", "acted in", 'the film "Greys"'), True),
        ('Hale praised the film "Greys".', ("Hale", "praised", '"Greys"'), False),
        ('A book titled "How We Waited" came out.', ("A book", "titled", '"How We Waited"'), False),
        ('There was a "special relationship".', ("", "was", '"special relationship"'), False),
        ('Hale described the siege as "murderous".', ("Hale", "described", 'the siege as "murderous"'), True),
        ('Hale called him "a liar".', ("Hale", "called", '"a liar"'), True),
        ('"Never," Hale barked.', ("Hale", "barked", '"Never,"'), True),
        ('Hale seemed to think that it "will end in tears for all of us in this town".',
         ("Hale", "seemed", 'to think that it "will end in tears for all of us in this town"'), True),
    ],
)  # fmt: skip
def test_scare_quotes_and_titles_are_nobodys(text: str, row: Row, kept: bool) -> None:
    assert completed(text, row) == ([row] if kept else [])


def with_event(found: Analysis, words: str, kind: str) -> Analysis:
    mark = scored(found.article.text, words)
    assert mark is not None
    return replace(found, frames=(Frame(mark, kind, None, "actual", 0, 0.9),))


@pytest.mark.parametrize(
    ("text", "row", "event", "kept"),
    [
        ("Gabon threw out the envoy.", ("Gabon", "threw out", "the envoy"), "SANCTION", False),
        ("Gabon threw out the envoy.", ("Gabon", "threw out", "the envoy"), "REJECT", True),
        ("Gabon signed the treaty.", ("Gabon", "signed", "the treaty"), "SUPPORT", False),
        ("Gabon has cancelled the visit.", ("Gabon", "has cancelled", "the visit"), "REJECT", False),
        ("Gabon failed to reach agreement.", ("Gabon", "failed to reach", "agreement"), "REJECT", False),
        ("Gabon complimented the envoy.", ("Gabon", "complimented", "the envoy"), "SUPPORT", True),
        ("Gabon bristled at the envoy.", ("Gabon", "bristled at", "the envoy"), "", True),
        ("Gabon threw out that the envoy lied.", ("Gabon", "threw out", "that the envoy lied"), "SANCTION", True),
        ("Gabon threw out “the worst of envoys yet”.", ("Gabon", "threw out", "“the worst of envoys yet”"), "SANCTION",
         True),
        ("Gabon condemned the raid.", ("Gabon", "condemned", "the raid"), "ASSAULT", True),
        ("Gabon recalled its envoy.", ("Gabon", "recalled", "its envoy"), "", False),
        ("Moreau recalled that he had waited.", ("Moreau", "recalled", "that he had waited"), "", True),
    ],
)  # fmt: skip
def test_a_deed_is_nobodys_statement(text: str, row: Row, event: str, kept: bool) -> None:
    found = cited(text, row)
    if event:
        found = with_event(found, row[1], event)
    assert bool(complete(found).attributions) == kept


@pytest.mark.parametrize(
    ("text", "row", "kept"),
    [
        ("Gabon to sign a treaty", ("Gabon", "to sign", "a treaty"), False),
        ("Poll: Most want a treaty", ("Poll", ":", "Most want a treaty"), True),
        ("Gabon says it wants a treaty", ("Gabon", "says", "it wants a treaty"), True),
    ],
)
def test_a_deed_in_a_headline_is_nobodys_statement(text: str, row: Row, kept: bool) -> None:
    found = cited(text, row)
    blocks = tuple(replace(block, kind="title") for block in found.body.blocks)
    assert bool(complete(replace(found, body=replace(found.body, blocks=blocks))).attributions) == kept
    assert complete(found).attributions


@pytest.mark.parametrize(
    ("text", "row", "source"),
    [
        ("Asked whether he would wait, Moreau said no.", ("Moreau", "Asked", "whether he would wait"), ""),
        ("Asked about the raid, Moreau left.", ("Moreau", "Asked about", "the raid"), ""),
        ("When asked if he would wait, Moreau left.", ("Moreau", "asked", "if he would wait"), ""),
        ("Moreau was repeatedly asked why he waited.", ("Moreau", "asked", "why he waited"), ""),
        ("Asked by Hale whether he would wait, Moreau left.", ("Hale", "Asked", "whether he would wait"), "Hale"),
        ("Moreau asked whether they would wait.", ("Moreau", "asked", "whether they would wait"), "Moreau"),
    ],
)
def test_whoever_is_asked_is_not_who_asks(text: str, row: Row, source: str) -> None:
    assert completed(text, row) == [(source, *row[1:])]


@pytest.mark.parametrize(
    ("text", "cue", "short"),
    [
        ("Moreau told the paper of a plan", "told the", "told"),
        ("Moreau told CNN of a plan", "told CNN", "told"),
        ("Moreau told me of a plan", "told me", "told"),
        ("Moreau has said in an interview it was late", "has said in an interview", "has said"),
        ("Moreau said Tuesday it was late", "said Tuesday", "said"),
        ("According to a court it was late", "According to a", "According to"),
        ("Moreau made the point", "made the", "made"),
        ("Moreau said sarcastically it was late", "said sarcastically", "said sarcastically"),
        ("Moreau told about the plan", "told about", "told about"),
    ],
)
def test_a_cue_ends_before_whom_it_was_said_to(text: str, cue: str, short: str) -> None:
    assert [row[1] for row in completed(text, ("Moreau" if "Moreau" in text else "", cue, ""))] == [short]


@pytest.mark.parametrize(
    ("text", "row", "neat"),
    [
        ("According to Hale, Bonn will wait.", ("Hale", "According to", ", Bonn will wait."),
         ("Hale", "According to", "Bonn will wait.")),
        ("Hale said, “we wait,” and left.", ("Hale", "said", ", “we wait,” "), ("Hale", "said", "“we wait,”")),
        ("Hale said $5 was due - ", ("Hale", "said", "$5 was due - "), ("Hale", "said", "$5 was due")),
        ("Envoys of Gabon\nAnna Hale in Lagos\nsaid so.", ("Envoys of Gabon\nAnna Hale in Lagos", "said", "so"),
         ("Anna Hale in Lagos", "said", "so")),
        ("Rebels took the town. The union said so.", ("Rebels took the town. The union", "said", "so"),
         ("The union", "said", "so")),
        ("Mr. Hale of the U.S. mission said so.", ("Mr. Hale of the U.S. mission", "said", "so"),
         ("Mr. Hale of the U.S. mission", "said", "so")),
    ],
)  # fmt: skip
def test_pieces_hold_what_belongs_to_them(text: str, row: Row, neat: Row) -> None:
    assert completed(text, row) == [neat]


@pytest.mark.shared
def test_polnears_contents_are_found_again_when_what_goes_on_is_taken_away(shared: Path) -> None:
    """On gold without any piece of content but the first, most quoted ones come back and few are wrong."""
    right = wrong = missed = 0
    with gzip.open(shared / "data/polnear/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"]
            spans = [Span(*place) for place in _lines(text)]
            body = Body(article(text), tuple(Block(span, "body", True, "") for span in spans))
            gold = [{name: sorted(Span(*p) for p in each[name]) for name in each} for each in row["statements"]]
            marked = tuple(
                Attribution(tuple(each["cue"]), tuple(each["source"]), tuple(each["content"][:1]), 0, 1.0)
                for each in gold if each["cue"] and each["content"]
            )  # fmt: skip
            wanted = {
                (tuple(each["cue"]), piece)
                for each in gold for piece in each["content"][1:] if text[piece.start] in "“\"'"
            }  # fmt: skip
            for each in complete(Analysis(body, (), (), marked)).attributions:
                for piece in each.content[1:]:
                    hits = {pair for pair in wanted if pair[0] == each.cue and pair[1].overlaps(piece)}
                    right, wrong, wanted = right + bool(hits), wrong + (not hits), wanted - hits
            missed += len(wanted)
    assert right / (right + wrong) > 0.9
    assert right / (right + missed) > 0.8


def _lines(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            places.append((at, at + len(line)))
        at += len(line) + 1
    return places
