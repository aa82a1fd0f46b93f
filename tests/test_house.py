"""The house keeps its rules: who imports whom, how long things are, what is documented."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from typer.main import get_command

from whowhom.explore.cli import app

BASE = {"types", "errors", "settings", "codebook", "__init__"}
STAGES = {"reading", "cleaning", "language", "actors", "dates", "places", "coding"}
ABOVE = {"pipeline", "run", "explore", "evaluation", "training"}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60


def modules(root: Path) -> list[Path]:
    return sorted((root / "src/whowhom").rglob("*.py"))


def room(path: Path, root: Path) -> str:
    return path.relative_to(root / "src/whowhom").parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of whowhom, and the packages, that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "whowhom":
                found |= {f"whowhom.{parts[1]}"} if len(parts) > 1 else {f"whowhom.{a.name}" for a in node.names}
            else:
                found.add(parts[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found


def test_imports_go_one_way(root: Path) -> None:
    for path in modules(root):
        here = room(path, root)
        others = {name.removeprefix("whowhom.") for name in imported(path) if name.startswith("whowhom.")}
        others -= {here, "__version__"}
        if here in BASE:
            allowed = BASE | (
                {"pipeline", "store", "actors", "knowledge"}
                if path.name == "__init__.py" and here == "__init__"
                else set()
            )
        elif here in STAGES:
            allowed = BASE | {"knowledge"}
        elif here in ("knowledge", "samples") or here == "store":
            allowed = BASE
        elif here == "pipeline":
            allowed = BASE | STAGES | {"knowledge"}
        else:
            allowed = BASE | STAGES | ABOVE - {"training"} | {"knowledge", "store", "samples", "whowhom"}
        assert others <= allowed, f"{path}: {others - allowed}"


def test_only_the_store_knows_the_database(root: Path) -> None:
    assert {room(path, root) for path in modules(root) if "duckdb" in imported(path)} == {"store"}


def test_nothing_needs_the_training_room(root: Path) -> None:
    for path in modules(root):
        if room(path, root) != "training":
            assert not imported(path) & {"whowhom.training", "torch", "transformers", "onnx"}, path


def test_modules_and_functions_are_short(root: Path) -> None:
    for path in modules(root):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= LONGEST_MODULE, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and room(path, root) != "explore":
                assert (node.end_lineno or 0) - node.lineno <= LONGEST_FUNCTION, f"{path}: {node.name}"


def test_no_two_classes_share_a_name(root: Path) -> None:
    names: dict[str, Path] = {}
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert node.name not in names, f"{node.name} is in {path} and in {names[node.name]}"
                names[node.name] = path


COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_page(name: str, root: Path) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert command.help
    assert all(getattr(parameter, "help", None) for parameter in command.params)
    assert f"whowhom {name}" in (root / "docs/cli.md").read_text(encoding="utf-8")


def test_no_file_is_too_large_for_git(root: Path) -> None:
    for path in (root / "src").rglob("*"):
        assert not path.is_file() or path.stat().st_size < 90_000_000, path
