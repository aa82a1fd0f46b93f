"""An article's page: the text with its marks in layers, and the records of its events and statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.explore.web.contexts import ArticleFailed, ArticlePage, Recorded, Rows, Said, Shown, Staked, Told
from whowhom.explore.web.marks import LAYERS, STATEMENT, Mark, pieces
from whowhom.explore.web.pages import common
from whowhom.store import Desk
from whowhom.types import Coding, Mention, Role, Statement


def article_page(desk: Desk, name: str) -> ArticlePage | ArticleFailed:
    """An article with its marks and records. Raises ``StoreError`` when there is none."""
    found = desk.find(name)
    row = desk.query("article_row", article=found).rows()[0]
    if row["state"] != "coded":
        return ArticleFailed(**common(desk, row["title"]), article=row)
    coding = desk.coding(found)
    marks = marks_of(coding)
    shown = tuple(
        Shown(block, tuple(pieces(block.span.of(coding.article.text), marks, start=block.span.start)))
        for block in coding.body.blocks
    )
    corrections: dict[str, Rows] = defaultdict(list)
    for told in desk.query("corrections", article=found, event=None):
        corrections[told["event"]].append(told)
    stakes = stakes_of(coding)
    return ArticlePage(
        **common(desk, row["title"]), article=coding.article, blocks=shown, undecided=coding.undecided,
        versions=coding.versions, counts={layer: sum(mark.layer == layer for mark in marks) for layer in LAYERS},
        records=tuple(
            Recorded(
                event, number, tuple(map(_told, event.actors)), tuple(map(_told, event.recipients)),
                tuple(stake for stake in stakes if stake.event is event), corrections[event.id],
            )
            for number, event in enumerate(coding.events, start=1)
        ),
        sayings=tuple(_said(statement, number, stakes) for number, statement in enumerate(coding.statements, start=1)),
    )  # fmt: skip


def stakes_of(coding: Coding) -> list[Staked]:
    """The claims of an article with both their records; one of which either is not there is left out."""
    events = {event.id: (number, event) for number, event in enumerate(coding.events, start=1)}
    statements = {one.id: (number, one) for number, one in enumerate(coding.statements, start=1)}
    return [
        Staked(claim, *events[claim.event], *statements[claim.statement])
        for claim in coding.claims
        if claim.event in events and claim.statement in statements
    ]


def _said(statement: Statement, number: int, stakes: Sequence[Staked]) -> Said:
    speaker, addressee, via = (
        None if role is None else _told(role) for role in (statement.speaker, statement.addressee, statement.via)
    )
    own = tuple(stake for stake in stakes if stake.statement is statement)
    return Said(statement, number, speaker, addressee, via, own)


def _told(role: Role) -> Told:
    actor = role.actor
    code = f"{actor.country}:{actor.org}" if actor.org and actor.country in PSEUDO_COUNTRIES else actor.country
    return Told(role, code)


def marks_of(coding: Coding) -> list[Mark]:
    """The marks of all layers of an article."""
    marks = []
    for number, event in enumerate(coding.events, start=1):
        record, here, trigger = f"e-{event.id}", f"event {number}", event.trigger.span
        told = f"{here}: {event.type}, {event.status}"
        marks.append(Mark(trigger.start, trigger.end, "trigger", record, told, opens=True))
        for layer, mentions in (
            ("actor", [role.mention for role in event.actors]),
            ("recipient", [role.mention for role in event.recipients]),
            ("source", list(event.attributed_to)),
            ("date", [event.when.mention] if event.when else []),
            ("place", [event.where.mention] if event.where else []),
        ):
            marks += [_mark(mention, layer, record, here) for mention in mentions]
    for number, statement in enumerate(coding.statements, start=1):
        marks += _marks_of(statement, number)
    for number, row in enumerate(coding.undecided):
        span = row.mention.span
        marks.append(Mark(span.start, span.end, "open", f"u-{number}", f"left open: {row.reason}"))
    return marks


def _mark(mention: Mention, layer: str, record: str, here: str, *, opens: bool = False) -> Mark:
    return Mark(mention.span.start, mention.span.end, layer, record, f"{here}: {LAYERS[layer]}", opens=opens)


def _marks_of(statement: Statement, number: int) -> list[Mark]:
    """The marks of a statement; it is found by its cue, else by what is said."""
    first = next(iter(statement.cue or statement.content or statement.source), None)
    return [
        _mark(mention, layer, f"s-{statement.id}", f"statement {number}", opens=mention is first)
        for part, layer in STATEMENT.items()
        for mention in getattr(statement, part)
    ]
