"""The central nouns, all frozen. Imports nothing of whowhom's.

Every offset counts characters into ``Article.text``, the text as received, so that any record can be shown
on the page it came from. The nouns follow one way through the house:
``Article`` -> ``Body`` -> ``Analysis`` -> ``Coding`` -> rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Literal, Protocol

BlockKind = Literal[
    "title", "body", "caption", "credit", "byline", "dateline", "promo", "repeat", "table", "boilerplate"
]
Precision = Literal["minute", "part of day", "day", "week", "month", "quarter", "year", "decade", "range"]
Relation = Literal["at", "since", "until", "before", "after"]
PlacePrecision = Literal["point", "city", "district", "region", "country"]
PlaceRelation = Literal["in", "near", "offset", "part", "border", "off"]
Counted = Literal["killed", "injured", "detained", "displaced", "weapons"]
Manner = Literal["direct", "indirect", "mixed"]
CueKind = Literal["speech", "belief", "intention"]
Stance = Literal["asserts", "denies", "doubts", "confirms", "demands", "promises", "warns"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of ``Article.text``: characters ``start`` to ``end``, end excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Whether every character of this span lies in ``other``."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Article:
    """One document as received.

    ``id`` is a digest of url (if any) and text. ``key`` is the id that the input itself gave, kept so that
    records can be matched with it. ``context`` is text that stood before, to be understood and not coded.
    ``origin`` says where it was read ("news.jsonl:12"). ``published`` is None when nobody said and the
    document does not show it.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    kind: str = "text"
    origin: str = ""
    key: str | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article, usually a paragraph: what it is, whether it is story, and why."""

    span: Span
    kind: BlockKind
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """An article with its blocks in order; every character that is not white space lies in one block."""

    article: Article
    blocks: tuple[Block, ...]

    @property
    def kept(self) -> tuple[Block, ...]:
        """The blocks that are story (or its headline), in order."""
        return tuple(block for block in self.blocks if block.kept)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a kept block; ``block`` is the index into ``Body.blocks``."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A span that the encoder marked, with its probability; a role also with that of each sector ("" for none)."""

    span: Span
    score: float
    sectors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """An event as the encoder sees it: spans and labels, before anyone knows who is who.

    ``sentence`` is the index into ``Analysis.sentences`` of the sentence that holds the trigger.
    """

    trigger: Scored
    type: str
    mode: str | None
    status: str
    sentence: int
    confidence: float
    actors: tuple[Scored, ...] = ()
    recipients: tuple[Scored, ...] = ()
    attributed_to: tuple[Scored, ...] = ()
    date: Scored | None = None
    place: Scored | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is cited for what as the encoder marks it, before anyone knows who is who.

    In the sense of PolNeAR (Newell et al. 2018): ``cue`` are the words that tie the source to the content ("said"),
    ``source`` those of whoever is cited (none for "it is feared"), ``content`` what is attributed to them, each in
    pieces where the text breaks them, in text order. ``sentence`` is the index of the cue's sentence, ``confidence``
    the probability of the cue.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: int
    confidence: float


class Pointing(Protocol):
    """What tells how like two mentions are to the encoder; character i of the context counts as i - len(context)."""

    def likeness(self, mention: Span, other: Span) -> float | None:
        """The log-odds of ``mention`` standing for ``other`` and not for nothing; None when one was not read."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A body with its sentences, and the frames and attributions found in them, in text order."""

    body: Body
    sentences: tuple[Sentence, ...]
    frames: tuple[Frame, ...]
    attributions: tuple[Attribution, ...] = ()
    pointers: Pointing | None = None

    @property
    def article(self) -> Article:
        """The article that was analysed."""
        return self.body.article


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the article and where they stand."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for, in the codebook's terms.

    ``country`` is ISO 3166 alpha-3 or a pseudo-country of the codebook; None when unknown. ``name`` is the
    canonical name when the knowledge tables hold one. ``office`` is the kind of office in which the actor acts
    ("foreign minister"), where the text or the tables tell it; with a name, its holder on the day.
    """

    country: str | None = None
    org: str | None = None
    sector: str | None = None
    name: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A mention with its actor, the rule that linked them ("" when none did), and how sure (0 to 1)."""

    mention: Mention
    actor: Actor
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose word one attribution is, linked.

    ``speaker`` is None when nobody is named; ``via`` is whoever carried it ("according to Reuters").
    """

    speaker: Role | None = None
    addressee: Role | None = None
    via: Role | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of one frame, linked."""

    actors: tuple[Role, ...] = ()
    recipients: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A date expression and what it stands for.

    ``value`` is ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD or a range a/b; None when it could not be resolved.
    ``start`` and ``end`` (inclusive) are its first and last day. ``anchor`` is the date it was counted from.
    ``relation`` says how the event lies to the date. ``part`` is the part that the words name: a time of day
    (HH:MM with the offset from UTC where told), morning to night, or early, mid, late. ``inherited`` names the
    rule that gave the event an expression which the model did not mark for it; None for its own.
    """

    mention: Mention
    value: str | None = None
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    anchor: date | None = None
    relation: Relation = "at"
    part: str | None = None
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place expression and what it stands for; ``country`` (ISO 3166 alpha-3) is None when not known or tied.

    ``name`` is the gazetteer's name of what was found, ``admin1`` the first-level division it lies in, ``geoname``
    its GeoNames id. ``latitude`` and ``longitude`` (WGS 84, degrees) are those of the place, or of the middle of a
    district or region; a country has none. ``precision`` says how large the thing is that they stand for.
    ``relation`` is how the event lies to it: in it, near it, at an ``offset`` from it ("south of Mosul"), in a
    ``part`` of it ("northwestern Syria"), at its ``border``, ``off`` its coast. ``candidates`` are the countries or
    places between which it is open.
    """

    mention: Mention
    country: str | None = None
    name: str | None = None
    precision: PlacePrecision | None = None
    admin1: str | None = None
    geoname: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    relation: PlaceRelation | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many were killed, injured, detained or displaced in an event, or how many weapons it had.

    ``bound`` says how ``number`` is meant: exact, about, at least, at most, range (up to ``most``), or the vague
    word itself ("scores", "dozens"), of which ``number`` is the least it stands for. ``kind`` is the weapons' name
    as it stands. ``mention`` holds the words of the quantity, with its bound.
    """

    mention: Mention
    what: Counted
    number: int
    bound: str = "exact"
    most: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when and where, on whose word: one codebook record with its evidence."""

    id: str
    type: str
    mode: str | None
    status: str
    trigger: Mention
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    attributed_to: tuple[Mention, ...]
    when: When | None
    where: Where | None
    sentence: int
    confidence: float
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, believed or meant: by whom, in which words, to whom, through whom.

    ``source``, ``cue`` and ``content`` are the words in pieces, in text order; ``speaker`` is who the source stands for
    (None when the text names nobody). ``manner`` is direct when the content stands in quotation marks, mixed when part
    of it does. ``kind`` keeps beliefs ("believes") and intentions ("hopes") apart from speech. ``sentence`` is the
    index of the cue's sentence; ``confidence`` the probability that this is a statement.
    """

    id: str
    source: tuple[Mention, ...]
    cue: tuple[Mention, ...]
    content: tuple[Mention, ...]
    speaker: Role | None
    addressee: Role | None
    via: Role | None
    manner: Manner
    kind: CueKind
    sentence: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement's stance on an event (ids of both); ``rule`` names what decided it, ``evidence`` its words."""

    statement: str
    event: str
    stance: Stance
    rule: str
    evidence: Mention | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something left open on purpose: which words, for which field, why, and between which candidates."""

    field: str
    mention: Mention
    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was made of one article; ``versions`` names the code, model and knowledge that made it."""

    body: Body
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """The article that was coded."""
        return self.body.article

    def _repr_html_(self) -> str:
        """The text with its events marked, for a notebook."""
        text, at, parts = self.article.text, 0, []
        for event in sorted(self.events, key=lambda event: event.trigger.span):
            start, end = event.trigger.span.start, event.trigger.span.end
            if start < at:
                continue
            sides = (", ".join(role.mention.text for role in side) or "?" for side in (event.actors, event.recipients))
            label = escape(f"{event.type} {event.mode or ''} ({event.status}) {' -> '.join(sides)}", quote=True)
            mark = f'<mark title="{label}">{escape(text[start:end])}<sub>{event.type}</sub></mark>'
            parts += [escape(text[at:start]), mark]
            at = end
        return f'<div style="white-space: pre-wrap">{"".join(parts)}{escape(text[at:])}</div>'


@dataclass(frozen=True, slots=True)
class Failure:
    """Trouble with an input: where it is, what kind, and the remedy in words.

    ``skipped`` marks what is no fault, such as an article in another language; ``partial`` what does not keep
    its article from being coded, such as a date that cannot be read. ``article`` is None when the trouble
    came before one could be made; ``key`` is the input's own id where it gave one.
    """

    origin: str
    kind: str
    message: str
    article: Article | None = None
    skipped: bool = False
    partial: bool = False
    key: str | None = None
