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

BATCH_PIECES: Final = 3072
"""Wordpieces a call of the encoder, padding included; more gains nothing on one core (bench)."""
FORMAT: Final = 1
"""What the card must say for this code to read the folder."""


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
    """Reads windows: proposals with both readings' probabilities. One thread unless told otherwise."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.card = read_card(folder)
        self.wordpieces = Wordpieces(folder / "tokenizer.json")
        self._encoder = _session(folder / "encoder.onnx", threads)
        self._frames = _session(folder / "frames.onnx", threads)

    def read(self, windows: Sequence[Window]) -> list[list[tuple[Proposal, Reading]]]:
        """For every window its proposals, each read a second time."""
        result: list[list[tuple[Proposal, Reading]]] = [[] for _ in windows]
        for group in _groups([len(window.pieces) for window in windows], BATCH_PIECES):
            self._read_group([windows[i] for i in group], [result[i] for i in group])
        return result

    def _read_group(self, windows: Sequence[Window], result: Sequence[list[tuple[Proposal, Reading]]]) -> None:
        ids, features, mask = _padded(windows)
        states, logits = self._encoder.run(None, {"ids": ids, "features": features, "mask": mask})
        probabilities = softmax(logits)
        found = [
            (row, proposal)
            for row, window in enumerate(windows)
            for proposal in propose(window, probabilities[row, : len(window.pieces)])
        ]
        step = max(1, BATCH_PIECES // ids.shape[1])
        for start in range(0, len(found), step):
            part = found[start : start + step]
            for (row, proposal), reading in zip(part, self._reread(states, mask, part), strict=True):
                result[row].append((proposal, reading))

    def _reread(self, states: Floats, mask: Ints, part: Sequence[tuple[int, Proposal]]) -> Iterator[Reading]:
        rows = [row for row, _ in part]
        longest = int(mask[rows].sum(axis=1).max())
        trigger = np.zeros((len(part), longest), dtype=np.int64)
        for index, (_, proposal) in enumerate(part):
            trigger[index, proposal.at] = 1
        roles, types, statuses, modes = self._frames.run(
            None, {"states": states[rows, :longest], "mask": mask[rows, :longest], "trigger": trigger}
        )
        roles = softmax(roles.reshape(len(part), longest, len(ROLES), 3))
        return map(Reading, roles, softmax(types), softmax(statuses), softmax(modes))


def _padded(windows: Sequence[Window]) -> tuple[Ints, Ints, Ints]:
    longest = max(len(window.pieces) for window in windows)
    ids, features, mask = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
    for row, window in enumerate(windows):
        size = len(window.pieces)
        ids[row, :size], features[row, :size], mask[row, :size] = window.pieces.ids, window.pieces.features, 1
    return ids, features, mask


def _groups(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Positions in groups of like length whose padded size stays under ``most``."""
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[index] > most:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


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
        return onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own that share no public base
        raise ModelError(f"The model file {path} cannot be loaded ({error}): it may be truncated.") from error
