"""Cues: which kind of word ties a source to what it is cited for, by a table of lemmas and phrases."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast, get_args

from whowhom.types import CueKind

PARTS: Final = ("verb", "noun", "adjective", "phrase")
USES: Final = ("", "plain", "asserting", "naming", "seeming", "carrying")
"""What a cue does beside its kind: a plain verb of saying, believing or meaning is hardly used otherwise, and an
asserting one takes its content for a fact; others give a name ("titled"), tell an impression ("seemed"), or carry the
word of others ("according to")."""
LONGEST_CUE: Final = 4
"""Words of the longest phrase in the table."""
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table: a lemma or phrase, its part of speech, its kind and use, and forms no rule makes."""

    cue: str
    part: str
    kind: CueKind
    use: str
    irregular: tuple[str, ...]
    source: str

    def forms(self) -> Iterator[str]:
        """Every form in which the cue stands in a text; of a phrase, its first word is inflected."""
        first, gap, rest = self.cue.partition(" ")
        words = {first}
        if self.part != "adjective":
            words |= inflected(first, self.irregular, noun=self.part == "noun")
        yield from (f"{word}{gap}{rest}" for word in sorted(words))


def inflected(word: str, irregular: Iterable[str], *, noun: bool) -> set[str]:
    """The inflected forms of a verb, or of a noun, with the irregular ones of it."""
    to_i = word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u")
    hissing = word.endswith(("s", "x", "z", "ch", "sh"))
    forms = {word[:-1] + "ies" if to_i else word + ("es" if hissing else "s"), *irregular}
    if noun:
        return forms
    stem = word[:-2] + "y" if word.endswith("ie") else word.removesuffix("e") if not word.endswith("ee") else word
    return forms | {f"{stem}ing", word[:-1] + "ied" if to_i else word + ("d" if word.endswith("e") else "ed")}


@cache
def cues() -> tuple[Cue, ...]:
    """The rows of the table, in its order."""
    text = files("whowhom.coding").joinpath("cues.csv").read_text(encoding="utf-8")
    return tuple(
        Cue(
            row["cue"], row["part"], cast(CueKind, row["kind"]), row["use"],
            tuple(filter(None, row["irregular"].split(";"))), row["source"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["kind"] in get_args(CueKind)
    )  # fmt: skip


@cache
def irregulars() -> dict[str, frozenset[str]]:
    """The forms of single words that the rules of spelling do not give."""
    found: dict[str, set[str]] = {}
    for cue in cues():
        if " " not in cue.cue:
            found.setdefault(cue.cue, set()).update(cue.irregular)
    return {word: frozenset(forms) for word, forms in found.items()}


@cache
def by_form() -> dict[str, Cue]:
    """Form -> cue; a form of several parts of speech means the verb, then the noun."""
    known: dict[str, Cue] = {}
    for cue in sorted(cues(), key=lambda cue: PARTS.index(cue.part)):
        for form in cue.forms():
            known.setdefault(form, cue)
    return known


@cache
def cue_in(words: str) -> Cue | None:
    """The first cue of the table among words, the longest that begins there; None when none is known."""
    plain = [match[0].lower().replace("’", "'") for match in _TOKEN.finditer(words)]
    for first in range(len(plain)):
        for size in range(min(LONGEST_CUE, len(plain) - first), 0, -1):
            found = by_form().get(" ".join(plain[first : first + size]))
            if found is not None:
                return found
    return None


def kind_of(words: str) -> CueKind:
    """The kind of a cue as it stands; what the table does not know is taken for speech, which most cues are."""
    found = cue_in(words)
    return found.kind if found is not None else "speech"
