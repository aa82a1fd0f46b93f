"""The explorer keeps to its machine, and to reading."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.serving import Site

from whowhom.errors import StoreError, UsageError
from whowhom.explore.server import serve
from whowhom.store import Desk

pytestmark = pytest.mark.model


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "0.0.0.0"])
def test_other_hosts_are_refused(host: str, site: Site) -> None:
    status, _, body = site.ask("/", Host=host)
    assert status in (400, 421)
    assert b"What happened" not in body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1:1", "[::1]", "[::1]:8765"])
def test_this_machine_is_answered(host: str, site: Site) -> None:
    assert site.ask("/about", Host=host)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py", "/static/..%2f..%2fserver.py", "/static/%2e%2e/%2e%2e/guard.py", "/static//etc/passwd",
        "/static/vendor/../../templating.py", "/article/..%2f..%2f..%2fetc%2fpasswd", "/article/%00",
        "/api/v1/articles/..%2f..%2fetc%2fpasswd", "//evil.example/", "/event/%0d%0aSet-Cookie:x",
    ],
)  # fmt: skip
def test_paths_do_not_lead_out(path: str, site: Site) -> None:
    status, headers, body = site.ask(path)
    assert status in (400, 404, 405)
    assert b"root:" not in body
    assert b"import annotations" not in body
    assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_without_review(method: str, site: Site) -> None:
    assert site.ask("/review/x", method=method, body=b"", Origin=site.base)[0] == 405
    assert site.ask("/api/v1/events", method=method, body=b"", Origin=site.base)[0] == 405


def test_no_other_origin_may_read_the_api(site: Site) -> None:
    _, headers, _ = site.ask("/api/v1/count", Origin="http://evil.example")
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_reading_leaves_the_file_as_it_was(site: Site, sample_db: Path) -> None:
    before = hashlib.sha256(sample_db.read_bytes()).hexdigest()
    for path in ("/", "/events?words=the", "/review?reviewer=x", "/api/v1/corrections"):
        site.text(path)
    assert hashlib.sha256(sample_db.read_bytes()).hexdigest() == before


def test_a_desk_for_reading_cannot_write(sample_db: Path) -> None:
    with Desk.open(sample_db) as desk:
        with pytest.raises(StoreError, match="--review"):
            desk.correct(event="e", article="a", reviewer="r", verdict="reject", before={}, after=None)
        for sql in ("DELETE FROM news.events", "COPY (SELECT 1) TO '/tmp/out.csv'", "ATTACH '/tmp/other.duckdb'",
                    "SELECT * FROM read_text('/etc/passwd')", "SET enable_external_access = true"):  # fmt: skip
            with pytest.raises(Exception, match=r"(?i)read-only|disabled|locked|permission|cannot"):
                desk._cursor().execute(sql)


def test_it_listens_on_this_machine_only(sample_db: Path) -> None:
    with pytest.raises(UsageError, match="this machine only"):
        serve(str(sample_db), host="0.0.0.0", port=0, browser=False, review=False)
    with pytest.raises(StoreError, match="no database"):
        serve("nowhere.duckdb", host="127.0.0.1", port=0, browser=False, review=False)


def test_the_command_prints_the_address(sample_db: Path, tmp_path: Path) -> None:
    shutil.copy(sample_db, tmp_path / "news.duckdb")
    command = [sys.executable, "-m", "whowhom", "explore", "news.duckdb", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
    assert line.startswith("news.duckdb is open at http://127.0.0.1:")


def test_corrections_come_from_our_own_pages(review_site: tuple[Site, Path]) -> None:
    site, _ = review_site
    event = site.json("/api/v1/events?limit=1")["rows"][0]["event"]
    body = b"reviewer=Ann&verdict=accept"

    def post(**headers: str) -> int:
        return site.ask(f"/review/{event}", method="POST", body=body, **headers)[0]

    assert post() == 403
    assert post(Origin="http://evil.example") == 403
    assert post(Origin=site.base, Sec_Fetch_Site="cross-site") == 403
    assert post(Origin=site.base, Content_Length="999999") == 413
    assert site.json("/api/v1/corrections")["rows"] == []
    assert post(Origin=site.base) == 303
    assert len(site.json("/api/v1/corrections")["rows"]) == 1
