"""Quotation marks of every kind, and what stands between them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.coding.quotations import quotations
from whowhom.types import Span


def quoted(text: str) -> list[list[tuple[str, bool]]]:
    paragraphs = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    return [[(each.span.of(text), each.closed) for each in row] for row in quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We wait,” she said, “and hope.”", ["“We wait,”", "“and hope.”"]),
        ('"We wait," she said, "and hope."', ['"We wait,"', '"and hope."']),
        ("``We wait,'' she said.", ["``We wait,''"]),
        ("''We can't wait,'' she said.", ["''We can't wait,''"]),
        ("«On attend», dit-elle.", ["«On attend»"]),
        ("„Wir warten“, sagte sie.", ["„Wir warten“"]),
        ("”Vi väntar”, sade hon.", ["”Vi väntar”"]),
        ('“We wait," she said.', ['“We wait,"']),
        ("'The workers' rights matter,' he said. 'We're sure.'", ["'The workers' rights matter,'", "'We're sure.'"]),
        ("‘I won’t wait,’ she said.", ["‘I won’t wait,’"]),
        ("He recalled the '80s, rock 'n' roll and the miners' strike.", []),
        ('It was 5\'10" long and 6" wide.', []),
        ("It was—\"sad\"—and ('bad').", ['"sad"', "'bad'"]),
        ("“He told me ‘no’ and went,” she said.", ["“He told me ‘no’ and went,”"]),
        ("“Who?” “Me.”", ["“Who?”", "“Me.”"]),
        ('"We wait, he said. "We hope."', ['"We wait, he said. ', '"We hope."']),
    ],
)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert [words for words, _ in quoted(text)[0]] == expected


def test_each_paragraph_opens_and_only_the_last_closes() -> None:
    assert quoted("“We wait.\n“We hope.\n“We go,” he said.") == [
        [("“We wait.", False)], [("“We hope.", False)], [("“We go,”", True)],
    ]  # fmt: skip


def test_a_closing_mark_alone_closes_the_paragraph_before() -> None:
    assert quoted("“We wait.\nWe hope.” That was all.")[1] == [("We hope.”", True)]
    assert quoted("We wait.\nWe hope.” That was all.")[1] == []


def test_british_paragraphs_open_with_a_single_mark() -> None:
    assert quoted("‘We wait.\n‘We go,’ he said.") == [[("‘We wait.", False)], [("‘We go,’", True)]]


@given(st.text(alphabet="a. ,“”\"'‘’`«»„\n-"))
def test_any_marks_give_stretches_in_order_in_their_paragraphs(text: str) -> None:
    paragraphs = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    for paragraph, row in zip(paragraphs, quotations(text, paragraphs), strict=True):
        assert all(each.span.within(paragraph) and each.span.start < each.span.end for each in row)
        assert all(one.span.end <= other.span.start for one, other in pairwise(row))
