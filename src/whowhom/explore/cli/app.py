"""The commands: thin, each echoing a verb of the library."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from whowhom import __version__
from whowhom.errors import UsageError
from whowhom.explore.filters import HELP as FILTERS
from whowhom.settings import DATABASE, DEFAULT_MODEL, HELP, Settings, load

app = typer.Typer(
    name="whowhom",
    help="Read news on international affairs and write down who did what to whom, on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
DAY = "YYYY-MM-DD"


def day(value: str) -> date:
    """The day that a flag gives. Raises ``BadParameter`` when it is none."""
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day: give a day as {DAY}.") from None


Db = Annotated[str | None, typer.Option("--db", help=HELP["db"], show_default=DATABASE)]
Database = Annotated[str | None, typer.Argument(metavar="DB", help=HELP["db"], show_default=DATABASE)]
Model = Annotated[str | None, typer.Option(help=HELP["model"], show_default=DEFAULT_MODEL)]
MinConfidence = Annotated[float | None, typer.Option(help=HELP["min_confidence"], min=0, max=1)]
Actors = Annotated[list[str] | None, typer.Option("--actors", metavar="FILE", help=HELP["actors"])]
Published = Annotated[date | None, typer.Option(parser=day, metavar=DAY, help=HELP["published"])]
Speaker = Annotated[str | None, typer.Option(help=FILTERS["speaker"])]
About = Annotated[str | None, typer.Option(help=FILTERS["about"])]
Said = Annotated[str | None, typer.Option("--words", help=FILTERS["said"])]
TheirStance = Annotated[str | None, typer.Option("--stance", help=FILTERS["stance"])]
Manner = Annotated[str | None, typer.Option(help=FILTERS["manner"])]
Kind = Annotated[str | None, typer.Option(help=FILTERS["kind"])]
Since = Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="Published from this day on.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="Published to this day.")]
Outlet = Annotated[str | None, typer.Option(help=FILTERS["outlet"])]
Sure = Annotated[float | None, typer.Option(help=FILTERS["min_confidence"], min=0, max=1)]
Limit = Annotated[int, typer.Option(help="Rows at the most; 0 for all.", min=0)]
Form = Annotated[Literal["table", "csv", "json"], typer.Option("--format", help="How to print them.")]


def trouble(message: str) -> None:
    """Say on standard error what went wrong."""
    from rich.console import Console  # noqa: PLC0415  (slow to import, and not always needed)

    Console(stderr=True, soft_wrap=True).print(message, style="red", markup=False, highlight=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whowhom {__version__}")
        raise typer.Exit


def _settings(place: str | None, flag: str | None) -> Settings:
    """The settings of a command that takes its database in its place or as a flag."""
    if place and flag:
        raise UsageError(f"Two databases are given, {place} and {flag}: leave one out.")
    return load({"db": place or flag})


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Read news on international affairs and write down who did what to whom, on whose word."""
    del version


@app.command()
def code(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.")
    ],
    db: Db = None,
    records: Annotated[
        Path | None, typer.Option(help="Also write a record of every document to this JSON Lines file.")
    ] = None,
    published: Published = None,
    map: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=NAME", help="Where a table has a field, as text=story.")
    ] = None,
    model: Model = None,
    workers: Annotated[int | None, typer.Option(help=HELP["workers"], show_default="1")] = None,
    min_confidence: MinConfidence = None,
    actors: Actors = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first article that fails.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Code articles again that failed before.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for scripts.")] = False,
) -> None:
    """Code articles into a database: who did what to whom, when and where, on whose word."""
    from whowhom.explore.cli import coding  # noqa: PLC0415  (so that --help is quick)

    settings = load({
        "db": db, "model": model, "workers": workers, "min_confidence": min_confidence, "published": published,
        "actors": actors or None,
    })  # fmt: skip
    to_db = settings.db if db is not None or records is None else None
    raise typer.Exit(
        coding.code(
            inputs, settings, db=to_db, records=records, mapping=map or [], strict=strict, retry=retry,
            voice="json" if json else "quiet" if quiet else "bar",
        )
    )  # fmt: skip


@app.command()
def events(
    database: Database = None,
    actor: Annotated[str | None, typer.Option(help="Who: a country code, an organisation, or words.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom, likewise.")] = None,
    type: Annotated[str | None, typer.Option("--type", help="One of the sixteen types, as ASSAULT.")] = None,
    mode: Annotated[str | None, typer.Option(help="A mode of a type, as arrest.")] = None,
    status: Annotated[str | None, typer.Option(help="actual, alleged, denied, planned, negated or unreal.")] = None,
    since: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="From this day on.")] = None,
    until: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="To this day.")] = None,
    min_confidence: MinConfidence = None,
    outlet: Outlet = None,
    limit: Limit = 50,
    format: Form = "table",
    db: Db = None,
) -> None:
    """List events, filtered by who, to whom, type, status, date, confidence."""
    from whowhom.explore.cli import listing  # noqa: PLC0415

    filters: dict[str, Any] = {
        "actor": actor, "recipient": recipient, "type": type, "mode": mode, "status": status, "since": since,
        "until": until, "min_confidence": min_confidence, "outlet": outlet, "limit": limit or None,
    }  # fmt: skip
    listing.events(_settings(database, db).db, filters, format)


@app.command()
def statements(
    database: Database = None,
    speaker: Speaker = None,
    about: About = None,
    words: Said = None,
    manner: Manner = None,
    kind: Kind = None,
    stance: TheirStance = None,
    since: Since = None,
    until: Until = None,
    min_confidence: Sure = None,
    outlet: Outlet = None,
    limit: Limit = 50,
    format: Form = "table",
    db: Db = None,
) -> None:
    """List statements: who says what, to whom, through whom, filtered by speaker, topic, words, date."""
    from whowhom.explore.cli import ledger  # noqa: PLC0415

    filters: dict[str, Any] = {
        "speaker": speaker, "about": about, "words": words, "manner": manner, "kind": kind, "stance": stance,
        "since": since, "until": until, "min_confidence": min_confidence, "outlet": outlet,
        "limit": limit or None,
    }  # fmt: skip
    ledger.statements(_settings(database, db).db, filters, format)


@app.command()
def claims(
    database: Database = None,
    speaker: Speaker = None,
    about: Annotated[str | None, typer.Option(help="Whom the event is about: a party on either side of it.")] = None,
    words: Said = None,
    stance: TheirStance = None,
    contradicted: Annotated[
        bool, typer.Option("--contradicted", help="Only what one asserts or confirms and another denies.")
    ] = False,
    type: Annotated[str | None, typer.Option("--type", help=FILTERS["type"])] = None,
    status: Annotated[str | None, typer.Option(help=FILTERS["status"])] = None,
    manner: Manner = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    min_confidence: Sure = None,
    outlet: Outlet = None,
    limit: Limit = 50,
    format: Form = "table",
    db: Db = None,
) -> None:
    """List events with who asserts and who denies them, contradictions first."""
    from whowhom.explore.cli import ledger  # noqa: PLC0415

    filters: dict[str, Any] = {
        "speaker": speaker, "about": about, "words": words, "stance": stance, "type": type, "status": status,
        "manner": manner, "kind": kind, "since": since, "until": until, "min_confidence": min_confidence,
        "outlet": outlet, "contradicted": contradicted or None, "limit": limit or None,
    }  # fmt: skip
    ledger.claims(_settings(database, db).db, filters, format)


@app.command()
def calendar(
    database: Database = None,
    since: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="From this day on.")] = None,
    until: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="To this day.")] = None,
    format: Annotated[
        Literal["table", "json", "csv", "ics"] | None,
        typer.Option("--format", help="By default that of the output file's name, else a table."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write it to this file.")] = None,
    db: Db = None,
) -> None:
    """List planned events by date, and what became of those whose date has passed."""
    from whowhom.explore.cli import planned  # noqa: PLC0415

    planned.calendar(_settings(database, db).db, since=since, until=until, form=format, output=output)


@app.command()
def show(
    article: Annotated[
        str,
        typer.Argument(help="An article's id (or how it begins), url or origin; or a file, or - for standard input."),
    ],
    db: Db = None,
    published: Published = None,
    model: Model = None,
    actors: Actors = None,
) -> None:
    """Show an article with its events and statements marked, and listed below with their evidence."""
    from whowhom.explore.cli import showing  # noqa: PLC0415

    settings = load({"db": db, "model": model, "published": published, "actors": actors or None})
    showing.show(article, settings)


@app.command()
def export(
    places: Annotated[
        list[str],
        typer.Argument(metavar="[DB] FILE", help="The database, unless --db gives it, and the file to write."),
    ],
    format: Annotated[
        Literal["jsonl", "csv", "parquet", "geojson", "geoparquet"] | None,
        typer.Option("--format", help="By default that of the file's name."),
    ] = None,
    table: Annotated[
        Literal["events", "statements", "claims"],
        typer.Option("--table", help="What the rows are (csv, parquet); records hold all of them."),
    ] = "events",
    db: Db = None,
) -> None:
    """Write all events to a file: records (jsonl), a row an event (csv, parquet), map data (geojson, geoparquet).

    With --table the rows are statements, or claims.
    """
    from whowhom.explore.cli import listing  # noqa: PLC0415

    if len(places) > 2:
        raise UsageError(f"A database and a file are wanted, and {len(places)} are given: {', '.join(places)}.")
    out = Path(places[-1])
    database = places[0] if len(places) == 2 else None
    listing.export(_settings(database, db).db, out, format or out.suffix.lstrip("."), table)


@app.command()
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Gold events in the codebook's form, or statements in PolNeAR's: JSON Lines.")
    ],
    predicted: Annotated[Path | None, typer.Option(help="Score these records instead of coding the passages.")] = None,
    mentions: Annotated[
        Literal["coded", "gold"], typer.Option(help="gold: take gold's mentions and measure only who is who.")
    ] = "coded",
    model: Model = None,
    min_confidence: MinConfidence = None,
    actors: Actors = None,
    errors: Annotated[int, typer.Option(help="Show so many passages with what is missed and spurious.", min=0)] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure the coder against gold events or gold statements: figures with 95 % intervals."""
    from whowhom.explore.cli import measuring  # noqa: PLC0415

    settings = load({"model": model, "min_confidence": min_confidence, "actors": actors or None})
    if mentions == "gold":
        if predicted is not None:
            raise UsageError("--mentions gold links gold's own mentions: leave out --predicted.")
        measuring.evaluate_linking(gold, settings, errors=errors, as_json=json)
    else:
        measuring.evaluate(gold, predicted, settings, errors=errors, as_json=json)


@app.command()
def who(
    name: Annotated[str, typer.Argument(help="A name: of a person, a body, a place.")],
    on: Annotated[
        date | None, typer.Option(parser=day, metavar=DAY, help="The day (YYYY-MM-DD) that is meant.")
    ] = None,
    actors: Actors = None,
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Say who a name stands for on a day, what they were before and after, and where it is ambiguous."""
    from whowhom.explore.cli import people  # noqa: PLC0415

    people.who(name, on, load({"actors": actors or None}), format)


@app.command()
def actors(
    database: Database = None,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Mentions nobody was found for, the commonest first.")
    ] = False,
    limit: Annotated[int, typer.Option(help="Rows at the most; 0 for all.", min=0)] = 30,
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print them.")] = "table",
    db: Db = None,
) -> None:
    """List who appears in a database: how often, as what, under which mentions."""
    from whowhom.explore.cli import people  # noqa: PLC0415

    people.actors(_settings(database, db), undecided=undecided, limit=limit or None, form=format)


@app.command()
def info(
    database: Database = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    db: Db = None,
) -> None:
    """Show versions, the model's figures, and what a database holds."""
    from whowhom.explore.cli import measuring  # noqa: PLC0415

    measuring.info(_settings(database, db), as_json=json)


@app.command()
def explore(
    database: Database = None,
    port: Annotated[int, typer.Option(help="Where to listen; a later one when it is taken.", min=0, max=65535)] = 8765,
    host: Annotated[str, typer.Option(help="A name of this machine: 127.0.0.1, localhost or ::1.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")] = True,
    review: Annotated[bool, typer.Option("--review", help="Take corrections, as rows of their own.")] = False,
    db: Db = None,
) -> None:
    """Read a database in the browser: overview, events, pairs, articles, with the evidence."""
    from whowhom.explore.cli import exploring  # noqa: PLC0415

    exploring.explore(_settings(database, db).db, host=host, port=port, browser=browser, review=review)


@app.command()
def report(
    database: Database = None,
    out: Annotated[Path, typer.Option(help="The folder to write; files in it are replaced.")] = Path("site"),
    db: Db = None,
) -> None:
    """Write the overview, pairs and articles of a database as pages that need no server."""
    from whowhom.explore.cli import exploring  # noqa: PLC0415

    exploring.report(_settings(database, db).db, out)
