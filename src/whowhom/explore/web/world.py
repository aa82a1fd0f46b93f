"""The map drawn: countries shaded by their events, points only where a point is known."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from markupsafe import Markup, escape

from whowhom.explore.names import label

WEST: Final = -169
"""Degrees at which the map begins, in Bering's strait, so that no country is cut."""
VIEW: Final = (WEST, -84.0, 360.0, 142.0)
"""The whole map: left, top, width, height in degrees, y being the latitude turned over."""
SHADES: Final = 5
AROUND: Final = 0.25
"""What is shown around a country that is looked at, as a share of its size."""


@dataclass(frozen=True, slots=True)
class Land:
    """A country of the base map: its name there, its outlines (coarse and fine), and the box of its main body."""

    name: str
    far: str
    near: str
    box: tuple[float, float, float, float]


@cache
def lands() -> dict[str, Land]:
    """Code -> country of the base map; the few without a code have their name instead."""
    told = json.loads(files("whowhom.explore.web").joinpath("static/vendor/world.json").read_text(encoding="utf-8"))
    return {code: Land(row["name"], row["far"], row["near"], tuple(row["box"])) for code, row in told.items()}


@cache
def _borders() -> dict[str, str]:
    told: dict[str, str] = json.loads(
        files("whowhom.explore.web").joinpath("static/vendor/borders.json").read_text(encoding="utf-8")
    )
    return told


def draw(rows: Sequence[Mapping[str, Any]], country: str | None, address: Callable[[str], str | None]) -> Markup:
    """The map of the world, or of one country with its first-level borders."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["country"]] = counted.get(row["country"], 0) + row["events"]
    most = max(counted.values(), default=1)
    view = _view(country)
    drawn = []
    # the country looked at is drawn last, on top of its neighbours
    for code, land in sorted(lands().items(), key=lambda item: item[0] == country):
        if country is not None and not _meets(land.box, view):
            continue
        outline = land.near if country is not None else land.far or land.near
        shade = f"shade-{_shade(counted[code], most)}" if code in counted else "shade-0"
        told = f"{label(code) if code in counted else land.name}: {counted.get(code, 0)} events"
        here = " here" if code == country else ""
        path = (
            f'<path class="land {shade}{here}" fill-rule="evenodd" d="{outline}"><title>{escape(told)}</title></path>'
        )
        where = address(code) if code in counted else None
        drawn.append(f'<a href="{escape(where)}" tabindex="-1">{path}</a>' if where else path)
    if country is not None and country in _borders():
        drawn.append(f'<path class="border" d="{_borders()[country]}"/>')
    drawn += [_point(row, view, most) for row in rows if row["latitude"] is not None]
    return Markup(
        f'<svg class="map{" near" if country else ""}" viewBox="{view[0]:g} {view[1]:g} {view[2]:g} {view[3]:g}" '
        f'role="group" aria-label="Where events happened; the table below says the same">{"".join(drawn)}</svg>'
    )


def _view(country: str | None) -> tuple[float, float, float, float]:
    land = lands().get(country or "")
    if land is None:
        return VIEW
    left, top, width, height = land.box
    wide, high = max(width * (1 + 2 * AROUND), 3.0), max(height * (1 + 2 * AROUND), 2.0)
    wide, high = max(wide, high * 1.3), max(high, wide / 2.6)
    return left + width / 2 - wide / 2, top + height / 2 - high / 2, wide, high


def _meets(box: tuple[float, float, float, float], view: tuple[float, float, float, float]) -> bool:
    return (
        box[0] < view[0] + view[2] and box[0] + box[2] > view[0]
        and box[1] < view[1] + view[3] and box[1] + box[3] > view[1]
    )  # fmt: skip


def _shade(number: int, most: int) -> int:
    """1 to ``SHADES``, by the root of the share: half as many events are not half as dark."""
    return max(1, min(SHADES, round(SHADES * math.sqrt(number / most))))


def _point(row: Mapping[str, Any], view: tuple[float, float, float, float], most: int) -> str:
    longitude = row["longitude"] + (360 if row["longitude"] < WEST else 0)
    size = view[2] / 360 * (1.2 + 4 * (row["events"] / most) ** 0.5)
    told = f"{row['name']} ({row['precision']}): {row['events']} events"
    return (
        f'<circle class="point {escape(row["precision"])}" cx="{longitude:.3f}" cy="{-row["latitude"]:.3f}" '
        f'r="{size:.3f}"><title>{escape(told)}</title></circle>'
    )
