"""The trained network as ONNX graphs with 8-bit or 4-bit weights."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final, Literal

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from whowhom.training.network import Network

OPSET: Final = 18
BLOCK: Final = 32
"""Weights that share a scale in 4 bits; 64 lost 0.02 of who-whom on dev."""


class _First(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        first = self.network.read(ids, features, mask)
        return first.states, first.triggers, first.cues, first.likeness


class _Second(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, states: Tensor, mask: Tensor, trigger: Tensor) -> tuple[Tensor, ...]:
        frames = self.network.reread(states, mask, trigger)
        return frames.roles, frames.types, frames.statuses, frames.modes, frames.sectors


class _Heard(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, states: Tensor, mask: Tensor, cue: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.hear(states, mask, cue)


def export(network: Network, folder: Path, *, bits: Literal[4, 8]) -> None:
    """Write ``encoder.onnx``, ``frames.onnx`` and ``statements.onnx`` to ``folder``.

    In 8 bits, weights have a scale per channel and what flows between them one per call: fastest. In 4 bits, every
    32 weights and numbers have one: larger steps and smaller blocks, by which a large network loses less.
    """
    network = network.cpu().eval().float()
    folder.mkdir(parents=True, exist_ok=True)
    ids, features, mask, trigger = (torch.zeros(2, 12, dtype=torch.long) for _ in range(4))
    mask[:, :10] = 1
    trigger[:, 3] = 1
    states = torch.randn(2, 12, network.encoder.shape.width)
    _write(
        _First(network), {"ids": ids, "features": features, "mask": mask},
        ("states", "triggers", "cues", "likeness"), folder / "encoder.onnx", bits,
    )  # fmt: skip
    _write(
        _Second(network), {"states": states, "mask": mask, "trigger": trigger},
        ("roles", "types", "statuses", "modes", "sectors"), folder / "frames.onnx", bits,
    )  # fmt: skip
    _write(
        _Heard(network), {"states": states, "mask": mask, "cue": trigger},
        ("parts", "genuine"), folder / "statements.onnx", bits,
    )  # fmt: skip


def _write(part: nn.Module, inputs: dict[str, Tensor], outputs: tuple[str, ...], path: Path, bits: int) -> None:
    """Export one part; the inputs must be tensors of their own, for the exporter joins those that are one."""
    rows_and_pieces = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    with tempfile.TemporaryDirectory() as place:
        whole, ready, in_blocks = (Path(place, name) for name in ("whole.onnx", "ready.onnx", "blocks.onnx"))
        torch.onnx.export(
            part.eval(), tuple(inputs.values()), whole, input_names=list(inputs), output_names=list(outputs),
            dynamic_shapes=tuple(rows_and_pieces for _ in inputs), opset_version=OPSET, dynamo=True,
            external_data=False,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        if bits == 8:
            quantize_dynamic(ready, path, per_channel=True, weight_type=QuantType.QInt8)
            return
        config = DefaultWeightOnlyQuantConfig(
            block_size=BLOCK, is_symmetric=False, accuracy_level=4, op_types_to_quantize=("MatMul",)
        )
        quantizer = MatMulNBitsQuantizer(onnx.load(ready), algo_config=config)
        quantizer.process()
        quantizer.model.save_model_to_file(str(in_blocks))
        quantize_dynamic(in_blocks, path, op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8)
