"""Vectors by which a mention points to what it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from whowhom.language.pointers import Pointers
from whowhom.types import Span

CONTEXT, TEXT = "Peru won.", "It celebrated, Chile did not."


def pointers() -> Pointers:
    """Words: "Peru" of the context, "It", "Chile", "not"."""
    return Pointers.of(
        starts=np.array([-9, 0, 15, 25]), ends=np.array([-5, 2, 20, 28]),
        asks=np.array([[0, 0], [1, 2], [0, 0], [3, 0]], dtype=np.float32),
        answers=np.array([[2, 1], [0, 0], [-1, 0], [1, 1]], dtype=np.float32),
    )  # fmt: skip


def test_likeness_is_the_product_of_what_one_asks_and_the_other_answers() -> None:
    it, chile = Span(0, 2), Span(TEXT.index("Chile"), TEXT.index("Chile") + 5)
    peru = Span(-len(CONTEXT), len("Peru") - len(CONTEXT))
    assert pointers().likeness(it, peru) == pytest.approx(4.0)
    assert pointers().likeness(it, chile) == pytest.approx(-1.0)


def test_words_of_a_longer_mention_count_alike() -> None:
    assert pointers().likeness(Span(0, 2), Span(15, 28)) == pytest.approx((-1 + 1) / 2 + 2 * (0 + 1) / 2)


def test_what_was_not_read_is_like_nothing_known() -> None:
    assert pointers().likeness(Span(3, 8), Span(15, 20)) is None
    assert pointers().likeness(Span(0, 2), Span(100, 105)) is None
