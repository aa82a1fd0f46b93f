from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

import whowhom
from whowhom import __version__, errors, samples
from whowhom.errors import WhowhomError
from whowhom.explore.cli import app, main

pytestmark = pytest.mark.model
NEWS = "Albania expelled two Greek diplomats on Tuesday. Greece denied that they had spied."


def ran(*words: object, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=given)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("db") / "news.duckdb"
    done = ran("code", samples.paths()[0].parent, "--db", path)
    assert done.exit_code == 0, done.output
    return path


def code_of(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """The exit code of the command as installed, and what it says on standard error."""
    monkeypatch.setattr("sys.argv", ["whowhom", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    code = left.value.code
    assert isinstance(code, int)
    return code, capsys.readouterr().err


def test_code_says_what_it_found_and_what_to_try_next(db: Path) -> None:
    again = ran("code", samples.paths()[0].parent, "--db", db)
    assert "coded before by the same versions" in again.output
    assert "'fr'" in again.output
    assert "whowhom events" in again.output


def test_code_for_scripts_prints_json_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    told = ran("code", tmp_path / "a.txt", "--db", tmp_path / "n.duckdb", "--json")
    assert json.loads(told.stdout)["coded"] == 1
    assert ran("code", tmp_path / "a.txt", "--db", tmp_path / "m.duckdb", "--quiet").output == ""


def test_trouble_leaves_standard_output_to_the_json_and_quiet_silent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    words = ("code", tmp_path / "a.txt", tmp_path / "none.txt", "--db", tmp_path / "n.duckdb")
    told = ran(*words, "--json")
    assert (told.exit_code, json.loads(told.stdout)["failed"]) == (1, 1)
    told = ran(*words, "--quiet")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "no file or folder" in told.stderr
    assert "none.txt" in told.stderr


def test_code_reads_standard_input_and_writes_records_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = ran("code", "-", "--records", "out.jsonl", "--published", "2024-05-22", "--quiet", given=NEWS)
    assert done.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    record = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert record["published"] == "2024-05-22"
    assert record["events"][0]["date"]["value"] == "2024-05-21"


def test_exit_codes_are_0_done_1_some_failed_2_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    to = ("--db", tmp_path / "n.duckdb", "--quiet")
    assert code_of(monkeypatch, capsys, "code", tmp_path / "a.txt", *to) == (0, "")
    code, told = code_of(monkeypatch, capsys, "code", tmp_path, *to)
    assert code == 1
    assert "b.txt: it is empty" in told
    assert code_of(monkeypatch, capsys, "code", tmp_path, *to, "--strict")[0] == 1
    wrong = {
        ("code", tmp_path, *to, "--model", "none"): "no model 'none'",
        ("code", tmp_path, *to, "--map", "textt=a"): "FIELD=NAME",
        ("code", tmp_path, *to, "--workers", "0"): "workers",
        ("code", tmp_path, *to, "--published", "tomorrow"): "published",
        ("code", tmp_path, *to, "--min-confidence", "7"): "min-confidence",
        ("events", "--db", tmp_path / "none.duckdb"): "none.duckdb",
        ("events", "--db", tmp_path / "a.txt"): "a.txt",
        ("events", "--db", tmp_path / "n.duckdb", "--type", "ATTACK"): "ASSAULT",
        ("events", "--db", tmp_path / "n.duckdb", "--status", "true"): "alleged",
        ("show", "ffff", "--db", tmp_path / "n.duckdb"): "ffff",
        ("export", tmp_path / "a.xls", "--db", tmp_path / "n.duckdb"): "parquet",
        ("evaluate", tmp_path / "none.jsonl"): "none.jsonl",
        ("evaluate", tmp_path / "a.txt"): "a.txt",
        ("nonsense",): "nonsense",
    }
    for words, message in wrong.items():
        code, told = code_of(monkeypatch, capsys, *words)
        assert (code, message in told) == (2, True), (words, told)


def test_events_are_filtered_and_printed_as_table_csv_and_json(db: Path) -> None:
    everything = json.loads(ran("events", "--db", db, "--format", "json", "--limit", 0).stdout)
    some = json.loads(ran("events", "--db", db, "--type", "COERCE", "--format", "json", "--limit", 0).stdout)
    assert 0 < len(some) < len(everything)
    assert {row["type"] for row in some} == {"COERCE"}
    rows = list(csv.DictReader(ran("events", "--db", db, "--type", "COERCE", "--format", "csv").stdout.splitlines()))
    assert [row["event"] for row in rows] == [row["event"] for row in some]
    assert "COERCE" in ran("events", "--db", db, "--type", "COERCE").stdout
    assert "No events pass" in ran("events", "--db", db, "--since", "2090-01-01").stdout


def test_an_empty_list_says_which_filter_nothing_passes(db: Path) -> None:
    told = ran("events", db, "--actor", "Rusia", "--since", "2020-01-01").stdout
    assert "No event has 'Rusia' as its actor; near it are RUS" in told
    told = ran("events", db, "--recipient", "QQX").stdout
    assert "No event has 'QQX' as its recipient." in told


@pytest.mark.parametrize("command", ["events", "statements", "claims", "calendar"])
def test_days_in_the_wrong_order_are_refused(
    command: str, db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("--since", "2022-01-02", "--until", "2022-01-01")
    code, told = code_of(monkeypatch, capsys, command, db, *days)
    assert (code, "--since 2022-01-02 is later than --until 2022-01-01" in told) == (2, True), told


def test_a_database_stands_in_its_place_or_as_a_flag(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("events", "statements", "claims", "calendar", "actors", "info"):
        in_place, as_flag = ran(command, db), ran(command, "--db", db)
        assert (in_place.exit_code, in_place.output) == (0, as_flag.output), command
        code, told = code_of(monkeypatch, capsys, command, db, "--db", db)
        assert (code, "Two databases" in told) == (2, True), command
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    assert ran("export", db, one).exit_code == ran("export", other, "--db", db).exit_code == 0
    assert one.read_text(encoding="utf-8") == other.read_text(encoding="utf-8") != ""
    for words in (("export", db, one, "--db", db), ("export", db, one, other), ("report", db, "--db", db)):
        assert code_of(monkeypatch, capsys, *words)[0] == 2


@pytest.mark.parametrize(
    "words", [("code", "-", "--published"), ("events", "--since"), ("who", "Tillerson", "--on"), ("claims", "--until")]
)
@pytest.mark.parametrize("value", ["5/6/2020", "2020"])
def test_what_is_no_day_is_told_in_a_sentence(words: tuple[str, ...], value: str) -> None:
    told = ran(*words, value)
    assert told.exit_code == 2
    assert f"{value!r} is no day: give a day as YYYY-MM-DD." in " ".join(told.output.replace("│", "").split())


def test_numbers_of_one_are_singular(tmp_path: Path) -> None:
    given = [{"text": NEWS}, {"text": NEWS}, {"text": "Paris et Berlin ont signé un accord.", "lang": "fr"}]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
    first = ran("code", path, "--db", tmp_path / "n.duckdb").stdout
    assert "1 article coded (2 sentences" in first
    for words in ("1 was given twice", "1 was skipped", "1 shows no date"):
        assert words in first
    assert "1 was coded before" in ran("code", path, "--db", tmp_path / "n.duckdb").stdout
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": NEWS, "events": []}), encoding="utf-8")
    assert ran("evaluate", gold, "--predicted", gold).stdout.startswith("1 passage, 0 gold events, 0 predicted")


@pytest.mark.parametrize(
    ("flag", "value", "fits"),
    [
        ("--actor", "RUS", lambda row: "RUS" in row["actor_codes"]),
        ("--recipient", "GRC", lambda row: "GRC" in row["recipient_codes"]),
        ("--status", "denied", lambda row: row["status"] == "denied"),
        ("--mode", "arrest", lambda row: row["mode"] == "arrest"),
        ("--min-confidence", "0.9", lambda row: row["confidence"] >= 0.9),
        ("--since", "2023-01-01", lambda row: (row["last_day"] or row["published"] or "") >= "2023-01-01"),
        ("--until", "2021-12-31", lambda row: "" < (row["first_day"] or row["published"] or "") <= "2021-12-31"),
        ("--outlet", "GULF", lambda row: "gulf" in (row["outlet"] or "").lower()),
    ],
)
def test_each_filter_gives_all_that_fit_and_nothing_else(flag: str, value: str, fits, db: Path) -> None:
    everything = json.loads(ran("events", "--db", db, "--format", "json", "--limit", 0).stdout)
    found = json.loads(ran("events", "--db", db, flag, value, "--format", "json", "--limit", 0).stdout)
    assert found == [row for row in everything if fits(row)] != []


def test_every_code_that_is_shown_is_a_filter(db: Path) -> None:
    with whowhom.open(db) as store:
        for side in ("actor", "recipient"):
            shown = {(code, row["event"]) for row in store.events() for code in row[f"{side}_codes"] if code}
            assert any(":" in code for code, _ in shown)
            for code in {code for code, _ in shown}:
                found = {row["event"] for row in store.events(**{side: code})}
                assert {event for other, event in shown if other == code} <= found, code


def test_the_same_question_has_the_same_answer(db: Path) -> None:
    with whowhom.open(db) as store:
        assert len({str(store.events().rows()) for _ in range(20)}) == 1


def test_limit_gives_the_first_and_says_so(db: Path) -> None:
    everything = json.loads(ran("events", "--db", db, "--format", "json", "--limit", 0).stdout)
    assert json.loads(ran("events", "--db", db, "--format", "json", "--limit", 3).stdout) == everything[:3]
    assert "--limit 0 shows all" in ran("events", "--db", db, "--limit", 3).stdout


def test_show_says_why_an_article_is_not_coded(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with whowhom.open(db) as store:
        skipped = store.articles(state="skipped").rows()[0]["article"]
    code, told = code_of(monkeypatch, capsys, "show", skipped, "--db", db)
    assert (code, "'fr'" in told) == (2, True), told


def test_show_marks_the_events_of_an_article_or_a_file(db: Path, tmp_path: Path) -> None:
    row = json.loads(ran("events", "--db", db, "--limit", 1, "--format", "json").stdout)[0]
    shown = ran("show", row["article"][:10], "--db", db).stdout
    assert f"{row['trigger']}[" in shown
    (tmp_path / "a.txt").write_text(f"[bold]{NEWS}[/]", encoding="utf-8")
    told = ran("show", tmp_path / "a.txt", "--published", "2024-05-22").stdout
    assert ran("show", "-", "--published", "2024-05-22", given=f"[bold]{NEWS}[/]").stdout == told
    assert "[bold]Albania expelled[1]" in told
    assert "2024-05-21" in told


def test_export_writes_the_same_events_in_every_format(db: Path, tmp_path: Path) -> None:
    for name in ("e.csv", "e.parquet", "e.jsonl"):
        assert ran("export", tmp_path / name, "--db", db).exit_code == 0
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as lines:
        written = [row["event"] for row in csv.DictReader(lines)]
    assert written
    assert pq.read_table(tmp_path / "e.parquet").column("event").to_pylist() == written
    records = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(len(record["events"]) for record in records) == len(written)


def test_evaluate_prints_figures_and_errors(root: Path) -> None:
    told = ran("evaluate", root / "eval/gold.jsonl", "--errors", 1).stdout
    assert "who-whom" in told
    assert "missed" in told
    assert json.loads(ran("evaluate", root / "eval/gold.jsonl", "--json").stdout)["passages"] > 50


def test_perfect_records_score_one(root: Path) -> None:
    gold = root / "eval/gold.jsonl"
    figures = json.loads(ran("evaluate", gold, "--predicted", gold, "--json").stdout)
    assert all(figure["f1"] == 1.0 for figure in figures["f1s"].values())


def test_documents_that_failed_count_as_without_events(tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    event = {"type": "ACCUSE", "mode": None, "status": "actual", "trigger": {"start": 6, "end": 13}}
    gold.write_text(json.dumps({"id": "a", "text": "Kenya accused Norway.", "events": [event]}), encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    assert ran("code", tmp_path / "broken.jsonl", "--records", predicted, "--quiet").exit_code == 1
    told = json.loads(ran("evaluate", gold, "--predicted", predicted, "--json").stdout)
    assert told["f1s"]["event"]["recall"] == 0


def test_records_of_other_ids_are_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    lines = [json.dumps({"id": name, "text": NEWS, "events": []}) for name in ("a", "b")]
    gold.write_text("\n".join(lines), encoding="utf-8")
    predicted.write_text(json.dumps({"id": "c", "events": []}), encoding="utf-8")
    code, told = code_of(monkeypatch, capsys, "evaluate", gold, "--predicted", predicted)
    assert (code, "None of gold's 2 ids" in told, "'a'" in told, "'c'" in told) == (2, True, True, True)
    predicted.write_text(lines[0], encoding="utf-8")
    assert "1 of gold's 2 ids are in" in ran("evaluate", gold, "--predicted", predicted).stderr
    assert ran("evaluate", gold, "--predicted", gold).stderr == ""
    gold.write_text("\n".join([lines[0], json.dumps({"id": 7, "text": NEWS, "events": []})]), encoding="utf-8")
    code, told = code_of(monkeypatch, capsys, "evaluate", gold)
    assert (code, "gold.jsonl:2" in told, "its id 7 is no text" in told) == (2, True, True)


@pytest.mark.parametrize("events", [[{"type": "ATTACK"}], [{"mode": None}], [{"type": "AID", "status": "actual"}], 7])
def test_gold_that_breaks_the_codebook_is_told_with_its_line(
    events: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": "Kenya accused Norway.", "events": events}), encoding="utf-8")
    code, told = code_of(monkeypatch, capsys, "evaluate", gold)
    assert (code, "gold.jsonl:1" in told) == (2, True), told


def test_info_names_versions_figures_and_counts(db: Path) -> None:
    told = ran("info", "--db", db).stdout
    assert __version__ in told
    assert "who-whom" in told
    assert str(db) in told.replace("\n", "")
    facts = json.loads(ran("info", "--db", db, "--json").stdout)
    assert facts["database"][str(db)]


def test_info_says_how_to_make_a_database(tmp_path: Path) -> None:
    told = ran("info", "--db", tmp_path / "none.duckdb")
    assert (told.exit_code, "whowhom code" in told.stdout) == (0, True)


def test_every_error_is_one_of_ours() -> None:
    assert all(issubclass(kind, WhowhomError) for kind in vars(errors).values() if isinstance(kind, type))


def test_who_says_who_it_is_on_the_day() -> None:
    told = ran("who", "Tillerson", "--on", "2017-04-11")
    assert "Tillerson is Rex Tillerson" in told.output
    assert "was before" in told.output
    rows = json.loads(ran("who", "Tillerson", "--on", "2014-01-01", "--format", "json").stdout)["meanings"]
    assert [row["country"] for row in rows if row["moment"] == "on the day"] == ["MNC"]
    assert "ambiguous" in ran("who", "Georgia").output
    assert "No table knows" in ran("who", "Qwertzuiop").output


def test_actors_lists_who_appears_and_what_was_left_open(db: Path) -> None:
    rows = json.loads(ran("actors", "--db", db, "--limit", 0, "--format", "json").stdout)
    assert all(row["as_actor"] + row["as_recipient"] > 0 for row in rows)
    assert any(row["mentions"] for row in rows)
    times = [row["as_actor"] + row["as_recipient"] for row in rows]
    assert times == sorted(times, reverse=True)
    undecided = json.loads(ran("actors", "--db", db, "--undecided", "--format", "json").stdout)
    assert all(row["times"] >= 1 for row in undecided)
    assert "The first 1; --limit 0 shows all." in ran("actors", "--db", db, "--limit", 1).output


def test_own_actors_change_the_versions_and_code_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Blue Lantern attacked a village on Monday.", encoding="utf-8")
    (tmp_path / "my.csv").write_text("names,country,org,sector\nBlue Lantern,SYR,BLF,REB\n", encoding="utf-8")
    words = ("code", tmp_path / "a.txt", "--db", tmp_path / "n.duckdb", "--json")
    assert json.loads(ran(*words).stdout)["coded"] == 1
    assert json.loads(ran(*words, "--actors", tmp_path / "my.csv").stdout)["coded"] == 1
    assert json.loads(ran(*words, "--actors", tmp_path / "my.csv").stdout)["known"] == 1


def test_a_bad_file_of_own_actors_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.csv").write_text("names,country\nBlue Lantern,ZZZ\n", encoding="utf-8")
    code, told = code_of(monkeypatch, capsys, "who", "Blue Lantern", "--actors", tmp_path / "bad.csv")
    assert code == 2
    assert "bad.csv:2" in told


def test_evaluate_can_take_golds_mentions(root: Path) -> None:
    told = ran("evaluate", root / "eval/gold.jsonl", "--mentions", "gold", "--errors", 1)
    assert "common nouns" in told.output
    rows = json.loads(ran("evaluate", root / "eval/gold.jsonl", "--mentions", "gold", "--json").stdout)
    assert rows["kinds"]["all"]["mentions"] > 0
