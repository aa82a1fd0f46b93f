"""Pages say what the program does: their commands are run, their figures are the model's."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.pages import plain, run_page, with_figures
from whowhom import __version__
from whowhom.reading.fields import NAMES

PAGES = ("README.md", "docs/index.md", "docs/tour.md", "docs/formats.md", "docs/coder.md")


@pytest.mark.model
@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_says(page: str, root: Path, tmp_path: Path) -> None:
    written = (root / page).read_text(encoding="utf-8")
    assert plain(run_page(root / page, tmp_path)) == plain(written)


def test_every_page_with_consoles_is_run(root: Path) -> None:
    pages = [root / "README.md", *(root / "docs").glob("*.md")]
    with_consoles = {str(page.relative_to(root)) for page in pages if "```console" in page.read_text(encoding="utf-8")}
    assert with_consoles == set(PAGES)


def test_the_readme_quotes_the_models_card(root: Path) -> None:
    written = (root / "README.md").read_text(encoding="utf-8")
    assert with_figures(written) == written


def test_field_names_are_those_of_the_reader(root: Path) -> None:
    page = (root / "docs/formats.md").read_text(encoding="utf-8")
    for field, names in NAMES.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {field} |"))
        assert re.findall(r"`(\w+)`", row)[: len(names)] == list(names) or names == (field,)


def test_the_version_is_the_same_everywhere(root: Path) -> None:
    assert f"version: {__version__}" in (root / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"


def test_the_card_names_data_seeds_licence_and_limits(root: Path) -> None:
    card = json.loads((root / "src/whowhom/language/models/fast/card.json").read_text(encoding="utf-8"))
    assert card["licence"] == "Apache-2.0"
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in card["data"].values())
    assert all(recipe["seed"] for recipe in card["recipes"].values())
    assert card["limits"]
    assert {"dev", "seed"} <= set(card["figures"])
