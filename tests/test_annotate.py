"""Films with the coach's eyes: what is drawn is what was said, where it was, and changes nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from formcheck import CATALOGUE
from formcheck.analyze import analyze_file
from formcheck.annotate import BONE, MIND, Shown, annotate, draw, on_side, shown_at
from formcheck.camera import open_film
from formcheck.core.events import (
    Event,
    FaultCleared,
    FaultRaised,
    HoldEnded,
    HoldTicked,
    RepCounted,
    SetEnded,
    SetStarted,
)
from formcheck.core.pose import Pose
from formcheck.core.summary import summarise
from formcheck.recording import Recording
from tests.films import make_film, number_of, record
from tests.landmark_cache import FILMS
from tests.simulate import squats

FILM = FILMS / "squat_front_knees_in.mp4"


def frames(path: Path) -> list[np.ndarray]:
    with open_film(path) as source:
        return [frame.image.copy() for frame in source]


def amount(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    """Pixels of about this colour; a film's compression changes it a little."""
    return int((np.abs(image.astype(int) - colour).max(axis=2) < 40).sum())


def formcheck(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "formcheck", "analyze", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=200)


@pytest.mark.slow
def test_a_real_film_is_drawn_into_and_the_events_stay_as_they_are(tmp_path: Path) -> None:
    out, report, table = (tmp_path / name for name in ("seen.mp4", "report.html", "reps.csv"))
    done = formcheck(
        FILM, "-e", "squat", "--annotate", out, "--report", report, "--csv", table, "--json", "-"
    )
    assert (done.returncode, done.stderr) == (0, "")
    plain = analyze_file(FILM, CATALOGUE["squat"])
    assert json.loads(done.stdout)["results"][0]["reps"] == plain.as_dict()["reps"]
    assert "“Knees out” on 2 of 6." in report.read_text(encoding="utf-8")
    assert len(table.read_text(encoding="utf-8").splitlines()) == 7
    seen, original = frames(out), frames(FILM)
    assert len(seen) == len(original)
    assert seen[0].shape == original[0].shape
    spans = [(rep.start_s, rep.end_s, bool(rep.faults)) for rep in plain.summary.reps]
    with open_film(FILM) as source:
        fps = source.fps
    for start, end, faulty in spans:
        middle = round((start + end) / 2 * fps)
        added = amount(seen[middle], MIND) - amount(original[middle], MIND)
        assert (added > 1000) is faulty
        assert amount(seen[middle], BONE) > amount(original[middle], BONE) + 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "reps.csv", "seen.mp4"]


def test_a_film_of_uneven_times_keeps_its_time(tmp_path: Path) -> None:
    times = [0.0, 0.1, 0.2, 0.6, 0.7, 0.8]
    film = make_film(tmp_path / "uneven.mp4", times)
    recording = nobody(times)
    annotate(film, recording, [], summarise([]), CATALOGUE, tmp_path / "out.mp4")
    with open_film(tmp_path / "out.mp4") as source:
        fps = source.fps
    shown = [number_of(image) for image in frames(tmp_path / "out.mp4")]
    assert sorted(set(shown)) == [0, 1, 2, 3, 4, 5]
    assert shown.index(3) == round(0.6 * fps)
    assert shown.index(5) == round(0.8 * fps)


def nobody(times: list[float]) -> Recording:
    nothing = np.full((len(times), 33, 5), np.nan, np.float32)
    return Recording(np.array(times), nothing, nothing, 160, 96, 10.0)


def test_a_film_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", [0.0, 0.1])
    with pytest.raises(OSError, match="cannot be written as a film"):
        annotate(film, nobody([0.0, 0.1]), [], summarise([]), CATALOGUE, tmp_path / "none" / "out.mp4")
    (tmp_path / "out.mp4").mkdir()
    with pytest.raises(OSError, match="out"):
        annotate(film, nobody([0.0, 0.1]), [], summarise([]), CATALOGUE, tmp_path / "out.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.mp4", "out.mp4"]


REPS: list[Event] = [
    FaultRaised(2.0, "knees_in", "left"),
    RepCounted(3.0, 1, "both", 1.0, 2.0, 3.0, ("shallow", "knees_in")),
    FaultCleared(3.0, "knees_in"),
    RepCounted(9.0, 2, "both", 7.0, 8.0, 9.0),
]


def test_the_count_rises_when_it_was_counted_and_the_fault_shows_from_the_start_of_its_rep() -> None:
    summary = summarise(REPS, "squat")
    shown = {t: shown_at(t, REPS, summary, CATALOGUE) for t in (0.5, 1.5, 3.5, 8.0, 9.0)}
    assert {t: one.count for t, one in shown.items()} == {0.5: "0", 1.5: "0", 3.5: "1", 8.0: "1", 9.0: "2"}
    assert {t: one.fault for t, one in shown.items()} == {
        **{0.5: "", 1.5: "Knees out", 3.5: "Knees out"},  # the worse of the two
        **{8.0: "", 9.0: ""},
    }
    assert shown[0.5].exercise == "Squat"
    assert shown[1.5].limbs
    assert all(landmark % 2 == 1 for limb in shown[1.5].limbs for landmark in limb)  # the left


def test_a_workout_shows_the_set_that_is_on() -> None:
    events: list[Event] = [
        SetStarted(0.0, 1, "squat"),
        *REPS,
        SetEnded(10.0, 1, "target"),
        SetStarted(20.0, 2, "wall_sit"),
        HoldTicked(23.0, "both", 20.5, 2.0),
        FaultRaised(24.0, "too_high"),
        HoldTicked(25.0, "both", 20.5, 4.0),
        FaultCleared(26.0, "too_high"),
        HoldEnded(30.0, "both", 20.5, 30.0, 8.0, "stood_up", ("too_high",)),
    ]
    summary = summarise(events)
    shown = [shown_at(t, events, summary, CATALOGUE) for t in (15.0, 21.0, 24.5, 27.0)]
    assert [one.exercise for one in shown] == ["Squat", "Wall sit", "Wall sit", "Wall sit"]
    assert [one.count for one in shown] == ["2", "0 s", "2 s", "4 s"]
    assert [one.fault for one in shown] == ["", "", "Sit lower", ""]


def test_a_film_in_which_nothing_was_recognised_has_only_the_body() -> None:
    assert shown_at(1.0, [], summarise([]), CATALOGUE) == Shown("", "")


def test_the_count_is_readable_from_afar_and_words_fit_into_the_narrowest_frame() -> None:
    image = np.zeros((480, 270, 3), np.uint8)
    draw(image, Pose.nobody(0.0), Shown("128", "Plank leg lift", "Slower: 4 seconds up, 4 seconds down"))
    rows, columns = np.nonzero((image == BONE).all(axis=2) | (image == MIND).all(axis=2))
    assert columns.max() < 268
    count = rows[rows < 100]
    assert count.max() - count.min() > 0.1 * 480


def test_limbs_of_one_side_are_told_apart() -> None:
    both = ((23, 25), (25, 27), (24, 26))
    assert on_side(both, "left") == [(23, 25), (25, 27)]
    assert on_side(both, "right") == [(24, 26)]
    assert on_side(both, "both") == both
    assert on_side(((11, 12),), "left") == ((11, 12),)


@pytest.mark.parametrize(
    "arguments",
    [
        ["x.mp4", "--annotate", "out.avi"],
        ["x.npz", "--annotate", "out.mp4"],
        ["x.mp4", "y.mp4", "--annotate", "out.mp4"],
        ["x.mp4", "--annotate", "no-such-folder/out.mp4"],
        ["x.mp4", "--report", "no-such-folder/out.html"],
        ["x.mp4", "--csv", "."],
    ],
)
def test_what_cannot_be_written_is_said_before_the_work(arguments: list[str]) -> None:
    done = formcheck(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_the_film_itself_is_never_written_over(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", [0.0, 0.1])
    before = film.read_bytes()
    assert formcheck(film, "--annotate", film).returncode == 2
    assert film.read_bytes() == before


def test_recordings_have_reports_and_tables_too(tmp_path: Path) -> None:
    two = record(tmp_path / "two.npz", squats(2).poses())
    three = record(tmp_path / "three.npz", squats(3).poses())
    done = formcheck(two, three, "-e", "squat", "--report", tmp_path / "r.html", "--csv", tmp_path / "r.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").count("<article>") == 2
    rows = (tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["two.npz"] * 2 + ["three.npz"] * 3
