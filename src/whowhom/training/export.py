"""The trained network as ONNX graphs with 8-bit weights."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from whowhom.training.network import Network

OPSET: Final = 18


class _First(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.read(ids, features, mask)


class _Second(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, states: Tensor, mask: Tensor, trigger: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        frames = self.network.reread(states, mask, trigger)
        return frames.roles, frames.types, frames.statuses, frames.modes


def export(network: Network, folder: Path) -> None:
    """Write ``encoder.onnx`` and ``frames.onnx`` to ``folder``, weights in 8 bits, a scale per channel."""
    network = network.eval().float()
    folder.mkdir(parents=True, exist_ok=True)
    width = network.triggers.in_features
    ids = torch.ones(2, 12, dtype=torch.long)
    trigger = torch.zeros(2, 12, dtype=torch.long)
    trigger[:, 3] = 1
    wide = {0: "rows", 1: "pieces"}
    _write(
        _First(network), (ids, torch.zeros_like(ids), ids), folder / "encoder.onnx",
        {"ids": wide, "features": wide, "mask": wide}, ("states", "triggers"),
    )  # fmt: skip
    _write(
        _Second(network), (torch.randn(2, 12, width), ids, trigger), folder / "frames.onnx",
        {"states": wide, "mask": wide, "trigger": wide}, ("roles", "types", "statuses", "modes"),
    )  # fmt: skip


def _write(
    part: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: dict[str, dict[int, str]],
    outputs: tuple[str, ...],
) -> None:  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        whole, ready = Path(place, "whole.onnx"), Path(place, "ready.onnx")
        dims = tuple({0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC} for _ in inputs)
        torch.onnx.export(
            part.eval(), inputs, whole, input_names=list(names), output_names=list(outputs),
            dynamic_shapes=(dims,) if False else dims, opset_version=OPSET, dynamo=True, external_data=False,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, path, per_channel=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(path))
