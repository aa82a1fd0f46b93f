"""What a cue's words tell of the speaker's stance, before anyone looks at an event."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.coding.cues import inflected, irregulars
from whowhom.coding.quantities import either
from whowhom.types import Mention, Span, Statement

CLAIM_REACH: Final = 6
"""Words of a content within which the noun of the claim that it is about stands: "Moscow's angry claims that ..."."""


@dataclass(frozen=True, slots=True)
class Sense:
    """The classes that a cue's word has in the table, the word itself, and whether it is negated."""

    classes: frozenset[str]
    words: Mention
    negated: bool


@cache
def table() -> dict[str, Any]:
    """The vocabulary of claims."""
    return tomllib.loads(files("whowhom.coding").joinpath("claims.toml").read_text(encoding="utf-8"))


def anywhere(words: Any) -> re.Pattern[str]:
    """Any of the words, whole, in any case."""
    return re.compile(rf"(?<![\w’'])(?:{either(words)})(?![\w])", re.IGNORECASE)


@cache
def words(kind: str) -> re.Pattern[str]:
    """A list of ``[words]`` as a pattern; contracted negations are the only words that begin within a word."""
    listed = table()["words"][kind]
    if kind != "negations":
        return anywhere(listed)
    whole = [word for word in listed if word[0] != "n" or word[1] not in "'’"]
    return re.compile(rf"(?<![\w’'])(?:{either(whole)})(?!\w)|n['’]t\b", re.IGNORECASE)


def forms(lemma: str) -> frozenset[str]:
    """The inflected forms of a lemma; of a phrase, with its first word inflected."""
    first, _, rest = lemma.partition(" ")
    irregular = {*irregulars().get(first, ()), *table()["forms"].get(first, ())}
    made = {first} | inflected(first, irregular, noun=False)
    return frozenset(f"{form} {rest}".strip() for form in made)


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Form -> its classes."""
    found: dict[str, set[str]] = {}
    for name, lemmas in table()["cues"].items():
        for form in {form for lemma in lemmas for form in forms(lemma)}:
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


@cache
def _cue() -> re.Pattern[str]:
    return anywhere(_classes())


def sense(statement: Statement) -> Sense | None:
    """What the cue tells, by its last word that the table knows: the one next to the content. None for no such word."""
    for piece in reversed(statement.cue):
        for match in reversed(list(_cue().finditer(piece.text))):
            form = " ".join(match[0].lower().split())
            start = piece.span.start + match.start()
            before = piece.text[: match.start()]
            negated = bool(words("negations").search(before) or words("withholding").search(before))
            return Sense(_classes()[form], Mention(Span(start, start + len(match[0])), match[0]), negated)
    return None


def has_stance(cue: str) -> bool:
    """Whether the table knows a word of a cue."""
    return _cue().search(cue) is not None


@cache
def denying_words() -> re.Pattern[str]:
    """Words that deny or negate: those of denials, of turning away and of calling false, and negations."""
    turning = {form for form, names in _classes().items() if names & {"denies", "rejects"} and "asserts" not in names}
    return re.compile(
        f"{anywhere(turning).pattern}|{words('negations').pattern}|{words('false').pattern}", re.IGNORECASE
    )


def asks(statement: Statement) -> bool:
    """Whether a statement is a question, or what somebody unnamed asks: "asked whether", "Asked about the raid"."""
    *before, last = "", *(word for piece in statement.cue for word in piece.text.lower().split())
    about = last == "about" and before[-1] in forms("ask")
    if not about and last not in forms("ask"):
        return False
    content = statement.content[0].text if statement.content else ""
    return about or not statement.source or words("questions").match(content) is not None


def about_claim(statement: Statement) -> bool:
    """Whether a content begins with the noun of a claim or report, or is a clause with "that"."""
    content = " ".join(piece.text for piece in statement.content).strip(" \"'“”‘’")
    start = " ".join(content.split()[:CLAIM_REACH])
    return content.lower().startswith("that ") or _a_claim().search(start) is not None


def denies(statement: Statement, found: Sense) -> Mention | None:
    """The word by which a statement denies a claim or report, if it does.

    "Rejected" and "dismissed" deny when they are said of a claim, "called" and "condemned" when they call it false.
    """
    if found.negated:
        return None
    if "denies" in found.classes:
        return found.words
    if "rejects" in found.classes and about_claim(statement):
        return called_false(statement) or (None if found.classes & {"asserts", "presupposes"} else found.words)
    return None


def bare(statement: Statement) -> bool:
    """Whether a content only points back: none at all, "it", "the claims"."""
    content = " ".join(piece.text for piece in statement.content).strip(" \"'“”‘’.,").lower()
    return not content or content in table()["words"]["anaphors"]


def called_false(statement: Statement) -> Mention | None:
    """The word of the content that calls a claim false, if one does."""
    for piece in statement.content:
        match = words("false").search(piece.text)
        if match is not None:
            return Mention(Span(piece.span.start + match.start(), piece.span.start + match.end()), match[0])
    return None


@cache
def _claim_nouns() -> frozenset[str]:
    return frozenset(form for noun in table()["words"]["claim"] for form in (noun, f"{noun}s"))


@cache
def _a_claim() -> re.Pattern[str]:
    return anywhere(_claim_nouns())


@cache
def pointing_back() -> re.Pattern[str]:
    """The noun of a claim, or a word that stands for one, without more ("reports of casualties" has more)."""
    listed = either(_claim_nouns() | set(table()["words"]["anaphors"]))
    return re.compile(rf"\b(?:{listed})\b(?!\s+(?:of|on)\b)", re.IGNORECASE)
