"""A film or a recording goes through the same coach as live, and what comes out is the documented JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from formcheck import CATALOGUE, __version__, read_recording, replay
from formcheck.analyze import Failure, analyze_file, document
from formcheck.assets import asset_folder
from formcheck.camera import CameraError
from formcheck.core.events import RepCounted
from formcheck.core.pose import Pose
from tests.films import make_film, record
from tests.simulate import Film, squats, standing

SQUAT = CATALOGUE["squat"]


@pytest.fixture
def three_squats(tmp_path: Path) -> Path:
    """A recording of a stick man who squats three times."""
    return record(tmp_path / "three.npz", squats(3).poses())


def test_the_exercise_is_found_out_and_nothing_of_it_is_lost(three_squats: Path) -> None:
    told, found = analyze_file(three_squats, SQUAT), analyze_file(three_squats, None)
    assert found.exercise == "squat"
    assert found.events == told.events
    assert found.samples == told.samples
    assert found.warnings == []


def test_where_no_exercise_is_recognised_the_result_says_what_to_do(tmp_path: Path) -> None:
    still = record(tmp_path / "still.npz", Film().add(5, standing).poses())
    result = analyze_file(still, None)
    assert result.exercise == ""
    assert result.as_dict()["exercise"] is None
    assert result.events == []
    assert result.warnings == ["no exercise was recognised: name one with --exercise"]


def test_a_recording_is_counted_as_replay_counts_it(three_squats: Path) -> None:
    result = analyze_file(three_squats, SQUAT)
    assert result.events == replay(SQUAT, read_recording(three_squats))
    assert len(result.summary.reps) == 3
    assert (result.width, result.height, result.frames, result.frames_with_pose) == (640, 480, 294, 294)
    assert result.duration_s == pytest.approx(294 / 30)
    assert result.warnings == []


def test_the_document_has_the_documented_fields(three_squats: Path) -> None:
    result = analyze_file(three_squats, SQUAT)
    written = json.loads(json.dumps(document("squat", [result, Failure("x.mp4", "unreadable")])))
    assert list(written) == ["schema", "formcheck", "exercise", "results"]
    assert (written["schema"], written["formcheck"], written["exercise"]) == (1, __version__, "squat")
    good, bad = written["results"]
    assert list(good) == ["source", "exercise", "view", "reps", "attempts", "holds", "warnings"]
    assert list(good["source"]) == ["path", "width", "height", "duration_s", "frames", "frames_with_pose"]
    assert (good["exercise"], good["view"]) == ("squat", "front")
    rep = good["reps"][0]
    assert list(rep) == ["index", "side", "start_s", "peak_s", "end_s", "faults", "not_judged", "measures"]
    assert (rep["index"], rep["side"]) == (1, "both")
    assert rep["start_s"] < rep["peak_s"] < rep["end_s"]
    assert rep["measures"]["knee_flexion_deg"] > 90
    assert (bad["error"], bad["source"], bad["reps"]) == ("unreadable", {"path": "x.mp4"}, [])


def test_the_curve_has_a_value_every_tenth_of_a_second(three_squats: Path) -> None:
    samples = analyze_file(three_squats, SQUAT).samples
    times = [t for t, _ in samples]
    steps = np.diff(times)
    assert steps.min() > 0.0999
    assert steps.max() < 0.15


def test_progress_rises_to_the_end(three_squats: Path) -> None:
    said: list[float] = []
    analyze_file(three_squats, SQUAT, progress=said.append)
    assert said == sorted(said)
    assert said[-1] > 0.99


def test_an_analysis_is_given_up_by_its_progress(three_squats: Path) -> None:
    def no_more(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyze_file(three_squats, SQUAT, progress=no_more)


def test_a_film_of_nobody_says_so_and_may_be_recorded(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", [i / 30 for i in range(12)])
    result = analyze_file(film, SQUAT, model="lite", record=tmp_path / "film.npz")
    assert result.warnings == ["nobody was seen"]
    assert (result.frames, result.frames_with_pose) == (12, 0)
    assert result.as_dict()["view"] is None
    recording = read_recording(tmp_path / "film.npz")
    assert [pose.seen for pose in recording] == [False] * 12
    assert analyze_file(tmp_path / "film.npz", SQUAT).warnings == ["nobody was seen"]


def test_somebody_who_is_rarely_there_is_said(tmp_path: Path) -> None:
    poses = squats(1).poses()
    absent = [Pose.nobody(poses[-1].t + i / 30) for i in range(1, 2 * len(poses))]
    result = analyze_file(record(tmp_path / "clip.npz", poses + absent), SQUAT)
    assert result.warnings == ["somebody was seen in only 33 % of the frames"]


def test_what_cannot_be_read_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    (tmp_path / "text.npz").write_text("no recording")
    with pytest.raises(CameraError, match=r"text\.mp4: no film, or damaged"):
        analyze_file(tmp_path / "text.mp4", SQUAT)
    with pytest.raises(ValueError, match="not a recording"):
        analyze_file(tmp_path / "text.npz", SQUAT)
    with pytest.raises(FileNotFoundError):
        analyze_file(tmp_path / "none.npz", SQUAT)


@pytest.mark.slow
def test_the_demo_film_is_counted_and_its_recording_gives_the_same_events(tmp_path: Path) -> None:
    film = asset_folder("web") / "demo.mp4"
    result = analyze_file(film, SQUAT, record=tmp_path / "demo.npz")
    assert len(result.summary.reps) == 8
    faulty = [event.index for event in result.events if isinstance(event, RepCounted) and event.faults]
    assert faulty == [4, 5]
    assert result.frames_with_pose == result.frames
    assert analyze_file(tmp_path / "demo.npz", SQUAT).events == result.events
