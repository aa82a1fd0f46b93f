"""The network drawn: nodes pushed apart and pulled together by their ties, the same picture every time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from markupsafe import Markup, escape

from whowhom.explore.names import label
from whowhom.explore.web.charts import lean

WIDTH, HEIGHT = 1000, 720
ROUNDS: Final = 70
"""Steps of the layout; more do not change what is seen, and 200 nodes take under 0.2 s."""
GRAVITY: Final = 0.35
"""How strongly nodes are drawn to the middle; weaker, and groups without a tie to others fly apart."""
NAMED: Final = 45
"""Nodes whose name is written; the others show it when pointed at, and all are in the table."""


def places(nodes: Sequence[str], edges: Sequence[tuple[int, int, float]]) -> Any:
    """Where nodes go, in a unit square: Fruchterman and Reingold's forces (1991) from a circle on."""
    count = len(nodes)
    turn = np.arange(count) * 2.399963  # the golden angle spreads them evenly
    reach = np.sqrt((np.arange(count) + 0.5) / max(count, 1))
    at = np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=1)
    if count < 2:
        return np.full((count, 2), 0.5)
    pull = np.zeros((count, count))
    for one, two, weight in edges:
        pull[one, two] = pull[two, one] = max(pull[one, two], weight)
    ideal = 2.2 / np.sqrt(count)
    for step in range(ROUNDS):
        gap = at[:, None, :] - at[None, :, :]
        far = np.sqrt((gap**2).sum(axis=2)) + 1e-6
        force = ideal**2 / far**2 - pull * far / ideal
        np.fill_diagonal(force, 0)
        move = (gap * (force / far)[:, :, None]).sum(axis=1) - at * GRAVITY
        size = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        at += move / size * np.minimum(size, 0.15 * (1 - step / ROUNDS))
    low, high = at.min(axis=0), at.max(axis=0)
    return (at - low) / np.maximum(high - low, 1e-6)


def network(rows: Sequence[Mapping[str, Any]], most: int, address: Callable[..., str | None]) -> tuple[Markup, int]:
    """The picture of the busiest ``most`` nodes and their edges, and how many nodes it has."""
    weight: dict[str, int] = defaultdict(int)
    for row in rows:
        weight[row["source"]] += row["events"]
        weight[row["target"]] += row["events"]
    nodes = sorted(weight, key=lambda code: (-weight[code], code))[:most]
    index = {code: number for number, code in enumerate(nodes)}
    kept = [row for row in rows if row["source"] in index and row["target"] in index]
    if not kept:
        return Markup(""), 0
    heaviest = max(row["events"] for row in kept)
    edges = [(index[r["source"]], index[r["target"]], (r["events"] / heaviest) ** 0.5) for r in kept]
    at = places(nodes, edges) * [WIDTH - 140, HEIGHT - 80] + [70, 40]
    drawn = [_edge(row, at, index, heaviest, address) for row in sorted(kept, key=lambda row: row["events"])]
    top = max(weight[code] for code in nodes)
    drawn += [_node(code, at[n], weight[code] / top, address) for n, code in reversed(list(enumerate(nodes)))]
    drawn += [_name(code, at[n], weight[code] / top) for n, code in reversed(list(enumerate(nodes[:NAMED])))]
    return Markup(
        f'<svg class="network" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="Who acts on whom; the table below says the same">{"".join(drawn)}</svg>'
    ), len(nodes)


def _edge(row: Mapping[str, Any], at: Any, index: Mapping[str, int], heaviest: int, address: Any) -> str:
    (x1, y1), (x2, y2) = at[index[row["source"]]], at[index[row["target"]]]
    bend = 0 if row["mutual"] else 0.08  # the two ways between a pair lie side by side
    mx, my = (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend
    wide = 0.8 + 6 * (row["events"] / heaviest) ** 0.5
    told = f"{label(row['source'])} to {label(row['target'])}: {row['events']} events, mean score {row['score']}"
    where = address("pair", one=row["source"], two=row["target"])
    line = (
        f'<path class="edge {lean(row["score"])}" d="M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {x2:.1f} {y2:.1f}" '
        f'stroke-width="{wide:.1f}"><title>{escape(told)}</title></path>'
    )
    return f'<a href="{escape(where)}" tabindex="-1">{line}</a>' if where else line


def _size(share: float) -> float:
    return 5 + 15 * math.sqrt(share)


def _node(code: str, at: Any, share: float, address: Any) -> str:
    where = address("actor", who=code)
    name = escape(label(code))
    circle = f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{_size(share):.1f}"><title>{name}</title></circle>'
    return f'<a class="node" href="{escape(where)}" tabindex="-1">{circle}</a>' if where else circle


def _name(code: str, at: Any, share: float) -> str:
    anchor = "start" if at[0] < 100 else "end" if at[0] > WIDTH - 100 else "middle"
    return f'<text class="{anchor}" x="{at[0]:.1f}" y="{at[1] - _size(share) - 3:.1f}">{escape(label(code))}</text>'
