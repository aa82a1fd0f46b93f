"""Names put out of sight: what is shown instead, and what it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from whowhom.language.session import folder_of
from whowhom.language.windows import Ints, Wordpieces
from whowhom.training.masking import ALONE, WORDS, masked

TEXT = (
    "Russia said on Monday that it would not leave the treaty. Ukraine called on the Security Council to meet, "
    "but Russia refused. Foreign Minister Jovan Petric told reporters in Geneva that Ukraine was right. "
    "Later Petric asked Germany to help."
)
TOKENIZER: Path = folder_of("fast") / "tokenizer.json"


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, str, dict[str, bool]]]:
    """Of each example the window, the mention and the candidates, in small letters."""
    decoder, result = Tokenizer.from_file(str(TOKENIZER)), []
    for example in masked([TEXT] * 20, Wordpieces(TOKENIZER)):
        ids = example.window.pieces.ids
        (pointer,) = example.pointers

        def words(at: Ints, ids: Ints = ids) -> str:
            return str(decoder.decode(ids[at].tolist()))

        candidates = {words(at): right for at, right in pointer.candidates}
        result.append((str(decoder.decode(ids.tolist())), words(pointer.mention), candidates))
    return result


def test_a_repeated_name_is_replaced_and_the_others_of_its_party_are_right(
    shown: list[tuple[str, str, dict[str, bool]]],
) -> None:
    known = [(window, mention, told) for window, mention, told in shown if any(told.values())]
    rights = {name for _, _, told in known for name, right in told.items() if right}
    assert rights == {"russia", "ukraine", "jovan petric"}
    for window, mention, told in known:
        assert mention in {word for subject, _ in WORDS.values() for word in subject}
        (right,) = (name for name, is_right in told.items() if is_right)
        assert window.count(right.rsplit(maxsplit=1)[-1]) == 1
        assert "germany" in told


def test_a_name_without_a_like_now_and_then_leaves_a_mention_that_stands_for_nobody(
    shown: list[tuple[str, str, dict[str, bool]]],
) -> None:
    alone = [window for window, _, told in shown if not any(told.values())]
    assert 0 < len(alone) < len(shown) * 4 * ALONE
    assert all("germany" not in window or "security council" not in window for window in alone)
