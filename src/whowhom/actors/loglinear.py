"""Log-linear choices: each candidate has features, each feature a weight, and the powers of the sums compete."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

Weights = Mapping[str, float]


@cache
def weights(table: str) -> Weights:
    """The fitted weights of one of the tables beside this file."""
    text = files("whowhom.actors").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def probabilities(features: Mapping[str, Iterable[str]], known: Weights) -> dict[str, float]:
    """Candidate -> probability, of candidate -> features."""
    scores = {name: sum(known.get(feature, 0.0) for feature in own) for name, own in features.items()}
    most = max(scores.values())
    powers = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}
