"""Lines that stand twice: teasers' captions, headlines and paragraphs that a scraper took up again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from whowhom.cleaning.furniture import plain
from whowhom.cleaning.paragraphs import ends_sentence
from whowhom.types import BlockKind

TEASER_WORDS: Final = 30
"""Words. An unpunctuated line that recurs is a teaser; a longer one is a paragraph that lost its stop."""
LABEL_WORDS: Final = 3
"""Words. A line so short that recurs further on is a label (a speaker, a source), not a teaser; it stays."""
REFRAIN_WORDS: Final = 8
"""Words. A shorter sentence may be said twice in one story ("No details were given."); a longer is a copy."""
CUT_WORDS: Final = 4
"""Words. A line that breaks off with dots repeats its neighbour when at least so many words are the same."""

_STRAIGHT: Final = str.maketrans("’‘“”", "''\"\"")

Verdict: TypeAlias = tuple[BlockKind, str]


def key(line: str) -> str:
    """What two copies of a line share: its words without case, curly quotes and outer punctuation."""
    folded = plain(line).casefold().translate(_STRAIGHT)
    return folded.strip(" .,:;!?'\"-–—|…*•[]()")


def repeats(lines: Sequence[str], title: int | None) -> dict[int, Verdict]:
    """Which lines leave because their words stand elsewhere, by index, with kind and reason.

    Of a headline or a sentence the first copy stays; of a teaser, which is no sentence of the story, none.
    Rows of a table (``|`` first) may recur.
    """
    keys = [key(line) for line in lines]
    copies: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(keys):
        if words:
            copies[words].append(index)
    left: dict[int, Verdict] = {}
    for indices in copies.values():
        if len(indices) > 1:
            left |= _copies(lines, indices, title)
    for index in range(len(lines) - 1):
        left |= _cut_short(lines, keys, index, title)
    return left


def _copies(lines: Sequence[str], indices: Sequence[int], title: int | None) -> dict[int, Verdict]:
    """The verdicts on the copies of one line."""
    first = indices[0]
    if title in indices:
        return {index: ("repeat", "repeats the headline") for index in indices if index != title}
    words = len(lines[first].split())
    beside = any(later - earlier == 1 for earlier, later in pairwise(indices))
    if not any(ends_sentence(lines[index]) for index in indices):
        if words > TEASER_WORDS or (words <= LABEL_WORDS and not beside) or lines[first].startswith("|"):
            return {}
        caption: dict[int, Verdict] = {first: ("caption", "a teaser's caption: the same line stands again")}
        return caption | dict.fromkeys(indices[1:], ("repeat", "repeats a teaser's caption"))
    if beside or words >= REFRAIN_WORDS:
        return dict.fromkeys(indices[1:], ("repeat", "repeats an earlier paragraph"))
    return {}


def _cut_short(lines: Sequence[str], keys: Sequence[str], index: int, title: int | None) -> dict[int, Verdict]:
    """The one of the two lines from ``index`` on that is the other broken off with dots."""
    for short, full in ((index, index + 1), (index + 1, index)):
        words = keys[short]
        if (
            short != title
            and lines[short].rstrip("]) ").endswith(("...", "…"))
            and len(words.split()) >= CUT_WORDS
            and words != keys[full]
            and keys[full].startswith(words)
        ):
            return {short: ("repeat", "is the beginning of the line beside it, broken off")}
    return {}
