"""The labels that the heads of the encoder give, in the order of their numbers."""

from __future__ import annotations

from typing import Final

from whowhom.codebook import MODES, SECTORS, STATUSES, TYPES

TRIGGERS: Final[tuple[str | None, ...]] = (None, *TYPES)
"""Head 1, for every piece that begins a word: in no trigger, or in a trigger of a type."""
ROLES: Final = ("actors", "recipients", "attributed_to", "date", "place")
"""Head 2, for every such piece and a trigger: outside, begins or continues a mention of each role."""
OUTSIDE, BEGINS, INSIDE = range(3)
STATUS_NAMES: Final = tuple(STATUSES)
"""Head 3, for a trigger."""
TYPED_MODES: Final[tuple[tuple[str, str | None], ...]] = tuple(
    (name, mode) for name in TYPES for mode in (None, *MODES[name])
)
"""Head 4, for a trigger; of a type's modes only those of the type chosen are looked at."""
SECTOR_NAMES: Final[tuple[str | None, ...]] = (None, *SECTORS)
"""Head 5, for every piece and a trigger: the sector of whoever a mention there stands for."""
CITED: Final = ("source", "content", "cue")
"""Parts of a statement. Two heads more mark cues (outside, begins, inside), and for a cue these parts likewise: its own
ends too, which are better seen from the statement that it makes."""
LIKENESS: Final = 64
"""Numbers a piece by which mentions are told to mean the same: their product, of a mention and what it may refer to."""
