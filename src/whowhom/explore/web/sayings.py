"""What is said, and who holds what of which event, made of named queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from whowhom.errors import StoreError, UsageError
from whowhom.explore.filters import ClaimFilters, StatementFilters
from whowhom.explore.web.contexts import ClaimsPage, Matter, Row, Rows, StatementList
from whowhom.explore.web.marks import PASSAGE
from whowhom.explore.web.pages import FEW, SHOWN, SUGGESTED, Asked, common, parties
from whowhom.store import Desk

MATTERS: Final = 20
"""Events of one page of claims, each with the statements on it."""
MOST: Final = 8
"""Statements shown of one stance on one event; an article hardly has more."""
SIDES: Final = {"asserts": "holds", "confirms": "holds", "denies": "against", "doubts": "against"}
"""Stance -> the side on which it is shown; what is asked, promised or warned of stands beside them."""


def statement_list(desk: Desk, asked: Asked) -> StatementList:
    """Statements that pass the filters of an address."""
    filters = StatementFilters.of(asked)
    after = asked.get("after") or None
    row = _place(desk, "statement_rows", "row", statement=after) if after is not None else None
    facets: dict[str, Rows] = defaultdict(list)
    for facet in desk.query("statement_facets", **filters.parameters(), most=FEW):
        facets[facet["facet"]].append(facet)
    statements = desk.query("statements", **filters.parameters(), after=row, limit=SHOWN).rows()
    return StatementList(
        **common(desk, "Statements"), filters=filters, facets=facets, statements=statements, after=after,
        count={told["value"]: told["number"] for told in facets.pop("all")}, parties=parties(desk),
        next=statements[-1]["statement"] if len(statements) == SHOWN else None,
        outlets=[told["outlet"] for told in desk.query("outlets", limit=SUGGESTED)],
    )  # fmt: skip


def _place(desk: Desk, query: str, column: str, **asked: str) -> int:
    """The place that a cursor stands for. Raises ``UsageError`` when there is none."""
    found = desk.query(query, **asked).rows()
    if not found:
        raise UsageError("The page's cursor is not of this database: go back to the first page.")
    return int(found[0][column])


def claim_list(desk: Desk, asked: Asked) -> ClaimsPage:
    """Events on which somebody takes a stance, the contradicted first, with the statements on either side."""
    filters = ClaimFilters.of(asked)
    after = asked.get("after") or None
    rank = _place(desk, "claim_ranks", "rank", event=after) if after is not None else None
    events = desk.query("claims", **filters.parameters(), after=rank, limit=MATTERS).rows()
    sides: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    if events:
        for row in desk.query("stances", events=[event["row"] for event in events], most=MOST):
            sides[row["of"], SIDES.get(row["stance"], "beside")].append(row)
    return ClaimsPage(
        **common(desk, "Claims"), filters=filters, after=after, parties=parties(desk),
        count=desk.query("claim_count", **filters.parameters()).rows()[0],
        matters=tuple(_matter(event, sides) for event in events),
        next=events[-1]["event"] if len(events) == MATTERS else None,
    )  # fmt: skip


def _matter(event: Row, sides: Mapping[tuple[int, str], Rows]) -> Matter:
    holds, against, beside = (sides[event["row"], side] for side in ("holds", "against", "beside"))
    held = any(
        row["article"] == event["article"]
        and row["passage_start"] <= event["trigger_start"] < row["passage_start"] + min(len(row["passage"]), PASSAGE)
        for row in (*holds, *against, *beside)
    )
    return Matter(event, holds, against, beside, not held)


def address_of(desk: Desk, statement: str) -> tuple[str, str]:
    """The article of a statement, and its record there. Raises ``StoreError`` when there is none."""
    found = desk.query("statement_rows", statement=statement).rows()
    if not found:
        raise StoreError(f"{desk.path.name} has no statement {statement!r}.")
    return found[0]["article"], f"s-{statement}"
