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

OPSET: Final = 20
"""The first with GELU as one operator."""
BLOCK: Final = 32
"""Weights that share a scale in 4 bits; 64 lost 0.02 of who-whom on dev."""


class _Part(nn.Module):
    """A part of the network as it is read in use: one window without padding, and of it the pieces asked for."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network


class _Read(_Part):
    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        first = self.network.read(ids, features, None)
        return first.states, first.triggers, first.cues, first.likeness


class _Events(_Part):
    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        return _Read.forward(self, ids, features)[:2]


class _Reread(_Part):
    def forward(self, states: Tensor, asked: Tensor, trigger: Tensor) -> tuple[Tensor, ...]:
        frames = self.network.reread(states, None, trigger, asked)
        return frames.roles, frames.types, frames.statuses, frames.modes, frames.sectors


class _Frames(_Part):
    def forward(self, states: Tensor, asked: Tensor, trigger: Tensor) -> tuple[Tensor, ...]:
        return _Reread.forward(self, states, asked, trigger)[:4]


class _Statements(_Part):
    def forward(self, states: Tensor, asked: Tensor, cue: Tensor) -> tuple[Tensor, ...]:
        return self.network.hear(states, None, cue, asked)


def export(network: Network, folder: Path, *, bits: Literal[4, 8], hears: bool) -> None:
    """Write ``encoder.onnx`` and ``frames.onnx`` to ``folder``, and of a network that ``hears`` ``statements.onnx``.

    One that does not has learned of events alone: its other heads are left out. In 8 bits, weights have a scale per
    channel and what flows between them one per call: fastest. In 4 bits, every 32 weights and numbers have one: larger
    steps and smaller blocks, by which a large network loses less.
    """
    network = network.cpu().eval().float()
    folder.mkdir(parents=True, exist_ok=True)
    ids, features = (torch.zeros(12, dtype=torch.long) for _ in range(2))
    states, asked = torch.randn(12, network.encoder.shape.width), torch.arange(1, 8)
    marks = torch.zeros(2, 12, dtype=torch.long)
    marks[:, 3] = 1
    words, places = {"ids": ids, "features": features}, {"states": states, "asked": asked}
    read, frames = ("states", "triggers"), ("roles", "types", "statuses", "modes")
    if not hears:
        _write(_Events(network), words, read, folder / "encoder.onnx", bits)
        _write(_Frames(network), {**places, "trigger": marks}, frames, folder / "frames.onnx", bits)
        return
    _write(_Read(network), words, (*read, "cues", "likeness"), folder / "encoder.onnx", bits)
    _write(_Reread(network), {**places, "trigger": marks}, (*frames, "sectors"), folder / "frames.onnx", bits)
    _write(_Statements(network), {**places, "cue": marks}, ("parts", "genuine"), folder / "statements.onnx", bits)


def _write(part: nn.Module, inputs: dict[str, Tensor], outputs: tuple[str, ...], path: Path, bits: int) -> None:
    """Export one part; the inputs must be tensors of their own, for the exporter joins those that are one."""
    free = [range(1 if tensor.is_floating_point() else tensor.ndim) for tensor in inputs.values()]
    shapes = tuple(dict.fromkeys(axes, torch.export.Dim.DYNAMIC) for axes in free)
    with tempfile.TemporaryDirectory() as place:
        whole, ready, in_blocks = (Path(place, name) for name in ("whole.onnx", "ready.onnx", "blocks.onnx"))
        torch.onnx.export(
            part.eval(), tuple(inputs.values()), whole, input_names=list(inputs), output_names=list(outputs),
            dynamic_shapes=shapes, opset_version=OPSET, dynamo=True,
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
        quantizer.model.replace_gemm_with_matmul()  # in 8 bits it is done unasked
        quantizer.process()
        quantizer.model.save_model_to_file(str(in_blocks))
        quantize_dynamic(in_blocks, path, op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8)
