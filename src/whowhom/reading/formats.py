"""Each format to documents: what is broken is told, and the rest is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, Final, cast

from whowhom.errors import ReadingError
from whowhom.reading.feeds import is_feed, root_of, rows
from whowhom.reading.fields import NAMES, article, date_of, field, words
from whowhom.reading.sources import BROKEN, Source
from whowhom.reading.stamps import shown
from whowhom.reading.text import SAMPLE, decode, encoding_of, marked, markup, mended, sound
from whowhom.types import Article, Failure

MOST_BYTES: Final = 32 * 1024 * 1024
"""Bytes of one document: one line of JSON Lines, one text or HTML file."""
SNIFFED: Final = 64 * 1024
DELIMITERS: Final = (",", ";", "\t")
"""What may stand between the cells of CSV; spreadsheets of countries with a decimal comma write semicolons."""
FIELDS_NAMED: Final = 12
"""Fields of a row that a message about it names."""
_HIGH: Final = bytes(range(0x80, 0x100))
"""Bytes of characters that the end of a sample may cut."""
Documents = Iterator[Article | Failure]


def documents(source: Source, published: date | None, mapping: Mapping[str, str]) -> Documents:
    """The documents of one source; whatever its reading raises becomes a failure that names the place."""
    try:
        with source.open() as stream:
            yield from _reader(source)(source, stream, published, mapping)
    except ReadingError as error:
        yield Failure(source.origin, "unreadable", f"{source.origin}: {error}.")
    except PermissionError:
        yield Failure(source.origin, "unreadable", f"{source.origin} may not be read: check its permissions.")
    except BROKEN as error:
        message = (
            f"{source.origin} is damaged or ends in the middle ({error}): fetch it again. What came before is read."
        )
        yield Failure(source.origin, "truncated", message)


def _reader(source: Source) -> Callable[[Source, BinaryIO, date | None, Mapping[str, str]], Documents]:
    readers: dict[str, Callable[[Source, BinaryIO, date | None, Mapping[str, str]], Documents]] = {
        ".jsonl": _json_lines, ".ndjson": _json_lines, ".json": _json, ".csv": _table, ".tsv": _table,
        ".parquet": _parquet, ".warc": _warc, ".html": _html, ".htm": _html, ".xhtml": _html,
        ".xml": _xml, ".rss": _xml, ".atom": _xml, ".rdf": _xml,
    }  # fmt: skip
    return readers.get(source.suffix, _sniffed if source.path is None else _text)


def _whole(source: Source, stream: BinaryIO) -> bytes:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadingError(f"it is larger than {MOST_BYTES >> 20} MB, too much for one document: split it")
    if not data.strip():
        raise ReadingError(f"{'it' if source.path else 'standard input'} is empty")
    return data


def _sniffed(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    buffered = _peekable(stream)
    start = buffered.peek(SNIFFED).lstrip(b"\xef\xbb\xbf \t\r\n")
    reader = _json_lines if start[:1] == b"{" else _marked_up if start[:1] == b"<" else _text
    yield from reader(source, buffered, published, mapping)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream), SNIFFED)


def _text(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    del mapping
    text = decode(_whole(source, stream))
    if is_feed(text):
        yield from _items(text, source.origin, published)
    elif "<html" in text[:SAMPLE].lower():
        yield from _page(text, source.origin, published, None)
    else:
        yield article(text, published=shown(text) or published, origin=source.origin)


def _marked_up(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    """A feed or a page, by what it is."""
    del mapping
    text = markup(_whole(source, stream))
    yield from _items(text, source.origin, published) if is_feed(text) else _page(text, source.origin, published, None)


def _xml(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    """A feed, or a page that is XML; other XML is refused."""
    del mapping
    text = markup(_whole(source, stream))
    page = root_of(text) == "html"
    yield from _page(text, source.origin, published, None) if page else _items(text, source.origin, published)


def _items(text: str, origin: str, published: date | None) -> Documents:
    """The items of a feed, each an article."""
    for number, row in enumerate(rows(text), start=1):
        place = f"{origin}#{number}"
        if row["text"]:
            yield from _row(row, place, published, {}, "feed")
        else:
            yield Failure(place, "empty", f"{place}: the item has neither a title nor a text.", key=row["id"])


def _html(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    del mapping
    yield from _page(markup(_whole(source, stream)), source.origin, published, None)


def _page(html: str, origin: str, published: date | None, url: str | None) -> Documents:
    """The article of a page, by trafilatura; its headline comes first."""
    import trafilatura  # noqa: PLC0415  (slow to import)

    try:
        page = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    except Exception as error:  # whatever a broken page makes the parser raise is that page's failure
        page, reason = None, f" ({type(error).__name__})"
    else:
        reason = ""
    text = (page.text or "").strip() if page is not None else ""
    if not text:
        message = f"{origin}: no article is found on the page{reason}: it may be a front page, or made by a script."
        yield Failure(origin, "no article", message)
        return
    title = (page.title or "").strip()
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    try:
        told = date_of(page.date)
    except ReadingError:
        told = None
    yield article(
        text.replace("\n", "\n\n"), title=title, published=told or published, url=url or page.url, author=page.author,
        outlet=page.sitename or page.hostname, origin=origin, kind="html",
    )  # fmt: skip


def _json_lines(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    readline = _readline(stream)
    number = rows = 0
    while line := readline(MOST_BYTES + 1):
        number += 1
        origin = f"{source.origin}:{number}"
        if len(line) > MOST_BYTES:
            while len(line) > MOST_BYTES and not line.endswith(b"\n"):
                line = readline(MOST_BYTES + 1)
            rows += 1
            yield Failure(origin, "too long", f"{origin}: the line is longer than {MOST_BYTES >> 20} MB: split it.")
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        rows += 1
        try:
            row = json.loads(decode(line))
        except ReadingError as error:
            yield Failure(origin, "unreadable", f"{origin}: {error}.")
            continue
        except (ValueError, RecursionError) as error:
            yield Failure(origin, "broken", f"{origin}: the line is no JSON ({error}): mend or delete it.")
            continue
        yield from _row(row, origin, published, mapping, "jsonl")
    if rows == 0:
        raise ReadingError("it is empty")


def _readline(stream: BinaryIO) -> Callable[[int], bytes]:
    """What reads a line as bytes: as they are, or in UTF-8 where UTF-16 or UTF-32 is marked."""
    buffered = _peekable(stream)
    encoding = marked(buffered.peek(SNIFFED))
    if encoding in (None, "utf-8-sig"):
        return buffered.readline
    lines = io.TextIOWrapper(buffered, encoding, "replace", newline="\n")
    return lambda size: lines.readline(size).encode()


def _json(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    try:
        content = json.loads(decode(_whole(source, stream)))
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"it is no JSON ({error}); if each line is an object, name it .jsonl") from error
    if isinstance(content, dict):
        lists = [
            value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        content = lists[0] if len(lists) == 1 and field(content, "text", mapping) is None else [content]
    if content == []:
        raise ReadingError("it holds no articles")
    for number, row in enumerate(content if isinstance(content, list) else [content], start=1):
        yield from _row(row, f"{source.origin}#{number}", published, mapping, "json")


def _table(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    buffered = _peekable(stream)
    start = buffered.peek(SNIFFED)
    if not start.strip():
        raise ReadingError("it is empty")
    csv.field_size_limit(MOST_BYTES)
    encoding = encoding_of(start.rstrip(_HIGH))
    errors = "replace" if encoding in ("utf-16", "utf-32") else "surrogateescape"
    lines = io.TextIOWrapper(buffered, encoding, errors, newline="")
    delimiter = "\t" if source.suffix == ".tsv" else _delimiter(start.decode(encoding, "replace"), mapping)
    table = csv.DictReader(lines, delimiter=delimiter, strict=True)
    number = 0
    while (row := _next(table)) is not None:
        number += 1
        origin = f"{source.origin}:{table.reader.line_num}"
        if isinstance(row, str):
            yield Failure(origin, "broken", f"{origin}: {row}.")
            continue
        try:
            row = {name: mended(cell, encoding) if cell else cell for name, cell in row.items()}
        except ReadingError as error:
            yield Failure(origin, "unreadable", f"{origin}: {error}.")
            continue
        yield from _row(row, origin, published, mapping, source.suffix[1:])
    if number == 0:
        raise ReadingError("it holds no rows")


def _delimiter(start: str, mapping: Mapping[str, str]) -> str:
    """What stands between the cells of a table: what makes known fields of its head, else what makes most cells."""
    known = {*mapping.values(), *(name for names in NAMES.values() for name in names)}
    head = start.lstrip("\ufeff").split("\n", 1)[0]

    def fits(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([head], delimiter=delimiter), [])
        return sum(cell in known or cell.strip().lower() in known for cell in cells), len(cells)

    return max(DELIMITERS, key=fits)


def _next(table: csv.DictReader[str]) -> dict[str, str] | str | None:
    """The next row of a table, or what is wrong with it; None at the end."""
    try:
        row = next(table, None)
    except csv.Error as error:
        return f"the row is broken ({error}): close its quotation marks, and double those inside a cell"
    if row is not None and None in row:
        return "the row has more cells than the head has names: quote the text"
    return row


def _parquet(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    import pyarrow as pa  # noqa: PLC0415  (only Parquet needs it here)
    import pyarrow.parquet as pq  # noqa: PLC0415

    number = 0
    try:
        whole = stream if stream.seekable() else io.BytesIO(stream.read())
        for batch in pq.ParquetFile(whole).iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield from _row(row, f"{source.origin}#{number}", published, mapping, "parquet")
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise ReadingError(f"it cannot be read as Parquet ({error}); {number} rows are read") from error
    if number == 0:
        raise ReadingError("it holds no rows")


def _row(row: Any, origin: str, published: date | None, mapping: Mapping[str, str], kind: str) -> Documents:
    if not isinstance(row, Mapping):
        yield Failure(origin, "broken", f"{origin}: an object with the article's fields is expected.")
        return
    key = words(field(row, "id", mapping))
    text = field(row, "text", mapping)
    if not isinstance(text, str):
        fields = sound(", ".join(list(map(str, row))[:FIELDS_NAMED]))
        wanted = mapping.get("text") or ", ".join(NAMES["text"])
        message = (
            f"{origin}: there is no text under {wanted}; the fields are {fields or 'none'}. "
            "Name the right one with --map text=NAME."
        )
        yield Failure(origin, "no text", message, key=key)
        return
    day = None
    try:
        day = date_of(field(row, "published", mapping))
    except ReadingError as error:
        yield Failure(origin, "date", f"{origin}: {error}. The article is coded all the same.", partial=True, key=key)
    try:
        yield article(
            text, title=words(field(row, "title", mapping)), published=day or shown(text) or published,
            url=words(field(row, "url", mapping)),
            outlet=words(field(row, "outlet", mapping)), author=words(field(row, "author", mapping)),
            language=words(field(row, "language", mapping)), key=key,
            context=words(field(row, "context", mapping)) or "", origin=origin, kind=kind,
        )  # fmt: skip
    except ReadingError as error:
        yield Failure(origin, "empty" if not text.strip() else "too long", f"{origin}: {error}.", key=key)


def _warc(source: Source, stream: BinaryIO, published: date | None, mapping: Mapping[str, str]) -> Documents:
    """The pages of a web archive: response records with HTML."""
    del mapping
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  (only archives need it)

    number = pages = 0
    try:
        for record in _records(stream):
            number += 1
            headers = record.http_headers
            if record.rec_type != "response" or headers is None:
                continue
            kind = headers.get_header("Content-Type") or ""
            if "html" not in kind.lower() or not headers.get_statuscode().startswith("2"):
                continue
            pages += 1
            origin = f"{source.origin}#{number}"
            url = record.rec_headers.get_header("WARC-Target-URI")
            data = record.content_stream().read()
            record.raw_stream.read()
            if getattr(record.raw_stream, "limit", 0):
                raise EOFError("it ends in the middle")
            try:
                yield from _page(markup(data), origin, published, url)
            except ReadingError as error:
                yield Failure(origin, "unreadable", f"{origin} ({url}): {error}.")
        if number and not _ended(stream):
            raise EOFError("it ends in the middle")
    except (ArchiveLoadFailed, *BROKEN) as error:
        message = f"the archive breaks after record {number} ({error}): fetch it again; what came before is read"
        raise ReadingError(message) from error
    if pages == 0:
        raise ReadingError(f"none of its {number} records is a page with HTML")


def _records(stream: BinaryIO) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  (only archives need it)

    try:
        yield from ArchiveIterator(stream)
    except AttributeError as error:  # of warcio's, when the head of a record is cut off before its address
        raise EOFError("the head of a record is cut off") from error


def _ended(stream: BinaryIO) -> bool:
    """Whether an archive ends as its last record must, which warcio does not tell."""
    if isinstance(stream, io.BufferedReader) and stream.seekable():
        stream.seek(-4, io.SEEK_END)
        return stream.read().endswith((b"\n\n", b"\r\n\r\n"))
    return not stream.read()
