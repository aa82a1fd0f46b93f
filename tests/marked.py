"""Sentences with their events and statements marked, as tables of claims need them.

    [a RUS|Moscow] {a|denied} <a|that its jets had *ASSAULT/aerial alleged RUS>SYR|bombed* the town>.

``[...]`` is a source with its speaker's country, ``{...}`` a cue, ``<...>`` a piece of content, each with the letter of
its statement; ``*...*`` is a trigger with type, mode, status, and the countries of actors and recipients.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from whowhom.types import (
    Actor,
    Analysis,
    Article,
    Block,
    Body,
    CueKind,
    Event,
    Manner,
    Mention,
    Role,
    Sentence,
    Span,
    Statement,
)

_MARK = re.compile(r"(?P<open>[\[{<*])(?P<label>[^|\[\]{}<>*]+(?:>[A-Z]*)?)\||(?P<close>[\]}>*])")


@dataclass
class Marked:
    """A marked text without its marks."""

    text: str
    spans: dict[str, list[tuple[str, Span]]] = field(default_factory=dict)

    @property
    def analysis(self) -> Analysis:
        cuts = [0, *(m.end() for m in re.finditer(r"[.?!][”\"]?\s+(?=[A-Z“\"])", self.text)), len(self.text)]
        sentences = tuple(Sentence(Span(a, b), 0) for a, b in pairwise(cuts) if self.text[a:b].strip())
        whole = Block(Span(0, len(self.text)), "body", True, "test")
        return Analysis(Body(Article("test", self.text), (whole,)), sentences, ())

    def _mention(self, span: Span) -> Mention:
        return Mention(span, span.of(self.text))

    def _sentence(self, span: Span) -> int:
        return next(i for i, s in enumerate(self.analysis.sentences) if s.span.start <= span.start < s.span.end)

    @property
    def events(self) -> tuple[Event, ...]:
        found = []
        for label, span in self.spans.get("*", []):
            kind, status, *sides = label.split()
            name, _, mode = kind.partition("/")
            doers, _, targets = (sides[0] if sides else "").partition(">")
            found.append(
                Event(
                    id=f"e{len(found) + 1}",
                    type=name,
                    mode=mode or None,
                    status=status,
                    trigger=self._mention(span),
                    actors=self._roles(doers),
                    recipients=self._roles(targets),
                    attributed_to=(),
                    when=None,
                    where=None,
                    sentence=self._sentence(span),
                    confidence=0.9,
                )
            )
        return tuple(found)

    def _roles(self, country: str) -> tuple[Role, ...]:
        nowhere = Span(len(self.text), len(self.text))
        return (Role(Mention(nowhere, country), Actor(country, sector="GOV"), "test", 1.0),) if country else ()

    def statements(self, manner: Manner = "indirect", kind: CueKind = "speech") -> tuple[Statement, ...]:
        letters = sorted({label[0] for label, _ in self.spans.get("{", [])})
        return tuple(self._statement(letter, manner, kind) for letter in letters)

    def _statement(self, letter: str, manner: Manner, kind: CueKind) -> Statement:
        parts: dict[str, tuple[Mention, ...]] = {}
        for opening in "[{<":
            own = [span for label, span in self.spans.get(opening, []) if label[0] == letter]
            parts[opening] = tuple(map(self._mention, sorted(own)))
        country = next((label[2:] for label, _ in self.spans.get("[", []) if label[0] == letter), "")
        speaker = Role(parts["["][0], Actor(country, sector="GOV"), "test", 1.0) if country else None
        return Statement(
            id=letter,
            source=parts["["],
            cue=parts["{"],
            content=parts["<"],
            speaker=speaker,
            addressee=None,
            via=None,
            manner=manner,
            kind=kind,
            sentence=self._sentence(parts["{"][0].span),
            confidence=0.9,
        )


def read(marked: str) -> Marked:
    """The text, events and statements of a marked text."""
    result, stack, at = Marked(""), [], 0
    for match in _MARK.finditer(marked):
        result.text += marked[at : match.start()]
        at = match.end()
        if match["open"]:
            stack.append((match["open"], match["label"], len(result.text)))
        else:
            opening, label, start = stack.pop()
            result.spans.setdefault(opening, []).append((label, Span(start, len(result.text))))
    assert not stack, marked
    result.text += marked[at:]
    return result
