"""Gold's references as examples for a pointer: which of the names before and after a mention stand for its party.

    python -m whowhom.training.references --shared ../shared --out FOLDER

A reference is a role of gold that the tables cannot name by itself (a pronoun, a common noun, an unknown name), so that
the linker asks its resolver. Its candidates are the spans that the resolver chooses among, each right when its party is
gold's, as the scorer counts parties. Mentions before it are linked as gold says.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from whowhom import places
from whowhom.actors.antecedents import Answer, candidates
from whowhom.actors.clues import Question
from whowhom.actors.linker import Linker
from whowhom.actors.scene import Scene
from whowhom.evaluation.gold import gold_analysis, read_gold
from whowhom.evaluation.measures import party
from whowhom.knowledge.match import names
from whowhom.types import Actor, Span

Part = Literal["text", "context"]
PARTS: Final = ("train", "dev")


class Option(NamedTuple):
    """A candidate: characters ``start`` to ``end`` of the record's ``where`` (its text, or the context before it)."""

    start: int
    end: int
    where: Part
    right: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A role of gold that names nobody: characters ``start`` to ``end`` of the record's text, with its candidates.

    ``kind`` is pronoun, noun or name (one that no table knows). No candidate is right only where gold has no country.
    """

    start: int
    end: int
    kind: str
    candidates: tuple[Option, ...]


def truth(record: Mapping[str, Any]) -> dict[Span, Actor]:
    """What gold says of every role of a passage."""
    return {
        Span(role["start"], role["end"]): Actor(role["country"], role["org"], role["sector"])
        for event in record["events"]
        for role in (*event["actors"], *event["recipients"])
    }


def references(records: Sequence[dict[str, Any]]) -> list[list[Reference]]:
    """The references of each record, in text order; those whose right party is not among the candidates are left out.

    A role with a country that its passage and context do not name teaches a pointer nothing.
    """
    known: dict[Span, Actor] = {}
    found: dict[Span, Reference] = {}

    def told(scene: Scene, question: Question) -> Answer:
        actor = known.get(question.span, Actor())
        found[question.span] = _reference(scene, question, _party(actor))
        return Answer(actor, 1.0)

    linker, result = Linker(names(), told), []
    for record in records:
        known, found = truth(record), {}
        analysis = gold_analysis(record)
        linker.link(analysis, places.locate(analysis))
        result.append(
            [
                each for span, each in sorted(found.items())
                if known[span].country is None or any(option.right for option in each.candidates)
            ]
        )  # fmt: skip
    return result


def _reference(scene: Scene, question: Question, right: str | None) -> Reference:
    options: dict[Span, bool] = {}
    for candidate in candidates(scene, question).values():
        for start, end, _ in candidate.named:
            same = right is not None and _party(candidate.actor) == right
            options[Span(start, end)] = options.get(Span(start, end), False) or same
    words = scene.lexicon.take_apart(question.words.text)  # those of the whole mention, where its owner was asked for
    kind = "pronoun" if words.pronoun else "name" if words.proper else "noun"
    shown = tuple(_option(scene, span, same) for span, same in sorted(options.items()))
    return Reference(question.span.start, question.span.end, kind, shown)


def _option(scene: Scene, span: Span, right: bool) -> Option:
    if span.start >= scene.shift:
        return Option(span.start - scene.shift, span.end - scene.shift, "text", right)
    return Option(span.start, span.end, "context", right)


def _party(actor: Actor) -> str | None:
    return party({"country": actor.country, "org": actor.org})


def summary(found: Sequence[Sequence[Reference]]) -> str:
    """How many references and candidates there are, and the share with at least one right candidate."""
    every = [reference for own in found for reference in own]
    options = sum(len(reference.candidates) for reference in every)
    right = sum(any(option.right for option in reference.candidates) for reference in every)
    return f"{len(every)} references, {options} candidates, {right / max(1, len(every)):.3f} with a right one"


def rows(records: Sequence[dict[str, Any]], found: Sequence[Sequence[Reference]]) -> Iterator[dict[str, Any]]:
    """Plain values for JSON, in the order of the records."""
    for record, own in zip(records, found, strict=True):
        told = [{"start": r.start, "end": r.end, "kind": r.kind, "candidates": r.candidates} for r in own]
        yield {"id": record["id"], "references": told}


def main() -> None:
    """Write train.json and dev.json, and say what they hold."""
    parser = argparse.ArgumentParser(prog="python -m whowhom.training.references", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write train.json and dev.json to")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        records = list(read_gold(args.shared / f"gold/{name}.jsonl"))
        found = references(records)
        (args.out / f"{name}.json").write_text(json.dumps(list(rows(records, found))), encoding="utf-8")
        print(f"{name}: {summary(found)}")


if __name__ == "__main__":
    main()
