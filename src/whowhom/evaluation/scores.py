"""Figures over a file of gold, each with its interval."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from whowhom.errors import UsageError
from whowhom.evaluation.measures import Counts, Record, measure, pair_up

RESAMPLES: Final = 1000
SEED: Final = 0
INTERVAL: Final = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class F1:
    """F1 with precision, recall and the 95 % interval over resampled passages."""

    f1: float
    precision: float
    recall: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A share (or a macro-F1) and over how many; None over none."""

    value: float | None
    of: int


@dataclass(frozen=True, slots=True)
class TypeRow:
    """Event F1 of one type, with its numbers in gold and predicted."""

    f1: float
    gold: int
    predicted: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of predictions against gold, by name."""

    f1s: dict[str, F1]
    accuracies: dict[str, Accuracy]

    def value(self, name: str) -> float | None:
        """One figure by name."""
        if name in self.f1s:
            return self.f1s[name].f1
        if name in self.accuracies:
            return self.accuracies[name].value
        known = ", ".join((*self.f1s, *self.accuracies))
        raise UsageError(f"There is no figure {name!r}; there are: {known}.")

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Scores(Figures):
    """All figures of events."""

    passages: int
    gold_events: int
    predicted_events: int
    by_type: dict[str, TypeRow]


def f1(hits: int, gold: int, predicted: int) -> float:
    """The harmonic mean of precision and recall; 0 when there is nothing."""
    return 2 * hits / (gold + predicted) if gold + predicted else 0.0


def score(gold: Mapping[str, Record], predicted: Mapping[str, Record], *, resamples: int = RESAMPLES) -> Scores:
    """Score predicted records against gold ones, both by id; passages not predicted count as without events.

    Raises ``UsageError`` when gold is empty.
    """
    if not gold:
        raise UsageError("The gold file holds no passages: nothing can be measured.")
    events = {i: (list(g["events"]), list((predicted.get(i) or {}).get("events") or [])) for i, g in gold.items()}
    rows = [measure(*pair) for pair in events.values()]
    figures = tally(rows, resamples)
    pairs = [pair for both in events.values() for pair in pair_up(*both)]
    statuses = [(g["status"], p.get("status")) for g, p in pairs]
    macro = Accuracy(status_macro_f1(statuses), len(statuses))
    return Scores(
        f1s=figures.f1s,
        accuracies={**figures.accuracies, "status macro-F1": macro},
        passages=len(rows),
        gold_events=sum(len(wanted) for wanted, _ in events.values()),
        predicted_events=sum(len(had) for _, had in events.values()),
        by_type=_by_type(events.values(), pairs),
    )


def tally(rows: Sequence[Mapping[str, Counts]], resamples: int) -> Figures:
    """The figures of all passages from the counts of each; a name that ends in "accuracy" is a share."""
    rng = random.Random(SEED)
    draws = [rng.choices(range(len(rows)), k=len(rows)) for _ in range(resamples)]
    f1s, accuracies = {}, {}
    for name in dict.fromkeys(name for row in rows for name in row):
        counts = [row.get(name, (0, 0, 0)) for row in rows]
        if name.endswith("accuracy"):
            right, of, _ = _total(counts)
            accuracies[name] = Accuracy(right / of if of else None, of)
        else:
            f1s[name] = _with_interval(counts, draws)
    return Figures(f1s, accuracies)


def _total(counts: Sequence[Counts]) -> Counts:
    return sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts)


def _with_interval(counts: Sequence[Counts], draws: Sequence[Sequence[int]]) -> F1:
    hits, wanted, had = _total(counts)
    spread = sorted(f1(*_total([counts[i] for i in draw])) for draw in draws)
    low, high = (int(INTERVAL[0] * len(spread)), int(INTERVAL[1] * len(spread)) - 1) if spread else (0, 0)
    figure = f1(hits, wanted, had)
    return F1(
        f1=figure,
        precision=hits / had if had else 0.0,
        recall=hits / wanted if wanted else 0.0,
        low=spread[low] if spread else figure,
        high=spread[high] if spread else figure,
    )


def status_macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """The mean F1 over the statuses that gold has, on paired events."""
    figures = []
    for status in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == predicted == status for gold, predicted in pairs)
        figures.append(f1(hits, sum(g == status for g, _ in pairs), sum(p == status for _, p in pairs)))
    return sum(figures) / len(figures) if figures else 0.0


def _by_type(events: Any, pairs: Sequence[tuple[Record, Record]]) -> dict[str, TypeRow]:
    both = list(events)
    rows = {}
    for name in sorted({event["type"] for gold, _ in both for event in gold}):
        hits = sum(g["type"] == p["type"] == name for g, p in pairs)
        wanted = sum(event["type"] == name for gold, _ in both for event in gold)
        had = sum(event["type"] == name for _, predicted in both for event in predicted)
        rows[name] = TypeRow(f1(hits, wanted, had), wanted, had)
    return rows
