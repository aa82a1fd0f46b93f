"""Who asserts what, who denies it, and what follows for the event: on sentences of ours."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest
from tests.marked import read

from whowhom.coding.claim import claims
from whowhom.coding.stances import forms, sense, table
from whowhom.types import CueKind, Manner, Stance

TABLE = Path(__file__).with_name("claims.csv")


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["marked"])
def test_every_stance_of_the_table(case: dict[str, str]) -> None:
    marked = read(case["marked"])
    assert case["kind"] in get_args(CueKind)
    assert case["manner"] in get_args(Manner)
    statements = marked.statements(case["manner"], case["kind"])  # type: ignore[arg-type]
    events, made, _ = claims(marked.analysis, marked.events, statements)
    told = "; ".join(f"{claim.statement} {claim.event} {claim.stance}: {claim.rule}" for claim in made)
    assert told == case["claims"]
    assert " ".join(event.status for event in events) == case["statuses"]
    for claim in made:
        if claim.evidence is not None:
            assert claim.evidence.span.of(marked.text) == claim.evidence.text


def test_the_table_holds_every_stance_and_is_large() -> None:
    told = " ".join(case["claims"] for case in cases())
    assert all(f" {stance}: " in told for stance in get_args(Stance))
    assert len({case["marked"] for case in cases()}) >= 60


def test_a_denial_that_fits_nothing_is_left_open_with_what_it_may_mean() -> None:
    marked = read(
        "[a USA|Washington] {a|said} <a|Russian jets had *ASSAULT/aerial alleged RUS>SYR|bombed* the town>. "
        "[b TUR|Ankara] {b|denied} <b|the claims>."
    )
    _, _, left_open = claims(marked.analysis, marked.events, marked.statements())
    assert [(one.field, one.mention.text, one.candidates) for one in left_open] == [("claim", "denied", ("bombed",))]


def test_no_statement_takes_two_stances_on_an_event() -> None:
    for case in cases():
        marked = read(case["marked"])
        _, made, _ = claims(marked.analysis, marked.events, marked.statements())
        pairs = [(claim.statement, claim.event) for claim in made]
        assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("cue", "classes", "word", "negated"),
    [
        ("said", {"asserts"}, "said", False),
        ("has repeatedly called on", {"demands"}, "called on", False),
        ("called", {"asserts", "rejects"}, "called", False),
        ("denies", {"denies"}, "denies", False),
        ("neither confirmed nor denied", {"denies"}, "denied", True),
        ("didn't admit", {"admits"}, "admit", True),
        ("refused to acknowledge", {"admits"}, "acknowledge", True),
        ("warned again", {"warns"}, "warned", False),
        ("swore", {"promises"}, "swore", False),
        ("told", {"asserts"}, "told", False),
    ],
)
def test_cues(cue: str, classes: set[str], word: str, negated: bool) -> None:
    (statement,) = read(f"[a|X] {{a|{cue}}} <a|so>.").statements()
    found = sense(statement)
    assert found is not None
    assert (set(found.classes), found.words.text, found.negated) == (classes, word, negated)


def test_a_cue_that_the_table_lacks_has_no_sense() -> None:
    (statement,) = read("[a|X] {a|shrugged} <a|so>.").statements()
    assert sense(statement) is None


@pytest.mark.parametrize(
    ("lemma", "some"),
    [
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("say", {"says", "said", "saying"}),
        ("push back against", {"pushed back against", "pushes back against"}),
        ("promise", {"promised", "promising"}),
    ],
)
def test_forms(lemma: str, some: set[str]) -> None:
    assert some <= forms(lemma)


def test_the_table_is_in_order() -> None:
    """Each list without repeats and in small letters; classes of cues are those that the code asks for."""
    listed = {
        f"{section} {name}": words
        for section in ("cues", "words", "hedges")
        for name, words in table()[section].items()
    }
    for name, words in listed.items():
        assert len(words) == len(set(words)), name
        assert all(word == word.lower() == word.strip() for word in words), name
    assert set(table()["cues"]) == {
        "asserts", "denies", "rejects", "doubts", "confirms", "admits", "demands", "promises", "warns", "presupposes",
    }  # fmt: skip
    first_words = {lemma.split()[0] for lemmas in table()["cues"].values() for lemma in lemmas}
    assert set(table()["forms"]) <= first_words
