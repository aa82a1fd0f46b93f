"""A sample database and the explorer over it, as people start it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger import copied, market
from tests.sayings import quarrel
from tests.serving import HOSTILE, Site, serving

from whowhom import reading
from whowhom.explore.names import callings
from whowhom.pipeline import Coder
from whowhom.run import run
from whowhom.store import Desk, Store


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The sample articles and a hostile one, coded by the shipped model."""
    folder = tmp_path_factory.mktemp("explorer")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    path = folder / "sample.duckdb"
    with Store.open(path) as store:
        items = reading.read([str(root / "src/whowhom/samples/articles"), str(folder / "hostile.txt")])
        run(items, Coder.load(), store=store)
    return path


@pytest.fixture(scope="session")
def site(sample_db: Path) -> Iterator[Site]:
    """The explorer over the sample database, for reading."""
    with Desk.open(sample_db, naming=callings()) as desk, serving(desk) as site:
        yield site


@pytest.fixture(scope="session")
def said_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles with statements and claims, put together by hand."""
    path = tmp_path_factory.mktemp("said") / "said.duckdb"
    with Store.open(path) as store:
        store.write(store.begin_run({"code": "1"}, {}), [market(), copied(), quarrel()])
    return path


@pytest.fixture(scope="session")
def said_site(said_db: Path) -> Iterator[Site]:
    """The explorer over them."""
    with Desk.open(said_db, naming=callings()) as desk, serving(desk) as site:
        yield site


@pytest.fixture
def review_site(sample_db: Path, tmp_path: Path) -> Iterator[tuple[Site, Path]]:
    """The explorer over a copy of it, with --review."""
    path = tmp_path / "review.duckdb"
    shutil.copy(sample_db, path)
    with Desk.open(path, review=True) as desk, serving(desk) as site:
        yield site, path
