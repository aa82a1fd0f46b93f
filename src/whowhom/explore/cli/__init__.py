"""The ``whowhom`` command."""

from __future__ import annotations

import sys

from whowhom.explore.cli.app import app, trouble


def main() -> None:
    """Run the command; exit 0 when done, 1 when some articles failed, 2 when it was used wrongly."""
    from whowhom.errors import WhowhomError  # noqa: PLC0415

    try:
        app()
    except WhowhomError as error:
        trouble(str(error))
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


__all__ = ["app", "main"]
