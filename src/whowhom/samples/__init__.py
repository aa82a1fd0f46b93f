"""Twenty invented articles, left as scrapers leave them, to try the program on."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path


def paths() -> tuple[Path, ...]:
    """The sample files, by name."""
    with as_file(files(__name__).joinpath("articles")) as folder:
        return tuple(sorted(folder.iterdir()))
