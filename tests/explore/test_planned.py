"""``whowhom calendar`` prints and writes what is planned."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.store.test_calendar import DAY, told
from typer.testing import CliRunner, Result

from whowhom.errors import UsageError
from whowhom.explore.cli import app
from whowhom.store import Store


def ran(*words: object) -> Result:
    return CliRunner().invoke(app, ["calendar", *map(str, words)])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    plans = [
        told(0, "planned", DAY),
        told(1, "planned", date(2020, 6, 1), date(2020, 6, 7)),
        told(2, "planned", date(2021, 1, 1), date(2021, 12, 31)),
    ]
    with Store.open(path) as store:
        store.write(store.begin_run({"code": "1"}, {}), [*plans, told(3, "negated", DAY, published=DAY)])
    return path


def test_the_table_tells_who_what_and_what_became_of_it(db: Path) -> None:
    told_ = ran("--db", db).stdout
    assert all(word in told_ for word in ("2020-05-20", "CONSULT", "PER", "did not", "not heard of"))
    assert "No planned events" in ran("--db", db, "--since", "2090-01-01").stdout


def test_json_and_csv_have_the_same_rows(db: Path, tmp_path: Path) -> None:
    rows = json.loads(ran("--db", db, "--format", "json").stdout)
    done = ran("--db", db, "--output", tmp_path / "out.csv")
    assert "3 planned events written" in done.stdout
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    assert [row["event"] for row in table] == [row["event"] for row in rows]
    assert [row["first_day"] for row in rows] == ["2020-05-20", "2020-06-01", "2021-01-01"]
    empty = ran("--db", db, "--since", "2090-01-01", "--format", "csv").stdout
    assert empty.startswith("event,article,first_day")


def test_icalendar_is_read_by_a_calendar_program(db: Path, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    done = ran("--db", db, "--output", tmp_path / "out.ics")
    assert "2 planned events" in done.stdout
    assert "1 planned for more than 31 days" in done.stdout
    made = icalendar.Calendar.from_ical((tmp_path / "out.ics").read_bytes())
    first, second = made.walk("VEVENT")
    assert (first["dtstart"].dt, first["dtend"].dt) == (DAY, date(2020, 5, 21))
    assert (second["dtstart"].dt, second["dtend"].dt) == (date(2020, 6, 1), date(2020, 6, 8))
    assert (str(first["status"]), str(second["status"])) == ("CANCELLED", "TENTATIVE")
    assert "Peru meets Chile soon, 0" in first["description"]
    assert str(first["uid"]) != str(second["uid"])
    assert "\r\n" in (tmp_path / "out.ics").read_bytes().decode()


def test_a_missing_package_a_bad_path_and_a_strange_format_are_said(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    for words, message in (
        (("--format", "ics"), "whowhom[calendar]"),
        (("--output", tmp_path / "none" / "out.csv"), "cannot be written"),
        (("--output", tmp_path / "out.xls"), "table, json, csv, ics"),
    ):
        error = ran("--db", db, *words).exception
        assert isinstance(error, UsageError)
        assert message in str(error)
