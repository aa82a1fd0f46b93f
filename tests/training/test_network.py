"""The network says of one window by itself what it says of padded rows in training, and so do its graphs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxscript")

from whowhom.training.encoder import Shape, Transformer  # noqa: E402
from whowhom.training.export import export  # noqa: E402
from whowhom.training.network import Network  # noqa: E402

WIDTH, WORDS, PIECES, PADDED = 32, 50, 17, 23


def network(monkeypatch: pytest.MonkeyPatch, *, buckets: int) -> Any:
    """A small one with weights by chance; with buckets as MPNet has them, without as BERT."""
    shape = Shape(
        words=WORDS, positions=40, width=WIDTH, inner=64, heads=4, layers=2, epsilon=1e-12, first_position=0,
        buckets=buckets,
    )  # fmt: skip
    torch.manual_seed(1)
    monkeypatch.setattr("whowhom.training.network.load_encoder", lambda base: Transformer(shape))
    return Network(Path("none")).eval()


def window() -> Any:
    """Words, features, and two possible triggers of one window."""
    generator = torch.Generator().manual_seed(2)
    ids, features = (torch.randint(0, most, (PIECES,), generator=generator) for most in (WORDS, 8))
    marks = torch.zeros(2, PIECES, dtype=torch.long)
    marks[0, 5:7] = marks[1, 12] = 1
    return ids, features, marks


@pytest.mark.parametrize("buckets", [0, 32])
@torch.no_grad()
def test_a_window_by_itself_is_read_as_one_that_is_padded(monkeypatch: pytest.MonkeyPatch, buckets: int) -> None:
    net = network(monkeypatch, buckets=buckets)
    ids, features, marks = window()

    def padded(row: Any) -> Any:
        return torch.nn.functional.pad(row, (0, PADDED - PIECES))

    mask = padded(torch.ones(2, PIECES, dtype=torch.long))
    rows = net.read(padded(ids).repeat(2, 1), padded(features).repeat(2, 1), mask)
    alone = net.read(ids, features, None)
    for name in ("states", "triggers", "cues", "likeness"):
        torch.testing.assert_close(getattr(alone, name), getattr(rows, name)[0, :PIECES])

    asked = torch.tensor([2, 3, 5, 6, 9, 12, 15])
    frames, of_asked = net.reread(rows.states, mask, padded(marks)), net.reread(alone.states, None, marks, asked)
    for name in ("types", "statuses", "modes"):
        torch.testing.assert_close(getattr(of_asked, name), getattr(frames, name))
    for name in ("roles", "sectors"):
        torch.testing.assert_close(getattr(of_asked, name), getattr(frames, name)[:, asked])
    parts, genuine = net.hear(rows.states, mask, padded(marks))
    parts_of_asked, genuine_of_asked = net.hear(alone.states, None, marks, asked)
    torch.testing.assert_close(parts_of_asked, parts[:, asked])
    torch.testing.assert_close(genuine_of_asked, genuine)


@torch.no_grad()
def test_the_graphs_take_windows_of_any_length_and_any_number_of_triggers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    net = network(monkeypatch, buckets=0)
    export(net, tmp_path, bits=8)
    encoder, frames, statements = (
        onnxruntime.InferenceSession(tmp_path / f"{name}.onnx", providers=["CPUExecutionProvider"])
        for name in ("encoder", "frames", "statements")
    )
    ids, features, marks = window()
    states, *_ = encoder.run(None, {"ids": ids.numpy(), "features": features.numpy()})
    assert np.corrcoef(states.ravel(), net.read(ids, features, None).states.ravel())[0, 1] > 0.99
    for asked in (torch.tensor([12]), torch.arange(5, 13)):
        for rows in (marks[1:], marks.repeat(3, 1)[1:]):
            given = {"states": states, "asked": asked.numpy()}
            wanted = net.reread(torch.from_numpy(states), None, rows, asked)
            for name, got in zip(
                ("roles", "types", "statuses", "modes", "sectors"),
                frames.run(None, {**given, "trigger": rows.numpy()}), strict=True,
            ):  # fmt: skip
                np.testing.assert_allclose(got, getattr(wanted, name), atol=0.1)
            said = net.hear(torch.from_numpy(states), None, rows, asked)
            for got, want in zip(statements.run(None, {**given, "cue": rows.numpy()}), said, strict=True):
                np.testing.assert_allclose(got, want, atol=0.1)
