"""When: date expressions resolved against the publication date."""

from __future__ import annotations

from whowhom.dates.resolving import resolve

__all__ = ["resolve"]
