"""Attributions made whole before anybody is linked.

Quotations that go on in the next sentence or paragraph belong to whoever began them, what is reported may have a
speaker of its own, and a title, a word in scare quotes or a plain deed is nobody's statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from whowhom.coding.edges import neat
from whowhom.coding.nested import speaker_within
from whowhom.coding.quotations import Quotation, quotations
from whowhom.coding.unsaid import unsaid
from whowhom.types import Analysis, Attribution, Span

PARAGRAPH_WORDS: Final = 4
"""Words of the shortest paragraph that goes on with a closed quotation; "Related:" is none. Chosen on PolNeAR train."""
_WORD: Final = re.compile(r"\w")
_WORDS: Final = re.compile(r"\w+(?:[-'’]\w+)*")
_ENDS: Final = re.compile(r"[.!?…][\"'”’»`)\]]*\s*\Z")
_BEGINS: Final = re.compile(r"\s*(?:[\"'“‘«`(\[]*[A-Z0-9]|\Z)")
_BROKEN_OFF: Final = re.compile(r"[,–—-][^\w\s]*\Z")
_TAKEN_UP: Final = re.compile(r"(?:[,:–—-]|\bthat)\s*\Z")
_NEW_SENTENCE: Final = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])[.!?]\s+[A-Z]")
_IN_TURNS: Final = re.compile(r"\W*(?:\(|[A-Z][A-Z .'’-]+:|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?:\s)")
"""A transcript's next speaker ("SMITH: ..."), or its stage directions."""


def complete(analysis: Analysis) -> Analysis:
    """The analysis with its attributions made whole, in text order of their first words.

    Tried on PolNeAR's gold with what goes on taken away; what was not worth it is in `docs/statements.md`.
    """
    text = analysis.article.text
    paragraphs = tuple(block.span for block in analysis.body.kept)
    quoted = quotations(text, paragraphs)
    flat = [quotation for row in quoted for quotation in row]
    marked = [neat(analysis, each) for each in analysis.attributions if not unsaid(analysis, each, flat)]
    cited = _Citations(text, paragraphs, quoted, [*marked, *_within(analysis, marked, flat)])
    cited.carry_on()
    return replace(analysis, attributions=tuple(sorted(cited.attributions, key=_first)))


def _first(attribution: Attribution) -> tuple[Span, ...]:
    return tuple(sorted((*attribution.source, *attribution.cue, *attribution.content)))


def _within(analysis: Analysis, marked: Sequence[Attribution], quoted: Sequence[Quotation]) -> Iterator[Attribution]:
    """Those whose word others carry: "..., Grant said, according to the agency"."""
    cues = [piece for each in marked for piece in each.cue]
    for each in marked:
        if not any(cue.within(piece) for piece in each.content for cue in cues):
            found = speaker_within(analysis, each, quoted)
            if found is not None:
                yield found


@dataclass(slots=True)
class _Citations:
    """The attributions of one text while the quotations that go on are added to them."""

    text: str
    paragraphs: Sequence[Span]
    quoted: Sequence[Sequence[Quotation]]
    attributions: list[Attribution]
    _last: tuple[Quotation, int] | None = field(default=None)

    def carry_on(self) -> None:
        """Give every quotation that goes on to all who are cited for the one before, unless others are cited for it.

        A carrier may be cited for it already, and only whom he carries not.
        """
        for number, row in enumerate(self.quoted):
            for quotation in row:
                lasts = self._owners(self._last[0]) if self._last is not None else []
                own = self._owners(quotation)
                missing = set(lasts).difference(own)
                if missing and set(own) <= set(lasts) and self._goes_on(quotation, number):
                    for owner in missing:
                        before = self.attributions[owner]
                        content = tuple(sorted((*before.content, quotation.span)))
                        self.attributions[owner] = replace(before, content=content)
                if self._owners(quotation) or self._stands_alone(quotation, number):
                    self._last = quotation, number  # a title between two sentences of one speaker parts them not

    def _owners(self, quotation: Quotation) -> list[int]:
        """The attributions that a quotation is content of; their cue stands outside it."""
        return [
            number for number, each in enumerate(self.attributions)
            if any(piece.overlaps(quotation.span) for piece in each.content)
            and not any(piece.within(quotation.span) for piece in each.cue)
        ]  # fmt: skip

    def _goes_on(self, quotation: Quotation, number: int) -> bool:
        assert self._last is not None
        last, where = self._last
        if where == number:
            return self._stands_alone(quotation, number) or self._taken_up(last, quotation)
        begins = _WORD.search(self.text, self.paragraphs[number].start, quotation.span.start) is None
        if where != number - 1 or not begins or _IN_TURNS.match(self.text, quotation.span.start):
            return False
        left_open = not last.closed and last.span.end == self.paragraphs[where].end
        return left_open or self._whole_paragraph(last, quotation, number)

    def _stands_alone(self, quotation: Quotation, number: int) -> bool:
        """Whether a quotation is a sentence or several."""
        left = self.text[self.paragraphs[number].start : quotation.span.start]
        alone = not _WORD.search(left) or _ENDS.search(left) is not None
        ends = _ENDS.search(quotation.span.of(self.text)) is not None
        return alone and ends and _BEGINS.match(self.text, quotation.span.end) is not None

    def _taken_up(self, last: Quotation, quotation: Quotation) -> bool:
        """Whether a quotation goes on with a sentence that its cue broke off: "We hope," she said, "that ..."."""
        gap = Span(last.span.end, quotation.span.start)
        words = gap.of(self.text)
        if (
            _NEW_SENTENCE.search(words)
            or not _TAKEN_UP.search(words)
            or not _BROKEN_OFF.search(last.span.of(self.text))
        ):
            return False
        return any(piece.within(gap) for owner in self._owners(last) for piece in self.attributions[owner].cue)

    def _whole_paragraph(self, last: Quotation, quotation: Quotation, number: int) -> bool:
        """Whether a quotation is a paragraph, in the same marks as the one before, and no repeat of earlier words."""
        words = quotation.span.of(self.text)
        if _WORD.search(self.text, quotation.span.end, self.paragraphs[number].end) or last.kind != quotation.kind:
            return False
        bare = words.strip("\"'“”‘’«»` ")
        return len(_WORDS.findall(words)) >= PARAGRAPH_WORDS and self.text.find(bare) >= quotation.span.start
