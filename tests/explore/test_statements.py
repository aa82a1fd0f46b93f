"""``whowhom statements``, ``claims`` and what ``show``, ``info``, ``export`` and a run's summary tell of them."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.console import Console
from tests.coding.test_assemble import coded, seen
from tests.ledger import TEXT, coding, copied, market, statement
from typer.testing import CliRunner, Result

from whowhom.errors import UsageError
from whowhom.explore.cli import app
from whowhom.explore.cli.coding import _summary
from whowhom.explore.cli.ledger import quoted
from whowhom.explore.cli.showing import marked
from whowhom.explore.filters import HELP, KNOWN
from whowhom.explore.names import called
from whowhom.run import Summary
from whowhom.store import Store

COLUMNS = "100"


def ran(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": COLUMNS})


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("db") / "said.duckdb"
    with Store.open(path) as store:
        store.write(store.begin_run({"code": "1"}, {}), [market(), copied()])
    return path


def cues(*words: object) -> list[str]:
    return [row["cue"][0] for row in json.loads(ran("statements", *words, "--format", "json").stdout)]


def test_statements_are_printed_as_table_csv_and_json(db: Path) -> None:
    table = ran("statements", db).stdout
    told = " ".join(table.split())
    assert "Maria Orlova RUS" in told
    assert "to reporters" in told
    assert "via Reuters MNC:REUTERS" in told
    assert "“Our planes struck no market … and they never" in told
    assert "hopes (intention): that Greece will reopen the road" in told
    assert "nobody named" in told
    rows = json.loads(ran("statements", db, "--format", "json").stdout)
    read = list(csv.DictReader(ran("statements", "--db", db, "--format", "csv").stdout.splitlines()))
    assert [row["statement"] for row in read] == [row["statement"] for row in rows]
    assert read[1]["content"] == "Our planes struck no market; and they never will"


@pytest.mark.parametrize("command", ["statements", "claims"])
def test_tables_fit_in_a_hundred_columns_without_cutting_a_word(db: Path, command: str) -> None:
    lines = ran(command, db).stdout.splitlines()
    assert max(map(len, lines)) <= int(COLUMNS)
    assert not any("…" in line.replace(" … ", " ") for line in lines)
    assert {"129fe40d", "42528c06"} <= {line.split()[-1] for line in lines if line.strip()}


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (("--speaker", "RUS"), ["told"]), (("--about", "SYR"), ["said", "told", "doubts", "confirmed"]),
        (("--about", "Turkey"), ["doubts"]),  # a name stands for its nationality: "the Turkish account"
        (("--about", "TUR"), ["doubts"]), (("--about", "planes"), ["told"]),
        (("--words", "market struck"), ["told"]), (("--since", "2020-05-08"), ["confirmed", "feared"]),
        (("--until", "2020-05-07", "--kind", "belief"), ["doubts"]), (("--manner", "direct"), ["told"]),
        (("--outlet", "post"), ["confirmed", "feared"]), (("--limit", 2), ["said", "told"]),
        (("--min-confidence", 0.9), []), (("--stance", "doubts"), ["doubts"]),
    ],
)  # fmt: skip
def test_each_filter_reaches_the_query(db: Path, flags: tuple[object, ...], found: list[str]) -> None:
    assert cues(db, *flags) == found


def test_claims_show_who_asserts_and_who_denies(db: Path) -> None:
    lines = [" ".join(line.split()) for line in ran("claims", db).stdout.splitlines()]
    assert "Russia RUS ASSAULT bombed -> a market" in lines[1]
    assert lines[1].endswith("denied asserts Turkish officials TUR 129fe40d")
    told = " ".join(lines)
    assert "denies Maria Orlova RUS" in told
    assert "doubts France FRA via Reuters" in told
    assert "confirms Norway NOR 42528c06" in told  # which another article tells
    assert "Contradicted, asserted by one and denied by another: 1 of 2." in told


def test_claims_as_csv_have_the_voices_and_as_json_what_they_say(db: Path) -> None:
    [row] = csv.DictReader(ran("claims", db, "--type", "assault", "--format", "csv").stdout.splitlines())
    assert (row["asserted_by"], row["denied_by"]) == ("Turkish officials TUR", "Maria Orlova RUS")
    assert "claims" not in row
    [row] = json.loads(ran("claims", db, "--stance", "denies", "--format", "json").stdout)
    assert row["claims"][1]["content"] == "Our planes struck no market … and they never will"
    [row] = json.loads(ran("claims", db, "--speaker", "Turkey", "--format", "json").stdout)
    assert row["demanded_by"] == ["Turkey TUR"]


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        ((), ["bombed", "reopen"]), (("--contradicted",), ["bombed"]), (("--speaker", "NOR"), ["bombed"]),
        (("--speaker", "TUR", "--stance", "demands"), ["reopen"]), (("--about", "GRC"), ["reopen"]),
        (("--words", "road"), ["reopen"]), (("--type", "AID"), []), (("--status", "denied"), ["bombed"]),
        (("--kind", "intention"), ["reopen"]), (("--manner", "direct"), ["bombed"]), (("--limit", 1), ["bombed"]),
        (("--since", "2020-05-08"), ["bombed"]), (("--until", "2020-05-05"), []), (("--min-confidence", 0.9), []),
        (("--outlet", "wire"), ["bombed", "reopen"]),
    ],
)  # fmt: skip
def test_each_filter_of_claims_reaches_the_query(db: Path, flags: tuple[object, ...], found: list[str]) -> None:
    rows = json.loads(ran("claims", db, *flags, "--format", "json").stdout)
    assert [row["trigger"] for row in rows] == found


def test_marks_at_the_ends_of_words_are_left_out(tmp_path: Path) -> None:
    text = "Norway, said: roads are cut."
    told = statement(text, "said:", ["roads are cut"], source="Norway,")
    with Store.open(tmp_path / "a.duckdb") as store:
        store.write(store.begin_run({"code": "1"}, {}), [coding(text, (), [told])])
    lines = ran("statements", tmp_path / "a.duckdb").stdout.splitlines()
    assert lines[1].split()[1:-1] == ["Norway", "said:", "roads", "are", "cut"]


def test_empty_lists_say_why(db: Path, tmp_path: Path) -> None:
    assert "No statements pass these filters" in ran("statements", db, "--speaker", "PER").stdout
    assert "No claims pass these filters" in ran("claims", db, "--speaker", "PER").stdout
    with Store.open(tmp_path / "old.duckdb") as store:
        store.write(store.begin_run({"code": "1"}, {}), [coded(seen())])
    for command in ("statements", "claims"):
        told = " ".join(ran(command, tmp_path / "old.duckdb").stdout.split())
        assert f"The database holds no {command}" in told
        assert "whowhom code ARTICLES --db" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("statements", "--kind", "hope"), "speech, belief, intention"),
        (("claims", "--stance", "no"), "asserts, denies"),
        (("statements", "--manner", "loud"), "direct, indirect, mixed"), (("claims", "--type", "ATTACK"), "ASSAULT"),
        (("statements", "--db", "other.duckdb"), "leave one out"), (("claims", "--status", "true"), "alleged"),
    ],
)  # fmt: skip
def test_what_nothing_can_be_is_refused(db: Path, words: tuple[str, ...], told: str) -> None:
    result = ran(words[0], db, *words[1:])
    assert isinstance(result.exception, UsageError)
    assert told in str(result.exception)


def test_every_known_filter_is_explained() -> None:
    assert set(KNOWN) <= set(HELP)


def test_show_numbers_statements_and_tells_stances_with_events(db: Path) -> None:
    told = ran("show", "129f", "--db", db).stdout
    assert "Turkish officials said[S1]" in told.replace("\n", " ")
    [bombed] = [line for line in told.splitlines() if line.startswith("  1 ")]
    assert "asserts: Turkish officials (TUR GOV)  denies: Maria Orlova" in bombed
    assert "via Reuters" in bombed
    [denied] = [line for line in told.splitlines() if line.startswith(" S2 ")]
    assert "to reporters (JRN)" in denied
    assert 'denies 1 "struck no market"' in denied
    assert "doubts 1  0.80" in told  # because of its cue, which stands there already
    [feared] = [line for line in ran("show", "4252", "--db", db).stdout.splitlines() if line.startswith(" S2 ")]
    assert feared.startswith(' S2 nobody named  indirect "feared" (belief)  that roads are cut')


def test_show_without_statements_has_no_list_of_them(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.duckdb") as store:
        store.write(store.begin_run({"code": "1"}, {}), [coded(seen())])
    told = ran("show", coded(seen()).article.id, "--db", tmp_path / "a.duckdb").stdout
    assert "Statements" not in told


def test_marks_stand_where_the_words_do() -> None:
    text = marked(market())
    styled = {str(span.style): text.plain[span.start : span.end] for span in text.spans}
    assert styled["italic"] == "that Greece will reopen[2] the road"
    assert styled["bold red"] == "bombed"
    assert text.plain.replace("[1]", "").replace("[2]", "").replace("[S1]", "").replace("[S2]", "").replace(
        "[S3]", "").replace("[S4]", "") == TEXT  # fmt: skip


def test_a_cue_that_is_an_event_has_both_marks() -> None:
    told = market()
    cue = replace(told.events[0], trigger=told.statements[0].cue[0])
    assert "officials said[1][S1]. " in marked(replace(told, events=(cue,), claims=())).plain


@pytest.mark.parametrize(
    ("content", "manner", "told"),
    [
        (["We go"], "direct", "“We go”"), (['"We go,"', '"now"'], "direct", '"We go," … "now"'),
        (["that\nit  goes"], "indirect", "that it goes"), (["one two three"], "indirect", "one two …"),
    ],
)  # fmt: skip
def test_what_is_said_is_told_on_a_line(content: list[str], manner: str, told: str) -> None:
    assert quoted(content, manner, most=len("one two th") if told.endswith("…") else 100) == told


def test_info_and_export_have_them(db: Path, tmp_path: Path) -> None:
    told = " ".join(ran("info", "--db", db).stdout.split())
    assert "statements speech 3" in told
    assert "claims denies 1" in told
    for table, number in (("statements", 6), ("claims", 5)):
        done = ran("export", tmp_path / f"{table}.parquet", "--db", db, "--table", table)
        assert f"{number} {table} written" in done.stdout
        assert pq.read_table(tmp_path / f"{table}.parquet").num_rows == number


def test_a_run_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    _summary(Console(), Summary(coded=1, statements=1, claims=1200), 1.0, "a.duckdb")
    assert "1 statement, 1,200 claims (whowhom claims a.duckdb)" in capsys.readouterr().out
    _summary(Console(), Summary(coded=1), 1.0, "a.duckdb")
    assert "statement" not in capsys.readouterr().out
    assert {"statements", "claims"} <= set(Summary().to_dict())


def test_names_of_a_party_are_its_own() -> None:
    assert {"Russia", "Russian", "Russians"} <= set(called("RUS"))
    assert "NATO" in called("IGO:NATO")
    assert "Congolese" not in called("COD")  # borne by two
    assert called("XXX") == ()


@pytest.mark.parametrize("command", ["statements", "claims"])
def test_the_page_shows_what_is_printed(db: Path, root: Path, command: str) -> None:
    page = (root / "docs/ledger.md").read_text(encoding="utf-8")
    [(words, shown)] = re.findall(rf"```text\n\$ whowhom {command} news.duckdb(.*?)\n(.*?)```", page, re.DOTALL)
    printed = [line.rstrip() for line in ran(command, db, *words.split()).stdout.splitlines()]
    assert printed[: len(shown.splitlines())] == shown.splitlines()
