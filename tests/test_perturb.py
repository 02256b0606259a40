"""What a camera may do to a recording."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import simulate
from films import record

from benchmarks.perturb import Perturbation
from formcheck.recording import Recording, read_recording


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    record(tmp_path / "r.npz", simulate.squats(2).poses())
    return read_recording(tmp_path / "r.npz")


def test_fewer_frames_keep_their_times(recording: Recording) -> None:
    slow = Perturbation(fps=10).apply(recording, "r")
    assert len(slow) == pytest.approx(len(recording) / 3, abs=1)
    assert set(slow.t) <= set(recording.t)
    assert np.diff(slow.t) == pytest.approx(0.1, abs=0.001)
    assert len(Perturbation(fps=60).apply(recording, "r")) == len(recording)


def test_dropped_frames_are_drawn_by_the_name(recording: Recording) -> None:
    fewer = Perturbation(drop=0.2).apply(recording, "r")
    assert len(fewer) == pytest.approx(0.8 * len(recording), rel=0.1)
    assert (fewer.t == Perturbation(drop=0.2).apply(recording, "r").t).all()
    assert list(fewer.t) != list(Perturbation(drop=0.2).apply(recording, "other").t)


def test_a_mirror_swaps_the_sides_as_the_core_would(recording: Recording) -> None:
    seen, expected = Perturbation(mirror=True).apply(recording, "r")[7], recording[7].mirror()
    assert seen.image == pytest.approx(expected.image, abs=1e-6)
    assert seen.world == pytest.approx(expected.world, abs=1e-6)


def test_a_rolled_camera_turns_picture_and_world_alike(recording: Recording) -> None:
    upright, rolled = recording[0], Perturbation(roll=8.0).apply(recording, "r")[0]
    turn = np.radians(8.0)
    for before, after in ((upright.image, rolled.image), (upright.world, rolled.world)):
        (x, y), (u, v) = (before[0] - before[28])[:2], (after[0] - after[28])[:2]
        assert np.hypot(u, v) == pytest.approx(np.hypot(x, y), rel=1e-4)
        assert np.arctan2(v, u) - np.arctan2(y, x) == pytest.approx(turn, abs=1e-3)


@pytest.mark.parametrize("wrong", [{"fps": 0.0}, {"drop": 1.0}, {"drop": -0.1}])
def test_a_camera_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Perturbation(**wrong)
