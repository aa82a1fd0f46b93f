"""A coding as the codebook's record (section 6): one JSON object a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from whowhom.types import Coding, Count, Event, Mention, Role, Statement, When, Where

PLACE_FIELDS: Final = (
    "country", "name", "admin1", "geoname", "latitude", "longitude", "precision", "relation",
)  # fmt: skip
"""What a record says of a place, in this order; ``country`` is the codebook's."""
VOICES: Final = ("speaker", "addressee", "via")
"""Those of whom a record of a statement says who they are."""


def record(coding: Coding) -> dict[str, Any]:
    """The record of one article. ``id`` is the input's own where it gave one; offsets count in its text."""
    article = coding.article
    return {
        "id": article.key or article.id,
        "source": article.outlet or article.origin,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "events": [_event(event) for event in coding.events],
        "statements": [_statement(statement) for statement in coding.statements],
        "claims": _claims(coding),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "trigger": _mention(event.trigger),
        "actors": list(map(_role, event.actors)),
        "recipients": list(map(_role, event.recipients)),
        "attributed_to": list(map(_mention, event.attributed_to)),
        "date": _when(event.when) if event.when else None,
        "place": _place(event.where) if event.where else None,
        "counts": list(map(_count, event.counts)),
        "confidence": event.confidence,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    """``source``, ``cue`` and ``content`` are lists of [start, end], as PolNeAR's scorer reads them."""
    return {
        "source": _pieces(statement.source),
        "cue": _pieces(statement.cue),
        "content": _pieces(statement.content),
        **{name: _voice(getattr(statement, name)) for name in VOICES},
        "manner": statement.manner,
        "kind": statement.kind,
        "confidence": statement.confidence,
    }


def _claims(coding: Coding) -> list[dict[str, Any]]:
    """``statement`` and ``event`` are places in the record's lists; a claim on another article's event is left out."""
    statements = {statement.id: place for place, statement in enumerate(coding.statements)}
    events = {event.id: place for place, event in enumerate(coding.events)}
    return [
        {
            "statement": statements[claim.statement],
            "event": events[claim.event],
            "stance": claim.stance,
            "rule": claim.rule,
            "evidence": _mention(claim.evidence) if claim.evidence is not None else None,
        }
        for claim in coding.claims
        if claim.statement in statements and claim.event in events
    ]


def _pieces(mentions: Sequence[Mention]) -> list[list[int]]:
    return [[mention.span.start, mention.span.end] for mention in mentions]


def _voice(role: Role | None) -> dict[str, Any] | None:
    return {**_role(role), "name": role.actor.name} if role is not None else None


def _place(where: Where) -> dict[str, Any]:
    """The codebook's fields, then those that the gazetteer adds."""
    return {
        **_mention(where.mention),
        **{name: getattr(where, name) for name in PLACE_FIELDS},
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {"text": mention.text, "start": mention.span.start, "end": mention.span.end}


def _role(role: Role) -> dict[str, Any]:
    actor = role.actor
    return {**_mention(role.mention), "country": actor.country, "org": actor.org, "sector": actor.sector}


def _when(when: When) -> dict[str, Any]:
    return {
        **_mention(when.mention),
        "value": when.value,
        "precision": when.precision,
        "relation": when.relation,
        "part": when.part,
        "inherited": when.inherited,
    }


def _count(count: Count) -> dict[str, Any]:
    return {
        **_mention(count.mention),
        "what": count.what,
        "number": count.number,
        "bound": count.bound,
        "most": count.most,
        "kind": count.kind,
    }
