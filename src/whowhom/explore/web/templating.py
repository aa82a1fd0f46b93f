"""Templates: every value is escaped, and each page is made of one documented context."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from whowhom import __version__
from whowhom.codebook import MODES, QUADS, SCALE, SECTORS, STATUSES, TYPES
from whowhom.evaluation.report import counted
from whowhom.explore.filters import KNOWN
from whowhom.explore.names import label
from whowhom.explore.web import charts, marks
from whowhom.explore.web.contexts import Page, Trouble
from whowhom.explore.web.links import Links, ServerLinks

NAV: Final = (
    ("overview", "Overview"), ("events", "Events"), ("statements", "Statements"), ("claims", "Claims"),
    ("articles", "Articles"), ("actor", "Actors"), ("pair", "Pairs"), ("network", "Network"), ("map", "Map"),
    ("calendar", "Calendar"), ("about", "About"),
)  # fmt: skip
"""The pages in their order, with the names that people see."""
MANNERS: Final = {
    "direct": "what is said stands in quotation marks", "indirect": "told in the article's own words",
    "mixed": "a part of what is said stands in quotation marks",
}  # fmt: skip
"""Manner -> what it means."""


@cache
def environment() -> Environment:
    """The templates with their filters."""
    env = Environment(
        loader=PackageLoader("whowhom.explore.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    env.filters |= {
        "label": label,
        "zip": zip,
        "plural": counted,
        "number": lambda value: f"{value:,}",
        "day": _day,
        "lean": charts.lean,
    }
    env.globals |= {
        "nav": NAV, "version": __version__, "TYPES": TYPES, "MODES": MODES, "QUADS": QUADS, "SCALE": SCALE,
        "STATUSES": STATUSES, "SECTORS": SECTORS, "LAYERS": marks.LAYERS, "WORDS": charts.WORDS, "bar": charts.bar,
        "pieces": lambda row: marks.pieces(row["sentence"] or "", marks.of_row(row), start=row["sentence_start"] or 0),
        "passage": marks.passage_of, "MANNERS": MANNERS, "KNOWN": KNOWN,
    }  # fmt: skip
    return env


def _day(value: date | None) -> str:
    return f"{value.day} {value:%b} {value.year}" if value is not None else "no date"


def render(page: Page, links: Links | None = None) -> str:
    """The HTML of a page."""
    links = links or ServerLinks()
    return environment().get_template(f"{page.name}.html").render(page=page, links=links, url=links.url)


def respond(page: Page, status: int = 200) -> Response:
    """The page as an answer."""
    return HTMLResponse(render(page), status)


def trouble(request: Request, status: int, words: str) -> Response:
    """A page that says what was wrong with the address."""
    desk: Any = request.app.state.desk
    return respond(Trouble(title="Not this way", db=desk.path.name, review=desk.review, words=words), status)
