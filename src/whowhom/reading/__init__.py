"""Files, folders, archives and standard input to articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from whowhom.reading.fields import article, date_of
from whowhom.reading.languages import checked
from whowhom.reading.sources import Source, expand
from whowhom.types import Article, Failure

__all__ = ["article", "date_of", "read"]


def read(
    inputs: Sequence[str],
    *,
    published: date | None = None,
    mapping: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Failure]:
    """Every document of the inputs, in order: an article, or a failure that says where, why and what to do.

    ``inputs`` are files, folders (read recursively, by name), globs, or "-" for standard input. ``published``
    is the date of documents that show none; ``mapping`` names the columns of tables ({"text": "story"}).
    """
    for given in inputs:
        for source in expand(given, stdin or sys.stdin.buffer):
            if isinstance(source, Failure):
                yield source
            else:
                yield from _documents(source, published, dict(mapping or {}))


def _documents(source: Source, published: date | None, mapping: dict[str, str]) -> Iterator[Article | Failure]:
    from whowhom.reading.formats import documents  # noqa: PLC0415  (brings in what only some formats need)

    for found in documents(source, published, mapping):
        yield checked(found) if isinstance(found, Article) else found
