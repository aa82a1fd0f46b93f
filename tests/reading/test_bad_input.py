from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import zstandard
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
    "utf16.txt": ("\ufeffmeeting".encode("utf-16-le") + b"\xd8", "utf-16"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_cannot_be_read_are_told_with_the_remedy(name: str, tmp_path: Path) -> None:
    data, told = FILES[name]
    (tmp_path / name).write_bytes(data)
    assert told in trouble(tmp_path / name).message


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
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (article,) = read([str(path)])
    assert isinstance(article, Article)
    assert article.text == text


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
