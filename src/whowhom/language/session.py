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
from whowhom.language.decode import CueProposal, Floats, Hearing, Proposal, Reading, propose, propose_cues, softmax
from whowhom.language.labels import CITED, ROLES
from whowhom.language.windows import Ints, Window, Wordpieces

TOGETHER: Final = 24
"""Proposals of a window that are read again in one call."""
FORMAT: Final = 3
"""What the card must say for this code to read the folder."""
SLOW: Final = ("SkipLayerNormFusion",)
"""What onnxruntime shall not do to a graph. In 1.32 the joined operator takes ten times what adding and then
normalising do, a third of a second reading's time; in 1.22 the same (both on x86-64)."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the code needs of a model's card, beside the card itself.

    ``scale`` and ``offset`` turn the logit of the raw probability into a calibrated one; ``threshold`` is the
    calibrated probability of the best event F1 on dev. ``statements`` is the raw probability of the best F1 of
    statements on PolNeAR's dev.
    """

    name: str
    version: str
    scale: float
    offset: float
    threshold: float
    statements: float
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
        statements=calibration["statements"],
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder sees in a window: possible events and cues with their second readings.

    ``likeness`` (pieces, 2, LIKENESS) are vectors by which mentions are told to mean the same.
    """

    events: list[tuple[Proposal, Reading]]
    cues: list[tuple[CueProposal, Hearing]]
    likeness: Floats


class Encoder:
    """Reads windows: proposals with both readings' probabilities. One thread unless told otherwise.

    Each window goes through the graphs by itself. In 8 bits the scale of a call's numbers depends on all that
    is in it, so a window read with others would be coded a little differently in other company; and for lack of
    padding it costs no time (bench). A folder without ``statements.onnx`` reads events alone, and ``hears`` nothing.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.card = read_card(folder)
        self.wordpieces = Wordpieces(folder / "tokenizer.json")
        self._encoder = _graph(folder / "encoder.onnx", threads)
        self._frames = _graph(folder / "frames.onnx", threads)
        heard = folder / "statements.onnx"
        self._statements = _graph(heard, threads) if heard.is_file() else None

    @property
    def hears(self) -> bool:
        """Whether it finds statements, and tells sectors and likeness."""
        return self._statements is not None

    def events(self, window: Window) -> list[tuple[Proposal, Reading]]:
        """What may be events in a window, each read a second time."""
        return self._events(window, self._read(window))

    def read(self, window: Window, *, events: bool = True) -> Seen:
        """All that is seen in a window, or all but events; only for one that ``hears``."""
        read = self._read(window)
        found = self._events(window, read) if events else []
        return Seen(found, self._cues(window, read), read["likeness"])

    def told(self, window: Window, triggers: Sequence[Ints]) -> tuple[list[Reading], Seen]:
        """The second readings of triggers that are known, by their pieces, and what else is seen."""
        read = self._read(window)
        readings = [each for part in _parts(triggers) for each in self._reread(window, read, part)]
        return readings, Seen([], self._cues(window, read), read["likeness"])

    def _read(self, window: Window) -> dict[str, Floats]:
        return self._encoder(ids=window.pieces.ids, features=window.pieces.features)

    def _events(self, window: Window, read: dict[str, Floats]) -> list[tuple[Proposal, Reading]]:
        proposals = list(propose(window, softmax(read["triggers"])))
        parts = _parts([proposal.at for proposal in proposals])
        return list(zip(proposals, (each for part in parts for each in self._reread(window, read, part)), strict=True))

    def _cues(self, window: Window, read: dict[str, Floats]) -> list[tuple[CueProposal, Hearing]]:
        cues = list(propose_cues(window, softmax(read["cues"])))
        parts = _parts([cue.at for cue in cues])
        return list(zip(cues, (each for part in parts for each in self._hear(window, read, part)), strict=True))

    def _reread(self, window: Window, read: dict[str, Floats], places: Sequence[Ints]) -> Iterator[Reading]:
        """Only pieces that may be part of a record are asked for; what stands at the others means nothing."""
        states, asked = read["states"], np.flatnonzero(window.coded)
        seen = self._frames(states=states, asked=asked, trigger=_marks(places, len(states)))
        roles = seen["roles"].reshape(*seen["roles"].shape[:2], len(ROLES), 3)
        roles = _placed(softmax(roles), asked, len(states))
        told = [softmax(seen[name]) for name in ("types", "statuses", "modes")]
        if not self.hears:
            return map(Reading, roles, *told)
        return map(Reading, roles, *told, _placed(softmax(seen["sectors"]), asked, len(states)))

    def _hear(self, window: Window, read: dict[str, Floats], places: Sequence[Ints]) -> Iterator[Hearing]:
        assert self._statements is not None
        states, asked = read["states"], np.flatnonzero(window.coded)
        seen = self._statements(states=states, asked=asked, cue=_marks(places, len(states)))
        parts = seen["parts"].reshape(*seen["parts"].shape[:2], len(CITED), 3)
        return map(Hearing, _placed(softmax(parts), asked, len(states)), softmax(seen["genuine"])[:, 1].tolist())


@dataclass(frozen=True, slots=True)
class _Graph:
    """A loaded graph with the names of its outputs."""

    session: Any
    outputs: list[str]

    def __call__(self, **inputs: Any) -> dict[str, Floats]:
        return dict(zip(self.outputs, self.session.run(self.outputs, inputs), strict=True))


def _parts(places: Sequence[Ints]) -> Iterator[Sequence[Ints]]:
    """So many at a time."""
    return (places[start : start + TOGETHER] for start in range(0, len(places), TOGETHER))


def _marks(places: Sequence[Ints], pieces: int) -> Ints:
    """(places, pieces): 1 at the pieces of each place."""
    result = np.zeros((len(places), pieces), dtype=np.int64)
    for row, at in enumerate(places):
        result[row, at] = 1
    return result


def _placed(numbers: Floats, at: Ints, pieces: int) -> Floats:
    """The numbers (rows, places, ...) of some pieces at their places among all, zeros elsewhere."""
    result = np.zeros((len(numbers), pieces, *numbers.shape[2:]), dtype=numbers.dtype)
    result[:, at] = numbers
    return result


def _graph(path: Path, threads: int) -> _Graph:
    import onnxruntime  # noqa: PLC0415  (half of the start-up time, and not needed to read a database)

    if not path.is_file():
        raise ModelError(f"The model file {path} is missing: install whowhom again, or train the model again.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            os.fspath(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(SLOW)
        )
    except Exception as error:  # onnxruntime raises classes of its own that share no public base
        raise ModelError(f"The model file {path} cannot be loaded ({error}): it may be truncated.") from error
    return _Graph(session, [output.name for output in session.get_outputs()])
