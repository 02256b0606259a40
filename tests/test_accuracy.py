"""The accuracy report over folders: labels as people write them, and whole runs of the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import simulate
import typer
from films import make_film, record
from typer.testing import CliRunner

from benchmarks.accuracy import report, skipped
from benchmarks.labels import read_folder
from benchmarks.landmarks import LandmarkCache
from benchmarks.rendered import rendered_films
from formcheck import CATALOGUE

# -- labels -----------------------------------------------------------------------------------------------


def label(folder: Path, *entries: dict[str, Any]) -> Path:
    """Write labels.json, and a moment of standing for each entry that has no recording yet."""
    for entry in entries:
        path = folder / "traces" / f"{entry['clip']}.npz"
        if not path.exists():
            record(path, simulate.Film().add(0.2, simulate.standing).poses())
    (folder / "labels.json").write_text(json.dumps(entries))
    return folder


def test_labels_say_what_each_coach_must_find(tmp_path: Path) -> None:
    half = {
        "clip": "half",
        "exercise": "squat",
        "reps": 2,
        "reps_range": [1, 2],
        "rep_end_times_s": [1.0, 2.0],
    }
    bad = {
        "clip": "bad",
        "exercise": "squat",
        "reps": 3,
        "faults": ["knees_in"],
        "fault_reps": {"knees_in": [2]},
    }
    walk = {"clip": "walk", "exercise": "none", "reps": 7, "not_negative_for": ["lunge"]}
    clips, notes = read_folder(label(tmp_path, half, bad, walk, {"clip": "hand", "exercise": "handstand"}))
    truths = {clip.name: clip.truths for clip in clips}
    assert (truths["half"]["squat"].low, truths["half"]["squat"].each[1].end_s) == (1, 2.0)
    assert truths["half"]["squat"].faults is None
    assert [rep.faults["knees_in"] for rep in truths["bad"]["squat"].each] == [False, True, False]
    assert {key: truth.reps for key, truth in truths["walk"].items()} == dict.fromkeys(
        CATALOGUE.keys() - {"lunge"}, 0
    )
    assert truths["hand"] == {}
    assert notes == []
    assert skipped(clips)[0] == "no coach yet: handstand 1"


def test_doubtful_labels_give_no_verdict(tmp_path: Path) -> None:
    vague = {"clip": "a", "exercise": "squat", "reps": 1, "faults": [], "faults_confidence": "low"}
    doubt = {
        "clip": "b",
        "exercise": "squat",
        "reps": 1,
        "faults": ["knees_in"],
        "faults_uncertain": ["shallow"],
    }
    clips, _ = read_folder(label(tmp_path, vague, doubt))
    assert clips[0].truths["squat"].faults is None
    assert clips[1].truths["squat"].faults == {"knees_in": True, "shallow": None, "knees_off_toes": None}
    assert clips[1].truths["squat"].each[0].faults["knees_in"] is None  # nobody says which repetition


def test_only_good_real_certain_footage_is_scored_and_each_once(tmp_path: Path) -> None:
    kinds = [{"usable": "good"}, {"usable": "ok"}, {"usable": "hard"}, {"render": True}, {"uncertain": True}]
    entries = [{"clip": f"c{i}", "exercise": "squat", "reps": 1, **kind} for i, kind in enumerate(kinds)]
    entries.append({"clip": "again", "exercise": "squat", "reps": 1, "duplicate_of": "c0"})
    clips, _ = read_folder(label(tmp_path, *entries))
    assert [clip.status for clip in clips] == ["scored", "scored", "hard", "render", "uncertain", "duplicate"]


def test_a_clip_without_recording_is_noted_and_a_film_stands_in_for_landmarks(tmp_path: Path) -> None:
    label(tmp_path, {"clip": "seen", "exercise": "squat", "reps": 1})
    (tmp_path / "videos").mkdir()
    for name in ("seen", "filmed"):
        (tmp_path / "videos" / f"{name}.mp4").touch()
    entries = [{"clip": name, "exercise": "squat", "reps": 1} for name in ("seen", "filmed", "gone")]
    (tmp_path / "labels.json").write_text(json.dumps(entries))
    clips, notes = read_folder(tmp_path)
    assert [clip.path.name for clip in clips] == ["seen.npz", "filmed.mp4"]
    assert notes == ["gone: no recording"]
    assert [clip.path.name for clip in read_folder(tmp_path, films=True)[0]] == ["seen.mp4", "filmed.mp4"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"clip": "a"}]'])
def test_labels_that_cannot_be_read_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "labels.json").write_text(text)
    with pytest.raises(ValueError, match=r"labels\.json") as refused:
        read_folder(tmp_path)
    assert "\n" not in str(refused.value)


def test_a_rendered_film_brings_its_exact_truth(tmp_path: Path) -> None:
    times = {"start_s": 1.0, "peak_s": 2.0, "end_s": 3.0, "side": "left", "exercise": "lunge"}
    grades = [{"knees_in": "clear"}, {"knees_in": "borderline"}, {"shallow": "acceptable"}]
    told = {
        "exercise": "lunge",
        "view": "front",
        "count": {"squat": 0, "lunge": 3, "bridge": 0},
        "reps": [{**times, "faults": faults} for faults in grades],
    }
    (tmp_path / "one.mp4").touch()
    (tmp_path / "one.json").write_text(json.dumps(told))
    (film,) = rendered_films(tmp_path)
    lunge = film.truths["lunge"]
    assert {key: truth.reps for key, truth in film.truths.items()} == told["count"]
    assert [rep.faults.get("knees_in", False) for rep in lunge.each] == [True, None, False]
    assert lunge.faults == {"knees_in": True, "knees_off_toes": None, "shallow": False}
    (tmp_path / "one.json").write_text("{}")
    with pytest.raises(ValueError, match=r"one\.json: not the truth of a film"):
        rendered_films(tmp_path)


# -- the command ------------------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Any:
    app = typer.Typer()
    app.command()(report)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good squats and their bad twin, one with a repetition more than its label says, and marching."""
    traces = tmp_path / "set" / "traces"
    record(traces / "squat_good.npz", simulate.squats(3).poses())
    record(traces / "squat_bad.npz", simulate.squats([{"knee_in": 35.0}] * 2).poses())
    record(traces / "squat_more.npz", simulate.squats(4).poses())
    record(traces / "march.npz", simulate.marching(8).poses())
    return label(
        tmp_path / "set",
        {"clip": "squat_good", "exercise": "squat", "view": "front", "reps": 3, "faults": []},
        {
            "clip": "squat_bad",
            "exercise": "squat",
            "reps": 2,
            "faults": ["knees_in"],
            "fault_reps": {"knees_in": "all"},
        },
        {"clip": "squat_more", "exercise": "squat", "reps": 3, "faults": []},
        {"clip": "march", "exercise": "none", "movement": "marching"},
    )


def test_a_folder_is_reported_on_the_terminal_as_json_and_as_markdown(folder: Path, tmp_path: Path) -> None:
    json_to, markdown_to = tmp_path / "out.json", tmp_path / "out.md"
    done = run(folder, "--json", json_to, "--markdown", markdown_to, "--clips")
    assert done.exit_code == 0, done.output
    tables = {table["title"]: table["rows"] for table in json.loads(json_to.read_text())["tables"]}
    squat = next(row for row in tables["Counting and silence"] if row["exercise"] == "squat")
    assert squat["n"] == 3
    assert squat["exact"]["value"] == pytest.approx(2 / 3)
    assert squat["others n"] == 1
    assert squat["false reps / min"]["value"] == 0.0
    (twins,) = tables["Twins"]
    assert twins["told apart"] == "yes"
    listed = {(row["clip"], row["coach"]): row for row in tables["Clips"]}
    assert listed["squat_more", "squat"]["counted"] == 4
    for title in tables:
        assert f"### {title}" in markdown_to.read_text()
        assert title in done.output
    assert "67% (0-100)" in markdown_to.read_text()


def test_one_exercise_alone_and_another_camera(folder: Path, tmp_path: Path) -> None:
    json_to = tmp_path / "out.json"
    asked = ("--exercise", "squat", "--fps", "15", "--drop", "0.1", "--mirror", "--roll", "4")
    done = run(folder, "--json", json_to, *asked)
    assert done.exit_code == 0, done.output
    told = json.loads(json_to.read_text())
    assert {row["exercise"] for row in told["tables"][0]["rows"]} == {"squat"}
    assert "15 fps, 10% of the frames dropped, mirrored, rolled by 4 degrees" in told["notes"][0]


def test_a_recording_that_cannot_be_read_is_left_out_and_named(folder: Path, tmp_path: Path) -> None:
    (folder / "traces" / "march.npz").write_bytes(b"cut")
    markdown_to = tmp_path / "out.md"
    assert run(folder, "--markdown", markdown_to).exit_code == 0
    assert "left out, it cannot be read" in markdown_to.read_text()
    assert "march.npz" in markdown_to.read_text()


@pytest.mark.parametrize("wrong", [("nowhere",), (".", "--drop", "2"), (".", "--exercise", "golf")])
def test_a_wrong_question_gets_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Any) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*wrong)
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_a_film_is_looked_at_once_by_the_real_model(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", [i / 10 for i in range(5)])
    cache = LandmarkCache(tmp_path / "cache", "lite")
    assert cache.seconds(film) is None
    first = cache.of(film)
    (kept,) = (tmp_path / "cache").glob("*.npz")
    written = kept.stat().st_mtime_ns
    assert list(cache.of(film).t) == pytest.approx(list(first.t))
    assert kept.stat().st_mtime_ns == written
    assert (cache.seconds(film) or 0.0) > 0.0
    make_film(film, [i / 10 for i in range(6)])
    assert len(cache.of(film)) == 6
