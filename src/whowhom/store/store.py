"""One database of codings: written by one writer, a transaction a batch; read by named queries."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from whowhom.errors import StoreError
from whowhom.store.database import connect
from whowhom.store.rows import OF_ARTICLE, Rows, article_row, coding_of, rows_of
from whowhom.store.table import Table
from whowhom.types import Article, Coding, Failure


def digest_of(versions: Mapping[str, str]) -> str:
    """One word for the versions of code, model and knowledge."""
    return hashlib.sha256(json.dumps(dict(versions), sort_keys=True).encode()).hexdigest()[:16]


class Store:
    """A database of codings. Open it with ``Store.open``; use it as a context manager or close it."""

    def __init__(self, connection: Any, path: Path) -> None:
        self._connection = connection
        self._versions: dict[str, str] = {}
        self.path = path

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Store:
        """Open or make a database. Raises ``StoreError`` when it is none, newer than this version, or held."""
        return cls(connect(Path(path), read_only=read_only), Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what was written is there already."""
        self._connection.close()

    # Writing

    def begin_run(self, versions: Mapping[str, str], settings: Mapping[str, Any]) -> str:
        """Note a run's versions and settings, and give its id."""
        run = uuid.uuid4().hex[:16]
        self._versions = dict(versions)
        row = [run, json.dumps(self._versions), json.dumps(dict(settings), default=str), _now()]
        self._connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, NULL)", row)
        return run

    def end_run(self, run: str) -> None:
        """Note that a run came to its end."""
        self._connection.execute("UPDATE runs SET ended = ? WHERE run = ?", [_now(), run])

    def write(self, run: str, results: Sequence[Coding | Failure]) -> None:
        """Write a batch in one transaction; an article's earlier rows, or its earlier failure, are replaced."""
        rows: Rows = defaultdict(list)
        written: dict[str, Coding | Failure] = {}
        for result in results:
            if isinstance(result, Failure):
                rows["failures"].append(_failure_row(run, result))
            if result.article is not None:
                written.setdefault(result.article.id, result)
        for result in written.values():
            rows["articles"].append(self._article_row(run, result))
            if isinstance(result, Coding):
                for table, own in rows_of(result).items():
                    rows[table].extend(own)
        origins = sorted({result.article.origin for result in written.values() if result.article is not None})
        origins += sorted({result.origin for result in results if isinstance(result, Failure)})
        self._transaction(run, rows, sorted(written), origins)

    def _article_row(self, run: str, result: Coding | Failure) -> tuple[Any, ...]:
        article = result.article
        assert article is not None
        if isinstance(result, Coding):
            return article_row(article, run, "coded", None, digest_of(result.versions))
        state = "skipped" if result.skipped else "failed"
        return article_row(article, run, state, result.message, digest_of(self._versions))

    def _transaction(self, run: str, rows: Rows, articles: list[str], origins: list[str]) -> None:
        connection = self._connection
        connection.execute("BEGIN")
        try:
            for table in (*OF_ARTICLE, "articles"):
                connection.execute(f"DELETE FROM {table} WHERE list_contains(?, article)", [articles])
            connection.execute(_FORGET, {"articles": articles, "origins": origins, "run": run})
            for table, values in rows.items():
                if values:
                    self._insert(table, values)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def _insert(self, table: str, values: Sequence[tuple[Any, ...]]) -> None:
        columns = [pa.array(column) for column in zip(*values, strict=True)]
        batch = pa.table(columns, names=[f"c{number}" for number in range(len(columns))])
        self._connection.register("batch", batch)
        self._connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
        self._connection.unregister("batch")

    # Reading

    def done(self, articles: Iterable[Article], versions: Mapping[str, str]) -> set[str]:
        """The ids of those that need no coding: coded by exactly these versions, or failed.

        An article stored without a date does need it when it now comes with one, and one that was skipped when
        it now comes to be coded.
        """
        given = {article.id: article.published is not None for article in articles}
        sql = (
            "SELECT article, published IS NULL AND state = 'coded' FROM articles "
            "WHERE list_contains(?, article) AND versions = ? AND state <> 'skipped'"
        )
        found = self._connection.execute(sql, [list(given), digest_of(versions)]).fetchall()
        return {name for name, undated in found if not (undated and given[name])}

    def failed(self) -> set[str]:
        """The articles that failed, which ``--retry`` takes up."""
        found = self._connection.execute("SELECT article FROM articles WHERE state = 'failed'").fetchall()
        return {row[0] for row in found}

    def query(self, name: str, **parameters: Any) -> Table:
        """The answer of one of the named queries (``store/queries``). Raises ``StoreError`` naming it."""
        source = files("whowhom.store").joinpath("queries", f"{name}.sql")
        if not source.is_file():
            raise StoreError(f"There is no query {name!r}.")
        try:
            answer = self._connection.sql(source.read_text(encoding="utf-8"), params=parameters or None)
            return Table(name, answer.to_arrow_table())
        except Exception as error:
            raise StoreError(f"The query {name!r} fails on {self.path}: {error}") from error

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        mode: str | None = None,
        status: str | None = None,
        since: date | None = None,
        until: date | None = None,
        min_confidence: float | None = None,
        outlet: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> Table:
        """Events by date. ``actor`` and ``recipient`` are a country code, an organisation, or words.

        ``since`` and ``until`` look at the event's own date, else at its article's publication.
        """
        return self.query(
            "events", actor=actor, recipient=recipient, type=type, mode=mode, status=status, since=since, until=until,
            min_confidence=min_confidence, outlet=outlet, article=article, limit=limit,
        )  # fmt: skip

    def calendar(self, *, since: date | None = None, until: date | None = None, today: date | None = None) -> Table:
        """Planned events by date, each with what became of it (the rule stands in ``queries/calendar.sql``).

        ``outcome`` is "happened", "did not happen", "not heard of again" or, up to ``today``, "ahead".
        """
        return self.query("calendar", since=since, until=until, today=today or date.today())

    def counts(self) -> Table:
        """Every count of people and weapons with its event."""
        return self.query("counts")

    def statements(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        names: Sequence[str] = (),
        words: str | None = None,
        manner: str | None = None,
        kind: str | None = None,
        stance: str | None = None,
        since: date | None = None,
        until: date | None = None,
        min_confidence: float | None = None,
        outlet: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> Table:
        """Statements by the day of publication: who says what, to whom, through whom.

        ``speaker`` and ``about`` are a country code, an organisation, or words. A statement is about the parties of the
        events in its content, and about whoever is named there; ``names`` are what ``about`` is called too, as written.
        ``words`` each begin a word of the content; ``stance`` is one that the statement takes on an event.

        >>> for row in store.statements(speaker="RUS"):
        ...     print(row["speaker_name"], row["cue"], row["content"], row["claims"])
        Maria Orlova ['told'] ['Our planes struck no market', 'and they never will'] ['denies ASSAULT bombed']
        """
        return self.query(
            "statements", speaker=speaker, about=about, names=list(names), words=words, manner=manner, kind=kind,
            stance=stance, since=since, until=until, min_confidence=min_confidence, outlet=outlet, article=article,
            limit=limit,
        )  # fmt: skip

    def claims(self) -> Table:
        """Every stance of a statement on an event, with the words that decided it."""
        return self.query("claims")

    def ledger(
        self,
        *,
        about: str | None = None,
        stance: str | None = None,
        type: str | None = None,
        status: str | None = None,
        contradicted: bool | None = None,
        limit: int | None = None,
        **told: Any,
    ) -> Table:
        """Events with who asserts and who denies them, contradictions first.

        ``about`` is a party of the event; ``told`` are filters of ``statements``: an event is there, with all its
        claims, when a statement that passes them takes a stance on it, and this ``stance`` where one is given.
        ``contradicted`` events are asserted or confirmed by one and denied by another.

        >>> for row in store.ledger(type="ASSAULT"):
        ...     print(row["trigger"], row["asserted_by"], row["denied_by"], row["contradicted"])
        bombed ['Turkish officials TUR'] ['Maria Orlova RUS'] True
        """
        asked = any(value is not None for value in told.values())
        found = self.statements(**told).arrow().column("statement").to_pylist() if asked else None
        return self.query(
            "ledger", statements=found, about=about, stance=stance, type=type, status=status,
            contradicted=contradicted, limit=limit,
        )  # fmt: skip

    def articles(self, *, state: str | None = None) -> Table:
        """Articles, all or those coded, failed or skipped."""
        return self.query("articles", state=state)

    def roles(self) -> Table:
        """Every mention of a party with its actor and the rule that linked it."""
        return self.query("roles")

    def actors(self, *, limit: int | None = None) -> Table:
        """Who appears: each party with how often it acts and is acted on, and the words it appears under."""
        return self.query("actors", limit=limit)

    def undecided_actors(self, *, limit: int | None = None) -> Table:
        """Mentions that nobody was found for, the commonest first: what to add to a table of one's own."""
        return self.query("undecided_actors", limit=limit)

    def failures(self) -> Table:
        """What could not be coded, and why."""
        return self.query("failures")

    def undecided(self) -> Table:
        """What was left open, the commonest first."""
        return self.query("undecided")

    def runs(self) -> Table:
        """Every run with its versions and settings."""
        return self.query("runs")

    def summary(self) -> Table:
        """Counts: articles by state, events by type and status, statements by kind, claims by stance, failures."""
        return self.query("summary")

    def find(self, start: str) -> str:
        """The id of the article whose id, url, key or origin is or begins so. Raises ``StoreError``."""
        sql = (
            "SELECT article FROM articles WHERE starts_with(article, $s) OR url = $s OR key = $s OR origin = $s "
            "ORDER BY article LIMIT 2"
        )
        found = self._connection.execute(sql, {"s": start}).fetchall()
        if not found:
            raise StoreError(f"{self.path} has no article {start!r}: `whowhom events` shows the ids.")
        if len(found) > 1:
            raise StoreError(f"Several articles begin with {start!r}: give more of the id.")
        return str(found[0][0])

    def coding(self, article: str) -> Coding:
        """The coding of an article, as it was written. Raises ``StoreError`` when there is none, saying why."""
        found = self._rows("SELECT * FROM articles WHERE article = ?", article)
        if not found:
            raise StoreError(f"{self.path} has no article {article!r}.")
        row = found[0]
        if row["state"] != "coded":
            raise StoreError(f"The article {article!r} was not coded: {row['reason']}")
        tables = {
            table: self._rows(
                f"SELECT * FROM {table} WHERE article = ? ORDER BY {_ORDER.get(table, 'number')}", article
            )
            for table in OF_ARTICLE
        }
        versions = self._rows("SELECT versions FROM runs WHERE run = ?", row["run"])
        return coding_of(row, tables, json.loads(versions[0]["versions"]) if versions else {})

    def _rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        cursor = self._connection.execute(sql, list(values))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_ORDER = {
    "roles": "event, role, number", "voices": "statement, voice", "statement_words": "statement, part, number",
}  # fmt: skip
_FORGET = (  # what the same run has just said of a date stays, though its article is written a batch later
    "DELETE FROM failures WHERE list_contains($articles, article) "
    "OR (list_contains($origins, origin) AND NOT (partial AND run = $run))"
)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _failure_row(run: str, failure: Failure) -> tuple[Any, ...]:
    article = failure.article.id if failure.article is not None else None
    return (run, failure.origin, failure.kind, failure.message, article, failure.key, failure.skipped, failure.partial)
