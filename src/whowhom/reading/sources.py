"""Where documents come from: paths expanded, files opened and decompressed."""

from __future__ import annotations

import glob
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import zstandard

from whowhom.reading.text import sound
from whowhom.types import Failure

BROKEN: Final = (EOFError, OSError, zlib.error, zstandard.ZstdError)
"""What reading a damaged or truncated file raises."""
COMPRESSED: Final = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or standard input. ``suffix`` is that of the format, without the compression's."""

    origin: str
    suffix: str
    path: Path | None
    stream: BinaryIO | None = None

    def open(self) -> BinaryIO:
        """The decompressed bytes. Raises one of ``BROKEN`` here or while being read."""
        if self.path is None:
            assert self.stream is not None
            return self.stream
        packing = self.path.suffix.lower()
        if packing == ".gz":
            return gzip.open(self.path, "rb")  # type: ignore[return-value]
        if packing == ".zst":
            return io.BufferedReader(_Zstandard(self.path.open("rb")))
        return self.path.open("rb")


class _Zstandard(io.RawIOBase):
    """Decompressed bytes of a file; unlike the library's own reader it tells a truncated file from a whole one."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._piece = zstandard.ZstdDecompressor().decompressobj()
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._file.read(1 << 16)
            if not data:
                if not self._piece.eof:
                    raise EOFError("the compressed data ends in the middle")
                return 0
            if self._piece.eof:
                self._piece = zstandard.ZstdDecompressor().decompressobj()
            self._ready = self._piece.decompress(data)
            while self._piece.eof and self._piece.unused_data:
                rest, self._piece = self._piece.unused_data, zstandard.ZstdDecompressor().decompressobj()
                self._ready += self._piece.decompress(rest)
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


def expand(given: str, stdin: BinaryIO) -> Iterator[Source | Failure]:
    """The files that one argument stands for."""
    if given == "-":
        yield Source("standard input", "", None, stdin)
        return
    path = Path(given)
    try:
        exists, folder = path.exists(), path.is_dir()
    except (OSError, ValueError) as error:
        yield Failure(given, "missing", f"{given} is no path ({error}).")
        return
    if folder:
        files = sorted(f for f in path.rglob("*") if f.is_file() and not _hidden(f, path))
        if not files:
            yield Failure(given, "empty", f"The folder {given} holds no files.")
        yield from map(_source, files)
    elif exists:
        yield _source(path)
    elif glob.has_magic(given):
        found = sorted(Path(name) for name in glob.glob(given, recursive=True) if Path(name).is_file())
        if not found:
            yield Failure(given, "missing", f"No file matches {given}.")
        yield from map(_source, found)
    else:
        yield Failure(given, "missing", f"There is no file or folder {given}: check the path.")


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _source(path: Path) -> Source:
    inner = Path(path.stem) if path.suffix.lower() in COMPRESSED else path
    return Source(sound(str(path)), inner.suffix.lower(), path)
