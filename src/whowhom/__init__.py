"""whowhom reads news on international affairs and writes down who did what to whom, on whose word.

>>> import whowhom
>>> coder = whowhom.load()
>>> coding = coder.code("Turkey expelled the ambassador of Ruritania on Friday.", published="2024-05-06")
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whowhom.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from whowhom.pipeline import Coder
    from whowhom.store import Store

__all__ = ["load", "open"]
__version__ = "0.1.0"


def load(
    model: str = DEFAULT_MODEL, *, min_confidence: float | None = None, actors: Sequence[str | Path] = ()
) -> Coder:
    """A coder, ready to code. See ``whowhom.pipeline.Coder.load``."""
    from whowhom.pipeline import Coder  # noqa: PLC0415  (the encoder loads only when something is coded)

    return Coder.load(model, min_confidence=min_confidence, actors=actors)


def open(path: str | Path) -> Store:
    """A database of codings, to be read. See ``whowhom.store.Store``."""
    from whowhom.store import Store  # noqa: PLC0415  (DuckDB loads only when a database is opened)

    return Store.open(path, read_only=True)
