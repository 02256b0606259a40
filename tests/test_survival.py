"""A session that loses its worker, or its server, loses no repetition."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from running import Server, messages, running, say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]

TRUTH = [3.2, 5.8, 8.2]  # s, when the person of the demo stands again, three times of eight


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
