"""Figures of statements: who is cited for what, in which words.

The definitions of "exact", "overlap" and "whole" are those of the shared scorer of attributions, whose figures these
reproduce: exact are the same pieces to the character, surrounding spaces, quotation marks and final punctuation aside;
overlap is any character in common; a statement is found as a whole when its source and its content both overlap those
of one predicted. A source that several statements share counts once.

Where gold says more than PolNeAR does, the rest is ours. Statements are paired when contents overlap and sources do (or
both have none); on the pairs are measured "addressee" and "via" (F1, overlap), "speaker accuracy" (country, with the
organisation where that tells more; open where gold leaves it open), "manner accuracy" and "kind accuracy".
"left alone accuracy" is the share of quotation marks that hold no statement in which no content is found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whowhom.errors import UsageError
from whowhom.evaluation.gold import PARTS
from whowhom.evaluation.measures import Counts, Record, accuracy, matched, mentions, overlap, party
from whowhom.evaluation.scores import RESAMPLES, Figures, tally

TRIM: Final = " \t\n\r\"'“”‘’`.,;:"
"""What is cut from the ends of a piece before it is compared."""
Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StatementScores(Figures):
    """All figures of statements."""

    articles: int
    gold_statements: int
    predicted_statements: int


def score_statements(
    gold: Mapping[str, Record], predicted: Mapping[str, Record], *, resamples: int = RESAMPLES
) -> StatementScores:
    """Score predicted records against gold ones, both by id; articles not predicted count as without statements.

    The 95 % intervals are over resampled articles. Raises ``UsageError`` when gold is empty.
    """
    if not gold:
        raise UsageError("The gold file holds no articles: nothing can be measured.")
    had = {name: (predicted.get(name) or {}).get("statements") or [] for name in gold}
    figures = tally([measure_statements(article, had[name]) for name, article in gold.items()], resamples)
    return StatementScores(
        f1s=figures.f1s,
        accuracies=figures.accuracies,
        articles=len(gold),
        gold_statements=sum(len(article["statements"]) for article in gold.values()),
        predicted_statements=sum(map(len, had.values())),
    )


def measure_statements(article: Record, predicted: Sequence[Record]) -> dict[str, Counts]:
    """The counts of one article, figure -> counts."""
    text, gold = article["text"], article["statements"]
    counts: dict[str, Counts] = {}
    for part in PARTS:
        wanted, had = _spans(gold, part, text), _spans(predicted, part, text)
        counts[f"{part} exact"] = (len(set(wanted) & set(had)), len(wanted), len(had))
        counts[f"{part} overlap"] = (len(matched(wanted, had, touch)), len(wanted), len(had))
    theirs, ours = ([both for s in side if all(both := _said(s, text))] for side in (gold, predicted))
    counts["whole"] = (len(matched(theirs, ours, _same)), len(theirs), len(ours))
    return {**counts, **_ours(article, predicted)}


def _ours(article: Record, predicted: Sequence[Record]) -> dict[str, Counts]:
    """The counts of what gold says beyond PolNeAR's form; none where it does not."""
    counts: dict[str, Counts] = {}
    if any("speaker" in statement for statement in article["statements"]):
        pairs = [
            (g, p) for g, p in pair_statements(article["statements"], predicted, article["text"]) if "speaker" in g
        ]
        counts["addressee"] = mentions(pairs, "addressee", overlap)
        counts["via"] = mentions(pairs, "via", overlap)
        same = (party(g["speaker"] or {}) == party(p.get("speaker") or {}) for g, p in pairs)
        counts["speaker accuracy"] = accuracy(same)
        for name in ("manner", "kind"):
            counts[f"{name} accuracy"] = accuracy(g[name] == p.get(name) for g, p in pairs)
    if article.get("not_statements"):
        pieces = [piece for statement in predicted for piece in trimmed(statement.get("content"), article["text"])]
        counts["left alone accuracy"] = accuracy(
            not any(start <= piece[0] and piece[1] <= end for piece in pieces)
            for start, end in article["not_statements"]
        )
    return counts


def pair_statements(gold: Sequence[Record], predicted: Sequence[Record], text: str) -> list[tuple[Record, Record]]:
    """One-to-one pairs of statements whose contents overlap, and whose sources do or are both absent."""

    def same(one: Record, other: Record) -> bool:
        (source, content), (their_source, their_content) = _said(one, text), _said(other, text)
        return touch(content, their_content) and (touch(source, their_source) or not (source or their_source))

    return matched(gold, predicted, same)


def trimmed(pieces: Sequence[Sequence[int]] | None, text: str) -> Pieces:
    """Pieces in order without what surrounds their words; those without words are left out."""
    result = []
    for start, end in sorted((start, end) for start, end in pieces or ()):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip(TRIM))
        if words.strip(TRIM):
            result.append((first, first + len(words.strip(TRIM))))
    return tuple(result)


def touch(one: Pieces, other: Pieces) -> bool:
    """Whether two lists of pieces share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)


def _spans(statements: Sequence[Record], part: str, text: str) -> list[Pieces]:
    """The distinct spans of one part, in text order."""
    return sorted({pieces for statement in statements if (pieces := trimmed(statement.get(part), text))})


def _said(statement: Record, text: str) -> tuple[Pieces, Pieces]:
    return trimmed(statement.get("source"), text), trimmed(statement.get("content"), text)


def _same(one: tuple[Pieces, Pieces], other: tuple[Pieces, Pieces]) -> bool:
    return touch(one[0], other[0]) and touch(one[1], other[1])
