"""The table of cues, and the kinds of cues as they stand."""

from __future__ import annotations

import csv
import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from whowhom.coding.cues import LONGEST_CUE, PARTS, USES, by_form, cue_in, cues, kind_of
from whowhom.types import CueKind


def test_the_table_is_sound() -> None:
    rows = list(csv.reader(files("whowhom.coding").joinpath("cues.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["cue", "part", "kind", "use", "irregular", "source"]
    assert len(cues()) == len(rows) - 1
    assert rows[1:] == sorted(rows[1:])
    for cue in cues():
        assert cue.cue == cue.cue.strip().lower()
        assert cue.part in PARTS
        assert cue.kind in get_args(CueKind)
        assert cue.use in USES
        assert cue.source in {"PolNeAR train", "English usage"}
        assert len(cue.cue.split()) <= LONGEST_CUE
    assert len({(cue.cue, cue.part) for cue in cues()}) == len(cues())


def test_every_row_is_found_by_its_own_form() -> None:
    for cue in cues():
        assert by_form()[cue.cue].kind == cue.kind or cue.part != "verb", cue.cue


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("said", "speech"), ("has repeatedly denied", "speech"), ("according to", "speech"), ("claim", "speech"),
        ("’s claims that", "speech"), ("is calling on", "speech"), ("made it clear", "speech"), (":", "speech"),
        ("vowed", "speech"), ("reports", "speech"), ("believes", "belief"), ("are convinced", "belief"),
        ("is feared", "belief"), ("in the eyes of", "belief"), ("hopes", "intention"), ("will seek", "intention"),
        ("was determined to", "intention"), ("plans", "intention"), ("expressed hopes", "intention"),
        ("yodelled", "speech"),
    ],
)  # fmt: skip
def test_kinds(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.shared
@pytest.mark.parametrize("part", ["train", "dev"])
def test_most_cues_of_polnear_are_in_the_table(part: str, shared: Path) -> None:
    found = []
    with gzip.open(shared / f"data/polnear/{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            for statement in article["statements"]:
                words = " ".join(article["text"][start:end] for start, end in statement["cue"])
                if words:
                    found.append(cue_in(words) is not None)
    assert sum(found) / len(found) > 0.85
