"""How good a network in training is on dev, read by the decoder that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from whowhom.evaluation import read_gold, score
from whowhom.evaluation.measures import overlap, pair_up
from whowhom.evaluation.scores import Scores, f1
from whowhom.language.decode import Proposal, Reading, frame
from whowhom.language.labels import ROLES
from whowhom.language.windows import Wordpieces
from whowhom.training.labelling import whole_window
from whowhom.training.network import Network
from whowhom.training.opinions import read_all
from whowhom.types import Frame, Scored

THRESHOLDS: Final = tuple(np.arange(0.3, 0.76, 0.05).round(2).tolist())
RESAMPLES: Final = 10
"""The intervals are not looked at here."""
Found = list[list[tuple[Proposal, Reading]]]


class Development:
    """The dev passages of the shared gold, and the one figure by which an epoch is chosen.

    ``figure`` is event F1 plus half of the mention F1 of actors and of recipients plus 0.3 of status macro-F1:
    what the headline hangs on, each in proportion to how far it can still go. ``told`` says them all.
    """

    def __init__(self, shared: Path, wordpieces: Wordpieces) -> None:
        self._gold = {record["id"]: record for record in read_gold(shared / "gold/dev.jsonl")}
        self._windows = [whole_window(record, wordpieces) for record in self._gold.values()]
        self.told = ""

    def figure(self, network: Network) -> float:
        """The figure of a network, at the threshold of the best event F1."""
        seen = dict(read_all([network], self._windows))
        found = [seen[number][1] for number in range(len(self._windows))]
        tried = {threshold: self._records(found, threshold) for threshold in THRESHOLDS}
        scored = {t: score(self._gold, records, resamples=RESAMPLES) for t, records in tried.items()}
        best = max(scored, key=lambda t: scored[t].f1s["event"].f1)
        roles = {role: self._role_f1(tried[best], role) for role in ROLES}
        return self._sum(scored[best], roles, best)

    def _sum(self, scores: Scores, roles: dict[str, float], threshold: float) -> float:
        event, status = scores.f1s["event"].f1, scores.accuracies["status macro-F1"].value or 0.0
        named = ", ".join(f"{role} {value:.3f}" for role, value in roles.items())
        self.told = f"dev at {threshold}: event {event:.3f}, status macro-F1 {status:.3f}, {named}"
        return event + (roles["actors"] + roles["recipients"]) / 2 + 0.3 * status

    def _records(self, found: Found, threshold: float) -> dict[str, dict[str, Any]]:
        records = {}
        for name, window, readings in zip(self._gold, self._windows, found, strict=True):
            frames = [frame(window, *pair) for pair in readings]
            records[name] = {"events": [_event(seen) for seen in frames if seen.confidence >= threshold]}
        return records

    def _role_f1(self, records: dict[str, dict[str, Any]], role: str) -> float:
        """F1 of the mentions of a role that overlap, whoever they stand for."""
        hits = wanted = had = 0
        for name, passage in self._gold.items():
            for gold, predicted in pair_up(passage["events"], records[name]["events"]):
                theirs, mine = _several(gold[role]), _several(predicted[role])
                wanted, had = wanted + len(theirs), had + len(mine)
                hits += sum(any(overlap(one, other) for other in mine) for one in theirs)
        return f1(hits, wanted, had)


def _several(mentions: Any) -> list[Any]:
    return mentions if isinstance(mentions, list) else [mentions] if mentions else []


def _event(found: Frame) -> dict[str, Any]:
    def mention(scored: Scored | None) -> dict[str, int] | None:
        return {"start": scored.span.start, "end": scored.span.end} if scored is not None else None

    several = {role: [mention(m) for m in getattr(found, role)] for role in ("actors", "recipients", "attributed_to")}
    return {
        "type": found.type, "mode": found.mode, "status": found.status, "trigger": mention(found.trigger), **several,
        "date": mention(found.date), "place": mention(found.place),
    }  # fmt: skip
