"""The addresses of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from whowhom.errors import StoreError
from whowhom.explore.web import matters, pages, parties, review, sayings
from whowhom.explore.web.article import article_page
from whowhom.explore.web.links import ServerLinks
from whowhom.explore.web.templating import respond
from whowhom.store import Desk

router = APIRouter(include_in_schema=False)
LINKS = ServerLinks()


def desk_of(request: Request) -> Desk:
    """The database that this server shows."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]


@router.get("/")
def overview(request: Request, desk: DeskOf) -> Response:
    """The period at a glance."""
    return respond(pages.overview(desk, request.query_params, LINKS))


@router.get("/events")
def events(request: Request, desk: DeskOf) -> Response:
    """Events with facets."""
    return respond(pages.event_list(desk, request.query_params))


@router.get("/event/{event}")
def event(event: str, desk: DeskOf) -> Response:
    """An event's permalink: its mark in its article."""
    return _permalink(pages.address_of, desk, event)


def _permalink(address_of: Callable[[Desk, str], tuple[str, str]], desk: Desk, name: str) -> Response:
    """To the place in its article. Raises 404 when it is not there."""
    try:
        article, anchor = address_of(desk, name)
    except StoreError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse(LINKS.url("article", id=article, anchor=anchor) or "/", 303)


@router.get("/statements")
def statements(request: Request, desk: DeskOf) -> Response:
    """Statements with facets."""
    return respond(sayings.statement_list(desk, request.query_params))


@router.get("/statement/{statement}")
def statement(statement: str, desk: DeskOf) -> Response:
    """A statement's permalink: its record in its article."""
    return _permalink(sayings.address_of, desk, statement)


@router.get("/articles")
def articles(request: Request, desk: DeskOf) -> Response:
    """Articles, coded or not."""
    return respond(pages.article_list(desk, request.query_params))


@router.get("/article/{article}")
def article(article: str, desk: DeskOf) -> Response:
    """An article with its marks."""
    try:
        return respond(article_page(desk, article))
    except StoreError as error:
        raise HTTPException(404, str(error)) from error


@router.get("/actor")
def actor(request: Request, desk: DeskOf) -> Response:
    """A party, or the busiest."""
    return respond(parties.actor(desk, request.query_params, LINKS))


@router.get("/pair")
def pair(request: Request, desk: DeskOf) -> Response:
    """Two parties."""
    return respond(parties.pair(desk, request.query_params, LINKS))


@router.get("/network")
def network(request: Request, desk: DeskOf) -> Response:
    """Who acts on whom."""
    return respond(parties.network(desk, request.query_params, LINKS))


@router.get("/map")
def map_page(request: Request, desk: DeskOf) -> Response:
    """Where events happened."""
    return respond(matters.map_page(desk, request.query_params, LINKS))


@router.get("/calendar")
def calendar(request: Request, desk: DeskOf) -> Response:
    """What is planned."""
    return respond(matters.calendar(desk, request.query_params))


@router.get("/claims")
def claims(request: Request, desk: DeskOf) -> Response:
    """Who holds what of which event."""
    return respond(sayings.claim_list(desk, request.query_params))


@router.get("/about")
def about(desk: DeskOf) -> Response:
    """What to know before quoting a number."""
    return respond(matters.about(desk))


@router.get("/review")
def review_next(request: Request, desk: DeskOf) -> Response:
    """The next event for a reviewer."""
    return respond(review.page(desk, request.query_params))


@router.post("/review/{event}")
async def review_one(event: str, request: Request, desk: DeskOf) -> Response:
    """Take a correction, and go on."""
    form = review.form_of(await request.body())
    try:
        review.take(desk, event, form)
    except StoreError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse(LINKS.url("review", reviewer=form.get("reviewer")) or "/review", 303)


@router.get("/review/gold.jsonl")
def gold(desk: DeskOf) -> Response:
    """Reviewed articles as gold records."""
    return Response(review.gold_lines(desk), media_type="application/jsonl")
