"""Fields to articles, under the names they usually have."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from whowhom.errors import ReadingError
from whowhom.reading.text import MOST_CHARACTERS, sound
from whowhom.types import Article

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "story", "maintext", "full_text", "articlebody"),
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "publish_date",
        "published_at",
        "date_publish",
        "pubdate",
        "publication_date",
    ),
    "url": ("url", "link", "source_url"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "source_domain"),
    "author": ("author", "authors", "byline"),
    "language": ("lang", "language"),
    "id": ("id", "doc_id", "article_id"),
    "context": ("context",),
}
"""Field of an article -> names it is found under, in the order they are looked for."""
FORMATS: Final = (
    "%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y",
    "%B %d %Y", "%b %d %Y", "%d.%m.%Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%a, %d %b %Y", "%d-%b-%Y",
)  # fmt: skip
"""Written dates that can mean one day only."""
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,? \d{1,2}:\d\d.*)?")
"""Day and month, or month and day: 31/08/2023 can mean one day only, 04/11/2017 two, and is not read."""
READ: Final = "write it as YYYY-MM-DD (read are also 21 May 2024, May 21, 2024, 21.05.2024, 31/08/2023, 08/31/2023)"
"""The remedy of a date that cannot be read."""
ID_DIGITS: Final = 32


def article(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    language: str | None = None,
    key: str | None = None,
    context: str = "",
    origin: str = "",
    kind: str = "text",
) -> Article:
    """An article with the id that follows from its url (if any) and text.

    Raises ``ReadingError`` when the text is empty or too long to be one article.
    """
    if not text.strip():
        raise ReadingError("the text is empty")
    if len(text) > MOST_CHARACTERS:
        raise ReadingError(
            f"the text has {len(text):,} characters and one article may have {MOST_CHARACTERS:,}: "
            "split it into its articles"
        )
    text = sound(text)
    digest = hashlib.sha256(f"{url or ''}\0{text}".encode()).hexdigest()[:ID_DIGITS]
    return Article(
        id=digest, text=text, title=title or None, url=url or None, outlet=outlet or None, author=author or None,
        published=published, language=language, kind=kind, origin=origin, key=key, context=sound(context),
    )  # fmt: skip


def field(row: Mapping[str, Any], name: str, mapping: Mapping[str, str]) -> Any:
    """The value of an article's field in a row; None when there is none."""
    if name in mapping:
        return row.get(mapping[name])
    lowered = {str(key).strip().lower(): value for key, value in row.items()}
    return next((lowered[alias] for alias in NAMES[name] if lowered.get(alias) not in (None, "")), None)


def words(value: Any) -> str | None:
    """A field as text; lists of authors are joined."""
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(part) for part in value if part)
    return sound(str(value).strip()) or None


def date_of(value: Any) -> date | None:
    """The day that a value stands for; None for nothing. Raises ``ReadingError`` when it cannot be read."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if slashed := _SLASHED.fullmatch(text):
        return _slashed(text, *map(int, slashed.groups()))
    plain = re.sub(r"(?i)(?<=\d)(?:st|nd|rd|th)\b|(?<=\bsep)t\b|(?<=[a-z])\.", "", text)
    for pattern in FORMATS:
        try:
            return datetime.strptime(plain, pattern).date()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        raise ReadingError(f"{text[:40]!r} is no date that can be read: {READ}") from None


def _slashed(text: str, first: int, second: int, year: int) -> date:
    days = set()
    for month, day in ((first, second), (second, first)):
        with contextlib.suppress(ValueError):
            days.add(date(year, month, day))
    if len(days) == 1:
        return days.pop()
    told = f"can mean {' and '.join(sorted(map(str, days)))}" if days else "is no day"
    raise ReadingError(f"{text!r} {told}: {READ}")
