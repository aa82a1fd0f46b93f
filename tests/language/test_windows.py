from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.language.windows import CONTEXT_PIECES, LONGEST_SENTENCE, WINDOW_PIECES, Window, Wordpieces, windows

MODEL = Path(__file__).resolve().parents[2] / "src/whowhom/language/models/fast"


@pytest.fixture(scope="module")
def wordpieces() -> Wordpieces:
    return Wordpieces(MODEL / "tokenizer.json")


def made(
    wordpieces: Wordpieces, sentences: list[str], context: str = "", blocks: list[int] | None = None
) -> list[Window]:
    before, *pieces = wordpieces.pieces([context, *sentences])
    return windows(pieces, before, wordpieces, blocks)


def seen_together(found: list[Window]) -> list[list[int]]:
    return [sorted(set(window.sentences.tolist()) - {-1}) for window in found]


def test_sentences_share_a_window_until_it_is_full(wordpieces: Wordpieces) -> None:
    sentences = ["Turkey recalled its envoy from Berlin on Friday."] * 40
    found = made(wordpieces, sentences)
    assert 1 < len(found) < len(sentences)
    assert [set(window.sentences.tolist()) - {-1} for window in found[:1]] == [
        set(range(len(set(found[0].sentences)) - 1))
    ]
    assert all((window.sentences >= 0).sum() <= WINDOW_PIECES for window in found)


def test_what_stood_before_is_seen_and_not_coded(wordpieces: Wordpieces) -> None:
    (window,) = made(wordpieces, ["He resigned."], context="The prime minister of Ruritania met reporters.")
    assert (window.sentences == -1).sum() > 5
    assert window.coded.sum() == 3


def test_context_is_cut_to_its_end(wordpieces: Wordpieces) -> None:
    (window,) = made(wordpieces, ["He resigned."], context="word " * 500)
    assert (window.sentences == -1).sum() == CONTEXT_PIECES + 2


def test_a_window_ends_with_a_paragraph(wordpieces: Wordpieces) -> None:
    sentence = "Turkey recalled its envoy from Berlin on Friday and spoke of an insult to its people."
    (alone,) = made(wordpieces, [sentence] * 6)
    assert WINDOW_PIECES / 2 < (alone.sentences >= 0).sum() <= WINDOW_PIECES
    assert seen_together(made(wordpieces, [sentence] * 10, blocks=[0] * 5 + [1] * 5)) == [
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8, 9],
    ]
    together = made(wordpieces, [sentence] * 6, blocks=[0, 0, 1, 1, 2, 2])
    assert seen_together(together) == [[0, 1, 2, 3, 4, 5]]


def test_a_paragraph_too_long_for_a_window_is_cut_between_sentences(wordpieces: Wordpieces) -> None:
    found = made(wordpieces, ["Turkey recalled its envoy from Berlin on Friday."] * 40, blocks=[0] * 40)
    assert [number for window in seen_together(found) for number in window] == list(range(40))
    assert all((window.sentences >= 0).sum() <= WINDOW_PIECES for window in found)


def test_a_very_long_sentence_is_coded_in_parts(wordpieces: Wordpieces) -> None:
    found = made(wordpieces, ["troops " * 1000])
    assert len(found) == -(-1000 // LONGEST_SENTENCE)
    assert all(len(window.pieces) <= LONGEST_SENTENCE + CONTEXT_PIECES + 2 for window in found)


@given(text=st.text(max_size=200))
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    (pieces,) = Wordpieces(MODEL / "tokenizer.json").pieces([text])
    starts, ends = pieces.starts.tolist(), pieces.ends.tolist()
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)


def test_case_is_told(wordpieces: Wordpieces) -> None:
    (pieces,) = wordpieces.pieces(["Iran and NATO 12"])
    assert pieces.features.tolist() == [1, 0, 2, 3]


def test_words_that_the_tokenizer_takes_apart_are_marked(wordpieces: Wordpieces) -> None:
    text = "The U.S. and G-7 told al-Bashir that 2,000 US-backed men fled."
    (pieces,) = wordpieces.pieces([text])
    words: list[str] = []
    for start, end, begins, joins in zip(pieces.starts, pieces.ends, pieces.begins, pieces.joins, strict=True):
        if begins and not joins:
            words.append("")
        words[-1] += text[start:end]
    assert words == [
        "The",
        "U.S.",
        "and",
        "G-7",
        "told",
        "al-Bashir",
        "that",
        "2,000",
        "US",
        "-",
        "backed",
        "men",
        "fled",
        ".",
    ]
