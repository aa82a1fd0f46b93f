from __future__ import annotations

import pytest

from whowhom.language.reader import trim
from whowhom.types import Span

TEXT = "Myanmar's elected leader met the opposition in Poland."


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("s elected leader", "elected leader"),
        ("the opposition in", "the opposition"),
        ("opposition in Poland", "opposition in Poland"),
        ("Myanmar's elected leader", "Myanmar's elected leader"),
    ],
)
def test_a_mention_is_trimmed_to_its_words(marked: str, left: str) -> None:
    start = TEXT.index(marked)
    assert trim(Span(start, start + len(marked)), TEXT).of(TEXT) == left


def test_an_ending_alone_is_no_mention() -> None:
    assert trim(Span(8, 9), TEXT).of(TEXT) == ""
