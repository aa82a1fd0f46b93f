"""The words of a long description that name whom it describes: "Jan Nowak, the ministry's spokesman,"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whowhom.actors.scene import Scene
from whowhom.actors.words import words_of
from whowhom.knowledge import CountryName, offices
from whowhom.types import Span

_TOKEN: Final = re.compile(r"[^\s,;:()“”\"]+")
_PART: Final = re.compile(r"[^,;:()“”\"]+")
_TAIL: Final = re.compile(r"\s+(?:of|for|in|at|from|with|on|who|which|that|whose|said|speaking|during|as)\s")
_INITIAL: Final = re.compile(r"[A-Z]\.?\Z")
_FOR: Final = re.compile(r"\s(?:for|to|of)\s+")
_AND: Final = re.compile(r"\s+(?:and|or|&|as well as)\s+")
_OWNER: Final = re.compile(r"['’]s?$")
_DETERMINERS: Final = frozenset({"the", "a", "an"})


@cache
def voice_words() -> dict[str, Any]:
    """The closed-class words that voices are found with."""
    return tomllib.loads(files("whowhom.actors").joinpath("voices.toml").read_text(encoding="utf-8"))


def naming(scene: Scene, span: Span) -> Span:
    """The name in a description, without titles and appositions; where none stands out, its first part.

    Positions count in ``scene.text``.
    """
    found = [Span(*match.span()) for match in _PART.finditer(scene.text, span.start, span.end)]
    parts = [_bare(scene, part) for part in found if part.start == span.start or scene.text[part.start - 1] != "("]
    parts = [_first_of_several(scene, part) for part in parts if part.start < part.end]
    whom = _whom_served(scene, parts[0]) if parts else None
    if whom is not None:
        return _servant(scene, parts, whom)
    for part in parts:
        name = _person(scene, part)
        if name is not None:
            return name
    return _owned(scene, parts[0]) if parts else span


def _whom_served(scene: Scene, part: Span) -> Span | None:
    """The person whom a spokesman or an aide serves: by name, or by office."""
    words = scene.lexicon.take_apart(part.of(scene.text))
    match = _FOR.search(scene.text, part.start, part.end) if words.head in words_of("servants") else None
    if match is None:
        return None
    whom = Span(match.end(), part.end)
    words = scene.lexicon.take_apart(whom.of(scene.text))
    by_office = words.somebody or words.text.lower().removeprefix("the ") in scene.lexicon.titles
    return whom if by_office or _is_named(scene, whom) else None


def _is_named(scene: Scene, whom: Span) -> bool:
    """Whether a person is named, with nothing before the name but titles: not so "the ministry Jan Nowak"."""
    tokens = [Span(*match.span()) for match in _TOKEN.finditer(scene.text, whom.start, whom.end)]
    name = _last_name(scene, tokens)
    if name is None or scene.lexicon.take_apart(name.of(scene.text)).somebody:
        return False
    before = [token.of(scene.text).lower() for token in tokens if token.end <= name.start]
    noun = scene.lexicon.nouns.get(before[-1]) if before else None
    return not before or (_is_title(scene, before[-1]) and (noun is None or noun.kind != "body"))


def _servant(scene: Scene, parts: Sequence[Span], whom: Span) -> Span:
    """Who speaks for a person: by a name of their own after it, else what they are.

    "A spokesman for the chancellor, Jan Nowak," leaves open whose name that is; "the spokesman for the chancellor" is
    only one, and named, unless the tables know the name as one of another office.
    """
    name = next(filter(None, (_person(scene, part) for part in parts[1:])), None)
    if name is None or _is_named(scene, whom):
        return name or parts[0]
    held = {offices()[row.office].kind for row in scene.holdings_in(name.start, name.end) if row.office in offices()}
    open_ = scene.lexicon.take_apart(parts[0].of(scene.text)).manner == "a" and not held
    return parts[0] if open_ or (held and "spokesman" not in held) else name


def _first_of_several(scene: Scene, part: Span) -> Span:
    """The one that stands before "and other countries", which stand for nobody."""
    match = _AND.search(scene.text, part.start, part.end)
    rest = scene.lexicon.take_apart(scene.text[match.end() : part.end]) if match is not None else None
    if match is None or rest is None or not (rest.many_states or rest.nobody):
        return part
    return Span(part.start, match.start())


def _bare(scene: Scene, span: Span) -> Span:
    """Without white space, dashes and single quotation marks around."""
    words = span.of(scene.text)
    left = len(words) - len(words.lstrip(" \t\n—–-'‘’`"))
    return Span(span.start + left, max(span.start + left, span.end - (len(words) - len(words.rstrip(" \t\n—–-‘`")))))


def _person(scene: Scene, part: Span) -> Span | None:
    """A person's name that ends a part, or stands before what the part says of where they are from."""
    tokens = [Span(*match.span()) for match in _TOKEN.finditer(scene.text, part.start, part.end)]
    if any(token.of(scene.text).lower() in ("and", "&", "or") for token in tokens):
        return None
    for cut in (*_tails(scene, part), part.end):
        before = [token for token in tokens if token.end <= cut]
        name = _last_name(scene, before)
        if name is None:
            continue
        left = [token for token in before if token.end <= name.start]
        if left and _OWNER.search(left[-1].of(scene.text)) and scene.within(left[-1].start, left[-1].end):
            return Span(part.start, cut)  # "the agency's Jan Nowak": whose they are says more than the name
        small = [token.of(scene.text).lower() for token in left]
        if len(small) > 1 and small[-1] in _DETERMINERS:
            continue  # "People for the Animals"
        if small and (
            small[-1] in words_of("prepositions") | {"of"} or set(small) & set(voice_words()["not_in_titles"])
        ):
            continue
        titled = " ".join(small) not in {"", *_DETERMINERS}
        first = name.start == part.start
        if titled or (first and (cut == part.end or _long(scene, name))):
            return name
    return None


def _owned(scene: Scene, part: Span) -> Span:
    """What belongs to somebody, without the titles before their name: "Theresa May's office"."""
    tokens = [Span(*match.span()) for match in _TOKEN.finditer(scene.text, part.start, part.end)]
    owner = next((number for number, token in enumerate(tokens) if _OWNER.search(token.of(scene.text))), None)
    name = _last_name(scene, tokens[: owner + 1]) if owner is not None and owner + 1 < len(tokens) else None
    return Span(name.start, part.end) if name is not None else part


def _long(scene: Scene, name: Span) -> bool:
    return len(name.of(scene.text).split()) > 1


def _tails(scene: Scene, part: Span) -> Iterator[int]:
    """Where a part may be cut before a preposition, unless a name of the tables goes over it."""
    for match in _TAIL.finditer(scene.text, part.start, part.end):
        if not any(hit.start < match.start() and match.end() < hit.end for hit in scene.within(*match.span())):
            yield match.start()


def _last_name(scene: Scene, tokens: Sequence[Span]) -> Span | None:
    """The run of capitalised words at the end of some words, down to the last title."""
    first = len(tokens)
    while first > 0:
        word = tokens[first - 1].of(scene.text)
        small = word.lower()
        inside = small in voice_words()["in_names"] and first < len(tokens)
        if not (word[:1].isupper() or inside or small in voice_words()["after_names"]):
            break
        surname = first == len(tokens) > 1 and _is_forename(scene, tokens[-2])  # "Charlie King"
        if (_is_title(scene, small) and not surname) or (first < len(tokens) and _OWNER.search(word)):
            break
        titled = (
            first > 1 and tokens[first - 2].of(scene.text).lower() in voice_words()["short_titles"]
        )  # "Gen. Norman"
        if first < len(tokens) and _of_a_country(scene, tokens[first - 1]) and not titled:
            break
        first -= 1
    while first < len(tokens) and tokens[first].of(scene.text)[:1].islower():
        first += 1
    if first == len(tokens) or tokens[-1].of(scene.text) in voice_words()["days"]:
        return None
    return Span(tokens[first].start, tokens[-1].end)


def _is_title(scene: Scene, small: str) -> bool:
    bare = _OWNER.sub("", small)
    return (
        bare in scene.lexicon.nouns or bare in scene.lexicon.titles or bare in voice_words()["short_titles"]
        or bare in words_of("former")
    )  # fmt: skip


def _is_forename(scene: Scene, token: Span) -> bool:
    word = token.of(scene.text)
    small = word.lower()
    others = small in words_of("in_titles") or _is_title(scene, small) or _of_a_country(scene, token)
    forename = _INITIAL.match(word) is not None or (word[:1].isupper() and word[1:].islower())
    return forename and not others and not scene.within(token.start, token.end)


def _of_a_country(scene: Scene, token: Span) -> bool:
    """Whether a word before a name is a country's or a town's, and no forename."""
    return any(
        isinstance(entry, CountryName)
        for hit in scene.within(token.start, token.end) if hit.end <= token.end + 1
        for entry in hit.entries
    )  # fmt: skip
