"""The worker and its supervisor: whatever breaks, it is said, and it comes back by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
import pytest
from broken_camera import network_camera
from films import make_film, number_of

from formcheck.picture import PICTURE_WIDTH, small_jpeg
from formcheck.watched import CameraState, RisingTime, Watched
from formcheck.watcher import DEATHS, STUCK_S, Watcher
from formcheck.worker import Sight

ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP and no SIGKILL")
TIMES = [i / 20 for i in range(40)]  # of the film's pictures
AWAY_S = 5.0  # of a camera that stalls or is unplugged
PATIENCE_S = 60.0  # on a busy machine a worker takes its time to load


class Notes:
    """A watcher and all that it says."""

    def __init__(self, model: str = "lite") -> None:
        self._changed = threading.Condition()
        self.sights: list[Sight] = []
        self.states: list[CameraState] = []
        self.watcher = Watcher(model, self._saw, self._heard)
        self.watcher.start()

    def _saw(self, _: Watched, sight: Sight) -> None:
        with self._changed:
            self.sights.append(sight)
            self._changed.notify_all()

    def _heard(self, _: Watched, state: CameraState) -> None:
        with self._changed:
            self.states.append(state)
            self._changed.notify_all()

    def watch(self, spec: object, kind: Any) -> None:
        """Watch something, and forget what was noted before."""
        self.watcher.watch(None)
        time.sleep(0.2)
        with self._changed:
            self.sights.clear()
            self.states.clear()
        self.watcher.watch(Watched(str(spec), kind, Path(str(spec)).name))

    def wait(self, reached: Callable[[], bool], seconds: float = PATIENCE_S) -> float:
        """How long it took until something was reached."""
        start = time.monotonic()
        with self._changed:
            assert self._changed.wait_for(reached, seconds), [state.status for state in self.states]
        return time.monotonic() - start

    def wait_for(self, status: str) -> CameraState:
        """The first time that what is watched is said to be like this."""
        self.wait(lambda: any(state.status == status for state in self.states))
        return next(state for state in self.states if state.status == status)

    @property
    def times(self) -> list[float]:
        return [sight.detection.t for sight in self.sights]

    @property
    def worker(self) -> psutil.Process:
        while self.watcher.worker_pid is None:
            time.sleep(0.01)
        return psutil.Process(self.watcher.worker_pid)


@pytest.fixture(scope="module")
def notes() -> Iterator[Notes]:
    taken = Notes()
    yield taken
    taken.watcher.close()


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of numbered pictures."""
    return make_film(tmp_path_factory.mktemp("films") / "film.mp4", TIMES)


def shown(sight: Sight) -> int:
    """The number that the picture of a sight shows."""
    return number_of(cv2.imdecode(np.frombuffer(sight.jpeg, np.uint8), cv2.IMREAD_COLOR))


def test_a_film_is_played_whole_at_its_own_pace(notes: Notes, film: Path) -> None:
    notes.watch(film, "file")
    notes.wait(lambda: len(notes.sights) > 0)
    seconds = notes.wait(lambda: notes.states[-1].status == "ended")
    assert notes.times == pytest.approx(TIMES, abs=0.001)
    assert seconds > 1.7
    assert [state.status for state in notes.states][-2:] == ["running", "ended"]


def test_the_picture_is_that_of_the_very_frame(notes: Notes, film: Path) -> None:
    notes.watch(film, "file")
    notes.wait(lambda: len(notes.sights) >= 5)
    assert [shown(sight) for sight in notes.sights[:5]] == [0, 1, 2, 3, 4]
    assert (notes.sights[0].detection.width, notes.sights[0].detection.height) == (160, 96)


def test_a_held_film_waits_and_goes_on_where_it_was(notes: Notes, film: Path) -> None:
    notes.watch(film, "file")
    notes.wait(lambda: len(notes.sights) >= 10)
    notes.watcher.hold(True)
    time.sleep(0.3)
    held_at = len(notes.sights)
    time.sleep(2.5)  # longer than a stuck worker is left alone
    assert len(notes.sights) == held_at
    notes.watcher.hold(False)
    notes.wait(lambda: notes.states[-1].status == "ended")
    assert [shown(sight) for sight in notes.sights] == list(range(len(TIMES)))


def test_what_is_no_film_is_said_once_and_not_tried_again(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("no film at all " * 100)
    notes.watch(tmp_path / "notes.mp4", "file")
    state = notes.wait_for("failed")
    assert state.message == "Notes.mp4: no film, or damaged."
    time.sleep(0.7)  # longer than the first wait before another try
    assert notes.states[-1] == state


def test_a_camera_sends_its_newest_frame_and_lets_go_when_told(notes: Notes) -> None:
    with network_camera() as camera:
        notes.watch(camera.url, "url")
        notes.wait(lambda: len(notes.sights) > 30)
        assert camera.watched_by == 1
        assert all(earlier < later for earlier, later in pairwise(notes.times))
        notes.watcher.watch(None)
        start = time.monotonic()
        while camera.watched_by:
            assert time.monotonic() - start < PATIENCE_S
            time.sleep(0.02)


def test_a_camera_that_is_absent_is_found_once_it_is_there(notes: Notes) -> None:
    with network_camera() as camera:
        port, url = camera.server_address[1], camera.url
    notes.watch(url, "url")
    assert "is the camera on?" in notes.wait_for("not_found").message
    with network_camera(port):
        notes.wait(lambda: notes.states[-1].status == "running")
        told = [state.status for state in notes.states]
    assert told[-2:] == ["not_found", "running"]  # no flicker while it tries


@pytest.mark.parametrize("fault", ["stalled", "unplugged"])
def test_a_camera_that_stops_is_said_and_comes_back_with_a_time_that_rises(notes: Notes, fault: str) -> None:
    with network_camera() as camera:
        notes.watch(camera.url, "url")
        notes.wait(lambda: len(notes.sights) > 10)
        setattr(camera, fault, True)
        broke_at, last_t = time.monotonic(), notes.times[-1]
        notes.wait_for("stalled")
        time.sleep(max(0.0, broke_at + AWAY_S - time.monotonic()))
        setattr(camera, fault, False)
        seen = len(notes.sights)
        notes.wait(lambda: notes.states[-1].status == "running" and len(notes.sights) > seen + 5)
        assert all(earlier < later for earlier, later in pairwise(notes.times))
        assert notes.times[-1] - last_t == pytest.approx(time.monotonic() - broke_at, abs=1.0)


def test_a_camera_that_changes_its_size_goes_black_or_slow_is_watched_on(notes: Notes) -> None:
    with network_camera() as camera:
        notes.watch(camera.url, "url")
        notes.wait(lambda: len(notes.sights) > 5)
        for change in (
            {"width": 320},
            {"width": 160},
            {"dark": True},
            {"dark": False},
            {"fps": 5},
            {"fps": 120},
        ):
            vars(camera).update(change)
            seen = len(notes.sights)
            notes.wait(lambda seen=seen: len(notes.sights) > seen + 10)
        assert {sight.detection.width for sight in notes.sights} == {160, 320}
        assert {state.status for state in notes.states} <= {"loading", "opening", "running"}
        assert all(earlier < later for earlier, later in pairwise(notes.times))


def test_a_camera_that_takes_its_time_to_open_is_waited_for(notes: Notes) -> None:
    with network_camera() as camera:
        camera.opening_s = STUCK_S + 0.4
        notes.watch(camera.url, "url")
        notes.wait_for("running")
        assert {state.status for state in notes.states} <= {"loading", "opening", "running"}


@ON_UNIX
@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP, signal.SIGABRT])
def test_a_worker_that_dies_or_hangs_is_replaced_and_the_film_goes_on(
    notes: Notes, film: Path, fault: signal.Signals
) -> None:
    notes.watch(film, "file")
    notes.wait(lambda: len(notes.sights) >= 10)
    first = notes.worker
    first.send_signal(fault)
    notes.wait_for("stalled")
    seen = len(notes.sights)
    notes.wait(lambda: len(notes.sights) > seen)
    assert not first.is_running()
    notes.wait(lambda: notes.states[-1].status == "ended")
    assert [shown(sight) for sight in notes.sights] == list(range(len(TIMES)))


@ON_UNIX
def test_a_worker_that_is_only_late_keeps_its_place(notes: Notes, film: Path) -> None:
    notes.watch(film, "file")
    notes.wait(lambda: len(notes.sights) >= 10)
    first = notes.worker
    before = workers()
    first.suspend()
    while len(workers()) == len(before):  # another one loads, in case that it hangs
        time.sleep(0.01)
    first.resume()
    notes.wait(lambda: notes.states[-1].status == "ended")
    assert notes.worker == first
    assert "stalled" not in [state.status for state in notes.states]
    assert workers() == before
    assert [shown(sight) for sight in notes.sights] == list(range(len(TIMES)))


def test_a_slow_source_needs_no_second_worker(notes: Notes) -> None:
    with network_camera() as camera:
        camera.fps = 1
        notes.watch(camera.url, "url")
        notes.wait(lambda: len(notes.sights) >= 3)  # its pace is known now
        before = workers()
        while len(notes.sights) < 6:
            assert workers() == before
            time.sleep(0.05)
    assert "stalled" not in [state.status for state in notes.states[:-1]]


def test_a_camera_that_was_away_for_days_is_still_looked_for() -> None:
    watcher = Watcher("lite", lambda *_: None, lambda *_: None)
    watcher._failures = 100_000
    watcher._wait_and_try_again()
    assert watcher._due - time.monotonic() == pytest.approx(8.0, abs=1.0)


def workers() -> list[psutil.Process]:
    """The workers that run."""
    children = psutil.Process().children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


@ON_UNIX
def test_a_film_that_takes_the_worker_down_again_and_again_is_given_up(notes: Notes, film: Path) -> None:
    notes.watch(film, "file")
    for _ in range(DEATHS):
        seen = len(notes.sights)
        notes.wait(lambda seen=seen: len(notes.sights) > seen)
        notes.worker.kill()
    assert "The pose model stops" in notes.wait_for("failed").message


def test_a_model_that_is_not_there_is_named() -> None:
    notes = Notes("enormous")
    try:
        with network_camera() as camera:
            notes.watch(camera.url, "url")
            assert "expected one of full, lite" in notes.wait_for("failed").message
    finally:
        notes.watcher.close()


def test_closing_leaves_no_process_behind() -> None:
    notes = Notes()
    worker = notes.worker
    notes.watcher.close()
    assert not worker.is_running()


ORPHAN = """
import sys, time
from formcheck.watcher import Watcher
watcher = Watcher("lite", print, print)
watcher.start()
while watcher.worker_pid is None:
    time.sleep(0.01)
print(watcher.worker_pid, flush=True)
time.sleep(60)
"""


@ON_UNIX
def test_the_worker_never_outlives_the_server() -> None:
    server = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    worker = psutil.Process(int(server.stdout.readline()))
    time.sleep(1.0)
    server.kill()
    server.wait()
    server.stdout.close()
    psutil.wait_procs([worker], timeout=10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_a_picture_for_the_page_is_no_wider_than_it_needs() -> None:
    wide = np.zeros((1080, 1920, 3), np.uint8)
    small = cv2.imdecode(np.frombuffer(small_jpeg(wide), np.uint8), cv2.IMREAD_COLOR)
    assert small.shape == (360, PICTURE_WIDTH, 3)


def test_time_rises_over_reopenings_and_keeps_their_gaps() -> None:
    time_ = RisingTime()
    assert [time_.place(t, order=1, now=100 + t) for t in (0.0, 0.5, 1.0)] == [0.0, 0.5, 1.0]
    assert time_.place(0.0, order=2, now=106.0) == pytest.approx(6.0)
    assert time_.place(0.2, order=2, now=106.2) == pytest.approx(6.2)
    assert time_.place(0.1, order=2, now=106.3) > 6.2


def test_a_clock_that_jumps_an_hour_still_rises() -> None:
    time_ = RisingTime()
    placed = [time_.place(t, order=1, now=t) for t in (0.0, 1.0, 3601.0, 3601.0, 2.0)]
    assert all(earlier < later for earlier, later in pairwise(placed))


def test_words_for_the_page_are_sentences() -> None:
    assert CameraState.of("busy", "Built-in", "another program may be using it").message.endswith("it.")
    assert CameraState.of("running", "Built-in").message == "Built-in is running."
    assert CameraState.off(Watched("0", "camera", "Camera 0")).message == "The camera is off."
    assert os.linesep not in CameraState.off(Watched("x.mp4", "demo", "The demo")).message
