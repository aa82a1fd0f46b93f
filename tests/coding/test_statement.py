"""Statements from attributions: their manner, kind and id."""

from __future__ import annotations

import pytest
from tests.build import cited

from whowhom.coding import assemble, complete, record
from whowhom.coding.statement import statements
from whowhom.types import Actor, Analysis, Mention, Role, Span, Statement, Voices

Row = tuple[str, str, str]


def stated(text: str, *rows: Row) -> list[Statement]:
    analysis = complete(cited(text, *rows))
    return list(statements(analysis, [Voices()] * len(analysis.attributions)))


TABLE = [
    # text, attributions, expected: (cue, manner, kind, content)
    ("“We wait,” Moreau said.", [("Moreau", "said", "“We wait,”")], [("said", "direct", "speech", ["“We wait,”"])]),
    ("Moreau said they would wait.", [("Moreau", "said", "they would wait")],
     [("said", "indirect", "speech", ["they would wait"])]),
    ("Her office said she and Hale \"agreed to wait.\"", [("Her office", "said", 'she and Hale "agreed to wait."')],
     [("said", "mixed", "speech", ['she and Hale "agreed to wait."'])]),
    ("Moreau said that “all must wait.”", [("Moreau", "said", "that “all must wait.”")],
     [("said", "direct", "speech", ["that “all must wait.”"])]),
    ("“[The envoys] can wait,” Moreau said.", [("Moreau", "said", "“[The envoys] can wait,”")],
     [("said", "direct", "speech", ["“[The envoys] can wait,”"])]),
    ("\"We hope,\" she said, \"that it ends.\"", [("she", "said", '"We hope,"|"that it ends."')],
     [("said", "direct", "speech", ['"We hope,"', '"that it ends."'])]),
    ("'The workers' rights matter,' Hale said.", [("Hale", "said", "'The workers' rights matter,'")],
     [("said", "direct", "speech", ["'The workers' rights matter,'"])]),
    ("``We wait,'' Hale said.", [("Hale", "said", "``We wait,''")], [("said", "direct", "speech", ["``We wait,''"])]),
    ("„Wir warten“, sagte Hale.", [("Hale", "sagte", "„Wir warten“")],
     [("sagte", "direct", "speech", ["„Wir warten“"])]),
    ("«On attend», Moreau said.", [("Moreau", "said", "«On attend»")],
     [("said", "direct", "speech", ["«On attend»"])]),
    ("“We wait,\" Moreau said.", [("Moreau", "said", "“We wait,\"")],
     [("said", "direct", "speech", ["“We wait,\""])]),
    ("“We wait. We hope.\n“We shall go,” Moreau said.",
     [("Moreau", "said", "“We wait. We hope.|“We shall go,”")],
     [("said", "direct", "speech", ["“We wait. We hope.", "“We shall go,”"])]),
    ("“We wait,” Moreau told reporters.\n“We shall not wait long,” she added. “Not a day.”",
     [("Moreau", "told", "“We wait,”"), ("she", "added", "“We shall not wait long,”")],
     [("told", "direct", "speech", ["“We wait,”"]),
      ("added", "direct", "speech", ["“We shall not wait long,”", "“Not a day.”"])]),
    ("Peru hopes the talks resume. Chile believes they will.",
     [("Peru", "hopes", "the talks resume"), ("Chile", "believes", "they will")],
     [("hopes", "indirect", "intention", ["the talks resume"]), ("believes", "indirect", "belief", ["they will"])]),
    ("It is feared that many died.", [("", "is feared", "that many died")],
     [("is feared", "indirect", "belief", ["that many died"])]),
    ("Hale described the siege as \"murderous\" and the aides seemed more \"Moscow-friendly\" than before.",
     [("Hale", "described", 'the siege as "murderous"'), ("the aides", "seemed", 'more "Moscow-friendly" than before')],
     [("described", "mixed", "speech", ['the siege as "murderous"'])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows", "expected"), TABLE)
def test_statements(text: str, rows: list[Row], expected: list[tuple[str, str, str, list[str]]]) -> None:
    found = [(s.cue[0].text, s.manner, s.kind, [piece.text for piece in s.content]) for s in stated(text, *rows)]
    assert found == expected


def test_the_id_follows_from_article_and_words() -> None:
    row = ("Moreau", "said", "they wait")
    [one], [again], [other] = (
        stated(text, row) for text in ("Moreau said they wait.", "Moreau said they wait.", "Moreau said they wait!")
    )
    assert one.id == again.id != other.id
    assert len(one.id) == 16


def test_the_same_words_twice_are_one_statement() -> None:
    row = ("Moreau", "said", "they wait")
    assert len(stated("Moreau said they wait.", row, row)) == 1


def test_every_attribution_needs_its_voices() -> None:
    with pytest.raises(ValueError, match="zip"):
        statements(cited("Moreau said they wait.", ("Moreau", "said", "they wait")), [])


def voiced(analysis: Analysis) -> Voices:
    span = analysis.attributions[0].source[0]
    mention = Mention(span, span.of(analysis.article.text))
    return Voices(Role(mention, Actor("FRA", None, "GOV", "Aline Moreau"), "title before the name", 0.9))


def test_the_record_of_a_statement_is_what_the_scorer_reads() -> None:
    analysis = cited("Moreau said they wait.", ("Moreau", "said", "they wait"))
    coding = assemble(analysis, [], [], [], [], {}, voices=[voiced(analysis)])
    [made] = record(coding)["statements"]
    assert (made["source"], made["cue"], made["content"]) == ([[0, 6]], [[7, 11]], [[12, 21]])
    assert made["speaker"] == {
        "text": "Moreau", "start": 0, "end": 6, "country": "FRA", "org": None, "sector": "GOV", "name": "Aline Moreau",
    }  # fmt: skip
    assert (made["addressee"], made["via"], made["manner"], made["kind"]) == (None, None, "indirect", "speech")
    assert made["confidence"] == 0.9


def test_a_speaker_whom_nothing_tells_is_left_open() -> None:
    analysis = cited("Moreau said they wait.", ("Moreau", "said", "they wait"))
    role = Role(Mention(Span(0, 6), "Moreau"), Actor(), "", 0.0)
    coding = assemble(analysis, [], [], [], [], {}, voices=[Voices(role)])
    assert [(row.field, row.mention.text) for row in coding.undecided] == [("speaker", "Moreau")]
    assert not assemble(analysis, [], [], [], [], {}, voices=[voiced(analysis)]).undecided
