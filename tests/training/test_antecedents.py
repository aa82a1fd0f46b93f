"""Weights of antecedents and sectors with an encoder's evidence."""

from __future__ import annotations

import math

import pytest

from whowhom.actors import clues
from whowhom.training.antecedents import Choice, blended, blended_sectors, fit


def test_a_share_of_the_encoder_is_a_power_of_its_probability() -> None:
    known = blended({"about True": 0.5}, 2.0)
    assert known["about True"] == 0.5
    passed = sum(known[f"pointed {step}"] for step in clues.STEPS if step < 0.5)
    low = sum(known[f"pointed {step}"] for step in clues.STEPS if step < 0.06)
    assert passed - low == pytest.approx(2.0 * math.log(0.35 / 0.05))
    assert known["none pointed 0.5"] == known["pointed 0.5"]


def test_a_sector_gains_by_its_own_probability_only() -> None:
    own = blended_sectors({"any": [("GOV", 0.1)]}, 1.0)
    assert own["any"] == [("GOV", 0.1)]
    assert [sector for sector, _ in own["encoder MIL 0.6"]] == ["MIL"]
    assert [sector for sector, _ in own["encoder none 0.6"]] == [""]


def test_fitting_finds_the_clue_that_decides() -> None:
    examples = [Choice("it", [["wrong", "same"], ["right", "same"]], 1)] * 5
    weights = fit(examples)
    assert weights["right"] > 0 > weights["wrong"]
    assert weights["same"] == pytest.approx(0, abs=1e-3)
