"""Scores as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whowhom.evaluation.measures import Dyad, Record, dyads
from whowhom.evaluation.scores import Scores


def lines(scores: Scores) -> Iterator[str]:
    """The figures, a line each."""
    yield (f"{scores.passages} passages, {scores.gold_events} gold events, {scores.predicted_events} predicted")
    for name, figure in scores.f1s.items():
        yield (
            f"{name:16} F1 {figure.f1:.3f} [{figure.low:.3f}, {figure.high:.3f}]  "
            f"P {figure.precision:.3f}  R {figure.recall:.3f}"
        )
    for name, share in scores.accuracies.items():
        yield f"{name:16} {'-' if share.value is None else format(share.value, '.3f')}  of {share.of}"
    yield "event by type"
    for kind, row in scores.by_type.items():
        yield f"  {kind:14} F1 {row.f1:.2f}  gold {row.gold}, predicted {row.predicted}"


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
