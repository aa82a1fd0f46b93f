"""Gold read from JSON Lines, and shown as the nouns that the stages take.

With the gold's own frames each later stage can be measured alone, as if the encoder were perfect.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from whowhom.codebook import STATUSES, TYPES
from whowhom.errors import UsageError
from whowhom.types import Analysis, Article, Block, Body, Frame, Scored, Sentence, Span

Witness = Callable[[Analysis], Analysis]
"""What adds to an analysis of gold's frames: an encoder that gives its mentions sectors, and pointers between them."""
PARTS: Final = ("source", "cue", "content")
"""What a statement consists of, each a list of [start, end]."""


def read_gold(path: Path, *, predicted: bool = False) -> Iterator[dict[str, Any]]:
    """Every record of a JSON Lines file (also .gz): of events in the codebook's form, or of statements in PolNeAR's.

    Those ``predicted`` need an id and events with types, or statements; what else is absent counts as wrong.
    Raises ``UsageError`` naming file and line when one is not such a record.
    """
    first: set[str] | None = None
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                held = _check(record, whole=not predicted)
                first = first or held
                if not first & held:
                    raise ValueError(f"it holds {_told(held)}, the lines before hold {_told(first)}")
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path}:{number} is no gold record ({error}): each line needs id, text and events, and each "
                    "event a type, mode, status and trigger; or instead of events statements, each with source, cue "
                    "and content as lists of [start, end]"
                ) from error
            yield record


def of_statements(gold: Iterable[Mapping[str, Any]]) -> bool:
    """Whether gold holds statements and no events."""
    events = ["events" in record for record in gold]
    return bool(events) and not any(events)


def _check(record: dict[str, Any], *, whole: bool) -> set[str]:
    """What a record holds. Raises what shows that it lacks a part, or has one that the codebook does not know."""
    if not isinstance(record["id"], str):
        raise ValueError(f"its id {record['id']!r} is no text: write it in quotation marks")
    held = {"events", "statements"} & record.keys() or {"events"}
    if "events" in held:
        _check_events(record["events"], whole=whole)
    if whole:
        record["text"]
    for statement in record.get("statements") or ():
        _check_statement(statement, len(record["text"]) if whole else None)
    return held


def _told(held: set[str]) -> str:
    return " and ".join(sorted(held))


def _check_events(events: list[dict[str, Any]], *, whole: bool) -> None:
    for event in events:
        if event["type"] not in TYPES:
            raise ValueError(f"{event['type']!r} is no type")
        if not whole:
            continue
        event["mode"], event["trigger"]["start"], event["trigger"]["end"]
        if event["status"] not in STATUSES:
            raise ValueError(f"{event['status']!r} is no status")


def _check_statement(statement: dict[str, Any], length: int | None) -> None:
    for part in PARTS:
        for start, end in statement.get(part) or ():
            if not 0 <= start <= end or (length is not None and end > length):
                raise ValueError(f"the {part} [{start}, {end}] does not lie in the text")


def gold_analysis(record: dict[str, Any], witness: Witness | None = None) -> Analysis:
    """The passage as a perfect encoder would have seen it: one block, one sentence, the gold's frames.

    A ``witness`` tells what gold does not: how an encoder takes its mentions.
    """
    text: str = record["text"]
    article = Article(
        id=record["id"],
        key=record["id"],
        text=text,
        published=date.fromisoformat(record["published"]) if record.get("published") else None,
        context=record.get("context") or "",
    )
    whole = Span(0, len(text))
    body = Body(article, (Block(whole, "body", True, "gold passage"),))
    analysis = Analysis(body, (Sentence(whole, 0),), tuple(_frame(event) for event in record["events"]))
    return analysis if witness is None else witness(analysis)


def _scored(mention: dict[str, Any]) -> Scored:
    return Scored(Span(mention["start"], mention["end"]), 1.0)


def _frame(event: dict[str, Any]) -> Frame:
    return Frame(
        trigger=_scored(event["trigger"]),
        type=event["type"],
        mode=event["mode"],
        status=event["status"],
        sentence=0,
        confidence=1.0,
        actors=tuple(map(_scored, event["actors"])),
        recipients=tuple(map(_scored, event["recipients"])),
        attributed_to=tuple(map(_scored, event["attributed_to"])),
        date=_scored(event["date"]) if event["date"] else None,
        place=_scored(event["place"]) if event["place"] else None,
    )
