"""Feeds (RSS and Atom) to rows, one an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final, cast
from xml.etree import ElementTree as ET

from whowhom.errors import ReadingError

FEEDS: Final = ("rss", "feed", "rdf")
"""Root elements of RSS 2.0, Atom (RFC 4287) and RSS 1.0."""
_SPACES: Final = (
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
)
"""Namespaces whose elements say what an item is; others (of pictures, of podcasts) have
titles and texts of their own."""
_FIELDS: Final = {
    "text": ("encoded", "content", "description", "summary"),
    "title": ("title",),
    "published": ("pubDate", "date", "published", "updated"),
    "outlet": ("source",),
    "author": ("creator", "author"),
    "id": ("guid", "id"),
}
"""Field of an article -> elements that hold it, the fullest first."""
_ROOT: Final = re.compile(
    r"\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->|<!(?!--)[^>\[]*(?:\[[^\]]*\])?[^>]*>)*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)",
    re.DOTALL,
)
_LOOKED_AT: Final = 64 * 1024
"""Characters in which a document's first element is looked for."""
_PARAGRAPHS: Final = frozenset([
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section", "article",
    "header", "footer", "pre", "hr",
])  # fmt: skip
_UNSEEN: Final = ("script", "style", "figure")
Row = dict[str, str | None]


def root_of(text: str) -> str:
    """The name of a document's first element in small letters, without its prefix; "" when it has none."""
    found = _ROOT.match(text[:_LOOKED_AT])
    return found[1].lower() if found else ""


def is_feed(text: str) -> bool:
    """Whether a document is to be read as a feed: it is one, or says that it is XML and is no page."""
    root = root_of(text)
    return root in FEEDS or (text.lstrip("\ufeff \t\r\n").startswith("<?xml") and root != "html")


def rows(text: str) -> Iterator[Row]:
    """The items of a feed, in order; of one that breaks, those before the break.

    Raises ``ReadingError`` for XML that is no feed, that is broken, or that declares entities: no feed needs them,
    and a few lines of them expand to gigabytes.
    """
    if root_of(text) not in FEEDS:
        raise ReadingError("it is XML and no feed: of XML, RSS and Atom are read; make JSON Lines or HTML of others")
    if "<!ENTITY" in text:
        raise ReadingError("it declares entities, which feeds have no need of and which can be harmful: take them out")
    parser: ET.XMLPullParser[Any] = ET.XMLPullParser(("start", "end"))
    outlet, number, above = None, 0, list[str]()
    try:
        parser.feed(text)
        for event in parser.read_events():
            kind, element = cast("tuple[str, ET.Element]", event)
            name = element.tag.rpartition("}")[2]
            if kind == "start":
                above.append(name)
                continue
            above.pop()
            if name == "title" and above and above[-1] in ("channel", "feed"):
                outlet = plain("".join(element.itertext()))
            elif name in ("item", "entry"):
                number += 1
                yield _row(element, outlet)
        parser.close()
    except ET.ParseError as error:
        raise ReadingError(
            f"its XML is broken ({error}) after item {number}: mend it; what came before is read"
        ) from error
    if number == 0:
        raise ReadingError("the feed holds no items")


def _row(item: ET.Element, outlet: str | None) -> Row:
    held: dict[str, list[ET.Element]] = {}
    for child in item:
        space, _, name = child.tag.rpartition("}")
        if space.lstrip("{") in _SPACES:
            held.setdefault(name, []).append(child)
    row = {field: next(filter(None, (_words(held, name) for name in names)), None) for field, names in _FIELDS.items()}
    if row["title"] and not (row["text"] or "").startswith(row["title"]):
        row["text"] = "\n\n".join(filter(None, (row["title"], row["text"])))
    return {**row, "url": _address(held.get("link", [])), "outlet": row["outlet"] or outlet}


def _words(held: dict[str, list[ET.Element]], name: str) -> str | None:
    if name not in held:
        return None
    element = held[name][0]
    if element.get("type") == "xhtml":
        return plain(ET.tostring(element, encoding="unicode", method="html"))
    inner = next((child for child in element if child.tag.rpartition("}")[2] in ("name", "title")), element)
    return plain("".join(inner.itertext()))


def _address(links: list[ET.Element]) -> str | None:
    """What an item's link leads to: the page, and no other form of it."""
    for link in links:
        if link.get("rel", "alternate") == "alternate" and (address := link.get("href") or (link.text or "").strip()):
            return address
    return None


def plain(html: str) -> str:
    """The words of a piece of HTML, or of a plain text, in paragraphs."""
    reader = _Paragraphs()
    reader.feed(html)
    reader.close()
    found = (" ".join(piece.split()) for piece in re.split(r"\n\s*\n", "".join(reader.pieces)))
    return "\n\n".join(filter(None, found))


class _Paragraphs(HTMLParser):
    """What a reader sees of a piece of HTML; pictures go with their captions."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        tag = tag.rpartition(":")[2]
        self._unseen += tag in _UNSEEN
        if tag in _PARAGRAPHS or tag in _UNSEEN:
            self.pieces.append("\n\n")
        elif tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _PARAGRAPHS or tag in _UNSEEN:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)
