"""Events and records put together."""

from __future__ import annotations

from datetime import date

from tests.build import analysis

from whowhom.coding import assemble, record
from whowhom.types import Actor, Analysis, Coding, Mention, Parties, Role, Scored, When, Where


def role(scored: Scored, text: str, country: str) -> Role:
    return Role(Mention(scored.span, scored.span.of(text)), Actor(country, None, "GOV"), "country in the mention", 0.9)


def coded(seen: Analysis, when: When | None = None, where: Where | None = None) -> Coding:
    text, frame = seen.article.text, seen.frames[0]
    parties = Parties(
        tuple(role(s, text, "PER") for s in frame.actors), tuple(role(s, text, "CHL") for s in frame.recipients)
    )
    return assemble(seen, [parties], [when], [where], [], {"code": "1"})


def seen(text: str = "Peru urged Chile on Monday") -> Analysis:
    return analysis(text, "urged", actors=("Peru",), recipients=("Chile",), when="Monday", published=date(2020, 5, 6))


def test_the_id_follows_from_article_trigger_and_type() -> None:
    one, again, other = coded(seen()), coded(seen()), coded(seen("Peru urged Chile on Monday!"))
    assert one.events[0].id == again.events[0].id != other.events[0].id
    assert len(one.events[0].id) == 16


def test_the_record_has_the_codebook_s_form() -> None:
    frame_date = seen().frames[0].date
    assert frame_date is not None
    made = record(coded(seen(), When(Mention(frame_date.span, "Monday"), "2020-05-04")))
    assert made["published"] == "2020-05-06"
    [event] = made["events"]
    assert event["trigger"] == {"text": "urged", "start": 5, "end": 10}
    assert event["actors"] == [{"text": "Peru", "start": 0, "end": 4, "country": "PER", "org": None, "sector": "GOV"}]
    assert event["date"] == {"text": "Monday", "start": 20, "end": 26, "value": "2020-05-04"}
    assert event["place"] is None


def test_what_does_not_resolve_is_kept_as_undecided() -> None:
    frame_date = seen().frames[0].date
    assert frame_date is not None
    mention = Mention(frame_date.span, "Monday")
    coding = coded(seen(), When(mention), Where(mention))
    assert [row.field for row in coding.undecided] == ["date", "place"]


def test_several_places_that_fit_are_undecided_with_their_candidates() -> None:
    frame_date = seen().frames[0].date
    assert frame_date is not None
    mention = Mention(frame_date.span, "Monday")
    [row] = coded(seen(), None, Where(mention, candidates=("LBN", "LBY"))).undecided
    assert (row.field, row.candidates) == ("place", ("LBN", "LBY"))


def test_the_record_says_what_the_gazetteer_knows() -> None:
    frame_date = seen().frames[0].date
    assert frame_date is not None
    where = Where(Mention(frame_date.span, "Lucca"), "ITA", "Lucca", "city", "Tuscany", 3174530, 43.844, 10.504, "in")
    [event] = record(coded(seen(), None, where))["events"]
    assert list(event["place"])[:4] == ["text", "start", "end", "country"]
    assert event["place"]["geoname"] == 3174530
    assert (event["place"]["latitude"], event["place"]["longitude"]) == (43.844, 10.504)


def test_the_same_trigger_twice_is_one_event() -> None:
    twice = seen()
    doubled = Analysis(twice.body, twice.sentences, twice.frames * 2)
    assert len(assemble(doubled, [Parties()] * 2, [None] * 2, [None] * 2, [], {}).events) == 1


def test_a_notebook_shows_the_text_escaped_with_the_events_marked() -> None:
    html = coded(seen("Peru urged Chile <script> on Monday"))._repr_html_()
    assert "<mark" in html
    assert "urged<sub>REQUEST</sub>" in html
    assert "<script>" not in html
