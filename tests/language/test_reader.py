from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from whowhom import cleaning
from whowhom.errors import ModelError
from whowhom.language import load
from whowhom.language.reader import calibrated
from whowhom.language.session import folder_of, read_card
from whowhom.reading import article
from whowhom.settings import DEFAULT_MODEL

MODEL = folder_of(DEFAULT_MODEL)


def test_calibration_rises_with_the_probability() -> None:
    card = read_card(MODEL)
    values = [calibrated(probability, card) for probability in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert values == sorted(values)
    assert 0 <= values[0] < values[-1] <= 1


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="fast"):
        load("unheard-of")
    with pytest.raises(ModelError, match="no model card"):
        load(str(tmp_path))
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    (tmp_path / "card.json").write_text(json.dumps({**card, "format": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match="format 99"):
        load(str(tmp_path))


@pytest.mark.model
def test_a_truncated_model_file_is_told(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "m")
    (tmp_path / "m/frames.onnx").unlink()
    with pytest.raises(ModelError, match="missing"):
        load(str(tmp_path / "m"))
    (tmp_path / "m/frames.onnx").write_bytes((MODEL / "frames.onnx").read_bytes()[:1000])
    with pytest.raises(ModelError, match="truncated"):
        load(str(tmp_path / "m"))


@pytest.mark.model
def test_only_kept_blocks_are_read_and_frames_come_in_order() -> None:
    text = (
        "Rebels shelled the port on Monday. The government expelled the French ambassador.\n\n"
        "Read more: Rebels attacked a convoy\n\nThe union called a strike.\n"
    )
    analysis = load().analyse(cleaning.clean(article(text)))
    starts = [frame.trigger.span.start for frame in analysis.frames]
    assert starts == sorted(starts)
    assert {"shelled", "expelled"} <= {frame.trigger.span.of(text) for frame in analysis.frames}
    assert not any(frame.trigger.span.of(text) == "attacked" for frame in analysis.frames)
    for frame in analysis.frames:
        assert frame.trigger.span.within(analysis.sentences[frame.sentence].span)
