"""Codings to rows and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from whowhom.types import (
    Actor,
    Article,
    Block,
    Body,
    Claim,
    Coding,
    Count,
    Event,
    Mention,
    Role,
    Sentence,
    Span,
    Statement,
    Undecided,
    When,
    Where,
)

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

OF_ARTICLE: Final = (
    "blocks", "sentences", "events", "roles", "counts", "statements", "voices", "statement_words", "claims",
    "undecided",
)  # fmt: skip
"""Tables whose rows belong to an article and are replaced with it."""
VOICES: Final = ("speaker", "addressee", "via")
PARTS: Final = ("source", "cue", "content")
"""Whose word a statement is, and its words: the names of its fields, and what its rows are called."""


def article_row(article: Article, run: str, state: str, reason: str | None, versions: str) -> Row:
    """The row of an article."""
    return (
        article.id, run, state, reason, versions, article.key, article.url, article.outlet, article.title,
        article.author, article.published, article.language, article.kind, article.origin, article.text,
        article.context,
    )  # fmt: skip


def rows_of(coding: Coding) -> Rows:
    """The rows of a coding, table -> rows, without that of its article."""
    article = coding.article.id
    rows: Rows = defaultdict(list)
    rows["blocks"] = [
        (article, number, block.span.start, block.span.end, block.kind, block.kept, block.reason)
        for number, block in enumerate(coding.body.blocks)
    ]
    rows["sentences"] = [
        (article, number, sentence.span.start, sentence.span.end, sentence.block)
        for number, sentence in enumerate(coding.sentences)
    ]
    for number, event in enumerate(coding.events):
        rows["events"].append(_event_row(article, number, event))
        rows["roles"].extend(_role_rows(article, event))
    counts = [(event, count) for event in coding.events for count in event.counts]
    rows["counts"] = [_count_row(article, event, number, count) for number, (event, count) in enumerate(counts)]
    for number, statement in enumerate(coding.statements):
        rows["statements"].append(_statement_row(article, number, statement))
        rows["voices"].extend(_voice_rows(article, statement))
        rows["statement_words"].extend(_word_rows(article, statement))
    rows["claims"] = [
        (c.statement, c.event, article, number, c.stance, c.rule, *_mention(c.evidence))
        for number, c in enumerate(coding.claims)
    ]
    rows["undecided"] = [
        (article, number, row.field, *_mention(row.mention), row.reason, list(row.candidates))
        for number, row in enumerate(coding.undecided)
    ]
    return rows


def _mention(mention: Mention | None) -> Row:
    return (None, None, None) if mention is None else (mention.text, mention.span.start, mention.span.end)


def _event_row(article: str, number: int, event: Event) -> Row:
    when, where = event.when, event.where
    return (
        event.id, article, number, event.type, event.mode, event.status, *_mention(event.trigger), event.sentence,
        event.confidence, *_mention(when.mention if when else None),
        *((when.value, when.start, when.end, when.precision, when.anchor) if when else (None,) * 5),
        *_mention(where.mention if where else None),
        *((where.country, where.name, where.precision) if where else (None,) * 3),
        *((when.relation, when.part, when.inherited) if when else (None,) * 3),
        *_place(where),
    )  # fmt: skip


def _count_row(article: str, event: Event, number: int, count: Count) -> Row:
    return (
        event.id, article, number, count.what, count.number, count.bound, count.most, count.kind,
        *_mention(count.mention),
    )  # fmt: skip


def _place(where: Where | None) -> Row:
    """The columns of migration 0003."""
    if where is None:
        return (None,) * 5 + ([],)
    candidates = list(where.candidates)
    return (where.admin1, where.geoname, where.latitude, where.longitude, where.relation, candidates)


def _role_rows(article: str, event: Event) -> Iterator[Row]:
    for side, roles in (("actor", event.actors), ("recipient", event.recipients)):
        for number, role in enumerate(roles):
            yield (event.id, article, side, number, *_party(role))
    for number, mention in enumerate(event.attributed_to):
        yield (event.id, article, "attributed_to", number, *_mention(mention), None, None, None, None, "", 0.0, None)


def _party(role: Role) -> Row:
    actor = role.actor
    return (
        *_mention(role.mention), actor.country, actor.org, actor.sector, actor.name, role.rule, role.score,
        actor.office,
    )  # fmt: skip


def _statement_row(article: str, number: int, statement: Statement) -> Row:
    return (
        statement.id, article, number, statement.manner, statement.kind, statement.sentence, statement.confidence,
    )  # fmt: skip


def _voice_rows(article: str, statement: Statement) -> Iterator[Row]:
    for voice in VOICES:
        if (role := getattr(statement, voice)) is not None:
            yield (statement.id, article, voice, *_party(role))


def _word_rows(article: str, statement: Statement) -> Iterator[Row]:
    for part in PARTS:
        for number, mention in enumerate(getattr(statement, part)):
            yield (statement.id, article, part, number, *_mention(mention))


def coding_of(article: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, Any]]], versions: Any) -> Coding:
    """The coding that the rows of an article were made of."""
    roles = _grouped(tables["roles"], "event", "role")
    voices = _grouped(tables["voices"], "statement", "voice")
    words = _grouped(tables["statement_words"], "statement", "part")
    counts: dict[str, list[Count]] = defaultdict(list)
    for row in tables["counts"]:
        counts[row["event"]].append(
            Count(_words(row), row["what"], row["amount"], row["bound"], row["most"], row["kind"])
        )
    own = Article(
        id=article["article"],
        **{name: article[name] for name in Article.__slots__ if name != "id"},
    )
    blocks = tuple(Block(Span(r["start"], r["end"]), r["kind"], r["kept"], r["reason"]) for r in tables["blocks"])
    return Coding(
        body=Body(own, blocks),
        sentences=tuple(Sentence(Span(r["start"], r["end"]), r["block"]) for r in tables["sentences"]),
        events=tuple(_event(row, roles[row["event"]], tuple(counts[row["event"]])) for row in tables["events"]),
        statements=tuple(
            _statement(row, voices[row["statement"]], words[row["statement"]]) for row in tables["statements"]
        ),
        claims=tuple(
            Claim(r["statement"], r["event"], r["stance"], r["rule"], _told(r, "evidence")) for r in tables["claims"]
        ),
        undecided=tuple(
            Undecided(r["field"], _words(r), r["reason"], tuple(r["candidates"])) for r in tables["undecided"]
        ),
        versions=versions,
    )


def _grouped(rows: Sequence[Mapping[str, Any]], owner: str, part: str) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
    """Rows by whom they belong to and as what; who has none has empty lists."""
    groups: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        groups[row[owner]][row[part]].append(row)
    return groups


def _words(row: Mapping[str, Any]) -> Mention:
    return Mention(Span(row["start"], row["end"]), row["text"])


def _told(row: Mapping[str, Any], name: str) -> Mention | None:
    if row[f"{name}_start"] is None:
        return None
    return Mention(Span(row[f"{name}_start"], row[f"{name}_end"]), row[f"{name}_text"])


def _event(
    row: Mapping[str, Any], roles: Mapping[str, Sequence[Mapping[str, Any]]], counts: tuple[Count, ...]
) -> Event:
    trigger, when, where = (_told(row, name) for name in ("trigger", "date", "place"))
    assert trigger is not None
    return Event(
        id=row["event"], type=row["type"], mode=row["mode"], status=row["status"], trigger=trigger,
        actors=tuple(map(_role, roles["actor"])), recipients=tuple(map(_role, roles["recipient"])),
        attributed_to=tuple(map(_words, roles["attributed_to"])),
        when=None if when is None else When(
            when, row["date_value"], row["first_day"], row["last_day"], row["date_precision"], row["date_anchor"],
            row["date_relation"], row["date_part"], row["date_inherited"],
        ),
        where=None if where is None else _where(where, row),
        sentence=row["sentence"], confidence=row["confidence"], counts=counts,
    )  # fmt: skip


def _where(mention: Mention, row: Mapping[str, Any]) -> Where:
    own = {name: row[f"place_{name}"] for name in Where.__slots__ if name not in ("mention", "candidates")}
    return Where(mention, **own, candidates=tuple(row["place_candidates"] or ()))


def _role(row: Mapping[str, Any]) -> Role:
    actor = Actor(row["country"], row["org"], row["sector"], row["name"], row["office"])
    return Role(_words(row), actor, row["rule"], row["score"])


def _statement(
    row: Mapping[str, Any], voices: Mapping[str, Sequence[Mapping[str, Any]]], words: Mapping[str, Any]
) -> Statement:
    source, cue, content = (tuple(map(_words, words[part])) for part in PARTS)
    speaker, addressee, via = (_role(voices[voice][0]) if voices[voice] else None for voice in VOICES)
    return Statement(
        id=row["statement"], source=source, cue=cue, content=content, speaker=speaker, addressee=addressee, via=via,
        manner=row["manner"], kind=row["kind"], sentence=row["sentence"], confidence=row["confidence"],
    )  # fmt: skip
