"""A folder of films: spread over processes or a cluster, resumed after whatever happens, summed up."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path

import pytest

from formcheck.spread import KILLED, Hands, cores, spread
from tests.films import record
from tests.landmark_cache import FILMS
from tests.simulate import squats

RESULTS = "formcheck-results"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two recordings of a stick man who squats, one in a folder below, and a film that is none."""
    root = tmp_path / "films"
    (root / "monday").mkdir(parents=True)
    record(root / "two.npz", squats(2).poses())
    record(root / "monday" / "three.npz", squats(3).poses())
    (root / "bad.mp4").write_text("no film")
    (root / "notes.txt").write_text("not looked at")
    return root


def command(folder: Path, *options: str | Path) -> list[str]:
    return [sys.executable, "-m", "formcheck", "analyze", *map(str, (folder, "-e", "squat", *options))]


def analyze(folder: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = command(folder, *options)
    return subprocess.run(asked, capture_output=True, text=True, env=environment, timeout=200)


def summary(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / RESULTS / "summary.csv").open(newline="", encoding="utf-8") as file:
        return {row["film"]: row for row in csv.DictReader(file)}


def test_every_film_has_its_line_and_a_bad_one_does_not_stop_the_others(folder: Path) -> None:
    done = analyze(folder, "--jobs", "2")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert "two.npz  squat, 2 repetitions, 2 without a fault" in lines
    assert "monday/three.npz  squat, 3 repetitions, 3 without a fault" in lines
    assert any(line.startswith("bad.mp4") for line in lines)
    assert lines[-1].startswith("2 analyzed, 0 done before, 1 could not be analyzed: ")
    rows = summary(folder)
    assert {film: row["reps"] for film, row in rows.items()} == {
        "bad.mp4": "0",
        "monday/three.npz": "3",
        "two.npz": "2",
    }
    assert rows["bad.mp4"]["error"]
    assert not rows["two.npz"]["error"]
    kept = json.loads((folder / RESULTS / "two.npz.json").read_text())
    assert [rep["index"] for rep in kept["result"]["reps"]] == [1, 2]


def test_what_is_done_is_not_done_again_unless_it_changed(folder: Path) -> None:
    (folder / "bad.mp4").unlink()
    assert analyze(folder).returncode == 0
    again = analyze(folder)
    assert again.stdout.splitlines() == [
        f"0 analyzed, 2 done before, 0 could not be analyzed: {folder / RESULTS / 'summary.csv'}"
    ]
    record(folder / "two.npz", squats(4).poses())
    changed = analyze(folder)
    assert changed.stdout.splitlines()[0] == "two.npz  squat, 4 repetitions, 4 without a fault"
    assert summary(folder)["two.npz"]["reps"] == "4"
    other_model = analyze(folder, "--model", "lite")
    assert other_model.stdout.splitlines()[-1].startswith("2 analyzed, 0 done before")


def test_results_can_be_kept_elsewhere(folder: Path, tmp_path: Path) -> None:
    done = analyze(folder, "--results", tmp_path / "results")
    assert str(tmp_path / "results" / "summary.csv") in done.stdout
    assert not (folder / RESULTS).exists()


@pytest.mark.parametrize("options", [("--json", "-"), ("--save",)])
def test_options_of_single_films_are_refused_for_a_folder(folder: Path, options: tuple[str]) -> None:
    done = analyze(folder, *options)
    assert done.returncode == 2
    assert "expected one folder alone" in done.stderr


def test_a_folder_without_films_and_films_with_jobs_are_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no films in this folder" in analyze(tmp_path / "empty").stderr
    assert "expected a folder" in analyze(folder / "two.npz", "--jobs", "2").stderr


def heed_interrupts() -> None:
    """What a shell starts in the background ignores SIGINT, and so does what is started by that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to another process")
def test_an_interrupted_run_keeps_what_was_done_and_the_next_one_goes_on(folder: Path) -> None:
    (folder / "bad.mp4").unlink()
    film = FILMS / "squat_front_good.mp4"
    shutil.copy(film, folder / "zz_long.mp4")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipe = subprocess.PIPE
    run = subprocess.Popen(
        command(folder, "--jobs", "1"),
        stdout=pipe,
        stderr=pipe,
        text=True,
        env=environment,
        preexec_fn=heed_interrupts,
    )
    assert run.stdout is not None
    first = run.stdout.readline()
    run.send_signal(signal.SIGINT)
    rest, errors = run.communicate(timeout=60)
    assert (run.returncode, errors) == (130, "")
    assert first.startswith("monday/three.npz")
    assert " left: " in rest.splitlines()[-1]
    assert "monday/three.npz" in summary(folder)
    shutil.copy(folder / "two.npz", folder / "zz_long.mp4.npz")
    (folder / "zz_long.mp4").unlink()
    last = analyze(folder).stdout.splitlines()[-1]
    assert last.split(" analyzed, ")[1].startswith(("1 done before", "2 done before"))


def test_a_name_that_is_no_text_costs_only_its_own_line(folder: Path) -> None:
    strange = os.fsencode(folder) + b"/strange\xff.mp4"
    Path(os.fsdecode(strange)).write_bytes(b"no film")
    assert analyze(folder).returncode == 1
    lines = summary(folder)
    assert lines["monday/three.npz"]["reps"] == "3"
    assert lines["strange\\udcff.mp4"]["error"]


def test_films_whose_process_died_with_another_film_are_looked_at_again(folder: Path) -> None:
    films = sorted(folder.rglob("*.npz")) * 2
    others = active_children()
    found = []
    for film, result in spread(films, "squat", "full", cores(2)):
        if not found:
            for process in set(active_children()) - set(others):
                process.kill()
        found.append((film.name, len(result["reps"])))
    assert sorted(found) == [("three.npz", 3)] * 2 + [("two.npz", 2)] * 2


@contextmanager
def dying() -> Iterator[Executor]:
    """An executor whose processes end at once."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=partial(os._exit, 1)) as executor:
        yield executor


def test_a_film_that_takes_its_process_down_is_reported_as_such(folder: Path) -> None:
    films = sorted(folder.rglob("*.npz"))
    results = dict(spread(films, "squat", "full", Hands(dying, 2)))
    assert [results[film]["error"] for film in films] == [KILLED, KILLED]


def test_a_cluster_does_the_same(folder: Path) -> None:
    import distributed

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        done = analyze(folder, "--scheduler", cluster.scheduler_address)
    assert done.stdout.splitlines()[-1].startswith("2 analyzed, 0 done before, 1 could not be analyzed: ")
    assert summary(folder)["monday/three.npz"]["reps"] == "3"


def test_a_scheduler_that_is_not_there_is_said_in_one_line(folder: Path) -> None:
    done = analyze(folder, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "tcp://127.0.0.1:9" in done.stderr
    assert len(done.stderr.splitlines()) == 1
