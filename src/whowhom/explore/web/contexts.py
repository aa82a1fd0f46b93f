"""What each page is made of. A template sees one of these as ``page``, and nothing else of the database.

Rows are those of the named queries (``store/queries/desk``), whose first lines say what they hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from markupsafe import Markup

from whowhom.explore.filters import ClaimFilters, Filters, StatementFilters
from whowhom.explore.web.charts import Chart
from whowhom.explore.web.marks import Piece
from whowhom.knowledge import Holding
from whowhom.types import Article, Block, Claim, Event, Role, Statement, Undecided

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has: its title, the database's name, whether corrections are taken. ``name`` is its template."""

    name: ClassVar[str]
    title: str
    db: str
    review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Page):
    """An address that leads nowhere: ``words`` say why."""

    name: ClassVar[str] = "trouble"
    words: str


@dataclass(frozen=True, slots=True)
class Period:
    """The time looked at; None is open. ``presets`` are (words, since, until) counted from the last article's day."""

    since: date | None
    until: date | None
    presets: tuple[tuple[str, date | None, date | None], ...]

    @property
    def words(self) -> str:
        """The time in words."""
        if self.since is None and self.until is None:
            return "all the time that there is"
        return f"{self.since or 'the beginning'} to {self.until or 'the end'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Page):
    """The period at a glance. ``count``, ``said``, ``articles`` are numbers; without a period before, no ``shifts``."""

    name: ClassVar[str] = "overview"
    period: Period
    count: Row
    said: Row
    articles: Rows
    types: Rows
    chart: Chart | None
    pairs: Rows
    shifts: Rows | None
    newest: Rows
    planned: Rows
    failures: Rows
    parties: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventList(Page):
    """Events that pass ``filters``, ``facets`` of them all, and the cursor of the next page."""

    name: ClassVar[str] = "events"
    filters: Filters
    count: Mapping[str, int]
    facets: Mapping[str, Rows]
    events: Rows
    next: str | None
    after: str | None
    parties: list[str]
    outlets: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList(Page):
    """Articles of a state, or with words in title, outlet or origin; ``next`` is how many to leave out for more."""

    name: ClassVar[str] = "articles"
    state: str | None
    words: str | None
    states: Rows
    articles: Rows
    next: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of an article with its text in pieces."""

    block: Block
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A role of an event, or a voice of a statement, on the article's page, with the code that pages know it by."""

    role: Role
    code: str | None


@dataclass(frozen=True, slots=True)
class Staked:
    """A claim on the article's page: the event that it is of and the statement that makes it, with their numbers."""

    claim: Claim
    event_number: int
    event: Event
    statement_number: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event on the article's page, with who takes which stance on it and what reviewers said of it."""

    event: Event
    number: int
    actors: tuple[Told, ...]
    recipients: tuple[Told, ...]
    stakes: tuple[Staked, ...]
    corrections: Rows


@dataclass(frozen=True, slots=True)
class Said:
    """A statement on the article's page, with its voices and its stances on events."""

    statement: Statement
    number: int
    speaker: Told | None
    addressee: Told | None
    via: Told | None
    stakes: tuple[Staked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """An article as received, its marks, its events and statements, and what was left undecided."""

    name: ClassVar[str] = "article"
    article: Article
    blocks: tuple[Shown, ...]
    records: tuple[Recorded, ...]
    sayings: tuple[Said, ...]
    undecided: tuple[Undecided, ...]
    versions: Mapping[str, str]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFailed(Page):
    """An article that was not coded: its row (article, state, reason, title, outlet, published, origin, text)."""

    name: ClassVar[str] = "failed"
    article: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage(Page):
    """A party by its code: how it is told, who holds office, what it does, what is done to it, and what it says.

    No code: an index.
    """

    name: ClassVar[str] = "actor"
    period: Period
    code: str | None
    asked: str
    index: Rows
    names: Rows = field(default_factory=list)
    offices: list[Holding] = field(default_factory=list)
    does: Mapping[str, int] = field(default_factory=dict)
    suffers: Mapping[str, int] = field(default_factory=dict)
    acts_on: Rows = field(default_factory=list)
    acted_on_by: Rows = field(default_factory=list)
    chart: Chart | None = None
    newest: Rows = field(default_factory=list)
    said: Row = field(default_factory=dict)
    sayings: Rows = field(default_factory=list)
    parties: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage(Page):
    """Two parties: cooperation and conflict over time, what each does to the other, the events, what is disputed.

    ``sides`` has a row a type for each direction: (source, target) -> type -> status -> events. ``other_way`` says
    which of the names asked for is not known.
    """

    name: ClassVar[str] = "pair"
    period: Period
    asked: tuple[str, str]
    one: str | None
    two: str | None
    count: Row | None = None
    chart: Chart | None = None
    sides: Mapping[tuple[str, str], Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    events: Rows = field(default_factory=list)
    disputes: Rows = field(default_factory=list)
    busiest: Rows = field(default_factory=list)
    parties: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slide:
    """A window over time that a slider moves: ``size`` (month, quarter, year or all), ``at`` of ``steps``."""

    size: str
    at: int
    steps: int
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage(Page):
    """Who acts on whom in a window: the picture and its edges."""

    name: ClassVar[str] = "network"
    window: Slide
    most: int
    shown: int
    svg: Markup
    edges: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Page):
    """Where events happened in a window; ``country`` when one is looked at. ``placed`` of ``all`` have a place."""

    name: ClassVar[str] = "map"
    window: Slide
    country: str | None
    svg: Markup
    places: Rows
    placed: int
    all: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: weeks of days (None outside it) with their numbers of planned events."""

    first: date
    weeks: tuple[tuple[tuple[date, int] | None, ...], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage(Page):
    """Planned events: the month looked at, the months that have some, and the events."""

    name: ClassVar[str] = "calendar"
    month: Month | None
    months: tuple[tuple[date, int], ...]
    events: Rows
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementList(Page):
    """Statements that pass ``filters``, ``facets`` of them all, and the cursor of the next page."""

    name: ClassVar[str] = "statements"
    filters: StatementFilters
    count: Mapping[str, int]
    facets: Mapping[str, Rows]
    statements: Rows
    next: str | None
    after: str | None
    parties: list[str]
    outlets: list[str]


@dataclass(frozen=True, slots=True)
class Matter:
    """An event on which somebody takes a stance: its row, and the statements for it, against it and beside it.

    ``apart`` says that it stands in the passage of none of them.
    """

    event: Row
    holds: Rows
    against: Rows
    beside: Rows
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage(Page):
    """Who holds what of which event, the contradicted first; ``count`` are numbers, ``next`` the next page's cursor."""

    name: ClassVar[str] = "claims"
    filters: ClaimFilters
    count: Row
    matters: tuple[Matter, ...]
    next: str | None
    after: str | None
    parties: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """What a reader must know before quoting a number: versions, runs, figures, what is weak."""

    name: ClassVar[str] = "about"
    span: Row
    articles: Rows
    types: Rows
    said: Rows
    held: Rows
    runs: Rows
    cards: tuple[Mapping[str, Any], ...]
    failures: Rows
    undecided: Rows
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage(Page):
    """The next event for a reviewer, with its record as the form has it, and how far everyone is."""

    name: ClassVar[str] = "review"
    reviewer: str
    event: Row | None
    record: Mapping[str, Any] | None
    earlier: Rows
    left: int
    judged: Rows
    agreement: Rows
    settled: int
