"""The static report: overview, pairs and articles as files that open without a server, and without scripts."""

from __future__ import annotations

import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Final

from whowhom.errors import UsageError
from whowhom.explore.names import callings, code_of
from whowhom.explore.web import matters, pages, parties
from whowhom.explore.web.article import article_page
from whowhom.explore.web.contexts import Page
from whowhom.explore.web.links import FileLinks, file_of
from whowhom.explore.web.templating import render
from whowhom.store import Desk

PAIRS: Final = 200
"""Pairs with a page, the busiest first."""
ARTICLES: Final = 2_000
"""Articles with a page, the newest first; a report of more is for a server."""
STATIC: Final = ("style.css", "icon.svg")


def write(db: str | Path, out: Path) -> int:
    """Write the report and say how many pages it has. Raises ``UsageError`` when the folder cannot be written.

    Only files that the report itself has are replaced; what else lies in the folder stays.
    """
    with Desk.open(db, naming=callings()) as desk:
        pairs = [
            (row["one"], row["two"]) for row in desk.query("pairs", since=None, until=None, limit=PAIRS)
            if code_of(row["one"]) and code_of(row["two"])
        ]  # fmt: skip
        articles = [
            row["article"] for row in desk.query("article_list", state="coded", words=None, limit=ARTICLES, after=0)
        ]
        named: list[tuple[str, dict[str, str]]] = [("overview", {}), ("about", {})]
        named += [("pair", {"one": one, "two": two}) for one, two in pairs]
        named += [("article", {"id": article}) for article in articles]
        there = frozenset(filter(None, (file_of(page, asked) for page, asked in named)))
        try:
            _static(out)
            for page, asked in named:
                _write(desk, out, page, asked, there)
        except OSError as error:
            raise UsageError(f"{out} cannot be written ({error.strerror or error}): give another --out.") from error
    return len(there)


def _static(out: Path) -> None:
    for folder in (out, out / "pairs", out / "articles"):
        folder.mkdir(parents=True, exist_ok=True)
    static = files("whowhom.explore.web").joinpath("static")
    for name in STATIC:
        with static.joinpath(name).open("rb") as source, (out / name).open("wb") as target:
            shutil.copyfileobj(source, target)


def _write(desk: Desk, out: Path, page: str, asked: dict[str, str], there: frozenset[str]) -> None:
    name = file_of(page, asked)
    assert name is not None
    links = FileLinks("../" if "/" in name else "", there)
    made: Page
    if page == "overview":
        made = pages.overview(desk, {"all": "1"}, links)
    elif page == "about":
        made = matters.about(desk)
    elif page == "pair":
        made = parties.pair(desk, asked | {"all": "1"}, links)
    else:
        made = article_page(desk, asked["id"])
    text = render(made, links)
    (out / name).write_text(re.sub(r"\n\s*\n+", "\n", text), encoding="utf-8")
