"""``whowhom show``: a text in the terminal with its events and statements marked."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import get_args

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from whowhom import reading
from whowhom.errors import ReadingError
from whowhom.explore.cli.coding import coder_of
from whowhom.explore.cli.ledger import STANCES, quoted
from whowhom.explore.cli.listing import COLOURS
from whowhom.settings import Settings
from whowhom.store import Store
from whowhom.types import Article, Claim, Coding, Event, Mention, Role, Span, Stance, Statement, When


def show(name: str, settings: Settings) -> None:
    """Print the coding of an article of the database, or of a file or standard input, coded on the spot."""
    coding = _coded_now(name, settings) if name == "-" or os.path.isfile(name) else _stored(name, settings)
    console = Console()
    article = coding.article
    head = [article.title or article.key or article.id[:8], article.outlet, article.published, article.url]
    console.print(f"[bold]{escape(' | '.join(str(part) for part in head if part))}[/]\n", highlight=False)
    console.print(marked(coding))
    console.print()
    voices = {told.id: _speaker(told) for told in coding.statements}
    for number, event in enumerate(coding.events, start=1):
        said = _on_whose_word(event, coding.claims, voices) or _told_by(event, coding.statements)
        console.print(_line(number, event, said), highlight=False, soft_wrap=True)
    if not coding.events:
        console.print("No events are found in it.")
    if coding.statements:
        console.print("\n[bold]Statements[/]")
    numbers = {event.id: number for number, event in enumerate(coding.events, start=1)}
    for number, told in enumerate(coding.statements, start=1):
        claims = [claim for claim in coding.claims if claim.statement == told.id]
        console.print(_said(number, told, claims, numbers), highlight=False, soft_wrap=True)


def _coded_now(name: str, settings: Settings) -> Coding:
    items = reading.read([name], published=settings.published)
    found = next(item for item in items if isinstance(item, Article) or not item.partial)
    if not isinstance(found, Article):
        raise ReadingError(found.message)
    result = coder_of(settings).attempt(found)
    if not isinstance(result, Coding):
        raise ReadingError(result.message)
    return result


def _stored(name: str, settings: Settings) -> Coding:
    with Store.open(settings.db, read_only=True) as store:
        return store.coding(store.find(name))


def marked(coding: Coding) -> Text:
    """The text with triggers numbered and coloured by status, parties underlined, dropped blocks dim.

    Cues are numbered S1, S2 and so on; what is said is in italics.
    """
    source = coding.article.text
    notes = [(event.trigger.span.end, str(n)) for n, event in enumerate(coding.events, start=1)]
    notes += [(told.cue[-1].span.end, f"S{n}") for n, told in enumerate(coding.statements, start=1) if told.cue]
    text, at = Text(), 0
    for end, number in sorted(notes, key=lambda note: note[0]):
        text.append(source[at:end])
        text.append(f"[{number}]", style="bold")
        at = end
    text.append(source[at:])

    def style(how: str, span: Span) -> None:
        start, end = (
            offset + sum(len(number) + 2 for note, number in notes if note < offset)
            for offset in (span.start, span.end)
        )
        text.stylize(how, start, end)

    for block in coding.body.blocks:
        if not block.kept:
            style("dim", block.span)
    for told in coding.statements:
        for words in told.content:
            style("italic", words.span)
        for words in told.cue:
            style("bold", words.span)
        for words in told.source:
            style("underline", words.span)
    for event in coding.events:
        style(f"bold {COLOURS[event.status]}", event.trigger.span)
        for role in (*event.actors, *event.recipients):
            style("underline", role.mention.span)
    return text


def _line(number: int, event: Event, said: str = "") -> str:
    """One event; ``said`` tells who asserts and who denies it, or by whom it is told."""
    what = event.type + (f" {event.mode}" if event.mode else "")
    parts = [
        f"[bold]{number:3}[/] [{COLOURS[event.status]}]{event.status:8}[/] "
        f'{_sides(event.actors)} [bold]{what}[/] "{escape(event.trigger.text)}" -> {_sides(event.recipients)}'
    ]
    if event.when is not None:
        parts.append(f"when: {escape(event.when.mention.text)} ({_when(event.when)})")
    if event.where is not None:
        parts.append(f"where: {escape(event.where.mention.text)} ({event.where.country or 'open'})")
    if event.counts:
        counts = (" ".join(filter(None, (c.what, c.mention.text, c.kind))) for c in event.counts)
        parts.append(f"counts: {escape(', '.join(counts))}")
    if said:
        parts.append(said)
    parts.append(f"[dim]{event.confidence:.2f}[/]")
    return "  ".join(parts)


def _when(when: When) -> str:
    """The date's value with how the event lies to it, and the rule of one that is inherited."""
    told = [when.relation if when.relation != "at" else "", when.value or "open", when.part or ""]
    return " ".join(filter(None, told)) + (f", inherited: {when.inherited}" if when.inherited else "")


def _sides(roles: tuple[Role, ...]) -> str:
    if not roles:
        return "[dim]nobody named[/]"
    named = []
    for role in roles:
        code = " ".join(filter(None, (role.actor.country, role.actor.org, role.actor.sector))) or "?"
        named.append(f"{escape(role.mention.text)} [dim]({escape(code)})[/]")
    return ", ".join(named)


def _speaker(told: Statement) -> str:
    """Who says it as lists have it; through whom, too."""
    words = " … ".join(mention.text for mention in told.source)
    speaker = _sides((told.speaker,)) if told.speaker else escape(words) if words else "[dim]nobody named[/]"
    return speaker + (f" via {_sides((told.via,))}" if told.via else "")


def _on_whose_word(event: Event, claims: Sequence[Claim], voices: Mapping[str, str]) -> str:
    """Who asserts, who denies an event; nothing where nobody takes a stance on it."""
    held: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        if claim.event == event.id:
            held[claim.stance].append(voices.get(claim.statement, "somebody"))
    return "  ".join(
        f"[{STANCES[stance]}]{stance}:[/] {', '.join(dict.fromkeys(held[stance]))}"
        for stance in get_args(Stance)
        if stance in held
    )


def _told_by(event: Event, statements: Sequence[Statement]) -> str:
    """By whom an event is told on which no statement takes a stance; linked where he speaks in one elsewhere."""
    told = []
    for mention in event.attributed_to:
        own = (
            each.speaker
            for each in statements
            if each.speaker is not None and any(mention.span.overlaps(piece.span) for piece in each.source)
        )
        speaker = next(own, None)
        told.append(_sides((speaker,)) if speaker is not None else escape(mention.text))
    return f"told by: {', '.join(told)}" if told else ""


def _said(number: int, told: Statement, claims: Sequence[Claim], events: Mapping[str, int]) -> str:
    parts = [f"[bold]{f'S{number}':>3}[/] {_speaker(told)}"]
    if told.addressee is not None:
        parts.append(f"to {_sides((told.addressee,))}")
    cue = " … ".join(mention.text for mention in told.cue)
    kind = "" if told.kind == "speech" else f" ({told.kind})"
    parts.append(f'[bold]{told.manner}[/] "{escape(cue)}"{kind}')
    parts.append(escape(quoted([words.text for words in told.content], told.manner)))
    for claim in claims:
        because = f' "{escape(claim.evidence.text)}"' if claim.evidence and _beyond(claim.evidence, told) else ""
        parts.append(f"[{STANCES[claim.stance]}]{claim.stance}[/] {events.get(claim.event, '?')}{because}")
    parts.append(f"[dim]{told.confidence:.2f}[/]")
    return "  ".join(parts)


def _beyond(evidence: Mention, told: Statement) -> bool:
    """Whether the words that decided a stance are others than the cue, which is shown already."""
    return not any(evidence.span.overlaps(words.span) for words in told.cue)
