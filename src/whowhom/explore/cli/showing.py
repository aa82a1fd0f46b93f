"""``whowhom show``: a text in the terminal with its events marked."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from whowhom import reading
from whowhom.errors import ReadingError
from whowhom.explore.cli.listing import COLOURS
from whowhom.pipeline import Coder
from whowhom.settings import Settings
from whowhom.store import Store
from whowhom.types import Article, Coding, Event, Role, When


def show(name: str, settings: Settings) -> None:
    """Print the coding of an article of the database, or of a file that is coded on the spot."""
    coding = _coded_now(name, settings) if Path(name).is_file() else _stored(name, settings)
    console = Console()
    article = coding.article
    head = [article.title or article.key or article.id[:8], article.outlet, article.published, article.url]
    console.print(f"[bold]{escape(' | '.join(str(part) for part in head if part))}[/]\n", highlight=False)
    console.print(marked(coding))
    console.print()
    for number, event in enumerate(coding.events, start=1):
        console.print(_line(number, event), highlight=False, soft_wrap=True)
    if not coding.events:
        console.print("No events are found in it.")


def _coded_now(name: str, settings: Settings) -> Coding:
    items = reading.read([name], published=settings.published)
    found = next(item for item in items if isinstance(item, Article) or not item.partial)
    if not isinstance(found, Article):
        raise ReadingError(found.message)
    result = Coder.load(settings.model, actors=settings.actors).attempt(found)
    if not isinstance(result, Coding):
        raise ReadingError(result.message)
    return result


def _stored(name: str, settings: Settings) -> Coding:
    with Store.open(settings.db, read_only=True) as store:
        return store.coding(store.find(name))


def marked(coding: Coding) -> Text:
    """The text with triggers numbered and coloured by status, parties underlined, dropped blocks dim."""
    source = coding.article.text
    text = Text()
    numbers = {event.trigger.span.end: str(n) for n, event in enumerate(coding.events, start=1)}
    at = 0
    for end in sorted({*numbers, len(source)}):
        text.append(source[at:end])
        if end in numbers:
            text.append(f"[{numbers[end]}]", style="bold")
        at = end
    shifts = sorted((end, len(number) + 2) for end, number in numbers.items())

    def placed(offset: int) -> int:
        return offset + sum(size for end, size in shifts if end < offset)

    for block in coding.body.blocks:
        if not block.kept:
            text.stylize("dim", placed(block.span.start), placed(block.span.end))
    for event in coding.events:
        trigger = event.trigger.span
        text.stylize(f"bold {COLOURS[event.status]}", placed(trigger.start), placed(trigger.end))
        for role in (*event.actors, *event.recipients):
            text.stylize("underline", placed(role.mention.span.start), placed(role.mention.span.end))
    return text


def _line(number: int, event: Event) -> str:
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
    if event.attributed_to:
        parts.append("says: " + escape(", ".join(mention.text for mention in event.attributed_to)))
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
