"""Sentences in which others marked who acts on whom, as passages to learn from.

Zero-Shot-PLOVER (Hu and others 2024) marks a source and a target in each sentence and gives the PLOVER type of what
passes between them, but not the words that say it. A teacher finds those: of what it proposes, the likeliest event
of that type gets the marked parties; what else it sees of events there is kept as it sees it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from whowhom.language.decode import Proposal, Reading, frame
from whowhom.language.windows import Window
from whowhom.training.examples import event_of

LIKELY: Final = 0.3
"""Probability that a proposal needs to be taken for the marked event; something of the type is known to be there."""
SEEN: Final = 0.5
"""Probability that the teacher's further events need."""
TYPES_OF: Final[Mapping[str, frozenset[str]]] = {"YIELD": frozenset({"CONCEDE", "RETREAT"})}
"""Types that the data set joins."""
_MARK: Final = re.compile(r"</?[st]>")


def marked_pairs(shared: Path, gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sentences that gold does not hold, each once, with the types it may have and its two sides."""
    known = {_plain(record["text"]) for record in gold}
    result = []
    for line in (shared / "data/plover_pairs/train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _MARK.sub("", row["marked"])
        sides = {name: _between(row["marked"], mark) for name, mark in (("actors", "s"), ("recipients", "t"))}
        if _plain(text) not in known and all(sides.values()):
            known.add(_plain(text))
            types = TYPES_OF.get(row["type"], frozenset({row["type"]}))
            result.append({"text": text, "types": types, "sides": sides})
    return result


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _between(marked: str, mark: str) -> dict[str, int] | None:
    """Where the marked words stand when all marks are taken out."""
    found = re.search(rf"<{mark}>(.+?)</{mark}>", marked)
    if found is None:
        return None
    start, end = (len(_MARK.sub("", marked[:at])) for at in found.span(1))
    return {"start": start, "end": end}


def taught(
    pairs: Sequence[dict[str, Any]], windows: Sequence[Window], found: Sequence[Sequence[tuple[Proposal, Reading]]]
) -> Iterator[dict[str, Any]]:
    """The passages in which the teacher's reading has an event of the marked type, in gold's form."""
    for pair, window, readings in zip(pairs, windows, found, strict=True):
        frames = sorted((frame(window, *reading) for reading in readings), key=lambda seen: -seen.confidence)
        meant = next((seen for seen in frames if seen.type in pair["types"] and seen.confidence >= LIKELY), None)
        if meant is None:
            continue
        others = [event_of(seen) for seen in frames if seen is not meant and seen.confidence >= SEEN]
        sides = {role: [span] for role, span in pair["sides"].items()}
        yield {"text": pair["text"], "events": [{**event_of(meant), **sides}, *others]}
