"""Whose word it is: the speaker of every attribution, to whom it was said, and who carried it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from whowhom.actors.naming import naming, voice_words
from whowhom.actors.scene import Scene
from whowhom.knowledge import Organisation
from whowhom.types import Actor, Analysis, Attribution, Frame, Role, Scored, Span, Voices

SPEECH: Final = "CONSULT"
"""The type of event as whose actor a speaker is linked: the linker asks for one. Chosen on dev: with it instead of
their own types, actors of verbal events lose least (0.863 of countries right for 0.873; with others 0.848 to 0.858)."""
NEAR_CUE: Final = 160
"""Characters from a cue in which its addressee and its carrier stand."""
LONGEST_PHRASE: Final = 10
"""Words of the longest addressee or carrier."""
SPOKE_BEFORE: Final = 0.84
"""How sure it is that "he" is who spoke last: on gold's training part, 42 of 50 that do a verbal event are of the party
of the last person named who did one."""
NO_PERSONS: Final = frozenset(
    {"organisation", "organisation in the mention", "country in the mention", "whose it is", "antecedent"}
)
"""The linker's rules by which a mention is no person known by name."""
HIDDEN: Final = "\x00"
"""Stands for every character that is content, so that nothing is found in it."""
_STOP: Final = r"[^,.;:?!\"“”()\[\]\x00—–]"
_SHORT: Final = "|".join(
    rf"(?<=\b{word})" for word in ("Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "St", "Col")
)
_PHRASE: Final = re.compile(rf"{_STOP}+(?:\.[A-Z]{_STOP}*|(?<=[A-Z])\.(?=\s[a-z]){_STOP}*|(?:{_SHORT})\.{_STOP}*)*")
_SERVED: Final = re.compile(r"\w\s+(?:for|to|of)\s+(?:the\s+)?((?:[A-Z][\w.'’-]*\s+){0,3}[A-Z][\w'’-]*)\Z")
_NOT_A_PHRASE: Final = re.compile(r"\W*\Z")

Link = Callable[[Frame, Span], Role]


def listen(analysis: Analysis, scene: Scene, link: Link) -> tuple[Voices, ...]:
    """The voices of every attribution; ``link`` says who a mention of the article stands for.

    "He" who speaks on is whoever spoke last in the paragraph or the one before, where the linker is less sure.
    """
    found: dict[int, Voices] = {}
    before: tuple[int, Role] | None = None
    for number in sorted(range(len(analysis.attributions)), key=lambda number: analysis.attributions[number].cue):
        heard = _Heard(analysis, scene, number)
        voices = heard.voices(link)
        speaker = voices.speaker
        if speaker is not None:
            unsure = speaker.score < SPOKE_BEFORE and _is_pronoun(scene, speaker)
            if unsure and before is not None and heard.block - before[0] <= 1:
                speaker = replace(speaker, actor=before[1].actor, rule="spoke before", score=SPOKE_BEFORE)
                voices = replace(voices, speaker=speaker)
            if _is_person(scene, speaker):
                before = heard.block, speaker
        found[number] = voices
    return tuple(found[number] for number in range(len(found)))


def _is_pronoun(scene: Scene, role: Role) -> bool:
    return scene.lexicon.take_apart(role.mention.text).pronoun == "person"


def _is_person(scene: Scene, role: Role) -> bool:
    """Whether a speaker is a person who is known by name, or by a pronoun for one."""
    if role.actor.country is None:
        return False
    return _is_pronoun(scene, role) or (
        role.rule not in NO_PERSONS and scene.lexicon.take_apart(role.mention.text).proper
    )


class _Heard:
    """One attribution in its sentence, and the words in which its voices stand."""

    def __init__(self, analysis: Analysis, scene: Scene, number: int) -> None:
        self._analysis = analysis
        self._scene = scene
        self._own: Attribution = analysis.attributions[number]
        self._text = analysis.article.text
        cue = min(self._own.cue, default=Span(0, 0))
        blocks = analysis.body.blocks
        self.block = next((number for number, each in enumerate(blocks) if cue.within(each.span)), 0)
        self._words, self._begin = self._surroundings() if self._own.cue else ("", 0)

    def voices(self, link: Link) -> Voices:
        """Its voices, linked."""
        own = self._own
        if not own.cue:
            return Voices()
        via, addressee = self._carrier(), self._addressee()
        source = min(own.source) if own.source else None
        parts = [source and self._named(source), addressee and self._named(addressee), via and self._named(via)]
        speaker, addressed, carrier = (Scored(part, own.confidence) if part is not None else None for part in parts)
        frame = Frame(
            trigger=Scored(min(own.cue), own.confidence), type=SPEECH, mode=None, status="actual",
            sentence=own.sentence, confidence=own.confidence,
            actors=(speaker,) if speaker else (), recipients=(addressed,) if addressed else (),
        )  # fmt: skip
        aside = replace(frame, actors=(carrier,) if carrier else ())
        who = self._speaker(link, frame, speaker.span) if speaker else None
        through = self._of_their_own(link(aside, carrier.span), names=True) if carrier else None
        if who is not None and through is not None and who.actor == through.actor:
            through = None  # nobody carries their own word
        return Voices(who, self._of_their_own(link(frame, addressed.span)) if addressed else None, through)

    def _of_their_own(self, role: Role, *, names: bool = False) -> Role:
        """A voice that no mention before tells: reporters who are told something, a transcript or a paper unknown."""
        words = self._scene.lexicon.take_apart(role.mention.text)
        noun = self._scene.lexicon.nouns.get(words.head)
        told = words.pronoun or (words.proper and not names) or (noun is not None and noun.sector != "JRN")
        if role.rule != "antecedent" or told:
            return role
        return replace(role, actor=Actor(sector=noun.sector if noun is not None else None), rule="", score=0.0)

    def _speaker(self, link: Link, frame: Frame, span: Span) -> Role:
        """A speaker: a poll or a document is nobody, and "a spokesman for Jan Nowak" is whoever he is."""
        role = link(frame, span)
        words = self._scene.lexicon.take_apart(role.mention.text)
        if words.pronoun or words.proper:
            return role
        if words.head in voice_words()["things"]:
            sure = role.rule != "antecedent"
            actor = replace(role.actor, sector=None) if sure else Actor()
            return replace(role, actor=actor, rule=role.rule if sure else "no state or body", score=role.score * sure)
        served = _SERVED.search(role.mention.text)
        if role.rule in ("antecedent", "") and served is not None:
            whom = link(frame, Span(span.start + served.start(1), span.start + served.end(1)))
            if whom.rule not in ("antecedent", "") and whom.actor.country is not None:
                actor = Actor(whom.actor.country, whom.actor.org, whom.actor.sector)
                return replace(role, actor=actor, rule="whom they serve", score=whom.score)
        return role

    def _named(self, span: Span) -> Span:
        shift = self._scene.shift
        name = naming(self._scene, Span(span.start + shift, span.end + shift))
        return Span(name.start - shift, name.end - shift)

    def _surroundings(self) -> tuple[str, int]:
        """The sentences of the cue with the content hidden, and where they begin."""
        cue = min(self._own.cue)
        last = max(piece.end for piece in self._own.cue)
        block = self._analysis.body.blocks[self.block].span
        inside = [
            sentence.span for sentence in self._analysis.sentences
            if sentence.span.overlaps(cue) or sentence.span.start < last <= sentence.span.end
        ]  # fmt: skip
        begin = max(block.start, min((span.start for span in inside), default=block.start), cue.start - 2 * NEAR_CUE)
        end = min(block.end, max((span.end for span in inside), default=block.end), last + 2 * NEAR_CUE)
        words = list(self._text[begin:end])
        for piece in self._own.content:
            for place in range(max(begin, piece.start), min(end, piece.end)):
                words[place - begin] = HIDDEN
        return "".join(words), begin

    def _addressee(self) -> Span | None:
        """Whom the words around the cue name as told, asked, written or spoken to."""
        words, begin = self._words, self._begin
        first, last = min(self._own.cue).start - begin, max(piece.end for piece in self._own.cue) - begin
        verb = _last_of(_any("telling", r"(?:\s+|$)"), words, first, last)
        if verb is not None:
            start = verb + begin
            inside = next((p for p in self._own.content if p.start <= start + 1 < p.end), None)
            found = self._phrase(self._text, start, inside.end if inside else self._stop(start), inside is not None)
            if found is not None:
                return found
        said = [match for match in _spoken().finditer(words) if first <= match.end("verb") and match.start() <= last]
        for match in (*said, *_any("aside", r"\s+(?:to|with|before)\s+").finditer(words), *_occasion().finditer(words)):
            if match.end() < first - NEAR_CUE or match.start() > last + NEAR_CUE:
                continue
            found = self._phrase(words, match.end(), len(words), within=False)
            if found is not None:
                return Span(found.start + begin, found.end + begin)
        return None

    def _stop(self, start: int) -> int:
        """Where the content after a place begins, else the paragraph ends."""
        end = self._analysis.body.blocks[self.block].span.end
        return min((piece.start for piece in self._own.content if piece.start > start), default=max(start, end))

    def _phrase(self, words: str, start: int, end: int, within: bool) -> Span | None:
        """The noun phrase at a place; in content only one before "to" or "that" which can be somebody."""
        found = phrase_at(words, start, end)
        if found is None or not within:
            return found
        follows = re.match(r"\s+(?:not\s+)?(to|that)\b", words[found.end : found.end + 12])
        told = self._scene.lexicon.take_apart(found.of(words))
        known = told.pronoun or told.proper or told.head in self._scene.lexicon.nouns
        shift = self._scene.shift
        named = self._scene.within(found.start + shift, found.end + shift)
        return found if follows and (known or named) else None

    def _carrier(self) -> Span | None:
        """Who passed it on: the source in whose content the cue stands, else whom the sentence names."""
        cue = min(self._own.cue)
        around = [
            each for each in self._analysis.attributions
            if each is not self._own and each.source and any(cue.within(piece) for piece in each.content)
        ]  # fmt: skip
        if around:
            closest = min(around, key=lambda each: sum(piece.end - piece.start for piece in each.content))
            return min(closest.source)
        for found in _carriers(self._words):
            span = Span(found.start + self._begin, found.end + self._begin)
            if not any(span.overlaps(piece) for piece in (*self._own.source, *self._own.cue)):
                return span
        for match in _any("citing", r"\s+").finditer(self._words):
            named = phrase_at(self._words, match.end(), len(self._words))
            medium = self._medium(named.start + self._begin, named.end + self._begin) if named is not None else None
            if medium is not None:
                return medium
        return self._reporting()

    def _reporting(self) -> Span | None:
        """A medium right before a verb of reporting that is not the attribution's own: "..., Reuters reported"."""
        for match in _any("carrying", r"\b").finditer(self._words):
            verb = Span(match.start() + self._begin, match.end() + self._begin)
            medium = self._medium(verb.start - 2, verb.start)
            own = any(verb.overlaps(piece) for piece in self._own.cue)
            if medium is not None and not own and not any(medium.overlaps(piece) for piece in self._own.source):
                return medium
        return None

    def _medium(self, start: int, end: int) -> Span | None:
        """The medium that is named in a stretch."""
        shift = self._scene.shift
        for hit in self._scene.within(start + shift, end + shift):
            if hit.end <= end + shift and any(isinstance(e, Organisation) and e.kind == "media" for e in hit.entries):
                return Span(hit.start - shift, hit.end - shift)
        return None


def phrase_at(words: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at a place: up to a punctuation mark, a preposition of time or a clause."""
    match = _PHRASE.match(words, start, end)
    if match is None:
        return None
    tokens = list(re.finditer(r"\S+", match[0]))[: LONGEST_PHRASE + 1]
    stop = next((number for number, token in enumerate(tokens) if token[0].strip("'’") in _ends()), len(tokens))
    tokens = tokens[:stop]
    while tokens and tokens[-1][0].lower() in ("and", "or", "the", "a", "of", "his", "her", "its"):
        tokens.pop()
    if not tokens or len(tokens) > LONGEST_PHRASE or tokens[0][0].lower() == "of":
        return None
    begin, last = match.start() + tokens[0].start(), match.start() + tokens[-1].end()
    phrase = words[begin:last].lower()
    if _NOT_A_PHRASE.match(phrase) or _never().match(phrase):
        return None
    return Span(begin, last)


def _last_of(pattern: re.Pattern[str], words: str, start: int, end: int) -> int | None:
    """Where the last find that ends with the cue ends."""
    ends = [match.end() for match in pattern.finditer(words, max(0, start), min(len(words), end))]
    return ends[-1] if ends else None


def _carriers(words: str) -> Iterator[Span]:
    """Whoever is named as carrying it: after "as quoted by", after "according to"."""
    for pattern in (_any("carried_by", r"\s+by\s+"), _any("according", r"\s+")):
        for match in pattern.finditer(words):
            found = phrase_at(words, match.end(), len(words))
            if found is not None:
                yield found


def _either(kind: str) -> str:
    options: Sequence[str] = sorted(voice_words()[kind], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in options)


@cache
def _ends() -> frozenset[str]:
    return frozenset([*voice_words()["ends"], *voice_words()["days"], "I"])


@cache
def _never() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either('never')})(?:\W|\Z)")


@cache
def _any(kind: str, follows: str) -> re.Pattern[str]:
    """A word of a kind, and the pattern of what follows it."""
    return re.compile(rf"\b(?:{_either(kind)}){follows}", re.IGNORECASE)


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<verb>{_either('saying')})\s+(?:to|with)\s+", re.IGNORECASE)


@cache
def _occasion() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:in|during|at)\s+(?:[\w'’-]+\s+){{0,4}}?(?:{_either('occasions')})\s+"
        rf"(?:(?:on|late|early|last)\s+\w+\s+|\w+day\s+(?:\w+\s+)?)?(?:to|with)\s+",
        re.IGNORECASE,
    )
