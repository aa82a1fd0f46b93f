from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import whowhom
from whowhom import samples
from whowhom.errors import ReadingError, UsageError, WorkerError
from whowhom.pipeline import SHARE, Coder
from whowhom.reading import article, read
from whowhom.types import Article, Coding, Failure, Mention

pytestmark = pytest.mark.model
NEWS = "Albania expelled two Greek diplomats on Tuesday, the foreign ministry said. Greece denied spying."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return whowhom.load()


@pytest.fixture(scope="module")
def reports() -> list[Article]:
    return [item for item in read([str(path) for path in samples.paths()]) if isinstance(item, Article)]


def mentions(coding: Coding) -> Iterator[Mention]:
    for event in coding.events:
        yield event.trigger
        yield from (role.mention for role in (*event.actors, *event.recipients))
        yield from event.attributed_to
        yield from (place.mention for place in (event.when, event.where) if place is not None)
    for statement in coding.statements:
        yield from (*statement.source, *statement.cue, *statement.content)
        voices = (statement.speaker, statement.addressee, statement.via)
        yield from (role.mention for role in voices if role is not None)


def test_who_did_what_to_whom_when_on_whose_word(coder: Coder) -> None:
    coding = coder.code(NEWS, published="2024-05-22")
    event = coding.events[0]
    assert (event.type, event.mode, event.status, event.trigger.text) == ("SANCTION", "expel", "actual", "expelled")
    assert [(role.actor.country, role.actor.sector) for role in event.actors] == [("ALB", "GOV")]
    assert [role.actor.country for role in event.recipients] == ["GRC"]
    assert event.when is not None
    assert event.when.value == "2024-05-21"


def test_every_mention_is_its_words_in_the_text(coder: Coder, reports: list[Article]) -> None:
    codings = [coder.attempt(report) for report in reports]
    found = [(coding, mention) for coding in codings if isinstance(coding, Coding) for mention in mentions(coding)]
    assert len(found) > 100
    assert all(mention.span.of(coding.article.text) == mention.text for coding, mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "Tirana", NEWS.upper(), NEWS.replace(" ", " \u200b"), f"\u202e{NEWS}\u0007", "?!\n\n...", "a" * 9999,
    ],
    ids=["one word", "capitals", "zero width", "control", "no words", "one long word"],
)  # fmt: skip
def test_odd_texts_are_coded(text: str, coder: Coder) -> None:
    coding = coder.code(text, published="2024-05-22")
    assert all(mention.span.of(text) == mention.text for mention in mentions(coding))


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_text_without_a_word_is_refused(text: str, coder: Coder) -> None:
    with pytest.raises(ReadingError, match="empty"):
        coder.code(text)


def test_20_000_words_are_read_to_the_end(coder: Coder) -> None:
    text = " ".join(f"{NEWS} Snow fell on the hills all that night and the roads were quiet." for _ in range(750))
    coding = coder.code(text)
    assert len(text.split()) > 20_000
    assert coding.events[-1].trigger.span.start >= len(text) - len(text) // 750
    assert all(mention.span.of(text) == mention.text for mention in mentions(coding))


def test_capitals_are_read(coder: Coder) -> None:
    assert "EXPELLED" in {event.trigger.text for event in coder.code(NEWS.upper()).events}


def test_zero_width_characters_hide_nothing(coder: Coder) -> None:
    assert any(event.type == "SANCTION" for event in coder.code(NEWS.replace("diplomats", "diplo\u00admats")).events)


def test_workers_and_company_change_nothing(
    coder: Coder, reports: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whowhom.pipeline.SHARE", 1)  # more shares than wait at a time
    monkeypatch.setattr("whowhom.pipeline.AHEAD", 2)
    alone = [coder.attempt(report) for report in reports]
    assert list(coder.pipe(reports, workers=2)) == alone
    assert list(coder.pipe(reversed(reports))) == alone[::-1]


def test_more_confidence_keeps_fewer_of_the_same(coder: Coder) -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in samples.paths()[:3])
    some, all_of_them = whowhom.load(min_confidence=0.9).code(text), whowhom.load(min_confidence=0.0).code(text)
    assert {event.id for event in some.events} < {event.id for event in all_of_them.events}
    assert all(event.confidence >= 0.9 for event in some.events)


def test_an_article_that_fails_is_told_and_the_rest_is_coded(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Coder._code

    def code(self: Coder, given: Article) -> Coding:
        if "Greece" in given.text:
            raise ZeroDivisionError("by nought")
        return whole(self, given)

    monkeypatch.setattr(Coder, "_code", code)
    missing = Failure("a.txt", "missing", "It is not there.")
    bad, good, passed = coder.pipe([article(NEWS, origin="b.txt"), article("Turkey attacked."), missing])
    assert isinstance(bad, Failure)
    assert bad.article is not None
    assert "ZeroDivisionError" in bad.message
    assert isinstance(good, Coding)
    assert passed is missing


def dying(batch: list[Article | Failure]) -> list[Coding | Failure]:
    os._exit(9)


def test_a_worker_that_dies_is_told(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whowhom.pipeline._work", dying)
    with pytest.raises(WorkerError, match="fewer --workers"):
        list(coder.pipe([article(NEWS)] * (SHARE + 1), workers=2))


def test_wrong_use_is_told(coder: Coder) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        coder.code(NEWS, published="last Tuesday")
    with pytest.raises(UsageError, match="0 to 1"):
        whowhom.load(min_confidence=2)
    with pytest.raises(UsageError, match="1 or more"):
        list(coder.pipe([], workers=0))


def test_a_notebook_shows_the_text_with_its_events_marked(coder: Coder) -> None:
    html = coder.code(f"<script>1 < 2</script> {NEWS}")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert ">expelled<sub>SANCTION</sub></mark>" in html


@pytest.mark.shared
def test_the_seed_report_is_coded(coder: Coder, shared) -> None:
    (report,) = read([str(shared / "articles/seed.txt")])
    assert isinstance(report, Article)
    coding = coder.attempt(report)
    assert isinstance(coding, Coding)
    told = {(event.type, role.actor.country) for event in coding.events for role in event.actors}
    assert ("REQUEST", "USA") in told
    assert ("REJECT", "RUS") in told
    assert {"actual", "denied", "planned"} <= {event.status for event in coding.events}
