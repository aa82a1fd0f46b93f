"""The overview, the lists of events and of articles, made of named queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from whowhom.errors import StoreError, UsageError
from whowhom.explore.filters import Filters, StatementFilters
from whowhom.explore.web import charts, contexts, times
from whowhom.explore.web.contexts import ArticleList, EventList, Overview
from whowhom.explore.web.links import Links
from whowhom.store import Desk

SHOWN: Final = 50
"""Events, or articles, of one page."""
FEW: Final = 8
"""Rows of a short list."""
LEAST: Final = 5
"""Actual events that a pair needs in both periods before a change is named; fewer swing by chance."""
SUGGESTED: Final = 400
"""Parties offered while a name is typed."""
Asked = Mapping[str, str]


def span_of(desk: Desk) -> dict[str, Any]:
    """The first and last days of events and articles, and the number of events."""
    return desk.query("span").rows()[0]


def parties(desk: Desk) -> list[str]:
    """The codes of the busiest parties."""
    return [row["code"] for row in desk.query("parties", like=None, limit=SUGGESTED)]


def common(desk: Desk, title: str) -> dict[str, Any]:
    """What every page has."""
    return {"title": title, "db": desk.path.name, "review": desk.review}


def chart_of(desk: Desk, filters: Filters, span: Mapping[str, Any], links: Links) -> charts.Chart | None:
    """The events that pass the filters over time."""
    bounds = times.bounds(contexts.Period(filters.since, filters.until, ()), span)
    if bounds is None:
        return None
    unit = charts.unit_of(*bounds)
    rows = desk.query("days", **filters.parameters(), unit=unit).rows()
    return charts.timeline(rows, unit, *bounds, events_between(filters, links))


def events_between(filters: Filters, links: Links) -> Callable[[date, date], str | None]:
    """The page of the events of a bar."""
    told = filters.given()
    return lambda since, until: links.url("events", **told | {"since": str(since), "until": str(until)})


def overview(desk: Desk, asked: Asked, links: Links) -> Overview:
    """The period at a glance."""
    span = span_of(desk)
    period = times.period_of(asked, span)
    filters = Filters(since=period.since, until=period.until)
    told = {"since": period.since, "until": period.until}
    spoken = StatementFilters(since=period.since, until=period.until)
    last = period.until or span["last_published"] or date.max
    return Overview(
        **common(desk, "Overview"), period=period,
        count=desk.query("count", **filters.parameters()).rows()[0],
        said=desk.query("statement_count", **spoken.parameters()).rows()[0],
        articles=desk.query("articles", **told).rows(),
        types=desk.query("types", **filters.parameters()).rows(),
        chart=chart_of(desk, filters, span, links),
        pairs=desk.query("pairs", **told, limit=FEW).rows(),
        shifts=_shifts(desk, period),
        newest=desk.query("events", **_until(filters, last).parameters(), after=None, limit=FEW).rows(),
        planned=desk.query("planned", since=last, until=None, limit=FEW).rows(),
        failures=desk.query("failures").rows(),
        parties=parties(desk),
    )  # fmt: skip


def _until(filters: Filters, last: date) -> Filters:
    """The same, without what is planned for later: that has a place of its own."""
    return Filters(since=filters.since, until=last if last < date.max else None)


def _shifts(desk: Desk, period: contexts.Period) -> contexts.Rows | None:
    if period.since is None or period.until is None:
        return None
    before = period.since - (period.until - period.since) - timedelta(1)
    told = {"since": period.since, "until": period.until, "before": before}
    return desk.query("shifts", **told, least=LEAST, limit=FEW).rows()


def event_list(desk: Desk, asked: Asked) -> EventList:
    """Events that pass the filters of an address."""
    filters = Filters.of(asked)
    after = asked.get("after") or None
    row = None
    if after is not None:
        found = desk.query("rows", event=after).rows()
        if not found:
            raise UsageError("The page's cursor names no event of this database: go back to the first page.")
        row = found[0]["row"]
    events = desk.query("events", **filters.parameters(), after=row, limit=SHOWN).rows()
    facets: dict[str, contexts.Rows] = defaultdict(list)
    for facet in desk.query("facets", **filters.parameters(), most=FEW):
        facets[facet["facet"]].append(facet)
    count = {told["value"]: told["number"] for told in facets.pop("all")}
    outlets = [told["outlet"] for told in desk.query("outlets", limit=SUGGESTED)]
    return EventList(
        **common(desk, "Events"), filters=filters, count=count, facets=facets, events=events,
        next=events[-1]["event"] if len(events) == SHOWN else None, after=after, parties=parties(desk), outlets=outlets,
    )  # fmt: skip


def article_list(desk: Desk, asked: Asked) -> ArticleList:
    """Articles of a state, or found by words of title, outlet or origin."""
    told = Filters.of({"words": asked.get("words", "")})
    state, after = asked.get("state") or None, asked.get("after") or "0"
    if state not in (None, "coded", "failed", "skipped"):
        raise UsageError(f"state is {state!r}: there are coded, failed and skipped.")
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise UsageError(f"after is {after!r}: give how many articles to leave out.")
    articles = desk.query("article_list", state=state, words=told.words, limit=SHOWN, after=int(after)).rows()
    return ArticleList(
        **common(desk, "Articles"), state=state, words=told.words, articles=articles,
        states=desk.query("articles", since=None, until=None).rows(),
        next=int(after) + SHOWN if len(articles) == SHOWN else None,
    )  # fmt: skip


def address_of(desk: Desk, event: str) -> tuple[str, str]:
    """The article of an event, and the event's mark in it. Raises ``StoreError`` when there is none."""
    found = desk.query("event", event=event).rows()
    if not found:
        raise StoreError(f"{desk.path.name} has no event {event!r}.")
    return found[0]["article"], f"e-{event}"
