"""Whether two mentions stand for one party, and whether a speaker speaks of himself."""

from __future__ import annotations

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.coding.stances import table
from whowhom.types import Actor, Event, Role, Statement


def party(actor: Actor) -> tuple[str, str | None] | None:
    """What makes two actors one side: the country, or the organisation where that is what they are (codebook, 3)."""
    if actor.country is None:
        return None
    return (actor.country, actor.org) if actor.country in PSEUDO_COUNTRIES else (actor.country, None)


def parties(roles: tuple[Role, ...]) -> frozenset[tuple[str, str | None]]:
    """The sides of roles that are known."""
    return frozenset(side for role in roles if (side := party(role.actor)) is not None)


def is_doer(statement: Statement, event: Event) -> bool:
    """Whether whoever speaks is one of the event's actors: the same words, "I" or "we", or the same linked actor."""
    own = [piece.span for piece in statement.source]
    for role in event.actors:
        if any(role.mention.span.overlaps(span) for span in own):
            return True
        if role.mention.text.lower() in table()["words"]["first_person"] and any(
            role.mention.span.within(piece.span) for piece in statement.content
        ):
            return True
        speaker = statement.speaker
        if speaker is not None and speaker.actor.country is not None and _same(speaker.actor, role.actor):
            return True
    return False


def _same(one: Actor, other: Actor) -> bool:
    """Whether two linked actors are one: by name where both have one, else by all the codebook tells of them."""
    if one.name and other.name:
        return one.name == other.name
    return (one.country, one.org, one.sector) == (other.country, other.org, other.sector)
