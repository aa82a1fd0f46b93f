"""Scores as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Final

from whowhom.evaluation.gold import PARTS
from whowhom.evaluation.measures import Dyad, Record, dyads
from whowhom.evaluation.scores import Figures, Scores
from whowhom.evaluation.statements import StatementScores, pair_statements

SHOWN: Final = 120
"""Characters shown of a source, a cue, a content."""


def counted(number: int, what: str) -> str:
    """A number of things in words: "1 event", "2,000 events"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def lines(scores: Scores) -> Iterator[str]:
    """The figures of events, a line each."""
    passages, events = counted(scores.passages, "passage"), counted(scores.gold_events, "gold event")
    yield f"{passages}, {events}, {scores.predicted_events:,} predicted"
    yield from _figures(scores)
    yield "event by type"
    for kind, row in scores.by_type.items():
        yield f"  {kind:14} F1 {row.f1:.2f}  gold {row.gold}, predicted {row.predicted}"


def statement_lines(scores: StatementScores) -> Iterator[str]:
    """The figures of statements, a line each."""
    articles, statements = counted(scores.articles, "article"), counted(scores.gold_statements, "gold statement")
    yield f"{articles}, {statements}, {scores.predicted_statements:,} predicted"
    yield from _figures(scores)


def _figures(figures: Figures) -> Iterator[str]:
    width = max(map(len, (*figures.f1s, *figures.accuracies)))
    for name, figure in figures.f1s.items():
        yield (
            f"{name:{width}} F1 {figure.f1:.3f} [{figure.low:.3f}, {figure.high:.3f}]  "
            f"P {figure.precision:.3f}  R {figure.recall:.3f}"
        )
    for name, share in figures.accuracies.items():
        yield f"{name:{width}} {'-' if share.value is None else format(share.value, '.3f')}  of {share.of}"


def misses(gold: Mapping[str, Record], predicted: Mapping[str, Record], most: int) -> Iterator[str]:
    """Up to ``most`` passages whose who-whom differ, with what is missed and what is spurious."""
    shown = 0
    for name, passage in gold.items():
        wanted = _all_dyads(passage)
        had = _all_dyads(predicted.get(name) or {})
        if wanted == had:
            continue
        if shown == most:
            return
        shown += 1
        yield f"{name}: {passage['text']}"
        yield f"  missed    {sorted(wanted - had, key=str)}"
        yield f"  spurious  {sorted(had - wanted, key=str)}"


def _all_dyads(record: Record) -> set[Dyad]:
    found: set[Dyad] = set()
    return found.union(*(dyads(event) for event in record.get("events") or []))


def statement_misses(gold: Mapping[str, Record], predicted: Mapping[str, Record], most: int) -> Iterator[str]:
    """Up to ``most`` articles with statements that are missed or spurious, as source, cue and content."""
    shown = 0
    for name, article in gold.items():
        text, wanted = article["text"], article["statements"]
        had = (predicted.get(name) or {}).get("statements") or []
        pairs = pair_statements(wanted, had, text)
        missed = [statement for statement in wanted if not any(statement is one for one, _ in pairs)]
        spurious = [statement for statement in had if not any(statement is other for _, other in pairs)]
        if not (missed or spurious):
            continue
        if shown == most:
            return
        shown += 1
        yield f"{name}:"
        yield from (f"  missed    {_said(statement, text)}" for statement in missed)
        yield from (f"  spurious  {_said(statement, text)}" for statement in spurious)


def _said(statement: Record, text: str) -> str:
    parts = (" ... ".join(text[start:end] for start, end in statement.get(part) or ()) for part in PARTS)
    return " | ".join(shorten(part, SHOWN, placeholder=" ...") or "-" for part in parts)
