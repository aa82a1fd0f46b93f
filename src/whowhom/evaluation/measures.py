"""What is counted in one passage: events paired by their triggers, and what the pairs agree on.

The definitions are those of the shared scorer, whose figures these reproduce. Ours are "date found" and "place
found" (of paired events, those that have one) and "alleged and denied": over paired events, the F1 of the two statuses
by which the text keeps its distance, each a class of its own, their hits and misses added up (micro-averaged).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final, TypeVar

from whowhom.codebook import QUADS, RECIPROCAL

Record = Mapping[str, Any]
Dyad = tuple[str, str | None, str | None]
T = TypeVar("T")
Counts = tuple[int, int, int]
"""Hits, in gold, predicted; of an accuracy: right, of, of."""

REFINED_BY_ORG: Final = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})
DISTANCED: Final = ("alleged", "denied")
"""The statuses by which the text leaves it to others whether it happened."""


def party(role: Record) -> str | None:
    """The code that stands for a role: its country, refined by the organisation where the country is none."""
    country: str | None = role.get("country")
    org = role.get("org")
    if country in REFINED_BY_ORG and org:
        return f"{country}:{org.upper().replace('-', '').replace(' ', '')}"
    return country


def dyads(event: Record, *, coarse: bool = False) -> set[Dyad]:
    """Every (type, actor, recipient) of an event; unordered for the reciprocal types."""
    kind = QUADS[event["type"]] if coarse else event["type"]
    actors = _parties(event, "actors")
    recipients = _parties(event, "recipients")
    if event["type"] in RECIPROCAL and not recipients and len(actors) > 1:
        return {(kind, a, b) for i, a in enumerate(actors) for b in actors[i + 1 :]}
    pairs = product(actors or (None,), recipients or (None,))
    if event["type"] not in RECIPROCAL:
        return {(kind, a, b) for a, b in pairs}
    return {(kind, *_in_order(pair)) for pair in pairs}


def _parties(event: Record, side: str) -> list[str]:
    return sorted({code for role in event.get(side) or [] if (code := party(role)) is not None})


def _in_order(pair: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    first, second = sorted(pair, key=lambda code: (code is None, code or ""))
    return first, second


def overlap(one: Record | None, other: Record | None) -> bool:
    """Whether two spans share a character."""
    return bool(one and other) and one["start"] < other["end"] and other["start"] < one["end"]  # type: ignore[index]


def pair_up(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[Record, Record]]:
    """One-to-one pairs of events whose triggers overlap, same type first."""
    candidates = sorted(
        (g["type"] != p["type"], abs(g["trigger"]["start"] - p["trigger"]["start"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if p.get("trigger") and overlap(g["trigger"], p["trigger"])
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def measure(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, Counts]:
    """The counts of one passage, figure -> counts."""
    counts: dict[str, Counts] = {}
    for name, coarse in (("who-whom", False), ("quad", True)):
        wanted: set[Dyad] = set().union(*(dyads(event, coarse=coarse) for event in gold))
        had: set[Dyad] = set().union(*(dyads(event, coarse=coarse) for event in predicted))
        counts[name] = (len(wanted & had), len(wanted), len(had))
    types, guessed = Counter(e["type"] for e in gold), Counter(e["type"] for e in predicted)
    counts["type"] = ((types & guessed).total(), types.total(), guessed.total())
    pairs = pair_up(gold, predicted)
    right = [(g, p) for g, p in pairs if g["type"] == p["type"]]
    counts["trigger"] = (len(pairs), len(gold), len(predicted))
    counts["event"] = (len(right), len(gold), len(predicted))
    counts["status accuracy"] = accuracy(g["status"] == p.get("status") for g, p in pairs)
    counts["alleged and denied"] = (
        sum(g["status"] == p.get("status") for g, p in pairs if g["status"] in DISTANCED),
        sum(g["status"] in DISTANCED for g, _ in pairs),
        sum(p.get("status") in DISTANCED for _, p in pairs),
    )
    counts["mode accuracy"] = accuracy(g["mode"] == p.get("mode") for g, p in right if g.get("mode"))
    counts.update(_roles(pairs))
    for name, field in (("date", "value"), ("place", "country")):
        known = [(g, p) for g, p in pairs if (g.get(name) or {}).get(field)]
        counts[f"{name} accuracy"] = accuracy((p.get(name) or {}).get(field) == g[name][field] for g, p in known)
        counts[f"{name} found"] = _found(pairs, name)
    return counts


def _found(pairs: Sequence[tuple[Record, Record]], name: str) -> Counts:
    """Whether an event has a date (or place) at all, on paired events: in both, in gold, predicted."""
    both = [(bool(g.get(name)), bool(p.get(name))) for g, p in pairs]
    return sum(g and p for g, p in both), sum(g for g, _ in both), sum(p for _, p in both)


def accuracy(answers: Iterable[bool]) -> Counts:
    """How many of some answers are right."""
    rows = list(answers)
    return sum(rows), len(rows), len(rows)


def _roles(pairs: Sequence[tuple[Record, Record]]) -> dict[str, Counts]:
    sectors: list[bool] = []

    def same(gold: Record, predicted: Record) -> bool:
        if not (overlap(gold, predicted) and party(gold) == party(predicted)):
            return False
        sectors.append(gold.get("sector") == predicted.get("sector"))
        return True

    counts = {name: mentions(pairs, name, same) for name in ("actors", "recipients")}
    counts["sector accuracy"] = accuracy(sectors)
    counts["attributed_to"] = mentions(pairs, "attributed_to", overlap)
    return counts


def mentions(pairs: Sequence[tuple[Record, Record]], side: str, same: Callable[[Record, Record], bool]) -> Counts:
    """Mentions of one role over all pairs, matched one to one."""
    hits = wanted = had = 0
    for gold, predicted in pairs:
        theirs, ours = _several(gold.get(side)), _several(predicted.get(side))
        hits += len(matched(theirs, ours, same))
        wanted, had = wanted + len(theirs), had + len(ours)
    return hits, wanted, had


def _several(role: Any) -> list[Any]:
    return role if isinstance(role, list) else [role] if role else []


def matched(gold: Iterable[T], predicted: Iterable[T], same: Callable[[T, T], bool]) -> list[tuple[T, T]]:
    """Pairs that are the same, one to one: each of gold, in order, takes the first predicted one that is left."""
    left, pairs = list(predicted), []
    for wanted in gold:
        at = next((i for i, other in enumerate(left) if same(wanted, other)), None)
        if at is not None:
            pairs.append((wanted, left.pop(at)))
    return pairs
