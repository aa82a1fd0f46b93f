"""Users' own actors: tables of their own, and dictionaries of PETRARCH and TABARI."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.build import analysis

from whowhom import actors, who
from whowhom.errors import UsageError
from whowhom.knowledge.own import read_own
from whowhom.pipeline import Coder
from whowhom.types import Actor

TABLE = """names,country,org,sector,kind,office,start,end
Blue Lantern;BLF,SYR,BLF,REB,body,,,
Jana Orlova,CZE,,GOV,person,foreign minister,2020-01-01,2021-12-31
Jana Orlova,,NORDBANK,BUS,person,head of Nordbank,2022,
lamplighters,,,UAF,noun,,,
"""
DICTIONARY = """# comment
LANTERN_BRIGADE_(LB)_ [COLREB] # a comment
+BRIGADE_OF_LANTERNS_
JON_TORVALD_ [SWEGOV 19900101-19941003]
\t[SWEELI >19941004]
RELIEF_FOR_ALL_\t[NGOHLH]
EAST_FRONT_ [SASREB]
WORLD_LAMP_COUNCIL_ [IGO]
BROKEN_DATE_ [DNKGOV 2004017-20061201]
"""
AGENTS = """!PERSON! = MAN, MEN, WOMAN
LAMP!PERSON! [~BUS]
CHAMBER_OF_LAMPS {CHAMBERS_OF_LAMPS} [~BUS]
LAMP_THIEF [~CRM]
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "my.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def linked(text: str, mention: str, paths: list[Path], day: date | None = None) -> Actor:
    seen = analysis(text, text.rsplit(maxsplit=1)[-1], actors=(mention,), published=day)
    parties, _ = actors.load(read_own(paths)).link(seen, [None])
    return parties[0].actors[0].actor


@pytest.mark.parametrize(
    ("text", "mention", "day", "country", "org", "sector"),
    [
        ("Blue Lantern took the town", "Blue Lantern", None, "SYR", "BLF", "REB"),
        ("The BLF took the town", "BLF", None, "SYR", "BLF", "REB"),
        ("Jana Orlova spoke", "Jana Orlova", date(2021, 5, 1), "CZE", None, "GOV"),
        ("Jana Orlova spoke", "Jana Orlova", date(2023, 5, 1), None, "NORDBANK", "BUS"),
    ],
)
def test_rows_of_a_table_are_taken_at_their_word(
    table: Path, text: str, mention: str, day: date | None, country: str | None, org: str | None, sector: str
) -> None:
    actor = linked(text, mention, [table], day)
    assert (actor.country, actor.org, actor.sector) == (country, org, sector)


@pytest.mark.parametrize(
    ("text", "day", "country", "org"),
    [
        ("Blue Lantern attacked a village in Syria. Orlova condemned it", date(2021, 5, 1), "CZE", None),
        ("Blue Lantern attacked a village in Syria. Orlova condemned it", date(2023, 5, 1), None, "NORDBANK"),
        ("In Syria, Minister Orlova condemned it", date(2021, 5, 1), "CZE", None),
        ("Blue Lantern attacked a village in Syria. Anna Orlova condemned it", date(2021, 5, 1), "SYR", None),
    ],
)
def test_own_persons_are_found_by_surname(
    table: Path, text: str, day: date, country: str | None, org: str | None
) -> None:
    mention = "Anna Orlova" if "Anna" in text else "Orlova"
    actor = linked(text, mention, [table], day)
    assert (actor.country, actor.org) == (country, org)


def test_own_surnames_are_no_months_and_of_one_person(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text(
        "names,country,sector,kind\nAda May,CZE,GOV,person\nAda Hudcova,CZE,GOV,person\nBea Hudcova,NOR,GOV,person\n",
        encoding="utf-8",
    )
    assert linked("In May Syria and Iran objected", "May", [path]).country != "CZE"
    assert linked("Hudcova objected in Syria", "Hudcova", [path]).country == "SYR"


def test_own_nouns_have_their_sector(table: Path) -> None:
    own = read_own([table])
    assert own is not None
    assert own.nouns["lamplighters"].sector == "UAF"
    assert own.nouns["lamplighters"].many


def test_own_rows_go_before_the_tables_and_later_files_before_earlier_ones(tmp_path: Path, table: Path) -> None:
    later = tmp_path / "later.csv"
    later.write_text("names,country,sector\nNATO;Blue Lantern,ISL,OPP\n", encoding="utf-8")
    assert linked("NATO agreed", "NATO", [table]).country == "IGO"
    assert linked("NATO agreed", "NATO", [table, later]).country == "ISL"
    assert linked("Blue Lantern agreed", "Blue Lantern", [table, later]).country == "ISL"
    assert linked("Blue Lantern agreed", "Blue Lantern", [later, table]).country == "SYR"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("names,country\nA Body,ZZZ\n", "bad.csv:2 has the country 'ZZZ'"),
        ("names,sector\nA Body,XXX\n", "bad.csv:2 has the sector 'XXX'"),
        ("names,country\n;,SYR\n", "bad.csv:2 names nobody"),
        ("names,country,start\nA Body,SYR,soon\n", "bad.csv:2 has the start 'soon'"),
        ("names,country,start,end\nA Body,SYR,2020,2019\n", "before it starts"),
        ("names,country,kind\nA Body,SYR,thing\n", "bad.csv:2 has the kind 'thing'"),
        ("name,country\nA Body,SYR\n", "bad.csv:1 has the column 'name'"),
        ("country\nSYR\n", "bad.csv:1 has no column 'names'"),
        ("names,country\nA Body,SYR,REB\n", "bad.csv:2 has not as many cells"),
        ("names\nA Body\n", "bad.csv:2 says nothing"),
        ("names,kind\nlampists,noun\n", "bad.csv:2 is a noun without a sector"),
    ],
)
def test_a_bad_row_says_where_it_is(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_own([path])
    assert told in str(error.value)


def test_a_missing_file_and_a_strange_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_own([tmp_path / "none.csv"])
    (tmp_path / "latin.csv").write_bytes("names,country\nÅland,FIN\n".encode("latin-1"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_own([tmp_path / "latin.csv"])


@pytest.mark.parametrize(
    ("name", "day", "country", "org", "sector"),
    [
        ("Lantern Brigade", None, "COL", "LANTERN BRIGADE", "REB"),
        ("LB", None, "COL", "LANTERN BRIGADE", "REB"),
        ("Brigade of Lanterns", None, "COL", "LANTERN BRIGADE", "REB"),
        ("Jon Torvald", date(1992, 1, 1), "SWE", None, "GOV"),
        ("Jon Torvald", date(1999, 1, 1), "SWE", None, "ELI"),
        ("Relief for All", None, "NGO", "RELIEF FOR ALL", "MED"),
        ("East Front", None, "IMG", "EAST FRONT", "REB"),
        ("World Lamp Council", None, "IGO", "WORLD LAMP COUNCIL", None),
    ],
)
def test_dictionaries_are_read_as_they_are(
    tmp_path: Path, name: str, day: date | None, country: str, org: str | None, sector: str | None
) -> None:
    path = tmp_path / "small.actors"
    path.write_text(DICTIONARY, encoding="utf-8")
    actor = linked(f"{name} agreed", name, [path], day)
    assert (actor.country, actor.org) == (country, org)
    if sector is not None:
        assert actor.sector == sector


def test_agents_become_role_nouns_with_their_plurals(tmp_path: Path) -> None:
    path = tmp_path / "small.agents"
    path.write_text(AGENTS, encoding="utf-8")
    own = read_own([path])
    assert own is not None
    told = {noun: (row.sector, row.many) for noun, row in own.nouns.items()}
    assert told["lampman"] == ("BUS", False)
    assert told["chambers of lamps"] == ("BUS", True)
    assert told["lamp thiefs"] == ("CRM", True)


def test_a_file_that_is_no_dictionary_is_told(tmp_path: Path) -> None:
    path = tmp_path / "strange.txt"
    path.write_text("[ABC]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"strange.txt:1 has a code before any name"):
        read_own([path])


@pytest.mark.shared
def test_the_published_dictionaries_are_read(shared: Path) -> None:
    folder = shared / "data/knowledge"
    own = read_own(sorted(folder.glob("Phoenix.*.txt")))
    assert own is not None
    assert len(own.actors) > 8000
    assert len(own.nouns) > 2000
    annan = [row for row in own.actors if "KOFI ANNAN" in row.names]
    assert [(row.country, row.sector, row.start, row.end) for row in annan] == [
        ("UNO", None, "1997-01-01", "2006-12-31"),
        (None, "ELI", "", ""),  # at any other time
    ]


def test_own_actors_enter_the_versions(table: Path, tmp_path: Path) -> None:
    plain, own = Coder.load(), Coder.load(actors=[table])
    assert "actors" not in plain.versions
    other = tmp_path / "other.csv"
    other.write_text(TABLE.replace("SYR", "IRQ"), encoding="utf-8")
    assert own.versions["actors"] != Coder.load(actors=[other]).versions["actors"]


def test_who_knows_own_actors(table: Path) -> None:
    answer = who("Jana Orlova", on="2021-05-01", actors=[table])
    assert [(m.country, m.office) for m in answer.meant] == [("CZE", "foreign minister")]
    assert [m.org for m in answer.meanings] == [None, "NORDBANK"]
    assert who("Orlova", on="2021-05-01", actors=[table]).meant == answer.meant
