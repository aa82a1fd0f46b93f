"""Tables set in plain text: short lines in columns, some of them of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from whowhom.cleaning.paragraphs import ends_sentence

ROWS: Final = 3
"""Rows of the shortest table; two lines in columns may be a name and an address."""
CELL_WORDS: Final = 6
"""Words of the longest cell; what is longer is a sentence with a wide gap in it."""
_GAP: Final = re.compile(r"\t+| {2,}|\s+\|\s+")
_FIGURE: Final = re.compile(r"[$€£(+–-]{0,2}\d[\d.,]*\s?%?\)?|-{1,2}|n/a")


def tables(lines: Sequence[str], may: Sequence[bool]) -> Iterator[int]:
    """The indices of blocks that are rows of a table; ``may`` says which can be.

    A table is a run of at least ``ROWS`` rows of the same number of cells, of which all but one, that of the headings,
    have a figure after the first cell.
    """
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and may[index] and _cells(lines[index]):
            run.append(index)
            continue
        rows = [row for each in run for row in _cells(lines[each])]
        if len(rows) >= ROWS and sum(not _figures(row) for row in rows) <= 1 and len(set(map(len, rows))) == 1:
            yield from run
        run = []


def _cells(block: str) -> list[list[str]]:
    """The cells of a block's lines; none where one of them is no row."""
    rows = [_GAP.split(line.strip()) for line in block.splitlines() if line.strip()]
    if any(
        len(row) < 2 or ends_sentence(row[-1]) or max(len(cell.split()) for cell in row) > CELL_WORDS for row in rows
    ):
        return []
    return rows


def _figures(row: Sequence[str]) -> bool:
    return any(_FIGURE.fullmatch(cell.strip()) for cell in row[1:])
