"""A session that loses its worker, or its server, loses no repetition."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import psutil
import pytest
from broken_camera import network_camera
from running import Server, messages, running, say
from websockets.sync.client import ClientConnection

from formcheck.assets import asset_folder
from formcheck.camera import open_film

ON_UNIX = sys.platform != "win32"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not ON_UNIX, reason="Windows has no SIGKILL")]

TRUTH = [3.2, 5.8, 8.2]  # s, when the person of the demo stands again, three times of eight
LOWEST = 4.8  # s, between the first and the second


def worker_of(server: Server) -> psutil.Process:
    """The process that watches."""
    children = psutil.Process(server.process.pid).children()
    return next(child for child in children if "spawn_main" in " ".join(child.cmdline()))


def is_rep(message: dict[str, Any]) -> bool:
    return message["type"] == "event" and message["event"]["kind"] == "rep_counted"


def test_a_worker_killed_in_the_middle_of_a_rep_keeps_the_count(tmp_path: Path) -> None:
    reps: list[float] = []
    cameras: list[str] = []
    with running(tmp_path, demo=True) as server, server.page() as page:
        say(page, "start", exercise="squat")
        for message in messages(page):
            if message["type"] == "ended":
                break
            if message["type"] == "status":
                cameras.append(message["camera"]["status"])
            if is_rep(message):
                reps.append(message["event"]["end_s"])
                if len(reps) == 2:
                    time.sleep(1.5)  # now the third is at its lowest
                    worker_of(server).kill()
                elif len(reps) == 3:
                    say(page, "stop")
        (line,) = server.get("/api/sessions")
    assert "stalled" in cameras
    assert cameras.index("stalled") < len(cameras) - 1 - cameras[::-1].index("running")
    assert (line["reps"], line["status"]) == (3, "done")
    assert reps == pytest.approx(TRUTH, abs=0.3)


class Performer(Iterator[bytes]):
    """The person of the demo before a camera: stands, and goes on as far as told."""

    def __init__(self) -> None:
        with open_film(asset_folder("web") / "demo.mp4") as film:
            self.fps = film.fps
            self._frames = [(frame.t, cv2.imencode(".jpg", frame.image)[1].tobytes()) for frame in film]
        self._at = 0
        self.until_s = 0.0

    def __next__(self) -> bytes:
        t, jpeg = self._frames[self._at]
        if t < self.until_s:
            self._at += 1
        return jpeg

    @property
    def there(self) -> bool:
        """Whether the person has done what they were told, and stands still."""
        return self._frames[self._at][0] >= self.until_s


# Pictures are. Of these, 2 s pass before a stopped worker is taken for one.
BACK_WITHIN_S = {signal.SIGKILL: 3.0, signal.SIGABRT: 3.0, signal.SIGSTOP: 5.0} if ON_UNIX else {}


@pytest.mark.parametrize("fault", BACK_WITHIN_S)
def test_a_worker_lost_before_a_camera_in_the_middle_of_a_rep_is_back_soon_and_keeps_the_count(
    tmp_path: Path, fault: signal.Signals
) -> None:
    performer, told = Performer(), []

    def hear(page: ClientConnection) -> bool:
        """The next thing that the page is told; whether it is a picture."""
        message = page.recv(30)
        if isinstance(message, str):
            told.append(json.loads(message))
        return isinstance(message, bytes)

    def counted() -> int:
        return sum(map(is_rep, told))

    def said_to_stall() -> bool:
        return any(m["type"] == "status" and m["camera"]["status"] == "stalled" for m in told)

    with (
        network_camera() as camera,
        running(tmp_path, source=camera.url, model="lite") as server,
        server.page() as page,
    ):
        camera.film, camera.fps = performer, round(performer.fps)
        say(page, "start", exercise="squat")
        while not any(m.get("status") == "live" for m in told):
            hear(page)
        performer.until_s = LOWEST
        while not performer.there:
            hear(page)
        worker_of(server).send_signal(fault)
        lost_at, before = time.monotonic(), counted()
        while not said_to_stall():
            hear(page)
        while not hear(page):
            pass
        assert time.monotonic() - lost_at < BACK_WITHIN_S[fault]
        performer.until_s = TRUTH[1] + 0.6
        while counted() < 2:
            hear(page)
        say(page, "stop")
        while told[-1]["type"] != "ended":
            hear(page)
        (line,) = server.get("/api/sessions")
    assert before == 1
    assert (counted(), line["reps"], line["status"]) == (2, 2, "done")


def test_a_killed_server_leaves_an_interrupted_session_with_every_rep_that_a_page_saw(tmp_path: Path) -> None:
    seen = 0
    with running(tmp_path, demo=True) as server, server.page() as page:
        say(page, "start", exercise="squat")
        for message in messages(page):
            seen += is_rep(message)
            if seen == 1:
                break
        worker = worker_of(server)
        server.process.kill()
        server.process.wait()
    psutil.wait_procs([worker], timeout=10)
    with running(tmp_path) as server:
        (line,) = server.get("/api/sessions")
        assert (line["status"], line["ended_at"]) == ("interrupted", None)
        assert line["reps"] >= seen
        assert len(server.get(f"/api/sessions/{line['id']}")["summary"]["reps"]) == line["reps"]
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
