"""A role's words taken apart: determiners, what stands before the head, the head, its sector."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.knowledge import RoleNoun, nobodies, role_nouns, titles

_DETERMINER: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:al|el|ul|ad|an|ar|as|ash|at|az)-")
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[-'’.](?=[^\W_]))*")
LONGEST_NOUN: Final = 3
"""Words of the longest phrase in the table of role nouns."""
MENTIONS_KEPT: Final = 20_000
"""Mentions whose words are remembered: the same ones come again and again."""


def without_article(words: str) -> str:
    """Words without the article that they begin with."""
    return _DETERMINER.sub("", words)


@cache
def table() -> dict[str, Any]:
    """The closed-class words."""
    return tomllib.loads(files("whowhom.actors").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def words_of(kind: str) -> frozenset[str]:
    """One list of the closed-class words."""
    return frozenset(table()[kind])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a mention.

    ``owner`` is the pronoun that the mention begins with ("his own people"). ``many_states`` when the head stands
    for several states together ("other countries"). ``lead`` is how many characters come before a preposition
    ends the noun phrase. ``pronoun`` is its class or None. ``plain`` are its common words and ``head`` is the head
    noun, small; ``sector`` that of the longest phrase at the head. ``manner`` is how the mention begins: with "the",
    "a", "this", a number, a word such as "suspected", or none of them. ``somebody`` when the head is one person: a
    role noun in the singular that is no body; ``plural`` when several are meant, ``pair`` when two states together are.
    """

    text: str
    plain: tuple[str, ...]
    lead: int
    pronoun: str | None
    head: str
    sector: str | None
    proper: bool
    former: bool
    nobody: bool
    owner: str | None
    many_states: bool
    manner: str
    somebody: bool
    plural: bool
    pair: bool

    @property
    def group(self) -> bool:
        """Whether the head may stand for an organisation named before."""
        return self.head in words_of("groups")


class Lexicon:
    """The role nouns and titles that mentions are read with: those of the tables, and a user's own before them."""

    def __init__(self, own: Mapping[str, RoleNoun] | None = None) -> None:
        self.nouns: Mapping[str, RoleNoun] = {**role_nouns(), **(own or {})}
        self.titles = titles()
        self._taken: dict[str, Words] = {}

    def take_apart(self, text: str) -> Words:
        """The words of a mention as it stands in the text."""
        known = self._taken.get(text)
        if known is None:
            if len(self._taken) >= MENTIONS_KEPT:
                self._taken.clear()
            known = self._taken[text] = self._take_apart(text)
        return known

    def _take_apart(self, text: str) -> Words:
        found = list(_WORD.finditer(text))
        plain = [re.sub(r"['’]s?$", "", match[0]).lower() for match in found]
        alone = len(plain) == 1 and (text == "I" or not text.isupper())  # "US" is a state
        pronoun = table()["pronouns"].get(plain[0]) if alone else None
        stop = next(
            (i for i, word in enumerate(plain) if i and word in words_of("prepositions") and i + 1 < len(plain)),
            len(plain),
        )
        of = next(
            (i for i, word in enumerate(plain[:stop]) if word == "of" and i and self._is_head(plain[i - 1])), stop
        )
        phrase = plain[:of]
        while len(phrase) > 1 and phrase[0] in words_of("determiners"):
            phrase = phrase[1:]
        head = phrase[-1] if phrase else ""
        capital = bool(found) and of > 0 and _ARTICLE.sub("", found[of - 1][0])[:1].isupper()
        noun = self.nouns.get(head)
        one = noun is not None and not noun.many
        return Words(
            text=text,
            plain=tuple(
                word for word, match in zip(plain, found, strict=True) if match[0][:1].islower() or word in self.nouns
            ),
            lead=found[stop - 1].end() if found else len(text),
            pronoun=pronoun,
            head=head,
            sector=self._sector(phrase),
            proper=capital and pronoun is None and self._sector(phrase[-1:]) is None,
            former=any(word in words_of("former") for word in plain[:of]),
            nobody=_nobody(" ".join(plain)),
            owner=plain[0] if len(plain) > 1 and plain[0] in words_of("owners") else None,
            many_states=head in words_of("many_states"),
            manner=_manner(plain),
            somebody=one and noun is not None and noun.kind in ("person", ""),
            pair=head in words_of("pairs") and not words_of("two").isdisjoint(plain[:of]) and stop == len(plain),
            plural=pronoun == "many" or (pronoun is None and (noun.many if noun is not None else head.endswith("s"))),
        )

    def _is_head(self, word: str) -> bool:
        return word in self.nouns or word not in words_of("determiners")

    def _sector(self, phrase: list[str]) -> str | None:
        """The sector of the longest role noun at the end of the phrase."""
        for size in range(min(LONGEST_NOUN, len(phrase)), 0, -1):
            noun = self.nouns.get(" ".join(phrase[-size:]))
            if noun is not None:
                return noun.sector
        return None


@cache
def lexicon() -> Lexicon:
    """That of the shipped tables."""
    return Lexicon()


def _manner(plain: list[str]) -> str:
    """How a mention begins: with which kind of determiner, a number, or none."""
    for kind, words in table()["manners"].items():
        if plain and plain[0] in words:
            return str(kind)
    if plain and (plain[0][:1].isdigit() or plain[0] in words_of("determiners")):
        return "counted"
    return "bare"


def _nobody(phrase: str) -> bool:
    """Whether a mention is no state and no body: "world leaders", "many in the west"."""
    known = words_of("nobody")
    if phrase in known or phrase.removeprefix("the ") in nobodies():
        return True
    return any(phrase.endswith(f" {word}") for word in known if word.startswith("the "))
