"""The report: files that open without a server, every link of which leads to a file that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.explore.test_pages import Tags
from typer.testing import CliRunner

from whowhom.errors import UsageError
from whowhom.explore.cli import app
from whowhom.explore.web.report import write

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("which", "least"), [("sample_db", 26), ("said_db", 5)])
def test_a_report_is_whole(which: str, least: int, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    out = tmp_path / "site"
    answer = CliRunner().invoke(app, ["report", str(request.getfixturevalue(which)), "--out", str(out)])
    assert answer.exit_code == 0
    pages = sorted(out.rglob("*.html"))
    assert len(pages) >= least
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text.replace("&lt;script", "")
        for tag, told in Tags(text).found:
            where = told.get("href") or told.get("src")
            assert tag not in ("form", "button")
            if where is not None and not where.startswith("#"):
                file, _, anchor = where.partition("#")
                assert ":" not in file
                target = (page.parent / file).resolve()
                assert target.is_file(), (page, where)
                if anchor:
                    assert f'id="{anchor}"' in target.read_text(encoding="utf-8")


def test_other_files_of_the_folder_stay(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write(sample_db, tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_told(sample_db: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="--out"):
        write(sample_db, tmp_path / "taken")
