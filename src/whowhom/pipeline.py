"""The order of the stages, and the only place that knows it: article in, coding out."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Final

from whowhom import __version__, cleaning, dates, knowledge, language, places, reading
from whowhom.actors import load as load_linker
from whowhom.coding import assemble, complete
from whowhom.errors import UsageError, WorkerError
from whowhom.knowledge.own import read_own
from whowhom.settings import DEFAULT_MODEL
from whowhom.types import Article, Coding, Failure

BATCH: Final = 16
"""Articles that are written in one transaction."""
SHARE: Final = 4
"""Articles that a worker is given at a time: few, so that all of them end together."""
AHEAD: Final = 12
"""Shares a worker that wait for it, so that none is idle while results are written."""
ASKED: Final = "WHOWHOM_CODER"
"""Environment variable that tells the process from which workers are forked which coder they will need."""


class Coder:
    """Codes articles: cleaning, language, places, dates, actors, coding, in this order.

    ``versions`` names the code, model and knowledge; two coders of the same versions give the same codings.
    """

    def __init__(
        self, model: str = DEFAULT_MODEL, *, min_confidence: float | None = None, actors: Sequence[str | Path] = ()
    ) -> None:
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise UsageError(f"min_confidence is {min_confidence}: give a probability from 0 to 1.")
        self._arguments = (model, min_confidence, tuple(map(str, actors)))
        own = read_own(actors)
        self._reader = language.load(model, threshold=min_confidence)
        self._linker = load_linker(own)
        self.versions = {
            "code": __version__,
            "model": self._reader.version,
            "knowledge": knowledge.version(),
            "min_confidence": f"{self._reader.threshold:g}",
        }
        if own is not None:
            self.versions["actors"] = own.digest

    @classmethod
    def load(
        cls, model: str = DEFAULT_MODEL, *, min_confidence: float | None = None, actors: Sequence[str | Path] = ()
    ) -> Coder:
        """A coder with a shipped model by name, or a trained one by folder.

        ``min_confidence`` is the least probability of an event that is kept; by default that of the best
        F1 on development data. ``actors`` are files of your own actors, later ones before earlier ones. Raises
        ``ModelError`` when the model cannot be loaded, ``UsageError`` naming the line of a file that is wrong.
        """
        return cls(model, min_confidence=min_confidence, actors=actors)

    def code(
        self,
        text: str,
        *,
        published: date | str | None = None,
        title: str | None = None,
        url: str | None = None,
        outlet: str | None = None,
        context: str = "",
    ) -> Coding:
        """Code one text. ``published`` (a date or "YYYY-MM-DD") is what "Tuesday" is counted from."""
        if isinstance(published, str):
            try:
                published = date.fromisoformat(published)
            except ValueError as error:
                raise UsageError(f"published is {published!r}: give a date as YYYY-MM-DD.") from error
        article = reading.article(text, title=title, published=published, url=url, outlet=outlet, context=context)
        return self._code(article)

    def pipe(self, articles: Iterable[Article | Failure], *, workers: int = 1) -> Iterator[Coding | Failure]:
        """Code many, in input order. Failures pass through; an article that cannot be coded becomes one.

        ``workers`` above 1 codes in that many processes, one thread each. Raises ``WorkerError`` when one dies.
        """
        if workers < 1:
            raise UsageError(f"workers is {workers}: give 1 or more.")
        if workers == 1:
            yield from map(self.attempt, articles)
            return
        try:
            yield from self._pipe_in_processes(_batches(iter(articles)), workers)
        except BrokenProcessPool as error:
            raise WorkerError(
                "A worker process died, most likely killed for want of memory: give fewer --workers. What was written "
                "before is kept, and the same command goes on from there. (A script of your own that codes with "
                'several workers needs `if __name__ == "__main__":`.)'
            ) from error

    def attempt(self, article: Article | Failure) -> Coding | Failure:
        """The coding of an article, or the failure that it came to; a failure stays what it is."""
        if isinstance(article, Failure):
            return article
        try:
            return self._code(article)
        except Exception as error:  # recorded with its article, which a later run takes up
            message = f"coding failed with {type(error).__name__}: {error}. The text is kept; try --retry later."
            return Failure(article.origin, "coding", message, article=article, key=article.key)

    def _code(self, article: Article) -> Coding:
        analysis = complete(self._reader.analyse(cleaning.clean(article)))
        wheres = places.locate(analysis)
        whens = dates.resolve(analysis)
        parties, voices, undecided = self._linker.link_with_voices(analysis, wheres)
        return assemble(analysis, parties, whens, wheres, undecided, self.versions, voices=voices)

    def _pipe_in_processes(
        self, batches: Iterator[list[Article | Failure]], workers: int
    ) -> Iterator[Coding | Failure]:
        with ProcessPoolExecutor(workers, self._context(), _start_worker, (self._arguments, self.versions)) as pool:
            own = next(batches, [])
            waiting = [pool.submit(_work, batch) for batch in islice(batches, workers * AHEAD)]
            try:
                yield from map(self.attempt, own)  # while the workers begin
                for batch in batches:
                    yield from waiting.pop(0).result()
                    waiting.append(pool.submit(_work, batch))
                for future in waiting:
                    yield from future.result()
            finally:  # whoever stops early does not wait for what is queued
                pool.shutdown(wait=False, cancel_futures=True)

    def _context(self) -> BaseContext:
        """How workers begin: on Linux forked from a process that has loaded the coder once for all of them."""
        if sys.platform != "linux":
            return multiprocessing.get_context("spawn")
        os.environ[ASKED] = json.dumps(self._arguments)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["whowhom.forked"])
        return context


def _batches(articles: Iterator[Article | Failure]) -> Iterator[list[Article | Failure]]:
    while batch := list(islice(articles, SHARE)):
        yield batch


_coder: Coder | None = None
"""A worker process has one coder, loaded once."""


def load_ahead() -> None:
    """Load the coder that workers will need, in the process that they are forked from."""
    if ASKED in os.environ:
        _load(*json.loads(os.environ[ASKED]))


def _start_worker(arguments: tuple[str, float | None, tuple[str, ...]], versions: dict[str, str]) -> None:
    if _coder is None or _coder.versions != versions:  # that of an earlier run, or none
        _load(*arguments)


def _load(model: str, min_confidence: float | None, actors: Sequence[str]) -> None:
    global _coder  # noqa: PLW0603
    _coder = Coder(model, min_confidence=min_confidence, actors=actors)


def _work(batch: list[Article | Failure]) -> list[Coding | Failure]:
    assert _coder is not None
    return [_coder.attempt(article) for article in batch]
