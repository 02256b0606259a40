"""What is kept of where the body was: close to what was seen, small, and the same wherever it was."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from formcheck import CATALOGUE
from formcheck.analyze import analyze_file
from formcheck.core.coach import Coach
from formcheck.core.course import Alone
from formcheck.core.events import Event
from formcheck.core.pose import Pose
from formcheck.diary import Diary
from formcheck.landmarks import KEPT_A_SECOND, UNSEEN, Landmarks
from formcheck.session import Session
from formcheck.store import Store
from tests.films import detection_of
from tests.landmark_cache import FILMS
from tests.simulate import squats


@pytest.fixture(scope="module")
def poses() -> list[Pose]:
    """Two squats, and nobody at the end."""
    seen = squats(2).poses()
    return [*seen, Pose.nobody(seen[-1].t + 1 / 30)]


def same(one: Landmarks, other: Landmarks) -> bool:
    return (
        np.array_equal(one.t, other.t)
        and np.array_equal(one.xy, other.xy)
        and np.array_equal(one.visibility, other.visibility)
        and one.aspect == pytest.approx(other.aspect, abs=1e-4)
    )


def test_nothing_moves_by_more_than_half_a_pixel_of_a_large_picture(poses: list[Pose]) -> None:
    kept = Landmarks.of(poses)
    image = np.stack([pose.image for pose in poses[:-1]])
    assert np.abs(kept.xy[:-1] / 2000 - image).max() <= 0.5 / 2000
    assert (kept.xy[-1] == UNSEEN).all()
    assert kept.t.tolist() == [round(pose.t * 1000) for pose in poses]


def test_it_is_the_same_after_the_store(poses: list[Pose]) -> None:
    kept = Landmarks.of(poses)
    assert same(Landmarks.unpacked(kept.packed()), kept)
    parts = [Landmarks.of(poses[:40]), Landmarks.of(poses[40:])]
    assert same(Landmarks.joined(parts), kept)


def test_nothing_kept_is_no_frames() -> None:
    assert Landmarks.joined([]).to_bytes() == bytes(8)


def test_the_binary_form_is_as_its_docstring_says(poses: list[Pose]) -> None:
    data = Landmarks.of(poses).to_bytes()
    count, aspect = struct.unpack_from("<If", data)
    assert (count, aspect) == (len(poses), pytest.approx(poses[0].aspect))
    t = np.frombuffer(data, "<f4", count, 8)
    xy = np.frombuffer(data, "<i2", count * 66, 8 + 4 * count).reshape(count, 33, 2)
    visibility = np.frombuffer(data, "u1", offset=8 + 4 * count + 132 * count).reshape(count, 33)
    assert t == pytest.approx([pose.t for pose in poses], abs=0.001)
    assert xy[5, 16] / 2000 == pytest.approx(poses[5].image[16], abs=0.001)
    assert visibility[5, 16] / 100 == pytest.approx(poses[5].visibility[16], abs=0.01)


@pytest.mark.parametrize("cut", [0, 5, -1])
def test_damaged_chunks_are_no_landmarks(poses: list[Pose], cut: int) -> None:
    with pytest.raises(ValueError, match="damaged"):
        Landmarks.unpacked(Landmarks.of(poses).packed()[:cut])


def test_a_chunk_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 1048576 bytes"):
        Landmarks.unpacked(zlib.compress(bytes(1 << 28)))


def test_a_session_keeps_fifteen_poses_a_second_and_lets_no_event_wait_for_them() -> None:
    batches: list[tuple[Sequence[Event], Sequence[Pose]]] = []
    session = Session(
        Alone(Coach(CATALOGUE["squat"])),
        [lambda events, _, poses: batches.append((events, poses))],
        film=True,
    )
    seen = squats(4).poses()
    for pose in seen:
        session.see(detection_of(pose, 640, 480))
    session.finish()
    assert any(events for events, _ in batches)
    assert not any(events and poses for events, poses in batches)
    times = [pose.t for _, poses in batches for pose in poses]
    assert len(times) == pytest.approx(seen[-1].t * KEPT_A_SECOND, abs=1)
    assert times[0] == seen[0].t
    assert np.diff(times).max() < 0.1


def test_a_minute_of_a_real_film_takes_fifty_kilobytes() -> None:
    result = analyze_file(FILMS / "squat_front_narrow.mp4", CATALOGUE["squat"])
    size = sum(len(part.packed()) for part in result.landmarks)
    assert 10_000 < size / result.duration_s * 60 < 60_000


@pytest.mark.parametrize("wanted", [True, False])
def test_the_diary_keeps_landmarks_only_when_they_are_wanted(tmp_path: Path, wanted: bool) -> None:
    with Store(tmp_path / "history.sqlite3") as store:
        diary = Diary(store, keep_landmarks=wanted)
        diary.begin("squat", {"kind": "camera", "name": "Built-in"})
        session = Session(Alone(Coach(CATALOGUE["squat"])), [diary.write], film=False)
        for pose in squats(2).poses():
            session.see(detection_of(pose, 640, 480))
        session.finish()
        diary.end(session.duration_s)
        (line,) = store.sessions()
        assert line.reps == 2
        assert (len(store.landmarks(line.id)) > 60) is wanted
