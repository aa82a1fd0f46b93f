"""What an article says of who is where: its names, the countries it is about, who has been linked so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from whowhom.actors.shorthand import with_shorthand
from whowhom.actors.towns import towns
from whowhom.actors.words import Lexicon, Words, words_of
from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.knowledge import CountryName, Holding, Organisation
from whowhom.knowledge.match import Hit, Names
from whowhom.knowledge.own import OwnActor
from whowhom.types import Actor, Attribution, Pointing, Span

FAR: Final = 1500
"""Characters beyond which a name says nothing about a mention: about a screen of text."""
CLEAR: Final = 5.0
"""How many times as many inhabitants a place needs to be meant without further evidence."""
LONGEST_WORD: Final = 25
"""Characters before a name in which one word of a title stands."""
_JOINED: Final = re.compile(r"(?:\s+and\s+[A-Z][\w.]*)?[\s.-]+([a-z]+)")
"""What follows a name that only modifies, or one of two: "Russian and Iranian-backed forces"."""
_TITLE_BEFORE: Final = re.compile(r"\b([A-Z][a-z]+\.?) \Z")
_SURNAME: Final = re.compile(r" ([A-Z][^\W\d_]*[a-z][\w'’-]*)")
_OWNS: Final = re.compile(r"['’]s?\s+")
_CAMPAIGN: Final = re.compile(
    r"\b(?:campaign\w*|candidates?|nominee|primary|primaries|caucus\w*|presidential race|debate|GOP|voters?)\b"
)
_QUOTATION: Final = re.compile(
    r"“[^”\n]{0,1500}(?:”|\n|\Z)|(?<![^\s(\[—–-])\"(?=\S)[^\"\n]{2,1500}(?:\"|\n|\Z)|(?<!\w)''[^\n]{2,1500}?''"
)
"""Between quotation marks, or from one to the paragraph's end, where the next paragraph goes on with it."""
_SENTENCE_END: Final = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!Gen|Sen|Rep|Gov|Mrs)[.!?][\"”’']*\s+(?=[\"“‘']?[A-Z])|\n"
)


def party(actor: Actor) -> str:
    """The code that two mentions of one party share: a country, or an organisation that has none."""
    if actor.country in PSEUDO_COUNTRIES and actor.org:
        return f"{actor.country}:{actor.org}"
    return actor.country or ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention linked already: as what kind of thing, to whom, and what it did or suffered (``side``, ``type``)."""

    start: int
    end: int
    kind: str
    actor: Actor
    words: Words
    side: str
    type: str

    @property
    def party(self) -> str:
        """The code of its party."""
        return party(self.actor)


def _strong(entry: CountryName) -> bool:
    return entry.kind not in ("city", "region")


def _on_the_day(hit: Hit, day: date | None) -> Hit:
    """A name with what a user's own tables say of it on the day, instead of what the shipped ones do."""
    own = [entry for entry in hit.entries if isinstance(entry, OwnActor)]
    if not own:
        return hit
    rest = tuple(entry for entry in hit.entries if not isinstance(entry, OwnActor))
    valid = sorted((entry for entry in own if entry.holds(day)), key=lambda entry: not entry.dated)
    return Hit(hit.start, hit.end, (valid[0].as_organisation(),) if valid else rest)


def _own_surnames(text: str, hits: tuple[Hit, ...], names: Names, lexicon: Lexicon, day: date | None) -> Iterator[Hit]:
    """The persons of a user's own who are called by surname: not after another forename, nor where two are meant."""
    taken = {place for hit in hits for place in range(hit.start, hit.end)}
    for start, end, rows in names.own_surnames(text):
        valid = [row for row in rows if row.holds(day) and text[start:end] not in words_of("months")]
        valid = [row for row in valid if row.dated] or valid
        before = _TITLE_BEFORE.search(text, max(0, start - LONGEST_WORD), start)
        forename = before is not None and not (_calls(before[1].lower(), lexicon) or before.start(1) in taken)
        if start not in taken and not forename and len({(row.country, row.org) for row in valid}) == 1:
            yield Hit(start, end, (valid[0].as_organisation(),))


def _calls(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a title, or stands in one."""
    return word in lexicon.titles or word in lexicon.nouns or word in words_of("gentle") | words_of("in_titles")


def _forename(text: str, hit: Hit, lexicon: Lexicon) -> bool:
    """Whether the name of a place is a person's: between a title and a surname, "Rep. France Castro"."""
    title, surname = (
        _TITLE_BEFORE.search(text, max(0, hit.start - LONGEST_WORD), hit.start),
        _SURNAME.match(text, hit.end),
    )
    if title is None or surname is None or not all(isinstance(entry, CountryName) for entry in hit.entries):
        return False
    small = title[1].lower()
    return not _calls(surname[1].lower(), lexicon) and (small in lexicon.titles or small in words_of("gentle"))


@dataclass(slots=True)
class Scene:
    """One article with its context before it. Positions count in ``text``, ``shift`` ahead of the article's.

    ``places`` are those only the gazetteer knows ("town") and those of the events ("event"), with their countries.
    """

    text: str
    shift: int
    hits: tuple[Hit, ...]
    lexicon: Lexicon
    found: list[tuple[int, str]] = field(default_factory=list)
    people: list[tuple[int, int, Actor]] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    quotations: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    campaign: bool = False
    places: list[tuple[int, int, str, str]] = field(default_factory=list)
    pointers: Pointing | None = None
    attributions: tuple[Attribution, ...] = ()

    @classmethod
    def of(cls, text: str, context: str, names: Names, lexicon: Lexicon, day: date | None) -> Scene:
        """Find the names of an article and resolve those of countries."""
        before = f"{context}\n" if context else ""
        whole = before + text
        found = [hit for hit in names.find(whole) if not _forename(whole, hit, lexicon)]
        hits = with_shorthand(whole, [_on_the_day(hit, day) for hit in found])
        hits = tuple(sorted([*hits, *_own_surnames(whole, hits, names, lexicon, day)], key=lambda hit: hit.start))
        scene = cls(whole, len(before), hits, lexicon)
        scene.quotations = [match.span() for match in _QUOTATION.finditer(whole)]
        scene.campaign = len(_CAMPAIGN.findall(whole)) > 1
        scene.sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(whole))]
        for hit in scene.hits:
            strong = {e.code for e in hit.entries if isinstance(e, CountryName) and _strong(e)}
            if len(strong) == 1:
                scene.counts.update(strong)
        for hit in scene.hits:
            country = scene.country_of(hit)
            if country is not None:
                scene.found.append((hit.start, country))
        scene.counts = Counter(country for _, country in scene.found)
        scene.places = [(start, end, "town", code) for start, end, code in towns(whole, hits, scene.counts)]
        scene.found = sorted([*scene.found, *((start, code) for start, _, _, code in scene.places)])
        return scene

    def country_of(self, hit: Hit) -> str | None:
        """The country a name stands for: by itself, by what the article is about, or by size; None when tied."""
        organisations = [e for e in hit.entries if isinstance(e, Organisation)]
        names = [e for e in hit.entries if isinstance(e, CountryName)]
        if organisations and not names:
            return None
        strong = [e for e in names if _strong(e)]
        codes = {e.code for e in strong} or {e.code for e in names}
        if len(codes) == 1:
            return next(iter(codes))
        about = sorted(((self.counts[code], code) for code in codes), reverse=True)
        if about and about[0][0] and (len(about) == 1 or about[0][0] > about[1][0]):
            return about[0][1]
        sized = sorted(((e.weight, e.code) for e in (strong or names)), reverse=True)
        if len(sized) > 1 and sized[0][0] > CLEAR * sized[1][0]:
            return sized[0][1]
        return None

    def within(self, start: int, end: int) -> list[Hit]:
        """The names that lie in or overlap a stretch."""
        return [hit for hit in self.hits if hit.start < end and start < hit.end]

    def joined(self, hit: Hit) -> bool:
        """Whether a name only modifies ("US-backed"), so that the mention is not its."""
        follows = _JOINED.match(self.text, hit.end)
        return follows is not None and follows[1] in words_of("joined")

    def ends_in(self, hit: Hit, end: int) -> bool:
        """Whether a mention ends with a name, its full stop included: "U.S." of "U.S.-led"."""
        return not self.text[hit.end : end].strip(".")

    def leads(self, hit: Hit) -> bool:
        """Whether a name is that of whoever leads the mention: "US-led forces"."""
        follows = _JOINED.match(self.text, hit.end)
        return follows is not None and follows[1] in words_of("leading")

    def at_home(self, body: Organisation, hit: Hit) -> bool:
        """Whether a body that many states have ("Congress") can be that of the state which has it by default."""
        name = self.text[hit.start : hit.end].casefold().removeprefix("the ")
        if name not in {generic.casefold().removeprefix("the ") for generic in body.generic}:
            return True
        if self.whose(hit) not in (None, body.country):
            return False
        return bool(self.counts[body.country]) or not any(self.counts.values())

    def whose(self, hit: Hit) -> str | None:
        """The state that stands right before a name as its owner: "Seoul's Joint Chiefs", "Malian Senate"."""
        for owner in self.within(hit.start - len("'s  "), hit.start):
            kinds = {entry.kind for entry in owner.entries if isinstance(entry, CountryName)}
            between = self.text[owner.end : hit.start]
            if kinds and (_OWNS.fullmatch(between) or ("nationality" in kinds and between.isspace())):
                return self.country_of(owner)
        return None

    def near(self, at: int) -> str | None:
        """The country nearest in words: names close by count more, and those before more than those after."""
        score: defaultdict[str, float] = defaultdict(float)
        for place, country in self.found[bisect_left(self.found, (at - FAR, "")) :]:
            distance = at - place
            if distance <= -FAR:
                break
            score[country] += 1.0 / (60 + (distance if distance >= 0 else -2 * distance))
        if not score:
            return None
        ranked = sorted(score.items(), key=lambda item: -item[1])
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None

    def about(self) -> str | None:
        """The country named most, when one is."""
        ranked = self.counts.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def quotation(self, at: int) -> tuple[int, int]:
        """The quotation that a place stands in; an empty one where it stands in none."""
        number = bisect_left(self.quotations, (at + 1, 0)) - 1
        if number >= 0 and self.quotations[number][0] < at < self.quotations[number][1]:
            return self.quotations[number]
        return at, at

    def quoted(self, at: int) -> bool:
        """Whether a place stands in a quotation."""
        begin, end = self.quotation(at)
        return begin < end

    def sentences_before(self, at: int) -> tuple[int, int]:
        """Where the last sentence before a place begins, and that in which it is."""
        number = bisect_left(self.sentences, at + 1) - 1
        return self.sentences[max(0, number - 1)], self.sentences[number]

    def sentence_end(self, at: int) -> int:
        """Where the sentence of a place ends."""
        number = bisect_left(self.sentences, at + 1)
        return self.sentences[number] if number < len(self.sentences) else len(self.text)

    def likeness(self, mention: Span, start: int, end: int) -> float | None:
        """How much the encoder holds that a mention of the article stands for a stretch; None when it was not asked."""
        if self.pointers is None:
            return None
        back = self.shift - (1 if start < self.shift else 0)  # a line end parts the context from the text
        return self.pointers.likeness(mention, Span(start - back, end - back))

    def linked_before(self, at: int) -> Linked | None:
        """The last mention linked to a country before a place."""
        return next((each for each in reversed(self.linked) if each.end <= at and each.party), None)

    def holdings_in(self, start: int, end: int) -> list[Holding]:
        """Full names of office holders in a stretch."""
        return [e for hit in self.within(start, end) for e in hit.entries if isinstance(e, Holding)]
