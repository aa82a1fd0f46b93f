"""References made of news: a name that was named before, put out of sight behind a pronoun or a common noun.

Gold has some thousand references, too few to learn from alone what a pronoun goes back to. In any article names are
repeated: where one of them is replaced by "he" or "the country", the others of its party are what it stands for (after
Kocijan and others 2019, "WikiCREM: A Large Unsupervised Corpus for Coreference Resolution").
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whowhom.knowledge import CountryName, Holding, Organisation
from whowhom.knowledge.match import Hit, names
from whowhom.language.windows import Wordpieces
from whowhom.training.examples import Example, Pointer
from whowhom.training.labelling import article_windows, covered, whole_window

WORDS: Final = {
    "person": (("he", "he", "he", "the official", "the president"), ("his",)),
    "country": (("the country", "it", "the government", "they"), ("its", "their")),
    "body": (("the group", "it", "they", "the organization"), ("its", "their")),
}
"""What a name of a kind is replaced by, and what its possessive is. Who is a woman the tables do not say."""
MOST: Final = 2
"""Names put out of sight a window."""
ALONE: Final = 0.12
"""Share of the names without a like that are: a pronoun may stand for nobody named."""
NO_NAME: Final = (
    r"The|A|An|In|On|At|But|And|For|If|When|As|After|Before|While|This|That|New|North|South|"
    r"East|West|White|House|State|States|Department|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Street|Party|Times|University|Post|Journal|Foreign|Prime|Defence|Defense|Interior|"
    r"Minister|Secretary|President|Vice|Chancellor|King|Queen|Prince|Ambassador|General|Senator|"
    r"Representative|Governor|Mayor|Judge|Professor|Dr|Mr|Mrs|Ms|Sir|Lord"
)
"""Words that are no part of the name of a person."""
FULL: Final = re.compile(rf"\b(?:(?!(?:{NO_NAME})\b)[A-Z][a-z]+ ){{1,2}}((?!(?:{NO_NAME})\b)[A-Z][\w’'-]*[a-z])\b")
"""A name of a person that no table holds, as far as its form tells."""
CAPITALISED: Final = re.compile(r"\b[A-Z][\w’-]*[a-z]\b")
TITLED: Final = re.compile(r"(?:(?:[A-Z][\w.]*|president|minister|former) )+$")
BEGINS: Final = re.compile(r"(?:^|[.?!:\n“\"]['\"”’]? ?)$")
"""What stands before the first word of a sentence."""
SHORT: Final = frozenset({"US", "UK", "UN", "EU"})
"""Often before a noun, where no pronoun stands."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: whom it stands for, and what kind of party that is ("" for what is never replaced)."""

    start: int
    end: int
    party: str
    kind: str


def masked(texts: Iterable[str], wordpieces: Wordpieces, *, seed: int = 1) -> list[Example]:
    """Windows of articles in which one name is out of sight, with the other names as candidates."""
    rng = random.Random(seed)
    return [example for text in texts for example in _of_article(text, wordpieces, rng)]


def _of_article(text: str, wordpieces: Wordpieces, rng: random.Random) -> Iterator[Example]:
    surnames: dict[str, str] = {}
    _named(text, surnames)
    for window in article_windows(text, wordpieces):
        at = np.flatnonzero(window.coded)
        if not len(at):
            continue
        words = text[window.pieces.starts[at[0]] : window.pieces.ends[at[-1]]]
        everybody = _named(words, dict(surnames))
        hidden = [one for number, one in enumerate(everybody) if _fit(words, everybody, number, rng)]
        rng.shuffle(hidden)
        for one in list({one.party: one for one in hidden}.values())[:MOST]:
            yield from _without(words, one, everybody, wordpieces, rng)


def _fit(words: str, everybody: Sequence[Named], number: int, rng: random.Random) -> bool:
    """Whether a name may be put out of sight: one of its party stands before it, or sometimes none anywhere."""
    one, others = everybody[number], [*everybody[:number], *everybody[number + 1 :]]
    rivals = any(other.party != one.party for other in others)
    if one.kind not in WORDS or not rivals or words[one.start : one.end].replace(".", "") in SHORT:
        return False
    if one.kind != "person" and not BEGINS.search(words[: one.start]) and TITLED.search(words[: one.start]):
        return False
    known = any(other.party == one.party for other in everybody[:number])
    return known or (all(other.party != one.party for other in others) and rng.random() < ALONE)


def _without(
    words: str, one: Named, everybody: Sequence[Named], wordpieces: Wordpieces, rng: random.Random
) -> Iterator[Example]:
    """The text with a name replaced, titles and article before it too; nothing where no rival can be told apart."""
    start = one.start
    title = TITLED.search(words[:start]) if one.kind == "person" else None
    if title is not None and not BEGINS.search(words[: title.start()]):
        start = title.start()
    if words[:start].lower().endswith("the "):
        start -= 4
    owns = re.compile(r"['’]s\b").match(words, one.end)
    end = owns.end() if owns else one.end
    stands = rng.choice(WORDS[one.kind][owns is not None])
    if BEGINS.search(words[:start]):
        stands = stands[0].upper() + stands[1:]
    window = whole_window({"text": words[:start] + stands + words[end:]}, wordpieces)
    further = len(stands) - (end - start)
    inside = window.sentences >= 0
    candidates = []
    for other in everybody:
        if other.end <= start or other.start >= end:
            shift = further if other.start >= end else 0
            at = covered(window.pieces, inside, other.start + shift, other.end + shift)
            if len(at):
                candidates.append((at, other.party == one.party))
    mention = covered(window.pieces, window.coded, start, start + len(stands))
    if len(mention) and not all(right for _, right in candidates):
        yield Example(window, pointers=(Pointer(mention, tuple(candidates)),))


def _named(text: str, surnames: dict[str, str]) -> list[Named]:
    """Everybody that a text names, in order; ``surnames``, of persons named in full, are added to."""
    found: list[Named] = []
    for hit in names().find(text):
        told = _party(hit)
        if told is not None:
            found.append(Named(hit.start, hit.end, *told))
            if told[1] == "person":
                surnames[text[hit.start : hit.end].rsplit(maxsplit=1)[-1]] = told[0]
    for match in FULL.finditer(text):
        if _free(found, *match.span()):
            party = surnames.setdefault(match[1], f"person {match[1]}")
            found.append(Named(*match.span(), party, "person"))
    for match in CAPITALISED.finditer(text):
        if match[0] in surnames and _free(found, *match.span()):
            found.append(Named(*match.span(), surnames[match[0]], "person"))
    return sorted(found, key=lambda one: one.start)


def _free(found: Sequence[Named], start: int, end: int) -> bool:
    return all(end <= other.start or other.end <= start for other in found)


def _party(hit: Hit) -> tuple[str, str] | None:
    """Whom a name of the tables stands for (each body apart from its state), and the kind; None when that is open."""
    bodies = [entry for entry in hit.entries if isinstance(entry, Organisation)]
    if bodies:
        code = f"{bodies[0].country}:{bodies[0].org}"
        return None if any(body.kind == "media" for body in bodies) else (code, "body")
    countries = [entry for entry in hit.entries if isinstance(entry, CountryName)]
    countries = [entry for entry in countries if entry.source == "hand"] or countries
    codes = {entry.code for entry in countries}
    if countries:
        named = {entry.kind for entry in countries} & {"name", "short"}
        return (codes.pop(), "country" if named else "") if len(codes) == 1 else None
    homes = {entry.country for entry in hit.entries if isinstance(entry, Holding)}
    return (homes.pop(), "person") if len(homes) == 1 else None
