"""The cascade: which actor a mention stands for, by the first rule that decides, or left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from whowhom.actors import people
from whowhom.actors.antecedents import Answer, pair, resolve, two_states
from whowhom.actors.clues import Question
from whowhom.actors.decision import ANTECEDENT, COUNTERPART, OWN_TABLE, PAIR, Decision
from whowhom.actors.offices import COUNTERPARTS, holder, office_in, office_of, sole_head
from whowhom.actors.owners import ONCE, possessor
from whowhom.actors.scene import Linked, Scene
from whowhom.actors.sectors import Labelled, choose
from whowhom.actors.titles import APPOSITION, bare_name, by_title, title_before
from whowhom.actors.voices import listen
from whowhom.actors.words import Lexicon, Words, lexicon, table, words_of
from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.knowledge import CountryName, Holding, Organisation
from whowhom.knowledge.match import Hit, Names, names
from whowhom.knowledge.own import OWN_KINDS, Own
from whowhom.types import (
    Actor,
    Analysis,
    Article,
    Frame,
    Mention,
    Parties,
    Role,
    Scored,
    Span,
    Undecided,
    Voices,
    Where,
)

Resolver = Callable[[Scene, Question], Answer]
Sectors = Callable[[Scene, Labelled], str | None]
_OWNER_BEFORE: Final = re.compile(r"\b([A-Za-z]{2,5})\s$")
_TRIM: Final = re.compile(r"^(?:the|a|an)\s+|['’]s?$", re.IGNORECASE)


class Linker:
    """Links role mentions to actors with the names of the knowledge tables.

    ``resolver`` says which party a pronoun or common noun stands for, ``sectors`` the sector of a linked mention.
    """

    def __init__(
        self, known: Names, resolver: Resolver = resolve, sectors: Sectors = choose, nouns: Lexicon | None = None
    ) -> None:
        self.names = known
        self.lexicon = nouns or lexicon()
        self._resolver = resolver
        self._sectors = sectors

    def link(
        self, analysis: Analysis, wheres: Sequence[Where | None]
    ) -> tuple[tuple[Parties, ...], tuple[Undecided, ...]]:
        """The parties of every frame, and the mentions that stay without a country and why."""
        parties, _, undecided = self.link_with_voices(analysis, wheres)
        return parties, undecided

    def link_with_voices(
        self, analysis: Analysis, wheres: Sequence[Where | None]
    ) -> tuple[tuple[Parties, ...], tuple[Voices, ...], tuple[Undecided, ...]]:
        """The same, with the voices of every attribution: linked after the events, which they leave as they are."""
        article = analysis.article
        scene = Scene.of(article.text, article.context, self.names, self.lexicon, article.published)
        scene.people.extend(people.named_in(scene, self.names, article.published))
        scene.people.sort(key=lambda named: named[:2])
        scene.pointers, scene.attributions = analysis.pointers, analysis.attributions
        scene.places += [
            (where.mention.span.start + scene.shift, where.mention.span.end + scene.shift, "event", where.country)
            for where in wheres if where is not None and where.country is not None
        ]  # fmt: skip
        decided: dict[Span, Decision] = {}
        for frame, where, scored in _in_text_order(analysis.frames, wheres):
            if scored.span not in decided:
                decision = self._decide(scene, article, frame, where, scored.span)
                decision = self._with_sector(scene, frame, scored.span, decision)
                decided[scored.span] = decision
                scene.linked += _linked(scene, frame, scored.span, decision)
        parties = tuple(
            Parties(_roles(article, frame.actors, decided), _roles(article, frame.recipients, decided))
            for frame in analysis.frames
        )
        undecided, every = tuple(_undecided(article, decided)), scene.linked

        def link(frame: Frame, span: Span) -> Role:
            if span not in decided:
                every.sort(key=lambda each: each.start)
                scene.linked = [each for each in every if each.start < span.start + scene.shift]
                decided[span] = self._with_sector(scene, frame, span, self._decide(scene, article, frame, None, span))
                every.extend(_linked(scene, frame, span, decided[span]))
            first, *others = _roles(article, (Scored(span, 1.0),), decided)
            return replace(first, actor=Actor(sector=first.actor.sector)) if others else first  # both speak: no one's

        return parties, listen(analysis, scene, link), undecided

    def _with_sector(self, scene: Scene, frame: Frame, span: Span, decision: Decision) -> Decision:
        """The decision with its likeliest sector; what a user's table says stays."""
        if decision.rule == OWN_TABLE and decision.actor.sector is not None:
            return decision
        words = self.lexicon.take_apart(scene.text[span.start + scene.shift : span.end + scene.shift])
        labelled = Labelled(span, words, frame, decision.actor, decision.rule, decision.tenure)
        return replace(decision, actor=replace(decision.actor, sector=self._sectors(scene, labelled)))

    def _decide(self, scene: Scene, article: Article, frame: Frame, where: Where | None, span: Span) -> Decision:
        text = span.of(article.text)
        words = self.lexicon.take_apart(text)
        start, end = span.start + scene.shift, span.end + scene.shift
        question = Question(span, words, frame, where.country if where else None)
        if words.pair and (both := pair(scene, question)):
            first, second = (replace(actor, sector=words.sector or "GOV") for actor in both)
            return Decision(first, PAIR, "pair", other=second)
        if states := two_states(scene, start, end):
            first, second = (Actor(country, None, "GOV") for country in states)
            return Decision(first, "country in the mention", "pair", other=second)
        if words.nobody:
            return Decision(Actor(sector=words.sector if words.plural else None), "no state or body", "nobody")
        if words.pronoun is not None:
            return self._antecedent(scene, question)
        cut = _OWNER_BEFORE.search(scene.text, max(0, start - len("their ")), start)
        if cut is not None and words.owner is None and cut[1].lower() in words_of("owners"):
            words = replace(words, owner=cut[1].lower())  # "his" before a mention cut short to "government"
            question = replace(question, words=words)
        decision = (
            self._by_names(scene, words, start, end) or _sole_head(words) or self._owner(scene, article, question)
        )
        if words.head in COUNTERPARTS:
            return self._counterpart(scene, article, question, decision or self._antecedent(scene, question))
        if decision is not None:
            return self._with_holder(words, decision, article.published)
        if words.proper:
            person = self._person(scene, article, start, end)
            if person is not None:
                return person
            told = by_title(scene, start, end)
            if told is not None:
                question = replace(question, words=replace(words, sector=words.sector or told.actor.sector))
        return self._with_holder(words, self._antecedent(scene, question), article.published)

    def _with_holder(self, words: Words, decision: Decision, day: date | None) -> Decision:
        """The decision with the office that the mention names, and its holder on the day where the tables know one."""
        country = decision.actor.country
        if country is None or words.proper or words.former or not words.somebody:
            return decision
        office = office_in(words.text[: words.lead], country)
        if office is None:
            return decision
        row = holder(self.names, country, office, day) if words.manner != "a" else None  # "a spokesman" is one of them
        return replace(decision, actor=replace(decision.actor, office=office, name=row.name if row else None))

    def _counterpart(self, scene: Scene, article: Article, question: Question, decision: Decision) -> Decision:
        """Who holds there the office that "he" in "his Russian counterpart" holds here, on the day."""
        country, day = decision.actor.country, article.published
        at = question.span.start + scene.shift
        own = [scored for scored in question.frame.actors if scored.span != question.span]
        subjects = [
            linked for linked in scene.linked
            if linked.end <= at and linked.actor.country not in (None, country)
        ]  # fmt: skip
        in_frame = {(scored.span.start + scene.shift, scored.span.end + scene.shift) for scored in own}
        subjects.sort(key=lambda linked: ((linked.start, linked.end) in in_frame, linked.start), reverse=True)
        people_before = [(start, actor) for start, _, actor in scene.people if start < at and actor.country != country]
        holders = [linked.actor for linked in subjects] + [actor for _, actor in reversed(people_before)]
        for actor in holders:
            office = actor.office or office_of(self.names, actor.name or "", actor.country or "", day)
            if office is not None and country is not None:
                row = None if question.words.plural else holder(self.names, country, office, day)
                found = Actor(country, None, "GOV", row.name if row else None, office)
                return replace(decision, actor=found, rule=COUNTERPART, kind="person")
        return decision

    def _antecedent(self, scene: Scene, question: Question) -> Decision:
        """By a party named elsewhere; a common noun keeps its own sector, a pronoun takes the party's."""
        words, answer = question.words, self._resolver(scene, question)
        actor = answer.actor
        if words.pronoun is None:
            actor = Actor(actor.country, actor.org if words.group or words.proper else None, words.sector, None)
        kind = words.pronoun and ("person" if words.pronoun == "person" else "body")
        kind = kind or ("person" if words.proper and words.sector is None else "noun")
        if actor.country is None:
            return Decision(Actor(sector=words.sector), "", kind, 0.0, answer.between)
        return Decision(actor, ANTECEDENT, kind, answer.sure)

    def _owner(self, scene: Scene, article: Article, question: Question) -> Decision | None:
        """By whose it is: "Trump's administration", "his own people"."""
        words = question.words
        if words.many_states:
            return Decision(Actor(None, None, words.sector), "several states", "nobody")
        actor = None
        if words.owner is not None:
            pronoun = replace(words, pronoun=table()["pronouns"][words.owner])
            actor = self._resolver(scene, replace(question, words=pronoun)).actor
        elif (possessive := possessor(words)) is not None:
            start = question.span.start + scene.shift
            owner = self._person(scene, article, start + possessive.start(1), start + possessive.end(1))
            actor = owner.actor if owner is not None else None
        if actor is None or actor.country is None:
            return None
        return Decision(Actor(actor.country, actor.org, words.sector or actor.sector), "whose it is", "noun")

    def _by_names(self, scene: Scene, words: Words, start: int, end: int) -> Decision | None:
        """By the names inside the mention: the whole of it, else those before its head, else those after."""
        inside = scene.within(start, end)
        hits = [hit for hit in inside if scene.ends_in(hit, end) or not scene.joined(hit)]
        hits = hits or [hit for hit in inside if scene.leads(hit)]
        hits = [hit for hit in hits if hit.end <= end + 1 or hit.start >= start] or _right_before(scene, words, start)
        if not hits:
            return None
        head = [hit for hit in hits if hit.start < start + words.lead]
        whole = hits[0].start <= start + len("the ") and hits[-1].end >= end - len("'s")
        if not (words.owner or any(hit.entries for hit in hits)) and (words.plural or whole):
            return Decision(Actor(None, None, words.sector), "no state or body", "nobody")  # "Central American nations"
        once = [hit for hit in hits if ONCE.search(scene.text, start, hit.start)]
        if once:  # "the former Soviet republic of Georgia" is Georgia, and no former Georgia
            words, head = replace(words, former=False), once
        for hit in _best_first(head or hits):
            decision = self._by_name(scene, words, hit, start, end)
            if decision is not None:
                return decision
        return None

    def _by_name(self, scene: Scene, words: Words, hit: Hit, start: int, end: int) -> Decision | None:
        trimmed = _TRIM.sub("", words.text)
        whole = hit.end - hit.start >= len(trimmed) - 1
        body = next((e for e in hit.entries if isinstance(e, Organisation)), None)
        country = scene.country_of(hit)
        if body is not None and not scene.at_home(body, hit):
            owner = scene.whose(hit)  # "Seoul's Joint Chiefs" are no body of the tables, and Seoul's
            sector = words.sector or body.sector
            return Decision(Actor(owner, None, sector), "country in the mention", "body") if owner else None
        if (
            body is not None
            and body.kind == "company"
            and body.country == "MNC"
            and not whole
            and words.sector in ("LAB", "CVL")
        ):
            return None  # its workers are people of the place
        if body is not None and body.kind in OWN_KINDS:
            kind = "person" if body.kind == OWN_KINDS[1] else "body"
            sector = body.sector if whole or words.sector is None else words.sector
            return Decision(Actor(body.country or None, body.org, sector, body.names[0]), OWN_TABLE, kind)
        if body is not None and (country is None or not any(isinstance(e, CountryName) for e in hit.entries)):
            rule = "organisation" if whole else "organisation in the mention"
            sector = body.sector
            if not whole and words.sector and body.kind in ("seat", "party") and body.org is None:
                sector = words.sector
            former = words.former and not whole
            return Decision(Actor(body.country, body.org, "ELI" if former else sector, body.names[0]), rule, "body")
        if country is not None and any(isinstance(e, CountryName) for e in hit.entries):
            sector = words.sector or _bare(hit, whole, words)
            if words.former:
                sector = "ELI"
            kinds = {e.kind for e in hit.entries if isinstance(e, CountryName)}
            if words.proper and kinds <= {"city", "region"} and (not whole or title_before(scene, start, end)):
                return None  # a town in a person's name, or that is called as a person is
            if words.head in words_of("of_others") and kinds & {"name", "short"} and words.plain[-1:] == (words.head,):
                return Decision(Actor(None, None, words.sector), "several states", "nobody")
            kind = "person" if not whole and (words.proper or words.somebody) else "state"
            return Decision(Actor(country, None, sector), "country in the mention", kind)
        return None

    def _person(self, scene: Scene, article: Article, start: int, end: int) -> Decision | None:
        if not any(isinstance(e, Holding) for e in self.names.named(_TRIM.sub("", scene.text[start:end]))):
            start = bare_name(scene, start, end)
        name = _TRIM.sub("", scene.text[start:end])
        told = by_title(scene, start, end)
        by_words = None
        if told is not None and told.actor.country is not None:
            by_words = Decision(self._called(told.in_office, name), told.rule, "person")
            if told.rule != APPOSITION:
                return by_words
        elsewhere = self._elsewhere(scene, name, start, article.published)
        title = told.title if told is not None else ""
        known = people.by_office(self.names, scene, name, article.published, title) if elsewhere is None else None
        if elsewhere is not None:
            decision = Decision(elsewhere, "same name elsewhere", "person")
        elif known is not None and (by_words is None or known.rule == people.FULL_NAME):
            decision = Decision(known.actor, known.rule, "person", tenure=known.tenure)
        else:
            return by_words
        if told is None or told.actor.sector is None:
            return decision
        sector = told.actor.sector if told.former else decision.actor.sector or told.actor.sector
        return replace(decision, actor=replace(decision.actor, sector=sector))

    def _called(self, actor: Actor, name: str) -> Actor:
        """The actor with the name that the tables have for a holder of that country."""
        known = {e.name for e in self.names.named(name) if isinstance(e, Holding) and e.country == actor.country}
        return replace(actor, name=known.pop()) if len(known) == 1 else actor

    def _elsewhere(self, scene: Scene, name: str, start: int, day: date | None) -> Actor | None:
        """What is known of another occurrence of the name: an office holder's full name, or a title."""
        for first, last in people.occurrences(scene, name):
            if first <= start < last:
                continue
            if scene.holdings_in(first, last):
                known = people.by_office(self.names, scene, scene.text[first:last], day)
                if known is not None:
                    return known.actor
            told = by_title(scene, first, last)
            if told is not None and told.actor.country is not None:
                return self._called(told.in_office, scene.text[first:last])
        return None


def load(own: Own | None = None) -> Linker:
    """A linker with the shipped tables, and a user's own before them."""
    if own is None:
        return Linker(names())
    return Linker(Names(own), nouns=Lexicon(own.nouns))


def _in_text_order(
    frames: Sequence[Frame], wheres: Sequence[Where | None]
) -> Iterator[tuple[Frame, Where | None, Scored]]:
    every = [
        (frame, where, scored)
        for frame, where in zip(frames, wheres, strict=True)
        for scored in (*frame.actors, *frame.recipients)
    ]
    yield from sorted(every, key=lambda item: item[2].span)


def _sole_head(words: Words) -> Decision | None:
    """By a title that the head of one state alone has: "the pope"."""
    found = sole_head(words.text)
    return Decision(Actor(found[0], None, words.sector), "country in the mention", "person") if found else None


def _right_before(scene: Scene, words: Words, start: int) -> list[Hit]:
    """The nationality that stands before a mention cut short: "Russian" before "embassy officials"."""
    return [
        hit for hit in scene.within(start - 2, start)
        if not words.proper and hit.end < start and scene.text[hit.end : start].isspace()
        and any(isinstance(e, CountryName) and e.kind == "nationality" for e in hit.entries)
    ]  # fmt: skip


def _best_first(hits: Sequence[Hit]) -> list[Hit]:
    """Organisations before places; otherwise in text order."""
    return sorted(hits, key=lambda hit: not any(isinstance(e, Organisation) for e in hit.entries))


def _bare(hit: Hit, whole: bool, words: Words) -> str | None:
    """The sector of a place that stands for somebody: its government, or the people of a town struck."""
    kinds = {e.kind for e in hit.entries if isinstance(e, CountryName)}
    if whole and kinds <= {"city", "region"}:
        return "CVL"
    if whole and words.text[-1:] == "s" and "nationality" in kinds:
        return "CVL"
    return "GOV"


def _linked(scene: Scene, frame: Frame, span: Span, decision: Decision) -> Iterator[Linked]:
    """A decision as the references after it see it, once for everybody that the mention stands for."""
    begin, end = span.start + scene.shift, span.end + scene.shift
    side = "actor" if any(scored.span == span for scored in frame.actors) else "recipient"
    words = scene.lexicon.take_apart(scene.text[begin:end])
    for actor in decision.actors:
        yield Linked(begin, end, decision.kind, actor, words, side, frame.type)


def _roles(article: Article, mentions: Sequence[Scored], decided: dict[Span, Decision]) -> tuple[Role, ...]:
    """The roles of one side; a mention that stands for two states has one for each."""
    return tuple(
        Role(Mention(span, span.of(article.text)), actor, decided[span].rule, decided[span].score)
        for span in dict.fromkeys(scored.span for scored in mentions)
        for actor in decided[span].actors
    )


def _undecided(article: Article, decided: dict[Span, Decision]) -> Iterator[Undecided]:
    for span, decision in decided.items():
        actor = decision.actor
        if actor.country is None and decision.kind != "nobody":
            yield Undecided(
                "actor", Mention(span, span.of(article.text)), "nothing tells the country", decision.between
            )
        elif actor.country in PSEUDO_COUNTRIES and actor.org is None:
            yield Undecided("actor", Mention(span, span.of(article.text)), "which organisation is not told")
