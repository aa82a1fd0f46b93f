"""``whowhom explore`` and ``whowhom report``."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from whowhom.evaluation.report import counted


def explore(db: str, *, host: str, port: int, browser: bool, review: bool) -> None:
    """Show a database in the browser until Ctrl+C."""
    from whowhom.explore.server import serve  # noqa: PLC0415  (slow to import)

    serve(db, host=host, port=port, browser=browser, review=review)


def report(db: str, out: Path) -> None:
    """Write the overview, pairs and articles as files that open without a server."""
    from whowhom.explore.web.report import write  # noqa: PLC0415  (slow to import)

    number = write(db, out)
    Console().print(f"{counted(number, 'page')} written: open {out / 'index.html'}", highlight=False)
