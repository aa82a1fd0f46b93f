"""A run: inputs read, coded and written, batch by batch, so that it can be cut off and taken up again."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, Literal, TextIO

from whowhom.coding import record
from whowhom.errors import StrictError
from whowhom.pipeline import BATCH, Coder
from whowhom.store import Store
from whowhom.types import Article, Coding, Failure

_MET: Final = Failure("", "met", "")
"""What goes through the coder in the place of an article that has been coded already."""
LOOKED_AHEAD: Final = BATCH * 4
"""Documents read before it is asked which of them the database holds already."""
Verdict = Literal["new", "known", "duplicate"]
Outcome = tuple[Article | Failure, Verdict, Coding | Failure | None]
Progress = Callable[["Summary"], None]


@dataclass(slots=True)
class Summary:
    """What a run did. ``failures`` holds every message; articles coded before count as ``known``."""

    coded: int = 0
    known: int = 0
    duplicates: int = 0
    skipped: int = 0
    failed: int = 0
    undated: int = 0
    sentences: int = 0
    events: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    claims: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """All input documents so far."""
        return self.coded + self.known + self.duplicates + self.skipped + self.failed

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        counts = {name: getattr(self, name) for name in (
            "documents", "coded", "known", "duplicates", "skipped", "failed", "undated", "sentences", "statements",
            "claims")}  # fmt: skip
        trouble = [{"origin": f.origin, "kind": f.kind, "message": f.message} for f in self.failures]
        return {**counts, "events": dict(self.events.most_common()), "failures": trouble}


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes: processes, whether failed articles are tried again, whether trouble ends it."""

    workers: int = 1
    retry: bool = False
    strict: bool = False


def run(
    items: Iterable[Article | Failure],
    coder: Coder,
    *,
    store: Store | None = None,
    records: TextIO | None = None,
    options: Options | None = None,
    settings: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Code ``items`` into ``store`` and ``records`` (either may be None).

    Articles that the store holds from the same versions are not coded again; each batch is written in one
    transaction. ``records`` gets the codebook's record of every document, in input order. Raises ``StrictError``
    at the first failure when strict; what came before is kept.
    """
    return _Run(coder, store, records, options or Options(), progress).go(items, settings or {})


class _Run:
    """One run under way. ``held`` is what records of articles met again are made from when there is no store."""

    def __init__(
        self, coder: Coder, store: Store | None, records: TextIO | None, options: Options, progress: Progress | None
    ) -> None:
        self._coder = coder
        self._store = store
        self._records = records
        self._options = options
        self._progress = progress
        self._summary = Summary()
        self._met: set[str] = set()
        self._failed: set[str] = set()
        self._held: dict[str, Coding | Failure] = {}

    def go(self, items: Iterable[Article | Failure], settings: Mapping[str, Any]) -> Summary:
        name = self._store.begin_run(self._coder.versions, settings) if self._store is not None else ""
        results = self._results(iter(items))
        while batch := list(islice(results, BATCH)):
            if self._store is not None:
                self._store.write(name, [result for _, _, result in batch if result is not None])
            for item, verdict, result in batch:
                self._count(verdict, result)
                self._note(item, result)
            if self._progress is not None:
                self._progress(self._summary)
            self._stop_if_strict(result for _, _, result in batch)
        if self._store is not None:
            self._store.end_run(name)
        return self._summary

    def _results(self, items: Iterator[Article | Failure]) -> Iterator[Outcome]:
        """Every item with what is to be done with it and the result, if there is one, in input order."""
        planned: deque[tuple[Article | Failure, Verdict]] = deque()

        def wanted() -> Iterator[Article | Failure]:
            for item, verdict in self._plan(items):
                planned.append((item, verdict))
                yield item if verdict == "new" else _MET

        for result in self._coder.pipe(wanted(), workers=self._options.workers):
            item, verdict = planned.popleft()
            yield item, verdict, result if verdict == "new" else None

    def _plan(self, items: Iterator[Article | Failure]) -> Iterator[tuple[Article | Failure, Verdict]]:
        while ahead := list(islice(items, LOOKED_AHEAD)):
            done = self._done([item for item in ahead if isinstance(item, Article)])
            for item in ahead:
                if isinstance(item, Failure):
                    yield item, "new"
                elif item.id in self._met:
                    yield item, "duplicate"
                else:
                    self._met.add(item.id)
                    yield item, "known" if item.id in done else "new"

    def _done(self, articles: Sequence[Article]) -> set[str]:
        if self._store is None:
            return set()
        if self._options.retry or self._records is not None:
            self._failed = self._store.failed()
        done = self._store.done(articles, self._coder.versions)
        return done - self._failed if self._options.retry else done

    def _count(self, verdict: Verdict, result: Coding | Failure | None) -> None:
        summary = self._summary
        summary.known += verdict == "known"
        summary.duplicates += verdict == "duplicate"
        if isinstance(result, Coding):
            summary.coded += 1
            summary.sentences += len(result.sentences)
            summary.undated += result.article.published is None
            summary.events.update(event.type for event in result.events)
            summary.statements += len(result.statements)
            summary.claims += len(result.claims)
        elif result is not None:
            summary.failures.append(result)
            summary.skipped += result.skipped
            summary.failed += not (result.skipped or result.partial)

    def _note(self, item: Article | Failure, result: Coding | Failure | None) -> None:
        """Write the record of a document; articles met before get their events again, under their own id."""
        if self._records is None or (isinstance(item, Failure) and item.partial):
            return
        if isinstance(item, Article):
            found = result or self._held.get(item.id) or self._stored(item.id)
            if found is not None and self._store is None:
                self._held[item.id] = found
            result = replace(found, body=replace(found.body, article=item)) if isinstance(found, Coding) else found
        self._records.write(json.dumps(_record(item, result), ensure_ascii=False) + "\n")

    def _stored(self, article: str) -> Coding | None:
        if self._store is None or article in self._failed:
            return None
        return self._store.coding(article)

    def _stop_if_strict(self, results: Iterable[Coding | Failure | None]) -> None:
        if not self._options.strict:
            return
        for result in results:
            if isinstance(result, Failure) and not result.skipped:
                raise StrictError(f"{result.message} The run stops here, for it is strict; what came before is kept.")


def _record(item: Article | Failure, result: Coding | Failure | None) -> dict[str, Any]:
    if isinstance(result, Coding):
        return record(result)
    name = item.key or (item.id if isinstance(item, Article) else item.origin)
    error = result.message if result is not None else "it failed in an earlier run; --retry codes it again"
    return {"id": name, "events": [], "error": error}
