"""Corrections: rows of their own, never overwriting; agreement; gold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.serving import Site

from whowhom.errors import UsageError
from whowhom.evaluation import read_gold
from whowhom.explore.filters import Filters
from whowhom.explore.web.review import mended, take
from whowhom.store import Desk, Store

pytestmark = pytest.mark.model


def post(site: Site, event: str, **form: str) -> int:
    body = urlencode(form).encode()
    return site.ask(f"/review/{event}", method="POST", body=body, Origin=site.base)[0]


def smallest(site: Site) -> tuple[str, list[str]]:
    """The article with fewest events, and its events."""
    rows = [row for row in site.json("/api/v1/articles?limit=100")["rows"] if row["events"]]
    article = min(rows, key=lambda row: row["events"])["article"]
    return article, [row["event"] for row in site.json(f"/api/v1/events?article={article}")["rows"]]


def test_judgements_are_added_and_nothing_is_changed(review_site: tuple[Site, Path]) -> None:
    site, _path = review_site
    article, events = smallest(site)
    before = site.json(f"/api/v1/articles/{article}")
    assert post(site, events[0], reviewer="Ann", verdict="reject") == 303
    assert post(site, events[0], reviewer="Ann", verdict="accept") == 303
    assert site.json(f"/api/v1/articles/{article}") == before
    rows = site.json("/api/v1/corrections")["rows"]
    assert [(row["reviewer"], row["verdict"]) for row in rows] == [("Ann", "reject"), ("Ann", "accept")]
    assert rows[0]["after"] is None
    assert json.loads(rows[1]["after"]) == json.loads(rows[1]["before"])
    page = site.text(f"/article/{article}")
    assert "rejects" in page
    assert "accepts" in page


def test_two_reviewers_agree_or_not_and_gold_is_what_both_settled(
    review_site: tuple[Site, Path], tmp_path: Path
) -> None:
    site, _ = review_site
    article, events = smallest(site)
    status = {"planned": "actual"}.get(site.json(f"/api/v1/articles/{article}")["events"][0]["status"], "planned")
    for event in events:
        assert post(site, event, reviewer="Ann", verdict="accept") == 303
    assert post(site, events[0], reviewer="Bo", verdict="mend", status=status) == 303
    assert site.text("/review/gold.jsonl") == ""
    page = site.text("/review?reviewer=Bo")
    assert "Ann and Bo" in page
    assert "0 %" in page
    assert post(site, events[0], reviewer="Ann", verdict="mend", status=status) == 303
    assert "100 %" in site.text("/review")
    (tmp_path / "gold.jsonl").write_text(site.text("/review/gold.jsonl"), encoding="utf-8")
    records = list(read_gold(tmp_path / "gold.jsonl"))
    assert len(records) == 1
    assert len(records[0]["events"]) == len(events)
    assert status in {event["status"] for event in records[0]["events"]}
    assert all("confidence" not in event for event in records[0]["events"])


def test_the_queue_leaves_out_what_was_judged(review_site: tuple[Site, Path]) -> None:
    site, _ = review_site
    total = site.json("/api/v1/count")["rows"][0]["events"]
    assert f"<b>{total}</b> events are left" in site.text("/review?reviewer=Ann")
    event = site.json("/api/v1/events?limit=1")["rows"][0]["event"]
    assert post(site, event, reviewer="Ann", verdict="accept") == 303
    assert f"<b>{total - 1}</b> events are left" in site.text("/review?reviewer=Ann")
    assert f"<b>{total}</b> events are left" in site.text("/review?reviewer=Bo")


@pytest.mark.parametrize(
    "form",
    [
        {"verdict": "accept"}, {"reviewer": "Ann", "verdict": "perhaps"}, {"reviewer": "Ann", "verdict": "mend"},
        {"reviewer": "Ann", "verdict": "mend", "type": "WAR"}, {"reviewer": "A\x00", "verdict": "accept"},
        {"reviewer": "Ann", "verdict": "mend", "status": "true"}, {"reviewer": "A" * 300, "verdict": "accept"},
    ],
)  # fmt: skip
def test_what_the_codebook_does_not_know_is_refused(form: dict[str, str], review_site: tuple[Site, Path]) -> None:
    site, _ = review_site
    event = site.json("/api/v1/events?limit=1")["rows"][0]["event"]
    assert post(site, event, **form) == 400
    assert site.json("/api/v1/corrections")["rows"] == []


def test_an_unknown_event_is_told(review_site: tuple[Site, Path]) -> None:
    assert post(review_site[0], "nothing", reviewer="Ann", verdict="accept") == 404


BEFORE: dict[str, Any] = {
    "type": "ASSAULT", "mode": None, "status": "actual",
    "actors": [{"text": "Peru", "start": 0, "end": 4, "country": "PER", "org": None, "sector": "GOV"}],
    "recipients": [{"text": "they", "start": 9, "end": 13, "country": None, "org": None, "sector": None}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"type": "COERCE", "mode": "arrest"}, {"type": "COERCE", "mode": "arrest"}),
        ({"actors-0-side": "nobody"}, {"actors": []}),
        ({"actors-0-side": "recipients"}, {"actors": []}),
        ({"recipients-0-country": "Chile"}, {"recipients": [BEFORE["recipients"][0] | {"country": "CHL"}]}),
        ({"actors-0-sector": "MIL"}, {"actors": [BEFORE["actors"][0] | {"sector": "MIL"}]}),
        ({"actors-0-org": "ARMY"}, {"actors": [BEFORE["actors"][0] | {"org": "ARMY"}]}),
    ],
)  # fmt: skip
def test_mending(form: dict[str, str], expected: dict[str, Any]) -> None:
    after = mended(BEFORE, form)
    assert {name: after[name] for name in expected} == expected
    assert BEFORE["type"] == "ASSAULT"


@pytest.mark.parametrize(
    "form", [{"mode": "visit"}, {"actors-0-country": "Atlantis"}, {"actors-0-side": "up"}, {"actors-0-sector": "KING"}]
)
def test_mending_refuses(form: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        mended(BEFORE, form)


def test_corrections_outlive_a_new_coding(sample_db: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.duckdb"
    shutil.copy(sample_db, path)
    with Desk.open(path, review=True) as desk:
        event = desk.query("events", **Filters().parameters(), after=None, limit=1).rows()[0]
        take(desk, event["event"], {"reviewer": "Ann", "verdict": "reject"})
    with Store.open(path) as store:
        coding = store.coding(event["article"])
        store.write(store.begin_run({"code": "later"}, {}), [coding])
    with Desk.open(path) as desk:
        assert [row["event"] for row in desk.query("corrections", article=None, event=None)] == [event["event"]]
