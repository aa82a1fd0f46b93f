"""Settings from file, environment and flags."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from whowhom.errors import UsageError
from whowhom.settings import HELP, Settings, load


def test_flags_win_over_environment_over_file(tmp_path: Path) -> None:
    path = tmp_path / "whowhom.toml"
    path.write_text('db = "file.duckdb"\nworkers = 2\nmodel = "file"\n')
    found = load(
        {"db": "flag.duckdb", "model": None}, path=path, environment={"WHOWHOM_WORKERS": "3", "WHOWHOM_DB": "e"}
    )
    assert (found.db, found.workers, found.model) == ("flag.duckdb", 3, "file")


def test_defaults_and_help_cover_every_setting(tmp_path: Path) -> None:
    assert load(path=tmp_path / "none", environment={}) == Settings()
    assert set(HELP) == set(Settings.__slots__)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"WHOWHOM_WORKERS": "many"}, "WHOWHOM_WORKERS: workers cannot be 'many'"),
        ({"WHOWHOM_MIN_CONFIDENCE": "2"}, "from 0 to 1"),
        ({"WHOWHOM_PUBLISHED": "soon"}, "published cannot be 'soon'"),
    ],
)
def test_wrong_values_name_their_source(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        load(path=tmp_path / "none", environment=environment)


def test_a_strange_key_lists_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "whowhom.toml"
    path.write_text("wokers = 2")
    with pytest.raises(UsageError, match="wokers, which is no setting"):
        load(path=path, environment={})
    path.write_text("workers = ")
    with pytest.raises(UsageError, match="TOML"):
        load(path=path, environment={})


def test_dates_are_read(tmp_path: Path) -> None:
    path = tmp_path / "whowhom.toml"
    path.write_text("published = 2020-01-02")
    assert load(path=path, environment={}).published == date(2020, 1, 2)
