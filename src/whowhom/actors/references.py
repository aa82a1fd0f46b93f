"""Pronouns and common nouns: what named before they stand for, or where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from whowhom.actors.scene import FAR, Scene
from whowhom.actors.words import Words, words_of
from whowhom.knowledge import Holding, Organisation
from whowhom.types import Actor, Frame, Span

ARMED: Final = frozenset({"REB", "UAF", "CRM", "PRM"})


def pronoun(scene: Scene, frame: Frame, span: Span, kind: str) -> Actor | None:
    """The nearest fitting party before the pronoun; a speaker's "we" is whoever is cited for the event."""
    at = span.start + scene.shift
    barred = [s.span for s in (*frame.actors, *frame.recipients) if s.span != span]
    if kind == "speaker":
        for scored in frame.attributed_to:
            for start, end, _, actor in scene.linked:
                if start < scored.span.end + scene.shift and scored.span.start + scene.shift < end and actor.country:
                    return actor
            named = _named_at(scene, scored.span.start + scene.shift, scored.span.end + scene.shift)
            if named is not None:
                return named
    fits = {
        "person": ("person",),
        "speaker": ("person", "state", "body"),
        "addressed": ("person", "state"),
    }.get(kind, ("state", "body", "noun"))
    for start, end, linked_kind, actor in reversed(scene.linked):
        if end > at or at - start > FAR or actor.country is None or linked_kind not in fits:
            continue
        if any(s.start + scene.shift <= start < s.end + scene.shift for s in barred):
            continue
        return actor
    return _named_before(scene, at, kind)


def _named_at(scene: Scene, start: int, end: int) -> Actor | None:
    for hit in scene.within(start, end):
        for entry in hit.entries:
            if isinstance(entry, Organisation):
                return Actor(entry.country, entry.org, entry.sector)
            if isinstance(entry, Holding):
                return Actor(entry.country, None, entry.sector, entry.name)
        country = scene.country_of(hit)
        if country:
            return Actor(country, None, "GOV")
    return None


def _named_before(scene: Scene, at: int, kind: str) -> Actor | None:
    """The nearest name before that could be meant, linked as a role or not."""
    for hit in reversed(scene.hits):
        if hit.end > at or at - hit.start > FAR:
            continue
        holding = next((e for e in hit.entries if isinstance(e, Holding)), None)
        if kind == "person":
            if holding is not None:
                return Actor(holding.country, None, holding.sector, holding.name)
            continue
        body = next((e for e in hit.entries if isinstance(e, Organisation) and e.kind != "media"), None)
        if body is not None:
            return Actor(body.country, body.org, body.sector)
        country = scene.country_of(hit)
        if country is not None and kind != "speaker":
            return Actor(country, None, "GOV")
    country = scene.near(at)
    return Actor(country, None, "GOV" if kind != "person" else None) if country else None


def noun(scene: Scene, words: Words, start: int, end: int, place: str | None) -> tuple[Actor | None, str]:
    """The actor of a common noun, or of a name that nothing else tells, and the rule."""
    if words.group:
        before = next(_bodies_before(scene, start, armed=words.sector in ARMED), None)
        if before is not None:
            return before, "noun for a body named before"
    sector = words.sector
    if place is not None and words.head not in words_of("state_nouns"):
        return Actor(place, None, sector), "where it happens"
    near = scene.near(start)
    country = near or place or scene.about()
    if country is None:
        return (Actor(None, None, sector) if sector else None), ""
    return Actor(country, None, sector), "state the text is about"


def _bodies_before(scene: Scene, at: int, *, armed: bool) -> Iterator[Actor]:
    for start, stop, _, actor in reversed(scene.linked):
        if stop <= at and at - start < FAR and actor.org and (actor.sector in ARMED) == armed:
            yield actor
    for hit in reversed(scene.hits):
        if hit.end > at or at - hit.start > FAR:
            continue
        for entry in hit.entries:
            if not isinstance(entry, Organisation) or entry.kind in ("media", "company"):
                continue
            if entry.org and (entry.sector in ARMED) == armed:
                yield Actor(entry.country, entry.org, entry.sector, entry.names[0])
