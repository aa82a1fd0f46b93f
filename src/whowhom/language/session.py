"""The encoder as it ships: two ONNX graphs, a tokenizer and a card in a folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import numpy as np

from whowhom.errors import ModelError
from whowhom.language.decode import Floats, Proposal, Reading, propose, softmax
from whowhom.language.labels import ROLES
from whowhom.language.windows import Ints, Window, Wordpieces

TOGETHER: Final = 24
"""Proposals of a window that are read again in one call."""
FORMAT: Final = 2
"""What the card must say for this code to read the folder."""
SLOW: Final = ("SkipLayerNormFusion",)
"""What onnxruntime shall not do to a graph. In 1.32 the joined operator takes ten times what adding and then
normalising do, a third of a second reading's time; in 1.22 the same (both on x86-64)."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the code needs of a model's card, beside the card itself.

    ``scale`` and ``offset`` turn the logit of the raw probability into a calibrated one; ``threshold`` is the
    calibrated probability of the best event F1 on dev.
    """

    name: str
    version: str
    scale: float
    offset: float
    threshold: float
    whole: dict[str, Any]


def read_card(folder: Path) -> Card:
    """The card of a model folder. Raises ``ModelError`` when it is missing or of another format."""
    path = folder / "card.json"
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{path} is no model card ({error}). Name a shipped model (see `whowhom info`) or a folder "
            "that `python -m whowhom.training` has written."
        ) from error
    if whole.get("format") != FORMAT:
        raise ModelError(
            f"{path} has format {whole.get('format')!r} and this version of whowhom reads {FORMAT}. "
            "Train the model again with this version."
        )
    calibration = whole["calibration"]
    return Card(
        name=whole["name"],
        version=whole["version"],
        scale=calibration["scale"],
        offset=calibration["offset"],
        threshold=calibration["threshold"],
        whole=whole,
    )


def folder_of(model: str) -> Path:
    """The folder of a shipped model by name, or of any model by path."""
    shipped = files("whowhom.language").joinpath("models", model)
    if shipped.is_dir():
        with as_file(shipped) as folder:
            return folder
    if Path(model).is_dir():
        return Path(model)
    raise ModelError(f"There is no model {model!r}: shipped are {', '.join(shipped_models())}; or give a folder.")


def shipped_models() -> list[str]:
    """The names of the models in the package."""
    home = files("whowhom.language").joinpath("models")
    return sorted(entry.name for entry in home.iterdir() if entry.is_dir()) if home.is_dir() else []


class Encoder:
    """Reads windows: proposals with both readings' probabilities. One thread unless told otherwise.

    Each window goes through the graphs by itself. In 8 bits the scale of a call's numbers depends on all that
    is in it, so a window read with others would be coded a little differently in other company; and for lack of
    padding it costs no time (bench).
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.card = read_card(folder)
        self.wordpieces = Wordpieces(folder / "tokenizer.json")
        self._encoder = _session(folder / "encoder.onnx", threads)
        self._frames = _session(folder / "frames.onnx", threads)

    def read(self, window: Window) -> list[tuple[Proposal, Reading]]:
        """The proposals of a window, each read a second time."""
        pieces = window.pieces
        states, triggers, *_ = self._encoder.run(None, {"ids": pieces.ids, "features": pieces.features})
        proposals = list(propose(window, softmax(triggers)))
        result: list[tuple[Proposal, Reading]] = []
        for start in range(0, len(proposals), TOGETHER):
            part = proposals[start : start + TOGETHER]
            result.extend(zip(part, self._reread(states, window, part), strict=True))
        return result

    def _reread(self, states: Floats, window: Window, part: Sequence[Proposal]) -> Iterator[Reading]:
        """Only pieces that may be part of a record are asked for; what stands at the others means nothing."""
        trigger = np.zeros((len(part), len(states)), dtype=np.int64)
        for index, proposal in enumerate(part):
            trigger[index, proposal.at] = 1
        asked = np.flatnonzero(window.coded)
        roles, types, statuses, modes, sectors = self._frames.run(
            None, {"states": states, "asked": asked, "trigger": trigger}
        )
        roles = roles.reshape(*roles.shape[:2], len(ROLES), 3)
        roles, sectors = (_placed(softmax(each), asked, len(states)) for each in (roles, sectors))
        return map(Reading, roles, softmax(types), softmax(statuses), softmax(modes), sectors)


def _placed(numbers: Floats, at: Ints, pieces: int) -> Floats:
    """The numbers (rows, places, ...) of some pieces at their places among all, zeros elsewhere."""
    result = np.zeros((len(numbers), pieces, *numbers.shape[2:]), dtype=numbers.dtype)
    result[:, at] = numbers
    return result


def _session(path: Path, threads: int) -> Any:
    import onnxruntime  # noqa: PLC0415  (half of the start-up time, and not needed to read a database)

    if not path.is_file():
        raise ModelError(f"The model file {path} is missing: install whowhom again, or train the model again.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(
            os.fspath(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW)
        )
    except Exception as error:  # onnxruntime raises classes of its own that share no public base
        raise ModelError(f"The model file {path} cannot be loaded ({error}): it may be truncated.") from error
