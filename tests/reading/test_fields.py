from __future__ import annotations

import contextlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.test_formats import PAGE, STORY, articles

from whowhom.cleaning import clean
from whowhom.dates import phrases
from whowhom.dates.expressions import Expression
from whowhom.errors import ReadingError
from whowhom.reading import article, date_of, read
from whowhom.reading.fields import FORMATS, NAMES
from whowhom.types import Article, Failure

DAY = date(2024, 5, 21)
FLAG = date(2020, 1, 1)


def rows(path: Path, *given: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
    return path


VALUES = {name: "2024-05-21" if name == "published" else "en" if name == "language" else STORY for name in NAMES}
FOUND = {"published": DAY, "language": "en"}


@pytest.mark.parametrize(("name", "alias"), [(name, alias) for name, aliases in NAMES.items() for alias in aliases])
def test_fields_are_found_under_their_usual_names_in_capitals_or_not(name: str, alias: str, tmp_path: Path) -> None:
    texts = {} if name == "text" else {"text": STORY}
    path = rows(tmp_path / "a.jsonl", *({**texts, key: VALUES[name]} for key in (alias, alias.title(), f" {alias} ")))
    values = {getattr(article, "key" if name == "id" else name) for article in articles(path)}
    assert values == {FOUND.get(name, STORY)}


def test_the_first_name_that_holds_something_is_taken(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"headline": "Second", "text": "", "body": STORY, "title": "First"})
    (article,) = articles(path)
    assert (article.text, article.title) == (STORY, "First")


def test_a_mapped_name_goes_before_the_usual_ones(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"text": "A summary.", "Story": STORY, "url": "https://example.org", "see": "x"})
    (article,) = articles(path, mapping={"text": "Story", "url": "see"})
    assert (article.text, article.url) == (STORY, "x")


def test_a_mapped_name_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"id": "n7", "text": STORY, "lang": "en"})
    (failure,) = read([str(path)], mapping={"text": "story"})
    assert isinstance(failure, Failure)
    assert "under story; the fields are id, text, lang" in failure.message
    assert (failure.kind, failure.key) == ("no text", "n7")


def test_several_authors_become_one_field_and_numbers_become_words(tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"text": STORY, "authors": ["Ana Prifti", None, "Nikos Laskaris"], "title": 12})
    (article,) = articles(path)
    assert (article.author, article.title) == ("Ana Prifti, Nikos Laskaris", "12")


@pytest.mark.parametrize("name", ["title", "url", "outlet", "author", "id", "context"])
def test_lone_surrogates_are_replaced_in_every_field(name: str, tmp_path: Path) -> None:
    (article,) = articles(rows(tmp_path / "a.jsonl", {"text": STORY, name: "Tirana \ud800"}))
    assert getattr(article, "key" if name == "id" else name) == "Tirana \ufffd"


def test_a_message_about_odd_field_names_can_be_written(tmp_path: Path) -> None:
    (failure,) = read([str(rows(tmp_path / "a.jsonl", {"st\ud800ry": STORY}))])
    assert isinstance(failure, Failure)
    assert "st\ufffdry".encode() in failure.message.encode()


WRITTEN = {
    "2024-05-21": DAY, " 2024-05-21 ": DAY, "2024-05-21T23:30:00Z": DAY, "2024-05-21 10:00:00+02:00": DAY,
    "20240521": DAY, 20240521: DAY, "2024/05/21": DAY, "21.05.2024": DAY, "21-May-2024": DAY, "21 May 2024": DAY,
    "May 21, 2024": DAY, "may 21 2024": DAY, "May 21st, 2024": DAY, "Tuesday, May 21, 2024": DAY,
    "Tuesday, 21 May 2024": DAY, "Tue, 21 May 2024 10:00:00 +0200": DAY,
    "21/05/2024": DAY, "05/21/2024": DAY, "5/5/2024": date(2024, 5, 5),
    "21/5/2024 14:05": DAY, "05/21/2024, 2:05 PM": DAY, "3rd January 2024": date(2024, 1, 3),
    "Sept. 3, 2024": date(2024, 9, 3), "SEPT 3, 2024": date(2024, 9, 3), "3 Sept. 2024": date(2024, 9, 3),
    "Jan. 3, 2024": date(2024, 1, 3), "3 Jan. 2024": date(2024, 1, 3), "August 1st, 2024": date(2024, 8, 1),
    datetime(2024, 5, 21, 23, 59): DAY, DAY: DAY, "": None, None: None,
}  # fmt: skip


@pytest.mark.parametrize("value", WRITTEN)
def test_a_written_date_is_the_day_it_says(value: Any) -> None:
    assert date_of(value) == WRITTEN[value]


@pytest.mark.parametrize(
    "value",
    [
        "04/11/2017", "4/11/2017 10:00", "4/11/17", "31/13/2023", "30/02/2024", "2024-05",
        "2024-02-30", "31 June 2024", "0000-00-00", "2024", "May 2024", "yesterday", "n/a",
        1716249600, True, "Tue, 21 May 99999999999 10:00:00 GMT", "Tue, 21 May 2024 10:00:00 +9999999999999999999",
    ],
)  # fmt: skip
def test_what_is_no_one_day_is_refused_with_the_remedy(value: Any) -> None:
    with pytest.raises(ReadingError, match="YYYY-MM-DD"):
        date_of(value)


def test_a_date_of_two_meanings_is_told_with_both() -> None:
    with pytest.raises(ReadingError, match="can mean 2017-04-11 and 2017-11-04"):
        date_of("04/11/2017")


@given(day=st.dates(min_value=date(1000, 1, 1)), pattern=st.sampled_from(FORMATS))
def test_every_day_comes_back_from_every_way_of_writing_it(day: date, pattern: str) -> None:
    assert date_of(day.strftime(pattern)) == day


@given(value=st.text() | st.integers() | st.floats() | st.from_regex(r"\w{3}, \d+ May \d+ \d+:\d+ [+-]\d+"))
def test_no_value_is_worse_than_unreadable(value: Any) -> None:
    with contextlib.suppress(ReadingError):
        assert date_of(value) is None or isinstance(date_of(value), date)


TOPS = {
    "TIRANA, May 21, 2024 - ": DAY, "TIRANA, MAY 21, 2024 (Example Wire) - ": DAY, "21 May 2024\n": DAY,
    "Published: May 21, 2024\n": DAY, "Border to reopen\nTuesday, 21 May 2024\n": DAY, "2024-05-21\n\n": DAY,
    "TIRANA, SEPT. 3, 2024 - ": date(2024, 9, 3), "3 Jan. 2024\n": date(2024, 1, 3),
    "31 June 2024\n": FLAG, "2024-02-30\n": FLAG, "04/11/2017\n": FLAG, "": FLAG,
    "Published: May 21, 2024\nUpdated: May 22, 2024\n": FLAG,
    "Tirana, Albania, 21 May 2024 — ": DAY, "TIRANA, May 21, 2024 /Example Wire/ -- ": DAY,
    "TIRANA/PARIS, 21 May 2024 (Example Wire) - ": DAY, "TIRANA (Example Wire) 21 May 2024: ": DAY,
    "TIRANA, 21 May 2024, Wire - ": DAY, "TIRANA, Tuesday, May 21st, 2024 -- ": DAY, "Tue 21 May 2024 18.23 BST\n": DAY,
    "Tuesday 21st May 2024\n": DAY, "By Elena Writer | May 21, 2024\n": DAY, "2024-05-21T10:00:00Z\n": DAY,
    "By Elena Writer and Ed Itor, 21 May 2024\n": DAY, "2024-05-21T10:00:00+02:00\n": DAY,
    "Updated 2:15 PM ET, Tue May 21, 2024\n": DAY, "Updated 1415 GMT (2215 HKT) May 21, 2024\n": DAY,
    "Published in The Example Herald, May 21st, 2024\n": DAY, "By 21 May 2024 it had been praised. ": FLAG,
    "By Monday the treaty of 21 May 2024 was dead\n": FLAG, "TIRANA, May 21 (Wire) - ": FLAG,
    "The treaty of 21 May 2024 was praised. ": FLAG, "THE TREATY OF 21 MAY 2024 WAS PRAISED. ": FLAG,
    "Albania signed the treaty on May 21, 2024, in Tirana. ": FLAG, f"{STORY * 5}\n21 May 2024\n": FLAG,
}  # fmt: skip


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_date_at_the_top_goes_before_the_default_when_it_means_one_day(top: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(top + STORY if name == "a.txt" else json.dumps({"body": top + STORY}), encoding="utf-8")
    (article,) = articles(path, published=FLAG)
    assert (article.text, article.published) == (top + STORY, TOPS[top])


@pytest.mark.parametrize("top", [top for top in TOPS if top.startswith("TIRANA") and "2024" in top])
def test_what_is_cut_as_a_dateline_tells_the_same_day_to_dates(top: str) -> None:
    text = top + STORY
    (block,) = (block for block in clean(article(text)).blocks if block.kind == "dateline")
    found = phrases.read(Expression(block.span.of(text), None))
    assert block.span.of(text).strip() == top.strip()
    assert found is not None
    assert found.start == found.end == TOPS[top]


@pytest.mark.parametrize("given", ["2019-12-31", "", None, "no day"])
def test_the_date_that_is_given_goes_before_all_others(given: str | None, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"text": f"TIRANA, May 21, 2024 - {STORY}", "date": given})
    *_, article = read([str(path)], published=FLAG)
    assert isinstance(article, Article)
    assert article.published == (date(2019, 12, 31) if given == "2019-12-31" else DAY)


def test_a_page_without_a_date_takes_the_default(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE.replace('content="2024-05-21T08:00:00Z"', ""), encoding="utf-8")
    assert [article.published for article in articles(tmp_path, published=FLAG)] == [DAY, FLAG]


@given(text=st.text(min_size=1).filter(str.strip), url=st.none() | st.text(), other=st.text(min_size=1))
def test_an_id_follows_from_url_and_text_alone(text: str, url: str | None, other: str) -> None:
    own = article(text, url=url)
    assert own.id == article(text, url=url, title=other, outlet=other, published=DAY, origin=other, key=other).id
    assert own.id != article(text + other, url=url).id
    assert own.id != article(text, url=(url or "") + other).id
