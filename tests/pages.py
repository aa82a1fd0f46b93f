"""The console blocks of a page: run as they stand, their output compared or written.

python tests/consoles.py PAGE...      writes what the commands print into the pages
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
WIDTH = "112"
CHANGES = ((re.compile(r"[\d,]+ sentences a second"), "N sentences a second"), (re.compile(r'"seconds": [\d.]+'), ""))
"""What differs between runs."""


def run_page(page: Path, place: Path) -> str:
    """The page with what its commands print now, run in order in ``place``."""
    for name in ("src", "examples", "eval"):
        (place / name).symlink_to(ROOT / name)
    return BLOCK.sub(lambda block: run_block(block[0], place), page.read_text(encoding="utf-8"))


def run_block(block: str, place: Path) -> str:
    """The block with what its commands print now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1", "TERM": "dumb", "PATH": path}
    parts = []
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command[2:]], cwd=place, env=environment, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        told = "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").splitlines())
        parts.append(f"{command}\n{told}")
    return "".join(parts)


def with_figures(page: str) -> str:
    """The page with the figures of the shipped model's card, between its marks."""
    spec = spec_from_file_location("hooks", ROOT / "docs/hooks.py")
    assert spec is not None
    assert spec.loader is not None
    hooks = module_from_spec(spec)
    spec.loader.exec_module(hooks)
    return FIGURES.sub(lambda _: f"\n{hooks.figures()}\n\n", page)


def plain(page: str) -> str:
    """A page without what differs between runs."""
    for pattern, instead in CHANGES:
        page = pattern.sub(instead, page)
    return page


if __name__ == "__main__":
    import tempfile

    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as place:
            Path(name).write_text(with_figures(run_page(Path(name), Path(place))), encoding="utf-8")
