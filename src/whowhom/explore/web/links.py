"""Addresses of pages: on the server, or as files of a report that opens without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlencode


class Links(Protocol):
    """Where a page is. ``url`` gives None when it is nowhere, and then its words stand without a link."""

    @property
    def still(self) -> bool:
        """Whether nobody answers: no forms, no searching."""

    def url(self, page: str, /, **asked: Any) -> str | None:
        """The address of a page, by its name and what is asked of it; None values ask nothing."""

    def static(self, name: str) -> str:
        """The address of a file that pages load."""


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses on the server."""

    still: bool = False

    def url(self, page: str, /, **asked: Any) -> str | None:
        """The address: an article, an event and a statement have paths of their own, all else asks by name."""
        anchor = asked.pop("anchor", None)
        path = "/" if page == "overview" else f"/{page}"
        if page in ("article", "event", "statement"):
            path += f"/{quote(str(asked.pop('id')), safe='')}"
        told = urlencode({name: str(value) for name, value in asked.items() if value not in (None, "")})
        return path + (f"?{told}" if told else "") + (f"#{anchor}" if anchor else "")

    def static(self, name: str) -> str:
        """The address under /static."""
        return f"/static/{name}"


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Addresses between the files of a report. ``up`` leads to its folder; only pages in ``there`` exist."""

    up: str
    there: frozenset[str]
    still: bool = True

    def url(self, page: str, /, **asked: Any) -> str | None:
        """The file of the overview, a pair, an article, or an event in it; None for what is not in the report."""
        file = file_of(page, asked)
        if file is None or file not in self.there:
            return None
        anchor = asked.get("anchor")
        return self.up + file + (f"#{anchor}" if anchor else "")

    def static(self, name: str) -> str:
        """The file beside the pages."""
        return self.up + name


def file_of(page: str, asked: dict[str, Any]) -> str | None:
    """The name of a page's file in a report."""
    if page in ("overview", "about"):
        return "index.html" if page == "overview" else "about.html"
    if page == "article":
        return f"articles/{_plain(asked['id'])}.html"
    if page == "pair" and asked.get("one") and asked.get("two"):
        one, two = sorted((str(asked["one"]), str(asked["two"])))
        return f"pairs/{_plain(one)}-{_plain(two)}.html"
    return None


def _plain(name: str) -> str:
    """A name that is one file's on every system."""
    return re.sub(r"[^A-Za-z0-9]", lambda letter: f"_{ord(letter[0]):x}_", str(name))
