"""The questions under /api/v1. Each answers a named query of ``store/``; nothing is counted here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel

from whowhom import __version__
from whowhom.coding import record
from whowhom.errors import StoreError
from whowhom.explore.api.answers import MEDIA, Format, answer, wanted
from whowhom.explore.filters import HELP, LONGEST, ClaimFilters, Filtering, Filters, StatementFilters
from whowhom.store import Desk, Table

MOST: Final = 10_000
"""Rows that one answer may have; cursors give the next ones."""
Unit = Literal["day", "week", "month", "quarter", "year"]


class Rows(BaseModel):
    """Rows of a named query. ``next`` is the cursor of the next page, null on the last."""

    rows: list[dict[str, Any]]
    next: str | None = None


class Refused(BaseModel):
    """What was wrong with a question, and what to do."""

    detail: str


def desk_of(request: Request) -> Desk:
    """The database that this server shows."""
    desk: Desk = request.app.state.desk
    return desk


def _text(name: str) -> Any:
    return Query(description=HELP[name], max_length=LONGEST)


def _day(description: str) -> Any:
    return Query(description=description, max_length=LONGEST, json_schema_extra={"format": "date"})


def filters_of(
    actor: Annotated[str | None, _text("actor")] = None,
    recipient: Annotated[str | None, _text("recipient")] = None,
    type: Annotated[str | None, _text("type")] = None,
    mode: Annotated[str | None, _text("mode")] = None,
    status: Annotated[str | None, _text("status")] = None,
    since: Annotated[str | None, _day(HELP["since"])] = None,
    until: Annotated[str | None, _day(HELP["until"])] = None,
    min_confidence: Annotated[float | None, Query(description=HELP["min_confidence"], ge=0, le=1)] = None,
    outlet: Annotated[str | None, _text("outlet")] = None,
    article: Annotated[str | None, _text("article")] = None,
    country: Annotated[str | None, _text("country")] = None,
    words: Annotated[str | None, _text("words")] = None,
    party: Annotated[str | None, _text("party")] = None,
    other: Annotated[str | None, _text("other")] = None,
) -> Filters:
    """The filters of a question, the same as the command line's and more."""
    told = (
        actor, recipient, type, mode, status, since, until, min_confidence, outlet, article, country, words, party,
        other,
    )  # fmt: skip
    return Filters.of(_given(Filters, told))


def statements_of(
    speaker: Annotated[str | None, _text("speaker")] = None,
    about: Annotated[str | None, _text("about")] = None,
    words: Annotated[str | None, _text("said")] = None,
    kind: Annotated[str | None, _text("kind")] = None,
    manner: Annotated[str | None, _text("manner")] = None,
    stance: Annotated[str | None, _text("stance")] = None,
    since: Annotated[str | None, _day("Published from this day on.")] = None,
    until: Annotated[str | None, _day("Published to this day.")] = None,
    min_confidence: Annotated[float | None, Query(description=HELP["min_confidence"], ge=0, le=1)] = None,
    outlet: Annotated[str | None, _text("outlet")] = None,
    article: Annotated[str | None, _text("article")] = None,
) -> StatementFilters:
    """The filters of statements, the same as the command line's and ``stance``."""
    told = (speaker, about, words, kind, manner, stance, since, until, min_confidence, outlet, article)
    return StatementFilters.of(_given(StatementFilters, told))


def claims_of(
    said: Annotated[StatementFilters, Depends(statements_of)],
    actor: Annotated[str | None, _text("actor")] = None,
    recipient: Annotated[str | None, _text("recipient")] = None,
    type: Annotated[str | None, _text("type")] = None,
    status: Annotated[str | None, _text("status")] = None,
    contradicted: Annotated[str | None, _text("contradicted")] = None,
) -> ClaimFilters:
    """The filters of events that somebody takes a stance on; those of statements look at whoever takes it."""
    own = {"actor": actor, "recipient": recipient, "type": type, "status": status, "contradicted": contradicted}
    return ClaimFilters.of(said.given() | {name: value for name, value in own.items() if value is not None})


def _given(of: type[Filtering], told: Sequence[Any]) -> dict[str, str]:
    """The filters that are given, as an address has them."""
    return {name: str(value) for name, value in zip(of.names(), told, strict=True) if value is not None}


DeskOf = Annotated[Desk, Depends(desk_of)]
FiltersOf = Annotated[Filters, Depends(filters_of)]
StatementsOf = Annotated[StatementFilters, Depends(statements_of)]
ClaimsOf = Annotated[ClaimFilters, Depends(claims_of)]
FormatOf = Annotated[Format | None, Query(alias="format", description="By default what the Accept header asks for.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows at the most.")]


def period_of(
    since: Annotated[str | None, _day("From this day on.")] = None,
    until: Annotated[str | None, _day("To this day.")] = None,
) -> dict[str, date | None]:
    """The days of a question that has no other filters."""
    told = Filters.of({"since": since or "", "until": until or ""})
    return {"since": told.since, "until": told.until}


def only_known(request: Request) -> None:
    """Raise 400 for a name that the question does not know: passing over it would answer another question."""
    told = request.app.openapi()["paths"][request.scope["route"].path]["get"].get("parameters", [])
    known = {parameter["name"] for parameter in told if parameter["in"] == "query"}
    if strange := sorted(set(request.query_params) - known):
        raise HTTPException(
            400, f"There is no {', '.join(strange)} here; there are {', '.join(sorted(known)) or 'none'}."
        )


PeriodOf = Annotated[dict[str, date | None], Depends(period_of)]
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {MEDIA["csv"]: {"schema": {"type": "string"}}, MEDIA["arrow"]: {"schema": {"type": "string"}}}},
    400: {"model": Refused, "description": "A filter has a value that nothing can have, or there is no such filter."},
}
NOT_THERE: Final[dict[int | str, dict[str, Any]]] = {404: {"model": Refused, "description": "There is none."}}
router = APIRouter(prefix="/api/v1", responses=ANSWERS, dependencies=[Depends(only_known)])


@router.get("/events", response_model=Rows, summary="Events with their evidence, newest first")
def events(
    request: Request,
    desk: DeskOf,
    filters: FiltersOf,
    form: FormatOf = None,
    limit: Limit = 100,
    after: Annotated[str | None, Query(description="Go on after this event: the cursor.", max_length=64)] = None,
) -> Response:
    """Events that pass the filters. ``next`` (the header X-Next in CSV and Arrow) is the cursor of the next page."""
    row = place_of(desk, after, "rows", "event", "row")
    table = desk.query("event_table", **filters.parameters(), after=row, limit=limit)
    return answer(table, wanted(request, form), next=last_of(table, "event", limit))


def place_of(desk: Desk, cursor: str | None, query: str, noun: str, column: str) -> int | None:
    """The place of a cursor in an order. Raises 400 when it is not there."""
    if not cursor:
        return None
    found = desk.query(query, **{noun: cursor}).rows()
    if not found:
        raise HTTPException(400, f"The cursor names no {noun} of this database: start without one.")
    return int(found[0][column])


def last_of(table: Table, noun: str, limit: int) -> str | None:
    """The cursor of the next page, unless this is the last."""
    return str(table.arrow().column(noun)[-1].as_py()) if len(table) == limit else None


@router.get("/statements", response_model=Rows, summary="Who says what, newest first")
def statements(
    request: Request,
    desk: DeskOf,
    filters: StatementsOf,
    form: FormatOf = None,
    limit: Limit = 100,
    after: Annotated[str | None, Query(description="Go on after this statement: the cursor.", max_length=64)] = None,
) -> Response:
    """Statements that pass the filters, with their voices, words and stances."""
    row = place_of(desk, after, "statement_rows", "statement", "row")
    table = desk.query("statement_table", **filters.parameters(), after=row, limit=limit)
    return answer(table, wanted(request, form), next=last_of(table, "statement", limit))


@router.get("/claims", response_model=Rows, summary="Who asserts and who denies what, contradictions first")
def claims(
    request: Request,
    desk: DeskOf,
    filters: ClaimsOf,
    form: FormatOf = None,
    limit: Limit = 100,
    after: Annotated[str | None, Query(description="Go on after this event: the cursor.", max_length=64)] = None,
) -> Response:
    """Events on which somebody takes a stance, with who asserts, confirms, doubts, denies them and with which words.

    CSV has the voices by stance; what each says (`claims`) is in JSON and Arrow.
    """
    rank = place_of(desk, after, "claim_ranks", "event", "rank")
    table = desk.query("claim_table", **filters.parameters(), after=rank, limit=limit)
    following, asked = last_of(table, "event", limit), wanted(request, form)
    flat = replace(table, data=table.data.drop_columns(["claims"])) if asked == "csv" else table
    return answer(flat, asked, next=following)


@router.get("/count", response_model=Rows, summary="How many events pass the filters")
def count(request: Request, desk: DeskOf, filters: FiltersOf, form: FormatOf = None) -> Response:
    """Numbers of events and articles, and the first and last day."""
    return answer(desk.query("count", **filters.parameters()), wanted(request, form))


@router.get("/facets", response_model=Rows, summary="What the events are made of")
def facets(
    request: Request, desk: DeskOf, filters: FiltersOf, form: FormatOf = None,
    most: Annotated[int, Query(ge=1, le=100, description="Values of a facet at the most.")] = 10,
) -> Response:  # fmt: skip
    """The commonest actors, recipients, types, modes, statuses, outlets, countries, and confidence by tenths."""
    return answer(desk.query("facets", **filters.parameters(), most=most), wanted(request, form))


@router.get("/days", response_model=Rows, summary="Events over time")
def days(
    request: Request, desk: DeskOf, filters: FiltersOf, form: FormatOf = None, unit: Unit = "day"
) -> Response:  # fmt: skip
    """Numbers of events by day, week, month, quarter or year, and by score (-2 to 2)."""
    return answer(desk.query("days", **filters.parameters(), unit=unit), wanted(request, form))


@router.get("/types", response_model=Rows, summary="Events by type and status")
def types(request: Request, desk: DeskOf, filters: FiltersOf, form: FormatOf = None) -> Response:
    """Numbers of events by type and status."""
    return answer(desk.query("types", **filters.parameters()), wanted(request, form))


@router.get("/places", response_model=Rows, summary="Where events happened")
def places(
    request: Request, desk: DeskOf, filters: FiltersOf, form: FormatOf = None, limit: Limit = 1000
) -> Response:  # fmt: skip
    """Places with numbers of events, as exactly as they are known; what is known by country only has no point."""
    return answer(desk.query("places", **filters.parameters(), limit=limit), wanted(request, form))


@router.get("/disputes", response_model=Rows, summary="What is denied or alleged")
def disputes(
    request: Request, desk: DeskOf, filters: FiltersOf, form: FormatOf = None, limit: Limit = 100
) -> Response:  # fmt: skip
    """Disputed events by who, to whom, type and month, the denied first."""
    return answer(desk.query("disputes", **filters.parameters(), limit=limit), wanted(request, form))


@router.get("/pairs", response_model=Rows, summary="The pairs with most events between them")
def pairs(request: Request, desk: DeskOf, period: PeriodOf, form: FormatOf = None, limit: Limit = 100) -> Response:
    """Pairs of parties, whoever acts; what is told as actual counts."""
    return answer(desk.query("pairs", **period, limit=limit), wanted(request, form))


@router.get("/network", response_model=Rows, summary="Who acts on whom")
def network(
    request: Request, desk: DeskOf, period: PeriodOf, form: FormatOf = None,
    status: Annotated[str | None, _text("status")] = "actual", limit: Limit = 1000,
) -> Response:  # fmt: skip
    """Edges with numbers of events and mean score."""
    known = Filters.of({"status": status or ""})
    table = desk.query("network", **period, status=known.status, limit=limit)
    return answer(table, wanted(request, form))


@router.get("/parties", response_model=Rows, summary="Parties by code")
def parties(
    request: Request, desk: DeskOf, form: FormatOf = None, limit: Limit = 100,
    like: Annotated[str | None, Query(description="How a code or word begins.", max_length=LONGEST)] = None,
) -> Response:  # fmt: skip
    """Codes of parties with their numbers of roles, the busiest first."""
    return answer(desk.query("parties", like=like, limit=limit), wanted(request, form))


@router.get("/articles", response_model=Rows, summary="Articles, newest first")
def articles(
    request: Request, desk: DeskOf, form: FormatOf = None, limit: Limit = 100,
    state: Annotated[Literal["coded", "failed", "skipped"] | None, Query(description="Only these.")] = None,
    words: Annotated[str | None, Query(description="Words of title, outlet or origin.", max_length=LONGEST)] = None,
    after: Annotated[int, Query(ge=0, le=10**9, description="Leave out so many.")] = 0,
) -> Response:  # fmt: skip
    """Articles with their states and numbers of events."""
    table = desk.query("article_list", state=state, words=words, limit=limit, after=after)
    following = str(after + limit) if len(table) == limit else None
    return answer(table, wanted(request, form), next=following)


@router.get(
    "/articles/{article}", response_model=dict[str, Any], responses=NOT_THERE, summary="An article's codebook record"
)
def article_record(desk: DeskOf, article: Annotated[str, Path(max_length=LONGEST)]) -> Any:
    """The text and its events, in the form of the codebook (section 6)."""
    try:
        return record(desk.coding(article))
    except StoreError as error:
        raise HTTPException(404, str(error)) from error


@router.get("/failures", response_model=Rows, summary="What could not be coded")
def failures(request: Request, desk: DeskOf, form: FormatOf = None) -> Response:
    """Kinds of trouble with inputs, with an example of each."""
    return answer(desk.query("failures"), wanted(request, form))


@router.get("/corrections", response_model=Rows, summary="What reviewers said")
def corrections(
    request: Request, desk: DeskOf, form: FormatOf = None,
    article: Annotated[str | None, Query(max_length=LONGEST)] = None,
) -> Response:  # fmt: skip
    """Judgements of events, oldest first; ``before`` and ``after`` are codebook events as JSON."""
    return answer(desk.query("corrections", article=article, event=None), wanted(request, form))


@router.get("/about", response_model=dict[str, Any], summary="Versions and runs")
def about(desk: DeskOf) -> Any:
    """The versions of this program and of the runs that made the database."""
    return {"whowhom": __version__, "runs": desk.query("runs").rows(), "span": desk.query("span").rows()}
