"""Our own twenty articles of dense quoting: what they hold, that they are marked soundly, what is reached on them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from whowhom.codebook import PSEUDO_COUNTRIES, SECTORS
from whowhom.evaluation import read_gold, score_statements
from whowhom.evaluation.floors import check, measured
from whowhom.evaluation.gold import PARTS
from whowhom.knowledge import countries

Said = tuple[dict[str, Any], dict[str, Any]]
"""An article and one of its statements."""
OPENING, CLOSING = "“«‹„", "”»›"
MARKS = "\"“”«»‹›„‘’'`"
MISMATCHED = "own-said-09"
"""The article whose quotation marks are wrong on purpose."""
REVERSED = "»"
"""A mark that opens where quotations are set the German way: it then closes with the other."""
OWN = "statements.jsonl"
WHERE = {"speaker": [{"source"}], "addressee": [set(), {"content"}], "via": [set()]}
"""In which parts the voices stand; who is urged to do something stands in PolNeAR's content."""
ENOUGH = 4
"""Statements that show a way of quoting, so that one that goes wrong is no accident."""
RUN = 8
"""Words in a row that two writers do not hit upon by chance."""


@pytest.fixture(scope="module")
def articles(root: Path) -> list[dict[str, Any]]:
    return list(read_gold(root / "eval" / OWN))


def every(articles: list[dict[str, Any]]) -> Iterator[Said]:
    return ((article, statement) for article in articles for statement in article["statements"])


def words(article: dict[str, Any], statement: dict[str, Any], part: str = "content") -> list[str]:
    return [article["text"][start:end] for start, end in statement[part]]


def runs_on(article: dict[str, Any], statement: dict[str, Any]) -> list[bool]:
    """For each piece of content but the first, whether it begins a paragraph right after the piece before."""
    gaps = (article["text"][one[1] : other[0]] for one, other in pairwise(statement["content"]))
    return [gap == "\n\n" for gap in gaps]


def cued(*cues: str) -> Callable[..., bool]:
    return lambda article, statement: bool(set(cues).intersection(words(article, statement, "cue")))


PHENOMENA: dict[str, Callable[..., bool]] = {
    "broken by the cue": lambda a, s: len(s["content"]) > 1 and not all(runs_on(a, s)),
    "over several paragraphs, each opened": lambda a, s: any(runs_on(a, s)),
    "quoted in a quotation": lambda a, s: s["manner"] == "direct" and re.search(r"\s['\"‘“‹]\w", words(a, s)[-1]),
    "British single marks with apostrophes": lambda a, s: any(re.match(r"‘.*\w’\w", piece) for piece in words(a, s)),
    "angle marks": lambda a, s: any("«" in piece for piece in words(a, s)),
    "straight marks": lambda a, s: any('"' in piece for piece in words(a, s)),
    "curly marks": lambda a, s: any("“" in piece for piece in words(a, s)),
    "no source": lambda a, s: not s["source"],
    "a source without a name": lambda a, s: s["speaker"] and s["speaker"]["name"] is None,
    "a shared source": lambda a, s: sum(s["source"] == other["source"] != [] for other in a["statements"]) > 1,
    "a cue before its source": lambda a, s: s["source"] and s["cue"][0] < s["source"][0],
    "addressee": lambda a, s: s["addressee"] is not None,
    "via": lambda a, s: s["via"] is not None,
    "belief": lambda a, s: s["kind"] == "belief",
    "intention": lambda a, s: s["kind"] == "intention",
    "denial": cued("denied"),
    "demand": cued("demanded", "has demanded", "urged", "has urged", "called on", "called for", "asked for"),
    "warning": cued("warned", "has warned", "warned of", "cautioned", "threatened"),
    "promise": cued("promised", "vowed", "pledged"),
}


@pytest.mark.parametrize("phenomenon", PHENOMENA)
def test_every_way_of_quoting_is_there(phenomenon: str, articles: list[dict[str, Any]]) -> None:
    shown = [statement for article, statement in every(articles) if PHENOMENA[phenomenon](article, statement)]
    assert len(shown) >= ENOUGH


def test_there_are_enough_articles(articles: list[dict[str, Any]]) -> None:
    assert len({article["id"] for article in articles}) == len(articles) == 20
    assert len({date.fromisoformat(article["published"]).year for article in articles}) >= 15
    assert sum(len(article["not_statements"]) for article in articles) >= 14
    assert {s["manner"] for _, s in every(articles)} == {"direct", "indirect", "mixed"}


def test_pieces_are_in_order_and_apart(articles: list[dict[str, Any]]) -> None:
    for article, statement in every(articles):
        assert statement["cue"], article["id"]
        assert statement["content"], article["id"]
        pieces = [piece for part in PARTS for piece in statement[part]]
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(pieces))), statement["words"]
        for part in PARTS:
            assert statement[part] == sorted(statement[part]), statement["words"]
            assert statement["words"][part] == " ... ".join(words(article, statement, part))
            assert all(piece == piece.strip() != "" for piece in words(article, statement, part)), statement["words"]


def test_a_statement_lies_in_another_only_when_that_one_carries_it(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        for one, other in combinations(article["statements"], 2):
            if carries(other, one) or carries(one, other):
                inner, outer = (one, other) if carries(other, one) else (other, one)
                assert all(within(inner, part, outer) for part in PARTS), inner["words"]
            else:
                assert not any(within(one, part, other) or within(other, part, one) for part in PARTS), one["words"]


def carries(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    via = inner["via"]
    return via is not None and outer["source"] == [[via["start"], via["end"]]]


def within(inner: dict[str, Any], part: str, outer: dict[str, Any]) -> bool:
    """Whether any of a part lies in the other's content."""
    return any(a < end and start < b for a, b in inner[part] for start, end in outer["content"])


def test_who_speaks_to_whom_and_through_whom(articles: list[dict[str, Any]]) -> None:
    codes = {None, *countries(), *PSEUDO_COUNTRIES}
    for article, statement in every(articles):
        assert (statement["speaker"] is None) == (not statement["source"]), statement["words"]
        for name in ("speaker", "addressee", "via"):
            role = statement[name]
            if role is None:
                continue
            assert article["text"][role["start"] : role["end"]] == role["text"]
            assert role["country"] in codes, role
            assert role["sector"] in (None, *SECTORS), role
            inside = {
                part for part in PARTS for start, end in statement[part] if start < role["end"] and role["start"] < end
            }
            assert inside in WHERE[name], (name, statement["words"])
        if statement["speaker"] and (name := statement["speaker"]["name"]):
            assert name in article["text"]


def test_manner_is_what_the_marks_say(articles: list[dict[str, Any]]) -> None:
    for article, statement in every(articles):
        pieces = [re.sub(r"(?<=\w)['’](?=\w)|’(?=\d0s)", "", piece) for piece in words(article, statement)]
        if all(piece[0] in MARKS for piece in pieces) and pieces[-1][-1] in MARKS:
            manner = "direct"
        else:
            manner = "mixed" if any(mark in piece for piece in pieces for mark in MARKS) else "indirect"
        assert statement["manner"] == manner, pieces


def test_marks_are_closed_where_they_are_meant_to_be(articles: list[dict[str, Any]]) -> None:
    wrong = []
    for article, statement in every(articles):
        pieces, on = words(article, statement), [False, *runs_on(article, statement)]
        open_marks, sound = "", True
        for piece, continues in zip(pieces, on, strict=True):
            if continues and open_marks:
                assert piece[0] == open_marks[0], "a paragraph of a quotation opens with its mark"
                open_marks = ""
            open_marks = unclosed(piece, open_marks)
            sound = sound and open_marks != "?"
        if open_marks or not sound:
            wrong.append(article["id"])
    assert set(wrong) == {MISMATCHED}
    assert len(wrong) >= 5


def unclosed(piece: str, before: str) -> str:
    """The double marks still open after a piece, "?" when one closes that was not open. Straight ones alternate."""
    if piece[0] == REVERSED:
        piece = piece.translate(str.maketrans("»«", "«»"))
    stack = before
    for mark in piece:
        if mark in OPENING or (mark == '"' and not stack.endswith('"')):
            stack += mark
        elif mark in CLOSING or mark == '"':
            pairs = {"”": "“", "»": "«", "›": "‹", '"': '"'}
            if not stack or stack[-1] != pairs[mark]:
                return "?"
            stack = stack[:-1]
    return stack


def test_a_coder_that_says_the_same_would_be_right_throughout(articles: list[dict[str, Any]]) -> None:
    gold = {article["id"]: article for article in articles}
    scores = score_statements(gold, gold, resamples=1)
    assert {scores.value(name) for name in (*scores.f1s, *scores.accuracies)} == {1.0}


def test_titles_and_scare_quotes_are_nobodys_content(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        for start, end in article["not_statements"]:
            marked = article["text"][start:end]
            assert {marked[0], marked[-1]} <= set(MARKS)
            contents = [piece for statement in article["statements"] for piece in statement["content"]]
            assert not any(one < end and start < other for one, other in contents), marked


@pytest.mark.shared
def test_no_sentence_is_a_publishers(articles: list[dict[str, Any]], shared: Path) -> None:
    ours = {run for article in articles for run in runs(article["text"])}
    for name in ("train", "dev"):
        with gzip.open(shared / f"data/polnear/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                assert not ours.intersection(runs(json.loads(line)["text"]))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = re.findall(r"\w+", text.lower())
    return zip(*(found[i:] for i in range(RUN)), strict=False)


@pytest.mark.model
def test_the_coder_reaches_its_floors(root: Path) -> None:
    floors = json.loads((root / "eval/floors.json").read_text(encoding="utf-8"))["fast"]
    [(_, scores)] = measured("fast", [OWN], root / "eval", root)
    assert floors[OWN]
    assert not list(check(floors[OWN], scores))
