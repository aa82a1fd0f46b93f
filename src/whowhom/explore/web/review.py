"""Corrections: the next event for a reviewer, the form that mends it, and what comes out as gold."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from whowhom.codebook import MODES, SECTORS, STATUSES, TYPES
from whowhom.coding import record
from whowhom.errors import StoreError, UsageError
from whowhom.explore.filters import LONGEST, Filters
from whowhom.explore.names import code_of
from whowhom.explore.web.contexts import ReviewPage
from whowhom.explore.web.pages import Asked, common
from whowhom.store import VERDICTS, Desk

SIDES: Final = ("actors", "recipients")
Json = dict[str, Any]


def event_record(desk: Desk, event: str) -> tuple[str, Json]:
    """The article of an event and its codebook record as the coder left it. Raises ``StoreError``."""
    found = desk.query("event", event=event).rows()
    if not found:
        raise StoreError(f"{desk.path.name} has no event {event!r}: perhaps its article was coded again.")
    coding = desk.coding(found[0]["article"])
    number = next(number for number, own in enumerate(coding.events) if own.id == event)
    told: Json = record(coding)["events"][number]
    return found[0]["article"], told


def page(desk: Desk, asked: Asked) -> ReviewPage:
    """The event that was asked for, or the least certain one that this reviewer has not judged."""
    reviewer = _name(asked.get("reviewer", ""))
    filters = Filters.of(asked)
    event, told, earlier, left = None, None, [], 0
    if desk.review:
        left = desk.query("review_left", **filters.parameters(), reviewer=reviewer).rows()[0]["events"]
        if asked.get("event"):
            rows = desk.query("event", event=asked["event"]).rows()
        else:
            rows = desk.query("review", **filters.parameters(), reviewer=reviewer, limit=1).rows()
        if rows:
            event = rows[0]
            told = event_record(desk, event["event"])[1]
            earlier = desk.query("corrections", article=None, event=event["event"]).rows()
    return ReviewPage(
        **common(desk, "Review"), reviewer=reviewer, event=event, record=told, earlier=earlier, left=left,
        judged=desk.query("judged").rows(), agreement=desk.query("agreement").rows(),
        settled=len(desk.query("settled")),
    )  # fmt: skip


def form_of(body: bytes) -> dict[str, str]:
    """The fields of a form. Raises ``UsageError`` when it is none."""
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=500))
    except ValueError as error:
        raise UsageError(f"This is no form: {error}.") from error


def take(desk: Desk, event: str, form: Mapping[str, str]) -> str:
    """Write a judgement as a row of its own, and give its id.

    Raises ``UsageError`` for a verdict or value that the codebook does not know, ``StoreError`` when the event is
    not there or the database not open for review.
    """
    reviewer = _name(form.get("reviewer", ""))
    verdict = form.get("verdict", "")
    if not reviewer:
        raise UsageError("Say who you are: a correction needs the reviewer's name.")
    if verdict not in VERDICTS:
        raise UsageError(f"verdict is {verdict!r}: there are {', '.join(VERDICTS)}.")
    article, before = event_record(desk, event)
    after: Json | None = None
    if verdict != "reject":
        after = before if verdict == "accept" else mended(before, form)
        if verdict == "mend" and after == before:
            raise UsageError("Nothing was changed: accept the event, or change what is wrong and mend it.")
    return desk.correct(
        event=event, article=article, reviewer=reviewer, verdict=verdict, before=before, after=after
    )  # fmt: skip


def _name(told: str) -> str:
    name = " ".join(told.split())
    if len(name) > LONGEST or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise UsageError("The reviewer's name is too long or holds signs that are no text.")
    return name


def mended(before: Json, form: Mapping[str, str]) -> Json:
    """The record with what the form says. Raises ``UsageError`` for what the codebook does not know."""
    kind = _one_of("type", form.get("type", before["type"]), TYPES)
    after = dict(before) | {
        "type": kind,
        "mode": _one_of("mode", form.get("mode", ""), MODES[kind]) if form.get("mode") else None,
        "status": _one_of("status", form.get("status", before["status"]), tuple(STATUSES)),
    }
    sides: dict[str, list[Json]] = {side: [] for side in SIDES}
    for side in SIDES:
        for number, role in enumerate(before[side]):
            field = f"{side}-{number}"
            to = _one_of("side", form.get(f"{field}-side", side), (*SIDES, "nobody"))
            if to != "nobody":
                sides[to].append(_role(role, form, field))
    return after | sides


def _role(role: Json, form: Mapping[str, str], field: str) -> Json:
    country = form.get(f"{field}-country", role["country"] or "").strip()
    code = code_of(country) if country else None
    if country and (code is None or ":" in code):
        raise UsageError(f"{country!r} is no country that the codebook knows: give its three letters, as RUS.")
    sector = form.get(f"{field}-sector", role["sector"] or "")
    org = form.get(f"{field}-org", role["org"] or "").strip()[:LONGEST]
    return dict(role) | {
        "country": code, "org": org or None, "sector": _one_of("sector", sector, tuple(SECTORS)) if sector else None,
    }  # fmt: skip


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise UsageError(f"{name} is {value!r}: there are {', '.join(known) or 'none'}.")
    return value


def gold_lines(desk: Desk) -> str:
    """Gold records, a line an article: those of which every event was judged, and no two reviewers differ."""
    lines = []
    for row in desk.query("settled"):
        whole = record(desk.coding(row["article"]))
        events = [json.loads(one["after"]) for one in row["judged"] if one["after"] is not None]
        for event in events:
            event.pop("confidence", None)
        lines.append(json.dumps(whole | {"events": events}, ensure_ascii=False) + "\n")
    return "".join(lines)
