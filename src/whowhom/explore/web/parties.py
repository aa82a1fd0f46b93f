"""An actor, a pair, the network, made of named queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, Final

from whowhom.errors import UsageError
from whowhom.explore.filters import Filters, StatementFilters
from whowhom.explore.names import code_of, label, offices
from whowhom.explore.web import charts, drawing, times
from whowhom.explore.web.contexts import ActorPage, NetworkPage, PairPage
from whowhom.explore.web.links import Links
from whowhom.explore.web.pages import FEW, SHOWN, Asked, chart_of, common, events_between, parties, span_of
from whowhom.store import Desk

NODES: Final = (30, 60, 120, 200)
EDGES: Final = 1_500
"""Edges asked for; more than can be drawn of 200 nodes."""


def actor(desk: Desk, asked: Asked, links: Links) -> ActorPage:
    """A party, or the busiest parties when none is named or the name is not known."""
    span = span_of(desk)
    period = times.period_of(asked, span)
    told = Filters.of({"actor": asked.get("who", "")}).actor or ""
    code = code_of(told)
    if code is None:
        index = desk.query("parties", like=told or None, limit=SHOWN).rows()
        return ActorPage(
            **common(desk, "Actors"), period=period, code=None, asked=told, index=index, parties=parties(desk)
        )  # fmt: skip
    filters = Filters(party=code, since=period.since, until=period.until)
    within = {"party": code, "since": period.since, "until": period.until}
    sides: dict[str, Counter[str]] = defaultdict(Counter)
    for row in desk.query("sides", **within):
        sides[row["side"]][row["type"]] += row["events"]
    partners: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in desk.query("partners", **within, limit=1000):
        partners[row["side"]].append(row)
    bounds = times.bounds(period, span)
    spoken = StatementFilters(speaker=code, since=period.since, until=period.until).parameters()
    return ActorPage(
        **common(desk, label(code)), period=period, code=code, asked=told, index=[],
        names=desk.query("names", party=code, limit=20).rows(),
        offices=offices(code, str(bounds[0]), str(bounds[1])) if bounds else [],
        does=dict(sides["does"].most_common()), suffers=dict(sides["suffers"].most_common()),
        acts_on=partners["does"][:FEW], acted_on_by=partners["suffers"][:FEW],
        chart=chart_of(desk, filters, span, links),
        newest=desk.query("events", **filters.parameters(), after=None, limit=FEW).rows(), parties=parties(desk),
        said=desk.query("statement_count", **spoken).rows()[0],
        sayings=desk.query("statements", **spoken, after=None, limit=FEW).rows(),
    )  # fmt: skip


def pair(desk: Desk, asked: Asked, links: Links) -> PairPage:
    """Two parties; the busiest pairs when they are not named or not known."""
    span = span_of(desk)
    period = times.period_of(asked, span)
    names = Filters.of({"actor": asked.get("one", ""), "recipient": asked.get("two", "")})
    told = (names.actor or "", names.recipient or "")
    one, two = code_of(told[0]), code_of(told[1])
    within = {"since": period.since, "until": period.until}
    if one is None or two is None or one == two:
        return PairPage(
            **common(desk, "Pairs"), period=period, asked=told, one=one, two=two, parties=parties(desk),
            busiest=desk.query("pairs", **within, limit=SHOWN).rows(),
        )  # fmt: skip
    filters = Filters(party=one, other=two, since=period.since, until=period.until)
    sides: dict[tuple[str, str], dict[str, Counter[str]]] = {(one, two): {}, (two, one): {}}
    for row in desk.query("pair_types", party=one, other=two, **within):
        sides[row["source"], row["target"]].setdefault(row["type"], Counter())[row["status"]] += row["events"]
    bounds = times.bounds(period, span)
    chart = None
    if bounds is not None:
        unit = charts.unit_of(*bounds)
        rows = desk.query("pair_days", party=one, other=two, unit=unit, **within).rows()
        chart = charts.timeline(rows, unit, *bounds, events_between(filters, links))
    return PairPage(
        **common(desk, f"{label(one)} and {label(two)}"), period=period, asked=told, one=one, two=two,
        count=desk.query("count", **filters.parameters()).rows()[0], chart=chart, sides=sides,
        events=desk.query("events", **filters.parameters(), after=None, limit=20).rows(),
        disputes=desk.query("disputes", **filters.parameters(), limit=FEW).rows(), parties=parties(desk),
    )  # fmt: skip


def network(desk: Desk, asked: Asked, links: Links) -> NetworkPage:
    """Who acts on whom in a window."""
    window = times.window_of(asked, span_of(desk))
    told = asked.get("most") or "60"
    if told not in map(str, NODES):
        raise UsageError(f"most is {told!r}: there are {', '.join(map(str, NODES))}.")
    edges = desk.query("network", since=window.since, until=window.until, status="actual", limit=EDGES).rows()
    svg, shown = drawing.network(edges, int(told), links.url)
    return NetworkPage(**common(desk, "Network"), window=window, most=int(told), shown=shown, svg=svg, edges=edges)
