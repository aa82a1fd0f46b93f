"""Who speaks where a mention stands: by the attributions of the analysis, else by verbs of saying near a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from whowhom.actors.scene import Scene
from whowhom.types import Attribution, Span

SPEAKING: Final = 160
"""Characters before and after a quotation in which a verb of saying tells its speaker."""
SUBJECT: Final = 40
"""Characters from a speaker to the verb of saying."""
INVERTED: Final = 30
"""Characters from a verb of saying to a speaker after it: "said Foreign Minister ..."."""
_SAYING: Final = re.compile(
    r"\b(?:said|says|told|added|adds|warned|argued|insisted|wrote|declared|stated|tweeted|explained|claimed|noted|"
    r"announced|recalled|continued|replied|asked)\b"
)


def speaks(scene: Scene, named: Sequence[tuple[int, int, str]], at: int) -> bool | None:
    """Whether a party named in these places speaks at ``at``; None where nobody does."""
    attribution = _attribution(scene, at)
    if attribution is not None:
        return any(
            span.start + scene.shift < end and start < span.end + scene.shift
            for span in _source(scene, attribution)
            for start, end, _ in named
        )
    return _beside(scene, named, at) if scene.quoted(at) else None


def _attribution(scene: Scene, at: int) -> Attribution | None:
    """The innermost attribution in whose content a place lies."""
    own = Span(at - scene.shift, at - scene.shift + 1)
    around = [each for each in scene.attributions if any(own.within(piece) for piece in each.content)]
    return min(around, key=lambda each: sum(piece.end - piece.start for piece in each.content), default=None)


def _source(scene: Scene, attribution: Attribution) -> tuple[Span, ...]:
    """The words of whoever speaks; of "he added" those of the last who was called otherwise."""
    for each in (attribution, *reversed(scene.attributions[: scene.attributions.index(attribution)])):
        words = [scene.lexicon.take_apart(scene.text[s.start + scene.shift : s.end + scene.shift]) for s in each.source]
        if words and not all(word.pronoun for word in words):
            return each.source
    return attribution.source


def _beside(scene: Scene, named: Sequence[tuple[int, int, str]], at: int) -> bool:
    """Whether one of these places is the subject of a verb of saying beside the quotation: "X said", "said X"."""
    begin, end = scene.quotation(at)
    for first, last in ((max(0, begin - SPEAKING), begin), (end, min(len(scene.text), end + SPEAKING))):
        for verb in _SAYING.finditer(scene.text, first, last):
            for start, stop, _ in named:
                subject = 0 <= verb.start() - stop < SUBJECT or 0 <= start - verb.end() < INVERTED
                if subject and not scene.quoted(start):
                    return True
    return False
