"""Gold's references with their candidates, for a pointer."""

from __future__ import annotations

from typing import Any

import pytest

from whowhom.training.references import Option, references, rows, summary

Told = tuple[str, str | None, str | None]


def passage(text: str, context: str, verb: str, actor: Told, recipient: Told) -> dict[str, Any]:
    """A passage with one event; a side is its mention, country and org."""
    sides = [
        [{"text": mention, "start": text.index(mention), "end": text.index(mention) + len(mention),
          "country": country, "org": org, "sector": "GOV"}]
        for mention, country, org in (actor, recipient)
    ]  # fmt: skip
    trigger = {"text": verb, "start": text.index(verb), "end": text.index(verb) + len(verb)}
    event = {
        "type": "THREATEN", "mode": None, "status": "actual", "trigger": trigger, "actors": sides[0],
        "recipients": sides[1], "attributed_to": [], "date": None, "place": None,
    }  # fmt: skip
    return {"id": text[:10], "text": text, "context": context, "published": "2017-04-11", "events": [event]}


CONTEXT = "Peru closed its border with Chile."
TEXT = "It warned Bolivia, and Peru sent troops."


def test_candidates_lie_in_the_text_or_its_context() -> None:
    record = passage(TEXT, CONTEXT, "warned", ("It", "PER", None), ("Bolivia", "BOL", None))
    [[reference]] = references([record])
    assert (reference.start, reference.end, reference.kind) == (0, 2, "pronoun")
    told = [(record[o.where][o.start : o.end], o.where, o.right) for o in reference.candidates]
    assert told == [
        ("Peru", "context", True), ("Chile", "context", False), ("Bolivia", "text", False), ("Peru", "text", True),
    ]  # fmt: skip


def test_mentions_linked_before_are_candidates_as_gold_says() -> None:
    text = "Kyiv said the rebels of Zorbia warned them."
    record = passage(text, "", "warned", ("the rebels of Zorbia", "UKR", None), ("them", "UKR", None))
    of_noun, of_pronoun = references([record])[0]
    assert of_noun.kind == "noun"
    assert Option(text.index("the rebels"), text.index(" warned"), "text", True) in of_pronoun.candidates


@pytest.mark.parametrize(
    ("country", "org", "number"), [("PER", None, 1), ("FJI", None, 0), (None, None, 1), ("IGO", "NATO", 0)]
)
def test_a_party_that_is_not_named_teaches_nothing(country: str | None, org: str | None, number: int) -> None:
    record = passage(TEXT, CONTEXT, "warned", ("It", country, org), ("Bolivia", "BOL", None))
    [own] = references([record])
    assert len(own) == number
    assert all(any(option.right for option in reference.candidates) == (country == "PER") for reference in own)


def test_rows_and_summary() -> None:
    records = [passage(TEXT, CONTEXT, "warned", ("It", "PER", None), ("Bolivia", "BOL", None))]
    found = references(records)
    assert summary(found) == "1 references, 4 candidates, 1.000 with a right one"
    [row] = rows(records, found)
    assert row["id"] == TEXT[:10]
    assert row["references"][0]["candidates"][0] == (0, 4, "context", True)
