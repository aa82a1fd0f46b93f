"""Counts: how many were killed, injured, detained, displaced, and which weapons, on the events they belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from whowhom.coding.quantities import Quantity, either, quantities, table
from whowhom.types import Analysis, Count, Counted, Mention, Span

PEOPLE: Final = tuple(what for what in get_args(Counted) if what != "weapons")
_NOUN: Final = (
    r"(?:(?!(?:were|was|are|is|had|have|has|after|before|when|while|because|but|that|which|if|said|will|would)\b)"
    r"[\w'’.-]+\s+)"
)
_BE: Final = (
    r"(?:who\s+)?(?:(?:were|was|are|is|being|be|got|(?:had|have|has)\s+been)(?:\s+(?:reportedly|also|later))?\s+)+"
)
_NO_OBJECT: Final = (
    "in|by|on|and|or|when|as|after|during|since|at(?! least)|near|over|while|from|this|last|with|to|across|so|outside"
    "|inside"
)
"""Words that follow a participle, and not a verb with its object: "gunmen killed 30" counts no gunmen."""
REACH: Final = 90
"""Characters after a number in which its verb may stand: a noun phrase with an aside."""


@dataclass(frozen=True, slots=True)
class Found:
    """A count and the words that say what is counted."""

    count: Count
    cue: Span


def counts_of(analysis: Analysis) -> dict[int, tuple[Count, ...]]:
    """The counts of every frame that has any, frame number -> counts in text order.

    A count goes to the event whose trigger says it, else to the nearest event of a fitting type in its sentence;
    where the sentence has none and names no other doer, to the only one of the sentence before.
    """
    text = analysis.article.text
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for number, frame in enumerate(analysis.frames):
        by_sentence[frame.sentence].append(number)
    result: dict[int, list[Count]] = defaultdict(list)
    for sentence in sorted({here for number in by_sentence for here in (number, number + 1)}):
        if sentence >= len(analysis.sentences):
            continue
        for found in find(text, analysis.sentences[sentence].span):
            before = (
                [] if _other_doer(text, analysis.sentences[sentence].span, found) else by_sentence.get(sentence - 1, [])
            )
            owner = _owner(analysis, found, by_sentence.get(sentence, []), before)
            if owner is not None:
                result[owner].append(found.count)
    return {number: tuple(dict.fromkeys(counts)) for number, counts in result.items()}


def _owner(analysis: Analysis, found: Found, here: Sequence[int], before: Sequence[int]) -> int | None:
    frames, types = analysis.frames, table()[found.count.what]["types"]
    for number in here:
        if frames[number].trigger.span.overlaps(found.cue):
            return number
    fitting = [number for number in here if frames[number].type in types]
    if found.count.what in ("killed", "injured") and any(frames[number].type == types[0] for number in fitting):
        fitting = [number for number in fitting if frames[number].type == types[0]]
    at = found.count.mention.span.start
    if fitting:
        return min(fitting, key=lambda number: (abs(frames[number].trigger.span.start - at), number))
    earlier = [number for number in before if frames[number].type == types[0]]
    return earlier[0] if not here and len(earlier) == 1 else None


def _other_doer(text: str, sentence: Span, found: Found) -> bool:
    """Whether whoever does what is counted is named anew: "A bomber killed six", but not "The blast killed six"."""
    cue = found.cue.of(text).lower()
    if found.cue.start > found.count.mention.span.start or cue not in table()[found.count.what].get("active", ()):
        return False
    subject = re.search(r"[^,;:]*\Z", text[sentence.start : found.cue.start])
    words = subject[0].lower().split() if subject is not None else []
    return bool(words) and not {words[0], words[-1]}.intersection(table()["same_doer"]["words"])


def find(text: str, sentence: Span) -> Iterator[Found]:
    """Every count of a sentence in text order, whether or not an event is there to have it."""
    found = list(quantities(text, sentence.start, sentence.end))
    for match in _one_person().finditer(text, sentence.start, sentence.end):
        found.append(Quantity(Span(*match.span(1)), 1, "exact"))
    for quantity in sorted(found, key=lambda quantity: quantity.span):
        yield from _read(text, sentence, quantity)


def _read(text: str, sentence: Span, quantity: Quantity) -> Iterator[Found]:
    mention = Mention(quantity.span, quantity.span.of(text))
    start, end = quantity.span.start, min(sentence.end, quantity.span.end + REACH)
    weapons = _weapons(quantity.number == 1).match(text, quantity.span.end, end)
    if weapons is not None:
        kind = " ".join(weapons[1].split())
        yield Found(Count(mention, "weapons", quantity.number, quantity.bound, quantity.most, kind), quantity.span)
        return
    if _never().match(text, quantity.span.end, end) or (_is_year(mention.text) and quantity.bound == "exact"):
        return
    for what, cue in _people(text, sentence.start, start, quantity.span.end, end):
        yield Found(Count(mention, what, quantity.number, quantity.bound, quantity.most), cue)


def _people(text: str, first: int, start: int, end: int, last: int) -> Iterator[tuple[Counted, Span]]:
    """What is said of a number of people: by the verb before it, else by what follows it."""
    before = text[max(first, start - REACH) : start]
    shift = start - len(before)
    toll = _toll().search(before)
    if toll is not None:
        if _longer().match(text, end, last) is None:
            yield "killed", Span(shift + toll.start("cue"), shift + toll.end("cue"))
        return
    told = False
    for what in PEOPLE:
        match = _before(what).search(before)
        if match is not None and _needed(match["verb"], text, end, last):
            told = True
            yield what, Span(shift + match.start("cue"), shift + match.end("cue"))
    if told or re.search(r"\b(?:including|among|aged?)\s*$", before, re.IGNORECASE):
        return
    nearest = [(match.end(), what, match) for what in PEOPLE if (match := _after(what).match(text, end, last))]
    for _, what, match in sorted(nearest)[:1]:
        yield what, Span(*next(match.span(name) for name in ("noun", "verb", "plain", "bare") if match[name]))
        other = _and_more().match(text, match.end(), last + 20)
        for second in PEOPLE:
            if other is not None and second != what and other[1].lower() in table()[second]["passive"]:
                yield second, Span(*other.span(1))


@cache
def _toll() -> re.Pattern[str]:
    """A toll right before its number, with what it is the toll of: "the toll in Sunday's bombing rose to"."""
    own = table()["toll"]
    return re.compile(
        rf"\b(?P<cue>{either(own['nouns'])})\b(?:\s+(?:in|of|from|for)\s+[^.;:,\d]{{1,60}}?)??"
        rf"(?:\s+(?:has|had|have|now|since|then|later))*\s+(?:{either(own['verbs'])})\s*\Z",
        re.IGNORECASE,
    )


@cache
def _longer() -> re.Pattern[str]:
    return re.compile(rf"[^.;]*?\b(?:{either(table()['toll']['longer'])})\b", re.IGNORECASE)


def _needed(verb: str | None, text: str, end: int, last: int) -> bool:
    """Whether a verb that counts only with a later word has it: "left 12 dead"."""
    wanted = table()["needs"].get(" ".join((verb or "").lower().split()))
    return wanted is None or re.match(rf"[^.;,]*?\b(?:{wanted})\b", text[end:last], re.IGNORECASE) is not None


def _is_year(words: str) -> bool:
    return re.fullmatch(r"(?:1[5-9]|20)\d\d", words) is not None


@cache
def _before(what: str) -> re.Pattern[str]:
    """The verb or noun right before a number: "killing 12", "killed and injured dozens", "the deaths of 12"."""
    own = table()[what]
    return re.compile(
        rf"(?<!were )(?<!was )(?<!been )(?<!being )\b(?P<cue>(?P<verb>{either(own['active'])})|{either(own['deeds'])})"
        r"(?:\s+(?:and|or)\s+\w+(?:ed|ing))?(?:\s+(?:another|the|all|its|their))?\s*$",
        re.IGNORECASE,
    )


@cache
def _after(what: str) -> re.Pattern[str]:
    """A noun phrase and then its verb or adjective: "people were killed", "civilians dead", "deaths"."""
    own = table()[what]
    aside = r"(?:[\w'’-]+,\s+(?:including|among\s+them|mostly|many|most)\b[^,.;]{1,40},\s+)?"
    passive, plain = either(own["passive"]), either(set(own["passive"]) & set(table()["intransitive"]["words"]))
    return re.compile(
        rf"(?:\s+of)?(?:\s+(?:the|those|them|its|his|their))?(?:\s+(?P<noun>{either(own['nouns'])})\b"
        rf"|\s+{_NOUN}{{0,6}}?{aside}(?:{_BE}(?P<verb>{passive})\b"
        rf"|(?:(?:have|had|has|also|who)\s+)*(?:(?P<plain>{plain})\b|(?P<bare>{passive})(?=$|\s*[.,;:)]|\s+(?:{_NO_OBJECT})\b))))",
        re.IGNORECASE,
    )


@cache
def _and_more() -> re.Pattern[str]:
    return re.compile(r"\s+(?:and|or)\s+(\w+)\b(?!\s+\d)", re.IGNORECASE)


@cache
def _weapons(one: bool) -> re.Pattern[str]:
    """A weapon's name, in the number that the count asks for, with the words that tell its kind."""
    own = table()["weapons"]
    same = set(own["plural_alike"])
    noun = rf"(?:{either(own['nouns'])})" if one else rf"(?:(?:{either(set(own['nouns']) - same)})e?s|{either(same)})"
    word = rf"(?:(?!(?:{either(own['never_in'])})\b)[\w.-]+\s+)"
    return re.compile(
        rf"(?:\s+of)?(?:\s+(?:{either(own['not_of_kind'])}))*\s+({word}{{0,4}}?{noun})\b"
        rf"(?!['’]|\s+(?:{either(own['not_before'])})\b)"
    )


@cache
def _never() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|-)*(?:more\s+)?(?:{either(table()['never']['words'])})s?\b|%", re.IGNORECASE)


@cache
def _one_person() -> re.Pattern[str]:
    """A person told by "a": the article is the quantity."""
    people = either(table()["people"]["nouns"])
    return re.compile(
        rf"\b(an?)\s+(?:[\w-]+\s+){{0,2}}?(?:{people})"
        rf"(?=$|\s*[.,;:)]|\s+(?:{_NO_OBJECT}|was|is|has|had|been|who|of|dead|for|were)\b)",
        re.IGNORECASE,
    )
