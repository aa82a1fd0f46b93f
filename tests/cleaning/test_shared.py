"""Cleaning measured on the project's own texts: a real article, the gold passages, real pages."""

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from whowhom.cleaning import clean
from whowhom.types import Article

SHARED = Path(os.environ.get("WHOWHOM_SHARED") or Path(__file__).parents[3] / "shared")
F1_FLOOR = 0.955
"""The issue asks for 0.95; 0.958 is reached."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside the checkout"),
]


def test_from_the_seed_article_captions_credit_and_promo_leave():
    text = (SHARED / "articles/seed.txt").read_text(encoding="utf-8")
    blocks = clean(Article("seed", text)).blocks
    left = [block for block in blocks if not block.kept]
    lines = [block.span.of(text) for block in left]
    assert [block.kind for block in left] == ["caption", "repeat", "credit", "caption", "repeat", "promo"]
    assert lines[0] == lines[1]
    assert lines[3] == lines[4]
    assert [(index, block.kind) for index, block in enumerate(blocks) if block.kind == "title"] == [(0, "title")]


@pytest.mark.parametrize("part", ["train", "dev"])
def test_no_trigger_actor_recipient_or_source_of_the_gold_is_lost(part):
    lost = []
    for line in (SHARED / f"gold/{part}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = [block.span for block in clean(Article(record["id"], record["text"])).kept]
        for event in record["events"]:
            mentions = [event["trigger"], *event["actors"], *event["recipients"], *event["attributed_to"]]
            lost += [
                (record["id"], mention["text"])
                for mention in mentions
                if not any(span.start <= mention["start"] and mention["end"] <= span.end for span in spans)
            ]
    assert lost == []


def shingles(text):
    """Runs of four words, as the article-extraction-benchmark counts them (scrapinghub, ``evaluate.py``)."""
    words = re.findall(r"\w+", text)
    runs = (tuple(words[index : index + 4]) for index in range(max(1, len(words) - 3)))
    return Counter(run for run in runs if run)


def token_f1(pairs):
    """The benchmark's F1: of precision and recall over shingles, each averaged over the pages."""
    counts = [(shingles(true), shingles(found)) for true, found in pairs]
    precision = mean((true & found).total() / found.total() for true, found in counts if found)
    recall = mean((true & found).total() / true.total() for true, found in counts if true)
    return 2 * precision * recall / (precision + recall)


def test_pages():
    trafilatura = pytest.importorskip("trafilatura")
    expected = json.loads((SHARED / "data/pages/expected.json").read_text(encoding="utf-8"))
    extracted, kept, counted = [], [], []
    for key, page in expected.items():
        html = gzip.decompress((SHARED / f"data/pages/{key}.html.gz").read_bytes()).decode("utf-8", "replace")
        text = trafilatura.extract(html, include_comments=False) or ""
        blocks = clean(Article(key, text)).blocks
        true = page["articleBody"]
        extracted.append((true, text))
        kept.append((true, "\n".join(block.span.of(text) for block in blocks if block.kept)))
        # The benchmark's annotators count datelines and notices of rights as part of the article; we do not.
        also = ("dateline", "is a notice of rights")
        story = [block for block in blocks if block.kept or block.kind in also or block.reason in also]
        counted.append((true, "\n".join(block.span.of(text) for block in story)))
    assert token_f1(kept) >= F1_FLOOR
    assert token_f1(counted) >= token_f1(extracted)
