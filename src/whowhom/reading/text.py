"""Bytes to text: encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import Final

from whowhom.errors import ReadingError

SAMPLE: Final = 4096
"""Bytes looked at to tell text from other files."""
MOST_CHARACTERS: Final = 5_000_000
"""Characters of one article; 200,000 words have about 1,300,000. More is surely a file of many articles."""
FEW: Final = 0.05
"""Share of bytes beyond ASCII under which a text is English or nearly, so that they are taken for windows-1252;
Polish or Czech have more."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEANT: Final = dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "windows-1252")
"""What pages say of their encoding -> what they mean, as the WHATWG has it."""
_BEYOND: Final = re.compile(r"[^\x00-\x7f]")
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
"""Bytes that could not be decoded, as ``surrogateescape`` keeps them."""
_BINARY: Final = {
    b"%PDF": "a PDF: extract its text first, for example with pdftotext",
    b"PK\x03\x04": "a ZIP file or an office document: unpack it first",
    b"\x1f\x8b": "gzip data: name it .gz",
    b"\x28\xb5\x2f\xfd": "Zstandard data: name it .zst",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"PAR1": "Parquet: name it .parquet",
}


def encoding_of(data: bytes) -> str:
    """The encoding of some bytes. Raises ``ReadingError`` when they are no text or cannot be told."""
    if encoding := marked(data):
        return encoding
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise ReadingError(f"this is {what}")
    if b"\0" in data[:SAMPLE]:
        raise ReadingError("this is binary data, not text")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _damaged(data) else _guessed(data)
    return "utf-8"


def marked(data: bytes) -> str | None:
    """The encoding that the mark at the start of some bytes shows."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _damaged(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 once were: more characters of several bytes are whole than broken."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(text))
    return len(_BEYOND.findall(text)) - broken > broken


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (most files are UTF-8)

    if sum(byte > 0x7F for byte in data) < FEW * len(data):
        with contextlib.suppress(UnicodeDecodeError):
            data.decode("windows-1252")
            return "windows-1252"
    best = from_bytes(data[: 16 * SAMPLE]).best()
    if best is None:
        raise ReadingError("its encoding cannot be told: save it as UTF-8")
    return best.encoding


def decode(data: bytes, errors: str = "strict") -> str:
    """The text of some bytes. Raises ``ReadingError``."""
    encoding = encoding_of(data)
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise ReadingError(f"byte {error.start} is not {encoding}: save the file as UTF-8") from error


def mended(text: str, encoding: str) -> str:
    """A text of which some bytes, not of its encoding, are escaped: read by itself. Raises ``ReadingError``."""
    return decode(text.encode(encoding, "surrogateescape")) if _ESCAPED.search(text) else text


def markup(data: bytes) -> str:
    """The text of a page or a feed: UTF-8 if it can be, else what it says itself, else what it looks like.

    Raises ``ReadingError`` when it is no text; a broken character stands as U+FFFD, as browsers show it.
    """
    declared = re.search(rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)=[\"']?([\w-]+)", data[:SAMPLE], re.IGNORECASE)
    named = declared[1].decode("ascii").lower() if declared else "utf-8"
    for encoding in ("utf-8-sig", _MEANT.get(named, named)):
        with contextlib.suppress(UnicodeError, LookupError):
            return data.decode(encoding)
    return decode(data, "replace")


def sound(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced one for one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
