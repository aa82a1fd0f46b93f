"""``whowhom calendar`` prints and writes what is planned."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.store.test_calendar import DAY, told
from typer.testing import CliRunner, Result

from whowhom.errors import UsageError
from whowhom.explore.cli import app
from whowhom.explore.cli.planned import days
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


@pytest.mark.parametrize(
    ("start", "end", "precision", "part", "first", "last"),
    [
        ((2020, 5, 1), (2020, 5, 31), "month", "early", (2020, 5, 1), (2020, 5, 10)),
        ((2020, 5, 1), (2020, 5, 31), "month", "mid", (2020, 5, 11), (2020, 5, 20)),
        ((2020, 5, 1), (2020, 5, 31), "month", "late", (2020, 5, 21), (2020, 5, 31)),
        ((2021, 2, 1), (2021, 2, 28), "month", "late", (2021, 2, 19), (2021, 2, 28)),
        ((2021, 1, 1), (2021, 12, 31), "year", "early", (2021, 1, 1), (2021, 5, 1)),
        ((2020, 5, 1), (2020, 5, 31), "month", None, (2020, 5, 1), (2020, 5, 31)),
        ((2020, 5, 1), (2020, 5, 1), "part of day", "late", (2020, 5, 1), (2020, 5, 1)),
        ((2020, 1, 1), (2024, 12, 31), "decade", "early", (2020, 1, 1), (2024, 12, 31)),
    ],
)
def test_a_part_of_a_month_is_a_third_of_its_days(
    start: tuple[int, int, int], end: tuple[int, int, int], precision: str, part: str | None,
    first: tuple[int, int, int], last: tuple[int, int, int],
) -> None:  # fmt: skip
    row = {"first_day": date(*start), "last_day": date(*end), "date_precision": precision, "date_part": part}
    assert days(row) == (date(*first), date(*last))


def test_the_end_of_a_month_is_no_whole_month_in_a_calendar(tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    plan = told(0, "planned", date(2020, 5, 1), date(2020, 5, 31))
    [event] = plan.events
    assert event.when is not None
    mention = replace(event.when.mention, text="at the end of this month")
    when = replace(event.when, mention=mention, value="2020-05", precision="month", part="late")
    with Store.open(tmp_path / "n.duckdb") as store:
        store.write(store.begin_run({"code": "1"}, {}), [replace(plan, events=(replace(event, when=when),))])
    [entry] = icalendar.Calendar.from_ical(ran(tmp_path / "n.duckdb", "--format", "ics").stdout).walk("VEVENT")
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2020, 5, 21), date(2020, 6, 1))
    assert "Date as told: at the end of this month (late in 2020-05)" in entry["description"]


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
