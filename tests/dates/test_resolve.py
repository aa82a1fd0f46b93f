"""Expressions with the value that they stand for, and which words date an event."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.build import analysis

from whowhom import dates
from whowhom.dates.days import Days, easter, orthodox_easter, table
from whowhom.dates.expressions import Expression
from whowhom.dates.phrases import read
from whowhom.dates.spotting import spot
from whowhom.types import Block, Body, Sentence, Span, When

TUESDAY = date(2017, 4, 11)
TABLE = Path(__file__).with_name("expressions.csv")


def when(words: str, published: date | None = TUESDAY, status: str = "actual", context: str = "") -> When:
    seen = analysis(f"They met {words} there", "met", status=status, when=words, published=published, context=context)
    found = dates.resolve(seen)[0]
    assert found is not None
    return found


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases(), ids=lambda case: "-".join(filter(None, list(case.values())[:3])))
def test_every_expression_of_the_table(case: dict[str, str]) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    found = when(case["expression"], published, case["status"])
    assert (found.value or "", found.precision or "", found.relation) == (
        case["value"], case["precision"], case["relation"]
    )  # fmt: skip


def test_the_table_is_large_and_has_no_case_twice() -> None:
    keys = [tuple(case.values())[:3] for case in cases()]
    assert len(keys) == len(set(keys)) >= 400


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("5 a.m. Tuesday", "05:00"),
        ("12 a.m. on Monday", "00:00"),
        ("April 6 at 8:40 p.m. EDT", "20:40-04:00"),
        ("0930 GMT on Monday", "09:30Z"),
        ("noon on Thursday", "12:00"),
        ("Monday night", "night"),
        ("early hours of Saturday", "morning"),
        ("late on Friday", "late"),
        ("early May", "early"),
        ("the end of the year", "late"),
        ("late 1980s", "late"),
        ("Monday", None),
    ],
)
def test_the_part_that_the_words_name(words: str, part: str | None) -> None:
    assert when(words).part == part


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("The truce began on 18 November 2016.", "10 days later", "2016-11-28"),
        ("The truce began in 2007.", "two years later", "2009"),
        ("The truce began in August 2013.", "a year earlier", "2012-08"),
        ("The truce began on March 3.", "the next day", "2017-03-04"),
        ("The truce began on March 3.", "the same day", "2017-03-03"),
        ("The truce began in March.", "the next day", "2017-03"),
        ("He won in 2012.", "that fall", "2012-09/2012-11"),
        ("He won in 2012.", "the following year", "2013"),
        ("He won in 2012.", "August that year", "2012-08"),
        ("The truce began on Sunday.", "earlier in the day", "2017-04-09"),
        ("The truce began on March 3.", "the following Monday", "2017-03-06"),
        ("The truce began on March 3.", "the previous Friday", "2017-02-24"),
        ("The truce began in March 2015.", "the following Monday", "2015-03"),
        ("", "the following Monday", None),
        ("", "the previous Friday", "2017-04-07"),
        ("", "earlier in the day", "2017-04-10"),
        ("He won in 2012.", "last year", "2016"),
    ],
)
def test_some_words_count_from_the_date_told_before(context: str, words: str, expected: str | None) -> None:
    found = when(words, context=context)
    assert (found.value, found.relation) == (expected, "at")


@pytest.mark.parametrize(
    ("text", "marked", "words", "value"),
    [
        ("They met on Monday night in Rome.", "Monday", "Monday night", "2017-04-10"),
        ("In the past two years they met often.", "two", "In the past two years", "2015-04/2017-04"),
        ("They met last Thursday in Rome.", "Thursday", "last Thursday", "2017-04-06"),
        ("They have met since April 2011 in Rome.", "2011", "since April 2011", "2011-04/2017-04-11"),
        ("They met after Friday's attack.", "Friday", "Friday", "2017-04-07"),
        ("They met on May 3, 2016.", "May 3", "May 3, 2016", "2016-05-03"),
        ("They met, she said, at dinner.", "dinner", "dinner", None),
    ],
)
def test_a_cut_expression_is_made_whole(text: str, marked: str, words: str, value: str | None) -> None:
    seen = analysis(text, "met", when=marked, published=TUESDAY)
    found = dates.resolve(seen)[0]
    assert found is not None
    assert (found.mention.text, found.value) == (words, value)
    assert found.inherited is None
    assert seen.article.text[found.mention.span.start : found.mention.span.end] == words


def test_an_expression_of_another_sentence_is_made_whole_there() -> None:
    text = "They met. It was August 4, 2023."
    seen = analysis(text, "met", when="August")
    sentences = (replace(seen.sentences[0], span=Span(0, 9)), Sentence(Span(10, len(text)), 0))
    found = dates.resolve(replace(seen, sentences=sentences))[0]
    assert found is not None
    assert (found.mention.text, found.value) == ("August 4, 2023", "2023-08-04")


@pytest.mark.parametrize(
    ("beside", "published", "expected"),
    [
        ("on Friday", TUESDAY, ("Friday", "2017-04-07", "same clause")),
        ("in two years", TUESDAY, ("August 2016", "2016-08", None)),
        ("on Friday", None, None),
    ],
)
def test_a_mark_in_another_sentence_is_left_where_the_events_own_tells_a_date(
    beside: str, published: date | None, expected: tuple[str, str, str | None] | None
) -> None:
    first, last = f"They met in Rome {beside}.", "It was signed in August 2016."
    seen = analysis(f"{first} {last}", "met", when="August 2016", published=published)
    whole = Span(len(first) + 1, len(seen.article.text))
    sentences = (replace(seen.sentences[0], span=Span(0, len(first))), Sentence(whole, 0))
    found = dates.resolve(replace(seen, sentences=sentences))[0]
    assert (found and (found.mention.text, found.value, found.inherited)) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "value"),
    [
        ("Mourners gathered after Friday's bomb attack.", "attack", "2017-04-07"),
        ("The two sides met the envoy in Rome on Friday.", "met", "2017-04-07"),
        ("The minister resigned in March.", "resigned", "2017-03"),
        ("The minister, who took office in March, resigned.", "resigned", None),
        ("On Friday the envoy, a former judge, said the talks failed.", "talks", None),
        ("The two sides met the envoy.", "met", None),
    ],
)
def test_an_event_inherits_only_the_date_beside_it(text: str, trigger: str, value: str | None) -> None:
    found = dates.resolve(analysis(text, trigger, published=TUESDAY))[0]
    assert (found.value if found else None) == value
    assert found is None or found.inherited == "same clause"


def test_what_does_not_resolve_is_not_inherited() -> None:
    assert dates.resolve(analysis("They met in Rome on Friday.", "met"))[0] is None


@pytest.mark.parametrize(
    ("text", "trigger", "status", "value"),
    [
        ("They said Wednesday they would meet.", "meet", "planned", "2017-04-05"),
        ("The king on Wednesday said he will visit.", "visit", "planned", "2017-04-05"),
        ("They will meet on Wednesday.", "meet", "planned", "2017-04-12"),
        ("They will not meet on Wednesday.", "meet", "negated", "2017-04-12"),
        ("They did not meet on Wednesday.", "meet", "negated", "2017-04-05"),
        ("It could have struck on Wednesday.", "struck", "unreal", "2017-04-05"),
        ("They asked him to leave by Wednesday.", "leave", "unreal", "2017-04-12"),
        ("He allegedly fled on Wednesday.", "fled", "alleged", "2017-04-05"),
    ],
)
def test_tense_and_status_give_the_direction(text: str, trigger: str, status: str, value: str) -> None:
    found = dates.resolve(analysis(text, trigger, status=status, when="Wednesday", published=TUESDAY))[0]
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "trigger", "words", "status", "value"),
    [
        ("The state will lift its ban from Saturday.", "lift", "Saturday", "actual", "2017-04-15"),
        ("The ban is to be formally lifted on Saturday.", "lifted", "Saturday", "actual", "2017-04-15"),
        ("The state lifted the ban that will bite on Saturday.", "lifted", "Saturday", "actual", "2017-04-08"),
        ("It imposes a ban beginning April 20.", "imposes", "April 20", "actual", "2017-04-20"),
        ("It imposes a ban effective on April 20.", "imposes", "April 20", "actual", "2017-04-20"),
        ("It imposed a ban beginning July 20.", "imposed", "July 20", "actual", "2016-07-20"),
        ("They stopped work starting Monday.", "stopped", "Monday", "actual", "2017-04-10"),
        ("It was beginning talks, on April 20, again.", "talks", "April 20", "actual", "2016-04-20"),
        ("Free the men held since November, it urged.", "Free", "November", "unreal", "2016-11/2017-04-11"),
        ("Free the men held since Friday, it will urge.", "urge", "Friday", "planned", "2017-04-07/2017-04-11"),
    ],
)
def test_words_beside_the_date_or_the_event_decide_over_the_status(
    text: str, trigger: str, words: str, status: str, value: str
) -> None:
    found = dates.resolve(analysis(text, trigger, status=status, when=words, published=TUESDAY))[0]
    assert found is not None
    assert found.value == value


def test_what_counts_from_an_event_needs_its_date() -> None:
    text = "The strike came on Thursday. Ministers met two days after the strike."
    met = analysis(text, "met", when="two days after", published=TUESDAY)
    assert [found and found.value for found in dates.resolve(met)] == [None]
    strike = analysis(text, "strike", when="Thursday", published=TUESDAY).frames[0]
    again = replace(analysis(text, "strike#2").frames[0], type=strike.type)
    both = replace(met, frames=(strike, *met.frames, again))
    assert [found and found.value for found in dates.resolve(both)][:2] == ["2017-04-06", "2017-04-08"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Ministers met on Wednesday, a week after shells struck the town.", "a week after", "2017-03-29"),
        ("Ministers met a day after shells struck the town.", "a day after", "2017-04-10"),
        ("Ministers met two days before shells struck the town.", "two days before", "2017-04-13"),
    ],
)
def test_the_event_that_is_counted_from_lies_as_long_before(text: str, words: str, value: str) -> None:
    found = dates.resolve(analysis(text, "struck", when=words, published=TUESDAY))[0]
    assert found is not None
    assert found.value == value


def test_events_that_count_from_one_another_stay_open() -> None:
    text = "The strike came two days after the strike, a week after the strike."
    first = analysis(text, "strike", when="two days after", published=TUESDAY)
    second = analysis(text, "strike#2", when="a week after", published=TUESDAY).frames[0]
    both = replace(first, frames=(*first.frames, second))
    assert [found and found.value for found in dates.resolve(both)] == [None, None]


def test_what_was_told_before_may_lie_ahead() -> None:
    context = "They will sign on 18 November."
    assert when("10 days later", date(2017, 11, 1), "planned", context).value == "2017-11-28"


@pytest.mark.parametrize(
    ("published", "value"), [(date(2017, 4, 12), "2017-04-11"), (None, None), (date(2017, 6, 1), "2017-06-01")]
)
def test_a_story_speaks_from_its_dateline(published: date | None, value: str | None) -> None:
    line = "LUCCA, Italy, April 11 (Wire) - "
    seen = analysis(f"{line}They met today.", "met", when="today", published=published)
    whole = Span(len(line), len(seen.article.text))
    blocks = (Block(Span(0, len(line)), "dateline", False, "test"), Block(whole, "body", True, "test"))
    seen = replace(seen, body=Body(seen.article, blocks), sentences=(Sentence(whole, 1),))
    found = dates.resolve(seen)[0]
    assert found is not None
    assert found.value == value


WORDS = st.sampled_from([
    "since", "until", "from", "to", "and", "last", "next", "the", "past", "few", "two", "30", "31", "0", "99", "days",
    "weeks", "months", "years", "decades", "ago", "later", "Monday", "morning", "May", "February", "2000", "1999",
    "1990s", "Easter", "Orthodox", "Christmas", "winter", "of", "5 a.m.", "25:61", "quarter", "first", "this", "within",
    "weekend", "Friday the", "13th", "early", "-", "2016-02-30", "12/13/2014", "a", "year", "that", "same",
    "Ramadan", "Eid al-Fitr", "half", "or", "fortnight", "before last", "after next", "eve of", "following",
    "and a half", "week", "before", "after", "every", "by", "Thanksgiving", "noon", "in", "10",
])  # fmt: skip


@settings(deadline=None)  # the first example compiles the patterns
@given(
    st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join)),
    st.none() | st.dates(),
    st.booleans(),
    st.none()
    | st.dates(date(1000, 1, 1), date(2900, 1, 1)).map(lambda told: Days(told, told, told.isoformat(), "day")),
)
def test_no_words_raise_and_every_date_lies_where_its_precision_says(
    words: str, anchor: date | None, ahead: bool, before: Days | None
) -> None:
    found = read(Expression(words, anchor, ahead, before))
    if found is None:
        return
    start, end = found.start, found.end
    assert start <= end
    first, _, last = found.value.partition("/")
    assert start.isoformat().startswith(first)
    assert end.isoformat().startswith(last or first)
    length = (end - start).days + 1
    if found.precision in ("minute", "part of day", "day"):
        assert length == 1
        assert (found.part is None) == (found.precision == "day")
    elif found.relation != "since":
        expected = {"week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366), "decade": (1096, 3653)}
        low, high = expected.get(found.precision, (1, length))
        assert low <= length <= high


@settings(deadline=None)  # the first example compiles the patterns
@given(
    st.lists(WORDS | st.sampled_from(["met", "strike", "said", ",", "'s"]), min_size=3, max_size=14).map(" ".join),
    st.none() | st.dates(),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12), st.none() | st.integers(0, 60)), min_size=1, max_size=4),
    st.sampled_from(["actual", "planned", "negated", "unreal"]),
)
def test_no_article_raises(
    text: str, published: date | None, places: list[tuple[int, int, int | None]], status: str
) -> None:
    plain = analysis(text, text[:3], published=published, status=status)
    frames = []
    for at, length, dated in places:
        trigger, marked = (Span(x % len(text), min(len(text), x % len(text) + length)) for x in (at, dated or 0))
        frames.append(
            replace(
                plain.frames[0],
                trigger=replace(plain.frames[0].trigger, span=trigger),
                date=None if dated is None else replace(plain.frames[0].trigger, span=marked),
            )
        )
    found = dates.resolve(replace(plain, frames=tuple(frames)))
    assert len(found) == len(frames)
    for when_ in found:
        assert when_ is None or when_.mention.span.of(text) == when_.mention.text
        assert when_ is None or (when_.value is None) == (when_.start is None) == (when_.precision is None)


@pytest.mark.parametrize(
    "words",
    [
        "second half of May", "last three months of 2023", "April 29-May 3", "January-March",
        "two years and a month ago", "a week ago Friday", "Sunday two weeks ago", "Monday before last",
        "week after next", "eve of Ramadan",
        "Monday or Tuesday", "a fortnight ago", "by year's end", "in three weeks", "first Monday of June",
        "last Friday of April 2023", "mid-January", "following Monday",
    ],
)  # fmt: skip
def test_an_expression_is_spotted_whole(words: str) -> None:
    for text in (f"They met the {words}.", f"He said the {words} it snowed."):
        assert [span.of(text) for span in spot(text)] == [words]


@settings(deadline=None)  # the first example compiles the patterns
@given(st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join)))
def test_what_is_spotted_lies_in_the_text_in_order(text: str) -> None:
    spans = spot(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("year", [1961, 1991, 2000, 2008, 2011, 2017, 2024, 2025, 2038])
def test_easter_is_the_sunday_after_the_first_full_moon_of_spring(year: int) -> None:
    """Sundays as the churches published them, written here by hand."""
    known = {
        1961: ("04-02", "04-09"), 1991: ("03-31", "04-07"), 2000: ("04-23", "04-30"), 2008: ("03-23", "04-27"),
        2011: ("04-24", "04-24"), 2017: ("04-16", "04-16"), 2024: ("03-31", "05-05"), 2025: ("04-20", "04-20"),
        2038: ("04-25", "04-25"),
    }  # fmt: skip
    assert (easter(year).strftime("%m-%d"), orthodox_easter(year).strftime("%m-%d")) == known[year]


@pytest.mark.parametrize(
    ("year", "ramadan", "eid"),
    [
        (2013, "07-10", "08-08"), (2016, "06-06", "07-06"), (2017, "05-27", "06-25"), (2019, "05-06", "06-04"),
        (2021, "04-13", "05-13"), (2022, "04-02", "05-02"), (2024, "03-11", "04-10"),
    ],
)  # fmt: skip
def test_islamic_feasts_are_reckoned_within_a_day_of_those_kept(year: int, ramadan: str, eid: str) -> None:
    for words, kept in (("Ramadan", ramadan), ("Eid al-Fitr", eid)):
        found = read(Expression(f"{words} {year}", None))
        assert found is not None
        assert abs((found.start - date.fromisoformat(f"{year}-{kept}")).days) <= 1
    last, coming = (read(Expression("Ramadan", TUESDAY, ahead)) for ahead in (False, True))
    assert last is not None
    assert coming is not None
    assert (last.start.year, coming.start.year) == (2016, 2017)


def test_the_vocabulary_is_whole() -> None:
    words = table()
    assert set(words["alone"]) <= set(words["told_before"])
    assert all(word == word.lower() for name in words for word in words[name])
    assert all(date(2000, *day) for day in words["holidays"].values())
    assert set(words["months"].values()) == set(range(1, 13))
    assert set(words["weekdays"].values()) == set(range(7))
    assert set(words["relations"].values()) <= {"since", "until", "before", "after"}
