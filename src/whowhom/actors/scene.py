"""What an article says of who is where: its names, the countries it is about, who has been linked so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from whowhom.actors.words import words_of
from whowhom.knowledge import CountryName, Holding, Organisation
from whowhom.knowledge.match import Hit, Names
from whowhom.types import Actor, Span

FAR: Final = 1500
"""Characters beyond which a name says nothing about a mention: about a screen of text."""
SAME_SENTENCE: Final = 160
"""Characters within which a name counts double, about a sentence."""
CLEAR: Final = 5.0
"""How many times as many inhabitants a place needs to be meant without further evidence."""
_JOINED: Final = re.compile(r"[\s-]+([a-z]+)")


def _strong(entry: CountryName) -> bool:
    return entry.kind not in ("city", "region")


@dataclass(slots=True)
class Scene:
    """One article with its context before it. Positions count in ``text``, ``shift`` ahead of the article's."""

    text: str
    shift: int
    hits: tuple[Hit, ...]
    found: list[tuple[int, str]] = field(default_factory=list)
    people: list[tuple[int, int, Actor]] = field(default_factory=list)
    linked: list[tuple[int, int, str, Actor]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str, context: str, names: Names) -> Scene:
        """Find the names of an article and resolve those of countries."""
        before = f"{context}\n" if context else ""
        whole = before + text
        scene = cls(whole, len(before), names.find(whole))
        for hit in scene.hits:
            strong = {e.code for e in hit.entries if isinstance(e, CountryName) and _strong(e)}
            if len(strong) == 1:
                scene.counts.update(strong)
        for hit in scene.hits:
            country = scene.country_of(hit)
            if country is not None:
                scene.found.append((hit.start, country))
        scene.counts = Counter(country for _, country in scene.found)
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

    def remember(self, span: Span, kind: str, actor: Actor) -> None:
        """Keep a linked mention for the references after it."""
        self.linked.append((span.start + self.shift, span.end + self.shift, kind, actor))

    def holdings_in(self, start: int, end: int) -> list[Holding]:
        """Full names of office holders in a stretch."""
        return [e for hit in self.within(start, end) for e in hit.entries if isinstance(e, Holding)]
