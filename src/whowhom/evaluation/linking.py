"""The linking alone: gold's frames and mentions are given, and only who is who is asked.

A mention is right when its country, refined by the organisation as in the other figures, is gold's; where gold
leaves it open, leaving it open is right.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from whowhom import places
from whowhom.actors import Linker
from whowhom.errors import UsageError
from whowhom.evaluation.gold import Witness, gold_analysis
from whowhom.evaluation.measures import Record, party
from whowhom.evaluation.report import counted
from whowhom.evaluation.scores import INTERVAL, RESAMPLES, SEED
from whowhom.types import Role

REFERENCES: Final = ("pronouns", "common nouns")
"""Mentions that name nobody, so that the article must tell who is meant."""


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """One role of gold with what the linker makes of it. ``kind`` is names, pronouns or common nouns."""

    passage: str
    kind: str
    gold: Record
    role: Role

    @property
    def linked(self) -> Record:
        """The linker's answer as a record's role."""
        actor = self.role.actor
        return {"country": actor.country, "org": actor.org, "sector": actor.sector}

    @property
    def country_right(self) -> bool:
        """Whether country (with org) is gold's."""
        return party(self.gold) == party(self.linked)

    @property
    def sector_right(self) -> bool:
        """Whether the sector is gold's."""
        return bool(self.gold.get("sector") == self.role.actor.sector)


@dataclass(frozen=True, slots=True)
class LinkingRow:
    """Shares over ``mentions``: country (with org) right, its 95 % interval, left open though gold knows, sector."""

    mentions: int
    country: float
    low: float
    high: float
    open: float
    sector: float


@dataclass(frozen=True, slots=True)
class LinkingScores:
    """The figures of all mentions and of each kind, and of each rule that decided."""

    passages: int
    kinds: dict[str, LinkingRow]
    rules: dict[str, LinkingRow]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)


def link_gold(gold: Iterable[Record], linker: Linker, witness: Witness | None = None) -> list[LinkedMention]:
    """Every role of gold linked, each passage as if the encoder had found its mentions perfectly.

    A ``witness`` adds what an encoder says of them: their sectors, and what they stand for.
    """
    result = []
    for passage in gold:
        analysis = gold_analysis(dict(passage), witness)
        parties, _ = linker.link(analysis, places.locate(analysis))
        for event, sides in zip(passage["events"], parties, strict=True):
            for name, roles in (("actors", sides.actors), ("recipients", sides.recipients)):
                for wanted, role in _aligned(event[name], roles):
                    result.append(LinkedMention(passage["id"], _kind(linker, role.mention.text), wanted, role))
    return result


def _aligned(wanted: Sequence[Record], roles: Sequence[Role]) -> Iterator[tuple[Record, Role]]:
    """Gold's roles with the linker's of the same words; where both have two of them, in the order that fits best."""
    for gold in wanted:
        rivals = [other for other in wanted if other["start"] == gold["start"] and other["end"] == gold["end"]]
        own = [
            role for role in roles if (role.mention.span.start, role.mention.span.end) == (gold["start"], gold["end"])
        ]
        if len(own) == len(rivals):
            own.sort(key=lambda role: role.actor.country != gold["country"])
        yield gold, own[0]


def _kind(linker: Linker, text: str) -> str:
    words = linker.lexicon.take_apart(text)
    if words.pronoun is not None:
        return "pronouns"
    return "names" if words.proper or linker.names.find(text) else "common nouns"


def score_linking(mentions: Sequence[LinkedMention], *, resamples: int = RESAMPLES) -> LinkingScores:
    """The figures of linked mentions. Raises ``UsageError`` when there are none."""
    if not mentions:
        raise UsageError("The gold file holds no roles: the linking cannot be measured.")
    kinds = {"all": list(mentions)}
    for kind in ("names", *REFERENCES):
        kinds[kind] = [mention for mention in mentions if mention.kind == kind]
    kinds["pronouns and common nouns"] = [mention for mention in mentions if mention.kind in REFERENCES]
    rules: dict[str, list[LinkedMention]] = {}
    for mention in mentions:
        rules.setdefault(mention.role.rule or "left open", []).append(mention)
    by_number = sorted(rules, key=lambda rule: -len(rules[rule]))
    return LinkingScores(
        passages=len({mention.passage for mention in mentions}),
        kinds={kind: _row(own, resamples) for kind, own in kinds.items() if own},
        rules={rule: _row(rules[rule], resamples) for rule in by_number},
    )


def _row(mentions: Sequence[LinkedMention], resamples: int) -> LinkingRow:
    counts: dict[str, tuple[int, int]] = {}
    for mention in mentions:
        right, of = counts.get(mention.passage, (0, 0))
        counts[mention.passage] = right + mention.country_right, of + 1
    rows, rng = list(counts.values()), random.Random(SEED)
    spread = []
    for _ in range(resamples):
        draw = rng.choices(rows, k=len(rows))
        spread.append(sum(right for right, _ in draw) / sum(of for _, of in draw))
    spread.sort()
    country = sum(mention.country_right for mention in mentions) / len(mentions)
    return LinkingRow(
        mentions=len(mentions),
        country=country,
        low=spread[int(INTERVAL[0] * len(spread))] if spread else country,
        high=spread[int(INTERVAL[1] * len(spread)) - 1] if spread else country,
        open=sum(m.role.actor.country is None and m.gold.get("country") is not None for m in mentions) / len(mentions),
        sector=sum(mention.sector_right for mention in mentions) / len(mentions),
    )


def linking_lines(scores: LinkingScores) -> Iterator[str]:
    """The figures, a line each."""
    yield f"{counted(scores.passages, 'passage')}; gold's mentions are given, and only their linking is measured"
    for head, rows in (("mentions", scores.kinds), ("rule that decided", scores.rules)):
        yield f"{head:42} {'number':>6}  country [95 % interval]   left open  sector"
        for name, row in rows.items():
            yield (
                f"  {name:40} {row.mentions:6}  {row.country:.3f} [{row.low:.3f}, {row.high:.3f}]   "
                f"{row.open:9.3f}  {row.sector:.3f}"
            )


def linking_misses(mentions: Sequence[LinkedMention], most: int) -> Iterator[str]:
    """Up to ``most`` mentions whose country or sector is not gold's."""
    wrong = [mention for mention in mentions if not (mention.country_right and mention.sector_right)]
    for mention in wrong[:most]:
        yield (
            f"{mention.passage}: {mention.role.mention.text!r} is {_told(mention.gold)}, linked to "
            f"{_told(mention.linked)} ({mention.role.rule or 'left open'}, {mention.role.score:.2f})"
        )


def _told(role: Record) -> str:
    return " ".join(str(role.get(name)) for name in ("country", "org", "sector") if role.get(name)) or "open"
