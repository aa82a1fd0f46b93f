from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from whowhom.reading import read
from whowhom.types import Article, Failure

STORY = (
    "The foreign minister of Albania met his Greek counterpart in Tirana on Tuesday. "
    "They agreed to reopen a border crossing that has been closed since the winter, officials said."
)
PAGE = f"""<html><head><title>Border crossing to reopen</title>
<meta property="og:site_name" content="Example Wire"><meta name="author" content="Elena Writer">
<meta property="article:published_time" content="2024-05-21T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Border crossing to reopen</h1><p>{STORY}</p>
<p>The crossing was closed after a dispute over fishing rights that both governments now call settled.</p></article>
<footer>Example Wire</footer></body></html>"""


def articles(*inputs: object, **options: Any) -> list[Article]:
    found = list(read([str(given) for given in inputs], **options))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def warc(path: Path, pages: list[tuple[str, bytes]]) -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for kind, body in pages:
            head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    "https://example.org/a", "response", payload=io.BytesIO(body), http_headers=head
                )
            )
    return path


def parquet(path: Path) -> None:
    pq.write_table(pa.table({"body": [STORY], "publish_date": [date(2024, 5, 21)], "Outlet": ["Example Wire"]}), path)


ROW = {"content": STORY, "date": "2024-05-21", "publisher": "Example Wire", "headline": "Border", "lang": "en"}
WRITERS: dict[str, Callable[[Path], object]] = {
    "a.txt": lambda path: path.write_text(STORY, encoding="utf-8"),
    "a.html": lambda path: path.write_text(PAGE, encoding="utf-8"),
    "a.jsonl": lambda path: path.write_text(json.dumps(ROW) + "\n", encoding="utf-8"),
    "a.json": lambda path: path.write_text(json.dumps({"articles": [ROW]}), encoding="utf-8"),
    "a.csv": lambda path: path.write_text(f'BODY,pubdate\n"{STORY}",2024-05-21\n', encoding="utf-8"),
    "semicolon.csv": lambda path: path.write_text(f"\ufeffid;Body;date\n1;{STORY};21/05/2024\n", encoding="utf-8"),
    "tab.csv": lambda path: path.write_text(f"Body\tdate\n{STORY}\t2024-05-21\n", encoding="utf-8"),
    "a.tsv": lambda path: path.write_text(f"text\tpublished_at\n{STORY}\t2024-05-21\n", encoding="utf-8"),
    "a.parquet": parquet,
    "a.warc": lambda path: warc(path, [("text/html; charset=utf-8", PAGE.encode())]),
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_every_format_gives_the_story(name: str, packing: str, tmp_path: Path) -> None:
    plain = tmp_path / name
    WRITERS[name](plain)
    path = tmp_path / (name + packing)
    if packing == ".gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    elif packing == ".zst":
        path.write_bytes(zstandard.compress(plain.read_bytes()))
    (article,) = articles(path)
    assert STORY in article.text
    assert article.published == (None if name == "a.txt" else date(2024, 5, 21))
    assert article.language == "en"


def test_a_page_gives_title_date_author_and_site(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (article,) = articles(tmp_path / "a.html")
    assert article.title == "Border crossing to reopen"
    assert article.text.startswith("Border crossing to reopen")
    assert (article.published, article.author, article.outlet) == (date(2024, 5, 21), "Elena Writer", "Example Wire")
    assert "Home" not in article.text


def test_a_web_archive_gives_its_pages_with_their_urls_and_nothing_else(tmp_path: Path) -> None:
    path = warc(
        tmp_path / "a.warc.gz", [("text/css", b"p {}"), ("text/html", PAGE.encode()), ("image/png", b"\x89PNG")]
    )
    (article,) = articles(path)
    assert article.url == "https://example.org/a"


def test_every_page_of_an_archive_is_read_and_redirects_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out)
        for number, status in enumerate(("200 OK", "301 Moved", "404 Not Found", "200 OK")):
            head = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url, body = f"https://example.org/{number}", PAGE.replace("Tuesday", f"Tuesday {number}").encode()
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=head))
            writer.write_record(writer.create_warc_record(url, "resource", io.BytesIO(body)))
    assert [(article.url, article.origin) for article in articles(path)] == [
        ("https://example.org/0", f"{path}#1"),
        ("https://example.org/3", f"{path}#7"),
    ]


@pytest.mark.parametrize(
    "content",
    [ROW, [ROW], {"articles": [ROW]}, {"count": 1, "tags": ["a"], "articles": [ROW]}, {**ROW, "links": [{"to": 1}]}],
    ids=["one", "list", "object with a list", "object with more", "one with a list"],
)
def test_json_is_an_article_or_a_list_of_them(content: object, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content, indent=2), encoding="utf-8")
    (article,) = articles(tmp_path / "a.json")
    assert (article.text, article.title, article.origin) == (STORY, "Border", f"{tmp_path}/a.json#1")


def test_a_text_that_is_a_page_inside_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"<!DOCTYPE html>{PAGE}", encoding="utf-8")
    (article,) = articles(tmp_path / "a.txt")
    assert (article.kind, article.title) == ("html", "Border crossing to reopen")


def test_files_packed_in_several_pieces_are_read_to_the_end(tmp_path: Path) -> None:
    pieces = [json.dumps({"text": f"{STORY} {number}"}).encode() + b"\n" for number in range(3)]
    (tmp_path / "a.jsonl.gz").write_bytes(b"".join(map(gzip.compress, pieces)))
    (tmp_path / "b.JSONL.ZST").write_bytes(b"".join(map(zstandard.compress, pieces)))
    assert [article.text[-1] for article in articles(tmp_path)] == ["0", "1", "2"] * 2


def test_cells_of_several_lines_and_quotation_marks_stay_whole(tmp_path: Path) -> None:
    text = f'"We agree," the minister said.\n\n{STORY}\tIt is so, he added.'
    for name, delimiter in (("a.csv", ","), ("b.tsv", "\t")):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=delimiter).writerows([["text", "date"], [text, "2024-05-21"]])
    assert [(article.text, article.published) for article in articles(tmp_path)] == [(text, date(2024, 5, 21))] * 2


def test_rows_keep_their_id_and_context(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 7, "text": STORY, "context": "Before it."}) + "\n", encoding="utf-8")
    (article,) = articles(path)
    assert (article.key, article.context, article.origin) == ("7", "Before it.", f"{path}:1")


def test_other_field_names_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'story,when\n"{STORY}",21 May 2024\n', encoding="utf-8")
    (article,) = articles(path, mapping={"text": "story", "published": "when"})
    assert (article.text, article.published) == (STORY, date(2024, 5, 21))


WORDS = {"windows-1251": "Речь идёт о встрече министров иностранных дел в Тиране. "}
ENGLISH = "The president’s envoy, Señor Muñoz, met the French foreign minister in Besançon on Tuesday afternoon. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252", *WORDS])
def test_encodings_are_told(encoding: str, tmp_path: Path) -> None:
    text = WORDS.get(encoding, ENGLISH) * 6
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (found,) = read([str(tmp_path / "a.txt")])
    article = found.article if isinstance(found, Failure) else found
    assert article is not None
    assert article.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.html"])
def test_encodings_are_told_in_every_format(name: str, encoding: str, tmp_path: Path) -> None:
    text = {
        "a.jsonl": (json.dumps({"text": ENGLISH}, ensure_ascii=False) + "\n") * 2,
        "a.json": json.dumps([{"text": ENGLISH}] * 2, ensure_ascii=False),
        "a.csv": f'lang,text\r\nen,"{ENGLISH}"\r\nen,"{ENGLISH}"\r\n',
        "a.tsv": f"lang\ttext\nen\t{ENGLISH}\nen\t{ENGLISH}\n",
        "a.html": PAGE.replace(STORY, ENGLISH * 2),
    }[name]
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert "".join(article.text for article in articles(tmp_path / name)).count(ENGLISH.strip()) == 2


def test_a_text_that_ends_in_an_accent_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{STORY} They met in a café".encode("windows-1252"))
    assert articles(tmp_path / "a.txt")[0].text.endswith("café")


def test_a_row_in_another_encoding_far_down_is_read_like_the_rest(tmp_path: Path) -> None:
    rows = [f'"{number} {STORY}"\n'.encode() for number in range(2000)]
    odd = f'"The envoy met Señor Muñoz. {STORY}"\n'.encode("windows-1252")
    (tmp_path / "a.csv").write_bytes(b"text\n" + b"".join(rows) + odd + rows[0])
    *_, last, end = articles(tmp_path / "a.csv")
    assert last.text.startswith("The envoy met Señor Muñoz.")
    assert end.text == f"0 {STORY}"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"), ("iso-8859-1", "windows-1252"), ("windows-1252", "windows-1252"), ("", "windows-1252"),
        ("iso-8859-1", "utf-8"), ("utf-16", "utf-8"), ("undefined", "utf-8"), ("nonsense", "windows-1252"),
        ("undefined", "windows-1252"), ("utf-8", "windows-1252"), ("koi8-r", "koi8-r"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("archived", [False, True])
def test_pages_are_read_in_what_they_declare_unless_they_show_otherwise(
    declared: str, encoding: str, archived: bool, tmp_path: Path
) -> None:
    said = "The talks were useful, the minister said. Мы договорились." if encoding == "koi8-r" else "“It is agreed.”"
    page = PAGE.replace("<head>", f'<head><meta charset="{declared}">').replace(STORY, f"{STORY} {said}")
    data = page.encode(encoding)
    path = tmp_path / ("a.warc" if archived else "a.html")
    (warc(path, [("text/html", data)]) if archived else path.write_bytes(data))
    assert said in articles(path)[0].text


def test_the_date_is_the_inputs_then_the_documents_then_the_flag(tmp_path: Path) -> None:
    flag = date(2020, 1, 1)
    dated = f"TIRANA, May 21, 2024 - {STORY}"
    rows = [{"text": dated, "date": "2024-05-22"}, {"text": STORY}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "b.txt").write_text(dated, encoding="utf-8")
    (tmp_path / "c.txt").write_text(STORY + " Again.", encoding="utf-8")
    days = [article.published for article in articles(tmp_path, published=flag)]
    assert days == [date(2024, 5, 22), flag, date(2024, 5, 21), flag]


@pytest.mark.parametrize(
    "written",
    ["2024-05-21T23:30:00+02:00", "20240521", "21 May 2024", "May 21st, 2024", "Tue, 21 May 2024 10:00:00 GMT"],
)
def test_dates_are_read_as_they_come(written: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": STORY, "date": written}) + "\n", encoding="utf-8")
    assert articles(tmp_path / "a.jsonl")[0].published == date(2024, 5, 21)


def test_folders_are_read_recursively_in_order_and_globs_match(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/c.txt", "a.txt", ".hidden/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{STORY} {name}", encoding="utf-8")
    assert [article.text[-5:] for article in articles(tmp_path)] == ["a.txt", "b.txt", "c.txt"]
    assert len(articles(f"{tmp_path}/?.txt")) == 2
    assert len(articles(f"{tmp_path}/**/*.txt")) == 3
    assert len(articles(tmp_path / "b.txt", f"{tmp_path}/a*", tmp_path / "sub")) == 3


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    for name in ("a[1].txt", "a1.txt"):
        (tmp_path / name).write_text(f"{STORY} {name}", encoding="utf-8")
    assert [article.text[-8:] for article in articles(tmp_path / "a[1].txt")] == ["a[1].txt"]


@pytest.mark.parametrize("data", [STORY, PAGE, json.dumps({"text": STORY}) + "\n"])
def test_standard_input_is_read_for_what_it_is(data: str) -> None:
    (article,) = articles("-", stdin=io.BytesIO(data.encode()))
    assert STORY in article.text


def test_standard_input_stands_among_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    rows = b"".join(json.dumps({"text": f"{STORY} {number}"}).encode() + b"\n" for number in range(2))
    origins = [article.origin for article in articles("-", tmp_path, stdin=io.BytesIO(rows))]
    assert origins == ["standard input:1", "standard input:2", f"{tmp_path}/a.txt"]


def test_ids_follow_from_url_and_text(tmp_path: Path) -> None:
    rows = [{"text": STORY}, {"text": STORY, "title": "Other"}, {"text": STORY, "url": "https://example.org"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    first, second, third = articles(tmp_path / "a.jsonl")
    assert first.id == second.id != third.id


lines = st.text(min_size=1).filter(str.strip)


@given(
    texts=st.lists(lines, min_size=1, max_size=4),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    escaped=st.booleans(),
)
def test_json_lines_come_back_as_written(
    texts: list[str], encoding: str, escaped: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.jsonl"
    rows = "".join(json.dumps({"text": text, "lang": "en"}, ensure_ascii=escaped) + "\n" for text in texts)
    path.write_bytes(rows.encode(encoding))
    assert [article.text for article in articles(path)] == texts


@given(
    text=lines.filter(lambda text: "\0" not in text and "\r" not in text),
    suffix=st.sampled_from([".csv", ".tsv"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_tables_come_back_as_written(
    text: str, suffix: str, encoding: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rows") / f"a{suffix}"
    with path.open("w", encoding=encoding, newline="") as out:
        rows = csv.writer(out, quoting=csv.QUOTE_ALL, delimiter="\t" if suffix == ".tsv" else ",")
        rows.writerows([["text", "lang"], [text, "en"]])
    assert [article.text for article in articles(path)] == [text]
