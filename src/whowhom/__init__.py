"""whowhom reads news on international affairs and writes down who did what to whom, on whose word.

>>> import whowhom
>>> coder = whowhom.load()
>>> coding = coder.code("Turkey expelled the ambassador of Ruritania on Friday.", published="2024-05-06")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from whowhom.errors import UsageError
from whowhom.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from whowhom.actors.who import WhoAnswer
    from whowhom.pipeline import Coder
    from whowhom.store import Store

__all__ = ["load", "open", "who"]
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


def who(name: str, *, on: date | str | None = None, actors: Sequence[str | Path] = ()) -> WhoAnswer:
    """Who a name stands for on a day, what they were before and after, and between whom it is ambiguous.

    ``actors`` are files of your own actors. Raises ``UsageError`` for a day that is none.

    >>> who("Tillerson", on="2017-04-11").meant[0].office
    'foreign minister'
    """
    from whowhom.actors.who import who as answer  # noqa: PLC0415  (the tables load only when somebody asks)
    from whowhom.knowledge.match import Names, names  # noqa: PLC0415
    from whowhom.knowledge.own import read_own  # noqa: PLC0415

    if isinstance(on, str):
        try:
            on = date.fromisoformat(on)
        except ValueError as error:
            raise UsageError(f"on is {on!r}: give a date as YYYY-MM-DD.") from error
    own = read_own(actors)
    return answer(names() if own is None else Names(own), name, on)
