from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from whowhom.language.decode import Proposal, Reading
from whowhom.language.labels import OUTSIDE, ROLES, STATUS_NAMES, TRIGGERS, TYPED_MODES
from whowhom.language.session import folder_of
from whowhom.language.windows import Window, Wordpieces
from whowhom.settings import DEFAULT_MODEL
from whowhom.training.examples import covered, whole_window
from whowhom.training.pairs import LIKELY, marked_pairs, taught

MARKED = "<s>Ruritania</s> freed two envoys of <t>Graustark</t> on Monday."
PLAIN = "Ruritania freed two envoys of Graustark on Monday."


def shared_folder(place: Path, *rows: dict[str, str]) -> Path:
    folder = place / "data/plover_pairs"
    folder.mkdir(parents=True)
    (folder / "train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return place


def reading(window: Window, word: str, kind: str, probability: float) -> tuple[Proposal, Reading]:
    """A proposal on a word, with a type of that probability and no roles."""
    at = covered(window.pieces, window.coded, PLAIN.index(word), PLAIN.index(word) + len(word))
    types = np.zeros(len(TRIGGERS))
    types[0], types[TRIGGERS.index(kind)] = 1 - probability, probability
    roles = np.zeros((len(window.pieces), len(ROLES), 3))
    roles[..., OUTSIDE] = 1.0
    statuses = np.eye(len(STATUS_NAMES))[STATUS_NAMES.index("actual")]
    return Proposal(at, types), Reading(roles, types, statuses, np.ones(len(TYPED_MODES)))


def test_marked_sentences_keep_their_sides_and_lose_their_marks(tmp_path: Path) -> None:
    row = {"marked": MARKED, "type": "YIELD"}
    (pair,) = marked_pairs(shared_folder(tmp_path, row, row), [])
    assert pair["text"] == PLAIN
    assert pair["types"] == {"CONCEDE", "RETREAT"}
    assert {name: PLAIN[s["start"] : s["end"]] for name, s in pair["sides"].items()} == {
        "actors": "Ruritania",
        "recipients": "Graustark",
    }


def test_what_gold_holds_is_left_out(tmp_path: Path) -> None:
    folder = shared_folder(tmp_path, {"marked": MARKED, "type": "YIELD"})
    assert marked_pairs(folder, [{"text": f"  {PLAIN.upper()} "}]) == []


def test_the_likeliest_event_of_the_type_gets_the_sides(tmp_path: Path) -> None:
    pairs = marked_pairs(shared_folder(tmp_path, {"marked": MARKED, "type": "YIELD"}), [])
    window = whole_window(pairs[0], Wordpieces(folder_of(DEFAULT_MODEL) / "tokenizer.json"))
    seen = [reading(window, "envoys", "CONSULT", 0.9), reading(window, "freed", "RETREAT", 0.6)]
    (passage,) = taught(pairs, [window], [seen])
    meant, other = passage["events"]
    assert (meant["type"], PLAIN[meant["trigger"]["start"] : meant["trigger"]["end"]]) == ("RETREAT", "freed")
    assert [PLAIN[m["start"] : m["end"]] for m in (*meant["actors"], *meant["recipients"])] == [
        "Ruritania",
        "Graustark",
    ]
    assert other["type"] == "CONSULT"
    assert not other["actors"]


def test_a_sentence_without_a_likely_event_teaches_nothing(tmp_path: Path) -> None:
    pairs = marked_pairs(shared_folder(tmp_path, {"marked": MARKED, "type": "YIELD"}), [])
    window = whole_window(pairs[0], Wordpieces(folder_of(DEFAULT_MODEL) / "tokenizer.json"))
    assert list(taught(pairs, [window], [[reading(window, "freed", "RETREAT", LIKELY - 0.1)]])) == []
    assert list(taught(pairs, [window], [[reading(window, "freed", "ASSAULT", 0.9)]])) == []
