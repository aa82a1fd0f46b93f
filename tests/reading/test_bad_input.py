from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.test_formats import PAGE, STORY, warc

from whowhom.reading import read
from whowhom.reading.formats import MOST_BYTES
from whowhom.types import Article, Failure

GOOD = json.dumps({"text": STORY}).encode() + b"\n"


def trouble(path: Path, *, good: int = 0) -> Failure:
    """The one failure of a file, of which ``good`` articles are read all the same."""
    found = list(read([str(path)]))
    failures = [item for item in found if isinstance(item, Failure)]
    assert len(found) - len(failures) == good
    (failure,) = failures
    assert str(path) in failure.message
    assert failure.origin.startswith(str(path))
    return failure


FILES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "empty.jsonl": (b"", "empty"),
    "empty.csv": (b"", "empty"),
    "blank.jsonl": (b"\xef\xbb\xbf\n\n", "empty"),
    "empty.txt.gz": (gzip.compress(b""), "empty"),
    "none.gz": (b"", "empty"),
    "empty.html": (b"", "empty"),
    "empty.parquet": (b"", "Parquet"),
    "empty.warc": (b"", "0 records"),
    "head.csv": (b"text,date\n", "no rows"),
    "head.tsv": (b"text\tdate", "no rows"),
    "list.json": (b"[]", "no articles"),
    "object.json": (b"{}", "the fields are none"),
    "word.json": (b'"Tirana"', "object"),
    "deep.json": (b"[" * 100_000, "no JSON"),
    "lines.json": (GOOD + GOOD, "name it .jsonl"),
    "empty.json": (b"[", "no JSON"),
    "binary.txt": (b"\x7fELF\x02\x01\x01\0\0\0", "a program"),
    "zeros.txt": (b"some text\0\0\0 and more", "binary"),
    "paper.txt": (b"%PDF-1.7 ...", "pdftotext"),
    "office.txt": (b"PK\x03\x04....", "unpack"),
    "packed.txt": (gzip.compress(STORY.encode()), "name it .gz"),
    "notgzip.txt.gz": (STORY.encode(), "damaged"),
    "notzstd.txt.zst": (STORY.encode(), "damaged"),
    "no.parquet": (b"PAR1 and then nothing", "Parquet"),
    "no.warc": (b"this is no archive", "archive"),
    "no.html": (b"<html><body><script>load()</script></body></html>", "no article"),
    "binary.csv": (b"text\n\0\1\2", "binary"),
    "binary.jsonl": (b"\x89PNG\r", "picture"),
    "binary.html": (b"\xff\xd8\xff\xe0", "picture"),
    "unmarked.txt": (STORY.encode("utf-16-le"), "binary"),
    "damaged.txt": ("It’s so – “agreed”".encode() + b"\xe2\x80 " + STORY.encode(), "byte 26 is not utf-8"),
    "cut.txt": ("It’s so – “agreed”".encode()[:-1], "byte 23 is not utf-8"),
    "marked.txt": (b"\xef\xbb\xbfM\xfcnchen", "not utf-8"),
    "utf16.txt": ("\ufeffmeeting".encode("utf-16-le") + b"\xd8", "utf-16"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_cannot_be_read_are_told_with_the_remedy(name: str, tmp_path: Path) -> None:
    data, told = FILES[name]
    (tmp_path / name).write_bytes(data)
    assert told in trouble(tmp_path / name).message


def test_an_empty_standard_input_is_told() -> None:
    (failure,) = read(["-"], stdin=io.BytesIO(b" \n"))
    assert isinstance(failure, Failure)
    assert "standard input is empty" in failure.message


@pytest.mark.parametrize("given", ["none.txt", "none/*.txt", "a\0b", "x" * 5000])
def test_a_path_that_is_not_there_is_told(given: str, tmp_path: Path) -> None:
    (failure,) = read([f"{tmp_path}/{given}"])
    assert isinstance(failure, Failure)
    assert (failure.kind, given in failure.message) == ("missing", True)


def test_a_file_whose_name_is_no_unicode_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(STORY, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    (article,) = read([str(tmp_path)])
    assert article.origin == f"{tmp_path}/caf\ufffd.txt"


def test_a_bad_file_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x7fELF\0")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    kinds = [type(item) for item in read([str(tmp_path / "none.txt"), str(tmp_path)])]
    assert kinds == [Failure, Failure, Article]


BROKEN_LINES = {
    b'{"text": "cut off': "no JSON",
    b"[1, 2]": "object",
    b'{"titel": "a"}': "--map text=NAME",
    b'{"text": "  "}': "empty",
    b'{"text": null}': "no text",
    b'{"text": ["a", "b"]}': "no text",
    b"null": "object",
    "It’s so – “agreed”".encode() + b"\xe2": "byte 26 is not utf-8",
    b"\x7fELF\x02": "a program",
    b'{"text": "a\0b"}': "binary",
    b'{"text": "\xff\xfe\x81\x8d"}': "",
    b"[" * 100_000: "no JSON",
}


@pytest.mark.parametrize("line", BROKEN_LINES)
def test_broken_lines_are_told_by_number_and_the_rest_is_read(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + line + b"\n" + GOOD)
    found = list(read([str(path)]))
    assert [isinstance(item, Article) for item in found[::2]] == [True, True]
    if BROKEN_LINES[line]:
        failure = trouble(path, good=2)
        assert failure.origin == f"{path}:2"
        assert BROKEN_LINES[line] in failure.message


def test_one_line_of_50_mb_is_told_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + GOOD)
    failure = trouble(path, good=2)
    assert failure.origin == f"{path}:2"
    assert "split" in failure.message
    table = tmp_path / "a.csv"
    table.write_bytes(f'text\n"{STORY}"\n"'.encode() + b"x" * 50_000_000 + f'"\n"{STORY} Again."\n'.encode())
    assert trouble(table, good=2).origin == f"{table}:3"
    (tmp_path / "b.txt").write_bytes(b"x" * (MOST_BYTES + 1))
    assert "split" in trouble(tmp_path / "b.txt").message


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_what_comes_before_the_break_of_a_truncated_file_is_read(packing: str, tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"text": f"{STORY} {n} {hash(str(n))}"}).encode() + b"\n" for n in range(4000))
    whole = gzip.compress(rows) if packing == ".gz" else zstandard.compress(rows)
    path = tmp_path / f"a.jsonl{packing}"
    path.write_bytes(whole[: len(whole) * 3 // 4])
    found = list(read([str(path)]))
    assert sum(isinstance(item, Article) for item in found) > 1000
    assert isinstance(found[-1], Failure)
    assert "fetch it again" in found[-1].message


def test_what_comes_before_the_break_of_an_archive_is_read(tmp_path: Path) -> None:
    long = "".join(f"<!-- {hash(str(number))} -->" for number in range(5000))
    path = warc(tmp_path / "a.warc.gz", [("text/html", (PAGE + long).encode())] * 3)
    path.write_bytes(path.read_bytes()[:-300])
    found = list(read([str(path)]))
    assert sum(isinstance(item, Article) for item in found) >= 2
    assert isinstance(found[-1], Failure)
    assert "fetch it again" in found[-1].message


ARCHIVED = [STORY, f"{STORY} Again.", f"{STORY} And again."]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = [("text/html", PAGE.replace(STORY, story).encode()) for story in ARCHIVED]
    return warc(tmp_path_factory.mktemp("whole") / "a.warc", pages)


@settings(max_examples=30, deadline=None)
@given(data=st.data(), packing=st.sampled_from(["", ".gz", ".zst"]))
def test_an_archive_that_ends_in_the_middle_is_told_wherever_it_ends(
    data: st.DataObject, packing: str, plain: Path
) -> None:
    whole = plain.read_bytes()
    ends = [at + 4 for at in range(len(whole)) if whole.startswith(b"\r\n\r\n", at)]
    pack: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}
    packed = pack[packing](whole)
    size = data.draw(st.integers(1, len(packed) - 1).filter(lambda size: packing != "" or size not in ends))
    path = plain.with_name(f"cut.warc{packing}")
    path.write_bytes(packed[:size])
    *before, failure = read([str(path)])
    assert isinstance(failure, Failure)
    assert str(path) in failure.message
    assert all(isinstance(item, Article) and ARCHIVED[at] in item.text for at, item in enumerate(before))


def test_a_bad_page_of_an_archive_is_told_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    pages = [PAGE.encode(), b"\xff\xd8\xff\xe0 no page", b"<html><body></body></html>", PAGE.encode()]
    path = warc(tmp_path / "a.warc.gz", [("text/html", page) for page in pages])
    first, picture, nothing, last = read([str(path)])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(picture, Failure)
    assert isinstance(nothing, Failure)
    assert (picture.origin, nothing.origin) == (f"{path}#3", f"{path}#4")
    assert "a picture" in picture.message
    assert "no article" in nothing.message


def test_a_page_with_a_broken_character_is_read(tmp_path: Path) -> None:
    text = STORY.replace("They agreed", "“They’ve agreed” – all")
    data = PAGE.replace(STORY, text).encode().replace("’".encode(), b"\xe2\x80")
    (tmp_path / "a.html").write_bytes(data)
    (article,) = read([str(tmp_path / "a.html")])
    assert isinstance(article, Article)
    assert "“They\ufffdve agreed” – all" in article.text


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.json", "a.html.gz", "a.parquet", "a.txt.zst"])
def test_a_file_cut_in_half_is_told_and_the_next_is_read(name: str, tmp_path: Path) -> None:
    path, rows = tmp_path / name, [{"text": f"{STORY} {number}"} for number in range(200)]
    table = ("text\n" + "".join(f'"{row["text"]}"\n' for row in rows)).encode()
    if name == "a.parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        data = json.dumps(rows).encode() if name == "a.json" else table
        path.write_bytes(
            gzip.compress(data) if name.endswith(".gz") else zstandard.compress(data) if ".zst" in name else data
        )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    *_, failure, article = read([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert str(path) in failure.message
    assert isinstance(article, Article)


def test_a_parquet_value_that_no_date_can_be_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [STORY], "date": pa.array([10**7], pa.date32())}), path)
    assert "out of range" in trouble(path).message


@pytest.mark.parametrize("row", ["“It’s – so”".encode() + b"\xe2,en", b'"The talks" are over,en', b" ,en", b"a,b,c"])
def test_broken_rows_are_told_by_line_and_the_rest_is_read(row: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f'text,lang\n"{STORY}",en\n'.encode() + row + f'\n"{STORY} Again.",en\n'.encode())
    assert trouble(path, good=2).origin == f"{path}:3"


def test_a_quotation_mark_left_open_does_not_swallow_the_rest_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text,lang\n"{STORY}",en\n"{STORY},en\n{STORY},en\n', encoding="utf-8")
    assert "close its quotation marks" in trouble(path, good=1).message


def test_a_row_with_too_many_cells_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text,lang\n"{STORY}",en\na,b,c,d\n"{STORY} Again.",en\n', encoding="utf-8")
    failure = trouble(path, good=2)
    assert failure.origin == f"{path}:3"
    assert "quote" in failure.message


def test_a_date_that_cannot_be_read_leaves_the_article_undated(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": STORY, "date": "the ides of March"}) + "\n", encoding="utf-8")
    failure = trouble(path, good=1)
    assert failure.partial
    assert "YYYY-MM-DD" in failure.message
    (article,) = (item for item in read([str(path)]) if isinstance(item, Article))
    assert article.published is None


def test_a_date_that_can_mean_two_days_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": STORY, "date": "04/11/2017"}) + "\n", encoding="utf-8")
    assert trouble(tmp_path / "a.jsonl", good=1).kind == "date"


FRENCH = (
    "Le ministre des affaires étrangères a rencontré son homologue grec mardi à Tirana. Les deux pays sont convenus "
    "de rouvrir un poste frontière qui était fermé depuis l'hiver, ont annoncé des responsables."
)


def test_another_language_is_skipped_by_name_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH, encoding="utf-8")
    failure = trouble(tmp_path / "a.txt")
    assert failure.skipped
    assert "'fr'" in failure.message
    assert failure.article is not None
    assert (failure.article.language, failure.article.text) == ("fr", FRENCH)


OTHERS = {
    "es": "El ministro de Asuntos Exteriores se reunió el martes con su homólogo griego y acordaron reabrir el paso.",
    "de": "Der Außenminister traf am Dienstag seinen griechischen Amtskollegen, um über die Grenze zu sprechen.",
    "ru": "Министр иностранных дел встретился во вторник со своим греческим коллегой и обсудил открытие границы.",
    "ar": "التقى وزير الخارجية نظيره اليوناني يوم الثلاثاء واتفق الجانبان على إعادة فتح المعبر المغلق منذ شهور الشتاء.",
    "zh": "外交部长星期二会见了希腊外交部长，双方同意重新开放自冬季以来一直关闭的边境口岸。" * 3,
}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("shape", [str, str.upper])
def test_other_languages_are_told_in_capitals_or_not_among_english_rows(
    language: str, shape: Callable[[str], str], tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + json.dumps({"id": "n2", "text": shape(OTHERS[language])}).encode() + b"\n" + GOOD)
    failure = trouble(path, good=2)
    assert (failure.kind, failure.skipped, failure.origin, failure.key) == ("language", True, f"{path}:2", "n2")
    assert repr(language) in failure.message
    assert failure.article is not None
    assert failure.article.language == language


def test_an_english_article_that_quotes_another_language_is_english(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f'{STORY} "Estamos de acuerdo," said the envoy. {STORY}', encoding="utf-8")
    assert [item.language for item in read([str(tmp_path)]) if isinstance(item, Article)] == ["en"]


def test_a_language_that_the_input_gives_is_believed(tmp_path: Path) -> None:
    rows = [{"text": STORY, "lang": "de"}, {"text": FRENCH, "language": "en-GB"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    first, second = read([str(tmp_path / "a.jsonl")])
    assert isinstance(first, Failure)
    assert isinstance(second, Article)
    assert second.language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Tirana",
        STORY.upper(),
        " ".join([STORY] * 7000),
        STORY.replace(" ", " \u200b\u200e\u00ad"),
        f"\u202e{STORY}\u202c\u0007\u001b[31m",
        STORY.replace("Albania", "Alb\ud800ania".encode("utf-16", "surrogatepass").decode("utf-16", "replace")),
    ],
    ids=["one word", "capitals", "200,000 words", "zero width", "right to left and control", "replacement"],
)
def test_odd_texts_are_articles_as_they_are(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"body": text}), encoding="utf-8")
    (tmp_path / "c.csv").write_text(f'lang,body\nen,"{text}"\n', encoding="utf-8")
    found = list(read([str(tmp_path)]))
    assert all(isinstance(item, Article) for item in found)
    assert [item.text for item in found if isinstance(item, Article)] == [text] * 3


def test_lone_surrogates_are_replaced_one_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "A \\ud800 minister resigned.", "lang": "en"}\n')
    (article,) = read([str(tmp_path / "a.jsonl")])
    assert isinstance(article, Article)
    assert article.text == "A \ufffd minister resigned."


def test_more_than_one_article_can_hold_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "word " * 1_000_001}) + "\n", encoding="utf-8")
    assert "split" in trouble(tmp_path / "a.jsonl").message


def test_empty_folders_and_globs_are_told(tmp_path: Path) -> None:
    assert [item.kind for item in read([str(tmp_path), f"{tmp_path}/*.txt"]) if isinstance(item, Failure)] == [
        "empty",
        "missing",
    ]
