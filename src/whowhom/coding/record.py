"""A coding as the codebook's record (section 6): one JSON object a document."""

from __future__ import annotations

from typing import Any, Final

from whowhom.types import Coding, Event, Mention, Role, Where

PLACE_FIELDS: Final = (
    "country", "name", "admin1", "geoname", "latitude", "longitude", "precision", "relation",
)  # fmt: skip
"""What a record says of a place, in this order; ``country`` is the codebook's."""


def record(coding: Coding) -> dict[str, Any]:
    """The record of one article. ``id`` is the input's own where it gave one; offsets count in its text."""
    article = coding.article
    return {
        "id": article.key or article.id,
        "source": article.outlet or article.origin,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "events": [_event(event) for event in coding.events],
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
        "date": {**_mention(event.when.mention), "value": event.when.value} if event.when else None,
        "place": _place(event.where) if event.where else None,
        "confidence": event.confidence,
    }


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
