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
    ids, features, mask, trigger = (torch.zeros(2, 12, dtype=torch.long) for _ in range(4))
    mask[:, :10] = 1
    trigger[:, 3] = 1
    states = torch.randn(2, 12, network.encoder.shape.width)
    _write(
        _First(network),
        {"ids": ids, "features": features, "mask": mask},
        ("states", "triggers"),
        folder / "encoder.onnx",
    )
    _write(
        _Second(network), {"states": states, "mask": mask, "trigger": trigger},
        ("roles", "types", "statuses", "modes"), folder / "frames.onnx",
    )  # fmt: skip


def _write(part: nn.Module, inputs: dict[str, Tensor], outputs: tuple[str, ...], path: Path) -> None:
    """Export one part; the inputs must be tensors of their own, for the exporter joins those that are one."""
    rows_and_pieces = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    with tempfile.TemporaryDirectory() as place:
        whole, ready = Path(place, "whole.onnx"), Path(place, "ready.onnx")
        torch.onnx.export(
            part.eval(), tuple(inputs.values()), whole, input_names=list(inputs), output_names=list(outputs),
            dynamic_shapes=tuple(rows_and_pieces for _ in inputs), opset_version=OPSET, dynamo=True,
            external_data=False,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, path, per_channel=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(path))
