"""What is marked and is nobody's statement: titles, scare quotes, plain deeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from whowhom.codebook import QUADS
from whowhom.coding.cues import cue_in, inflected
from whowhom.coding.nested import words
from whowhom.coding.quotations import Quotation, title_nouns
from whowhom.coding.stances import has_stance
from whowhom.types import Analysis, Attribution

SCARE_WORDS: Final = 4
"""Words of the longest quotation that is taken for a name or a modifier, and not for what somebody said."""
SCARE_CONTENT: Final = 6
"""Words of the longest content around such a modifier: "more "Russia-friendly" than previous governments"."""
_WORDS: Final = re.compile(r"\w+(?:[-'’]\w+)*")
_LAST_WORD: Final = re.compile(r"([\w-]+),?\s*\Z")
_FIRST_WORD: Final = re.compile(r"\W*(\w+)")


def unsaid(analysis: Analysis, attribution: Attribution, quoted: Sequence[Quotation]) -> bool:
    """Whether an attribution is no statement of anybody's."""
    text = analysis.article.text
    inside = [each for each in quoted if any(each.span.overlaps(piece) for piece in attribution.content)]
    words_said = any(_words_of(each, text) > SCARE_WORDS for each in inside)
    return _only_named(text, attribution, inside) or (not words_said and _only_done(analysis, attribution))


def _only_named(text: str, attribution: Attribution, inside: Sequence[Quotation]) -> bool:
    """Whether the content is a title, or a word or two in scare quotes, without a cue of speech."""
    if len(inside) != 1:
        return False
    said = " ".join(piece.of(text) for piece in attribution.content)
    marked = _words_of(inside[0], text)
    bare = all(
        piece.start >= inside[0].span.start and piece.end <= inside[0].span.end + 1 for piece in attribution.content
    )
    known = cue_in(_cue(text, attribution))
    if known is not None and known.use == "seeming":
        return marked <= SCARE_WORDS and len(_WORDS.findall(said)) <= SCARE_CONTENT
    before = _LAST_WORD.search(text, max(0, inside[0].span.start - 30), inside[0].span.start)
    titled = before is not None and before[1].lower() in title_nouns()
    naming = known is not None and known.use == "naming"
    nobody = known is None and not attribution.source
    return bare and (naming or (marked <= SCARE_WORDS and (nobody or titled)))


def _words_of(quotation: Quotation, text: str) -> int:
    return len(_WORDS.findall(quotation.span.of(text)))


def _only_done(analysis: Analysis, attribution: Attribution) -> bool:
    """Whether a cue that no table knows is what somebody did: "expels the envoy", "will sign a treaty".

    It is where the model marks it as the words of a material event, or of any event with a verb of a deed in them, or
    in a headline. What follows is neither quoted nor a clause. Words that mean a deed as well as speech ("recalled")
    are held to the same anywhere.
    """
    text = analysis.article.text
    cue = _cue(text, attribution)
    known = cue_in(cue)
    if not _WORDS.search(cue) or not attribution.content or _is_clause(text, attribution):
        return False
    if known is not None:
        return known.cue in words("also_deeds")
    return not has_stance(cue) and (_in_title(analysis, attribution) or _is_trigger(analysis, attribution))


def _is_clause(text: str, attribution: Attribution) -> bool:
    first = _FIRST_WORD.match(text, attribution.content[0].start, attribution.content[0].end)
    before = _LAST_WORD.search(_cue(text, attribution))
    return any(match is not None and match[1].lower() in words("clausal") for match in (first, before))


def _in_title(analysis: Analysis, attribution: Attribution) -> bool:
    titles = [block.span for block in analysis.body.blocks if block.kind == "title"]
    return any(piece.within(title) for piece in attribution.cue for title in titles)


def _is_trigger(analysis: Analysis, attribution: Attribution) -> bool:
    types = {
        frame.type for frame in analysis.frames if any(frame.trigger.span.overlaps(piece) for piece in attribution.cue)
    }
    done = not _deeds().isdisjoint(_cue(analysis.article.text, attribution).lower().split())
    return any(done or QUADS[kind].startswith("material") for kind in types)


@cache
def _deeds() -> frozenset[str]:
    regular = {form for verb in words("deeds") for form in inflected(verb, (verb,), noun=False)}
    return frozenset(regular) | words("deeds_irregular")


def _cue(text: str, attribution: Attribution) -> str:
    return " ".join(piece.of(text) for piece in attribution.cue)
