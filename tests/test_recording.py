"""Recordings keep the model's own numbers; a bad file is one clear line, whatever is in it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.events import AttemptRejected, Event, PersonLost, RepCounted
from formcheck.recording import (
    Detection,
    read_events,
    read_recording,
    write_events,
    write_recording,
)

EVENTS: list[Event] = [
    AttemptRejected(t=1.0, start_s=0.1, end_s=0.9, reason="too_small"),
    RepCounted(
        t=2.1,
        index=1,
        side="left",
        start_s=1 / 3,
        peak_s=1.5,
        end_s=2.0,
        faults=("knees_in",),
        measures={"knee_flexion_deg": 96.4},
    ),
    PersonLost(t=3.0),
]


def detections(count: int, width: int = 640, height: int = 480) -> list[Detection]:
    """Frames of somebody who trembles, 30 a second; every third frame is empty."""
    rng = np.random.default_rng(7)
    return [
        Detection.nobody(i / 30, width, height)
        if i % 3 == 2
        else Detection.of(
            i / 30,
            rng.random((33, 5), np.float32),
            rng.random((33, 5), np.float32) - np.float32(0.5),
            width,
            height,
        )
        for i in range(count)
    ]


def arrays(**changed: Any) -> dict[str, Any]:
    """The arrays of a good file of four frames, with some changed."""
    landmarks = np.zeros((4, 33, 5), np.float32)
    good = {
        "t": np.arange(4) / 30,
        "image": landmarks,
        "world": landmarks,
        "width": 64,
        "height": 48,
        "fps": 30.0,
    }
    return {**good, **changed}


def test_what_was_written_is_read_to_the_bit(tmp_path: Path) -> None:
    frames = detections(10)
    write_recording(tmp_path / "clip.npz", frames, fps=29.97)
    recording = read_recording(tmp_path / "clip.npz")
    assert (len(recording), recording.width, recording.height, recording.fps) == (10, 640, 480, 29.97)
    for index, frame in enumerate(frames):
        again = recording.detection(index)
        assert again.t == frame.t
        assert np.array_equal(again.arrays, frame.arrays, equal_nan=True)


def test_a_recorded_pose_is_the_live_pose_to_the_bit(tmp_path: Path) -> None:
    frames = detections(5)
    write_recording(tmp_path / "clip.npz", frames, fps=30)
    for live, recorded in zip(
        [frame.pose() for frame in frames], read_recording(tmp_path / "clip.npz"), strict=True
    ):
        assert (live.t, live.seen) == (recorded.t, recorded.seen)
        assert np.array_equal(live.image, recorded.image, equal_nan=True)
        assert np.array_equal(live.world, recorded.world, equal_nan=True)


def test_an_empty_frame_is_nobody(tmp_path: Path) -> None:
    assert [frame.seen for frame in detections(3)] == [True, True, False]
    assert not Detection.nobody(0.0, 640, 480).pose().seen


def test_a_recording_is_a_sequence_with_slices(tmp_path: Path) -> None:
    write_recording(tmp_path / "clip.npz", detections(9), fps=30)
    recording = read_recording(tmp_path / "clip.npz")
    assert [pose.t for pose in recording[3:5]] == [3 / 30, 4 / 30]
    assert recording[-1].t == 8 / 30
    assert recording.duration_s == pytest.approx(0.3)
    with pytest.raises(IndexError):
        recording[9]


def test_poses_made_many_at_a_time_are_those_made_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.recording.POSES_AT_ONCE", 2)
    path = tmp_path / "clip.npz"
    frames = [*detections(4), Detection.nobody(9.0, 640, 480)]
    write_recording(path, frames, fps=30)
    recording = read_recording(path)
    for index, pose in enumerate(recording):
        alone = recording[index]
        assert (pose.t, pose.aspect, pose.seen) == (alone.t, alone.aspect, alone.seen)
        for name in ("image", "world", "visibility"):
            np.testing.assert_array_equal(getattr(pose, name), getattr(alone, name))
    assert [pose.seen for pose in recording] == [frame.seen for frame in frames]


def test_one_frame_lasts_one_nominal_frame(tmp_path: Path) -> None:
    write_recording(tmp_path / "clip.npz", detections(1), fps=25)
    assert read_recording(tmp_path / "clip.npz").duration_s == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"t": np.array([0.0, 0.2, 0.1, 0.3])}, "t: expected seconds that rise"),
        ({"t": np.array([0.0, 0.1, 0.1, 0.3])}, "t: expected seconds that rise"),
        ({"t": np.array([0.0, 0.1, np.nan, 0.3])}, "t: expected seconds that rise"),
        ({"t": np.zeros(0)}, "at least one frame"),
        ({"image": np.zeros((4, 32, 5))}, r"image: expected \(4, 33, 5\), got \(4, 32, 5\)"),
        ({"world": np.zeros((3, 33, 5))}, r"world: expected \(4, 33, 5\)"),
        ({"width": 0}, "width: expected one number above 0, got 0"),
        ({"fps": np.inf}, "fps: expected one number above 0"),
        ({"height": np.array([1, 2])}, "height: expected one number"),
        ({"image": np.full((4, 33, 5), "x")}, "image: expected numbers"),
        ({"image": np.array([{}], object)}, "allow_pickle=False"),
    ],
)
def test_wrong_arrays_are_named(tmp_path: Path, changed: dict[str, Any], words: str) -> None:
    np.savez(tmp_path / "clip.npz", **arrays(**changed))
    with pytest.raises(ValueError, match=words) as caught:
        read_recording(tmp_path / "clip.npz")
    assert "\n" not in str(caught.value)
    assert "clip.npz" in str(caught.value)


def test_a_missing_array_is_named(tmp_path: Path) -> None:
    good = arrays()
    del good["world"]
    np.savez(tmp_path / "clip.npz", **good)
    with pytest.raises(ValueError, match="no array 'world'"):
        read_recording(tmp_path / "clip.npz")


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_recording(tmp_path / "clip.npz")


def test_a_zip_that_unpacks_to_more_than_a_day_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.recording.LARGEST_BYTES", 1000)
    np.savez_compressed(tmp_path / "clip.npz", **arrays())
    with pytest.raises(ValueError, match="unpacked"):
        read_recording(tmp_path / "clip.npz")


def outcome(path: Path) -> str:
    """What became of a file: "read", "refused" in one line that names it, or the words of another error."""
    try:
        recording = read_recording(path)
    except ValueError as error:
        words = str(error)
        return "refused" if "clip.npz: not a recording" in words and "\n" not in words else words
    return "read" if len(recording) == 4 else f"{len(recording)} frames"


@given(data=st.data())
def test_a_damaged_file_is_read_right_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "clip.npz"
    np.savez(path, **arrays())
    good = path.read_bytes()
    cut = data.draw(st.integers(0, len(good)))
    at = data.draw(st.integers(0, len(good) - 1))
    flipped = bytearray(good)
    flipped[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(data.draw(st.sampled_from([good[:cut], bytes(flipped), good[at:]])))
    assert outcome(path) in ("read", "refused")


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "clip.npz", "w") as archive:
        archive.writestr("t.npy", "hello")
    with pytest.raises(ValueError, match="not a recording"):
        read_recording(tmp_path / "clip.npz")


def test_an_archive_that_begins_inside_one_of_its_arrays_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "whole.npz", **arrays())
    whole = (tmp_path / "whole.npz").read_bytes()
    (tmp_path / "clip.npz").write_bytes(whole[whole.index(b"\x93NUMPY") :])
    with pytest.raises(ValueError, match="not a recording"):
        read_recording(tmp_path / "clip.npz")


def test_frames_of_two_sizes_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frames of one size"):
        write_recording(tmp_path / "clip.npz", [*detections(2), Detection.nobody(1.0, 64, 48)], fps=30)
    with pytest.raises(ValueError, match="no frame"):
        write_recording(tmp_path / "clip.npz", [], fps=30)
    assert list(tmp_path.iterdir()) == []


def test_events_survive_their_file(tmp_path: Path) -> None:
    write_events(tmp_path / "events.jsonl", EVENTS)
    assert read_events(tmp_path / "events.jsonl") == EVENTS
    write_events(tmp_path / "events.jsonl", [])
    assert read_events(tmp_path / "events.jsonl") == []


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"kind": "sneeze"}', b"\xff", b'{"kind": "person_lost"}'])
def test_a_bad_event_is_named_by_its_line(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"kind": "person_found", "t": 0.5}\n' + line + b"\n")
    with pytest.raises(ValueError, match=r"line 2: no event") as caught:
        read_events(path)
    assert "\n" not in str(caught.value)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    write_events(path, EVENTS)
    bad = AttemptRejected(t=float("nan"), start_s=0, end_s=1, reason="too_small")
    with pytest.raises(ValueError, match="JSON"):
        write_events(path, [bad])
    assert read_events(path) == EVENTS
    assert [child.name for child in tmp_path.iterdir()] == ["events.jsonl"]
