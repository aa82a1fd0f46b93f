"""Bodies to analyses: sentences, windows, the encoder, frames."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from whowhom.language.decode import (
    CueProposal,
    Hearing,
    Proposal,
    Reading,
    attribution,
    confidence,
    frame,
    pieces_at,
    sureness,
    with_sectors,
)
from whowhom.language.pointers import Vectors
from whowhom.language.sentences import split
from whowhom.language.session import Card, Encoder, folder_of
from whowhom.language.windows import Window, windows
from whowhom.settings import DEFAULT_MODEL
from whowhom.types import Analysis, Attribution, Body, Frame, Scored, Sentence, Span

LISTENER: Final = "fast"
"""The shipped model that finds the statements for those that have learned of events alone."""
_WORD: Final = re.compile(r"[^\W_]")
_APOSTROPHES: Final = ("'", "’")
_OWNED: Final = re.compile(r"s(?:\s+|$)")
_DANGLING: Final = re.compile(r"(?:\s+(?:of|in|from|to|for|at|on|by|with|and|or|the|a|an))+$")
"""Words in which a mention never ends in gold."""


class Reader:
    """Finds the frames and attributions of bodies. ``threshold`` is the least calibrated probability of an event kept.

    ``listener`` finds the attributions where ``encoder`` has learned of events alone.
    """

    def __init__(self, encoder: Encoder, listener: Encoder | None = None, *, threshold: float | None = None) -> None:
        self._encoder = encoder
        self._listener = listener
        self.threshold = encoder.card.threshold if threshold is None else threshold

    @property
    def version(self) -> str:
        """The names and versions of what reads."""
        encoders = (self._encoder, self._listener)
        return " ".join(f"{each.card.name} {each.card.version}" for each in encoders if each is not None)

    def analyse(self, body: Body) -> Analysis:
        """The sentences of a body, and the frames and attributions found in them."""
        sentences = split(body)
        frames: list[Frame] = []
        attributions: list[Attribution] = []
        vectors = Vectors()
        listener = self._listener or self._encoder
        if self._listener is not None:
            for window in _windows(self._encoder, body, sentences):
                frames.extend(self._frames(window, self._encoder.events(window), body.article.text))
        for window in _windows(listener, body, sentences):
            seen = listener.read(window, events=self._listener is None)
            frames.extend(self._frames(window, seen.events, body.article.text))
            attributions.extend(_attributions(window, seen.cues, listener.card.statements, body.article.text))
            vectors.add(window, seen.likeness, len(body.article.context))
        frames.sort(key=lambda frame: frame.trigger.span)
        attributions.sort(key=lambda attribution: attribution.cue)
        return Analysis(body, sentences, tuple(frames), tuple(attributions), vectors.pointers())

    def evidence(self, analysis: Analysis) -> Analysis:
        """Frames that somebody else found, with all that the encoder tells for linking their roles."""
        encoder = self._listener or self._encoder
        frames = dict(enumerate(analysis.frames))
        attributions: list[Attribution] = []
        vectors = Vectors()
        for window in _windows(encoder, analysis.body, analysis.sentences):
            found = {number: pieces_at(window, frame.trigger.span) for number, frame in frames.items()}
            shown = [number for number, at in found.items() if len(at)]
            readings, seen = encoder.told(window, [found[number] for number in shown])
            for number, reading in zip(shown, readings, strict=True):
                frames[number] = with_sectors(window, frames[number], reading)
            attributions.extend(_attributions(window, seen.cues, encoder.card.statements, analysis.article.text))
            vectors.add(window, seen.likeness, len(analysis.article.context))
        return replace(
            analysis, frames=tuple(frames.values()), attributions=tuple(attributions), pointers=vectors.pointers()
        )

    def _frames(self, window: Window, found: Sequence[tuple[Proposal, Reading]], text: str) -> list[Frame]:
        result = []
        for proposal, reading in found:
            sure = calibrated(confidence(proposal, reading), self._encoder.card)
            if sure >= self.threshold:
                seen = frame(window, proposal, reading)
                trigger = replace(seen.trigger, score=sure)
                result.append(_with_words(replace(seen, trigger=trigger, confidence=sure), text))
        return result


def _windows(encoder: Encoder, body: Body, sentences: Sequence[Sentence]) -> list[Window]:
    text = body.article.text
    words = [sentence.span.of(text) for sentence in sentences]
    context, *pieces = encoder.wordpieces.pieces([body.article.context, *words])
    placed = [part.shifted(s.span.start) for part, s in zip(pieces, sentences, strict=True)]
    return windows(placed, context, encoder.wordpieces, blocks=[sentence.block for sentence in sentences])


def _attributions(
    window: Window, cues: Sequence[tuple[CueProposal, Hearing]], least: float, text: str
) -> Iterator[Attribution]:
    """The statements sure enough, one a cue, without parts that are nothing but signs."""
    sure = [(cue, hearing) for cue, hearing in cues if sureness(cue, hearing) >= least]
    all_found = (attribution(window, cue, hearing, [other for other, _ in sure]) for cue, hearing in sure)
    for found in {found.cue: found for found in sorted(all_found, key=lambda found: found.confidence)}.values():
        source, content = (
            tuple(span for span in spans if _WORD.search(span.of(text))) for spans in (found.source, found.content)
        )
        if content:
            yield replace(found, source=source, content=content)


def _with_words(found: Frame, text: str) -> Frame:
    """The frame with its mentions trimmed, and without those that are nothing but signs or function words."""

    def worded(mentions: tuple[Scored, ...]) -> tuple[Scored, ...]:
        trimmed = (replace(mention, span=trim(mention.span, text)) for mention in mentions)
        return tuple(mention for mention in trimmed if _WORD.search(mention.span.of(text)))

    sources = worded(found.attributed_to)
    return replace(found, actors=worded(found.actors), recipients=worded(found.recipients), attributed_to=sources)


def trim(span: Span, text: str) -> Span:
    """A mention without the possessive ending of the word before it, and without a preposition that ends it."""
    words = span.of(text)
    owned = _OWNED.match(words) if text[span.start - 1 : span.start] in _APOSTROPHES else None
    start = span.start + (owned.end() if owned else 0)
    dangling = _DANGLING.search(text, start, span.end)
    return Span(start, max(start, dangling.start() if dangling else span.end))


def calibrated(probability: float, card: Card) -> float:
    """The share of events of this raw probability that were right on dev, by the card's two numbers."""
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(card.scale * math.log(inside / (1 - inside)) + card.offset)))


def load(model: str = DEFAULT_MODEL, *, threshold: float | None = None, threads: int = 1) -> Reader:
    """A reader with a shipped model by name or a trained one by folder."""
    folder: Path = folder_of(model)
    encoder = Encoder(folder, threads=threads)
    listener = None if encoder.hears else Encoder(folder_of(LISTENER), threads=threads)
    return Reader(encoder, listener, threshold=threshold)
