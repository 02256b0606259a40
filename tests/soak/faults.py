"""Kills, and what must not go on or out."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from broken_camera import NetworkCamera, network_camera
from running import running, say, until
from test_privacy import CALLS, TRACED, addresses, traced, train
from test_store import WRITER
from test_survival import is_rep, worker_of

from formcheck.store import Store
from soak.figure import Figure, Figures
from soak.watching import look_until_running


def killed_after_each_of_50(folder: Path) -> Figures:
    """The writer is killed after each of 50 repetitions that it said were kept (list: 21)."""
    lost = 0
    for wanted in range(1, 51):
        path = folder / str(wanted) / "history.sqlite3"
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        while (said := int(writer.stdout.readline())) < wanted:
            pass
        writer.kill()
        said = max([said, *map(int, writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        with Store(path) as store:
            (line,) = store.sessions()
            lost += max(0, said - line.reps) + (line.status != "interrupted")
    yield Figure("repetitions or sessions lost", lost, 0, "")


def back_after_a_fault(folder: Path) -> Figures:
    """How long pictures stay away when the worker is killed, aborted or stopped mid-repetition (list: 16)."""
    for fault in (signal.SIGKILL, signal.SIGABRT, signal.SIGSTOP):
        with running(folder / fault.name, demo=True) as server, server.page() as page:
            say(page, "start", exercise="squat")
            while not (isinstance(message := page.recv(30), str) and is_rep(json.loads(message))):
                pass
            time.sleep(1.0)
            start = time.monotonic()
            worker_of(server).send_signal(fault)
            while not (isinstance(message := page.recv(30), str) and '"stalled"' in message):
                pass
            look_until_running(page)
            yield Figure(f"pictures again after {fault.name}", time.monotonic() - start, 3, "s")


def camera_off(folder: Path) -> Figures:
    """How long the camera is on after the end of a session, and after the last page was closed (list: 47)."""
    with network_camera() as camera, running(folder, source=camera.url) as server:
        with server.page() as page:
            say(page, "start", exercise="squat")
            until(page, "status", status="live")
            say(page, "stop")
            yield Figure("camera off after the end of a session", until_unwatched(camera), 2, "s")
            say(page, "exercise", exercise="squat")
            while not camera.watched_by:
                time.sleep(0.01)
        yield Figure("camera off after the last page was closed", until_unwatched(camera), 2, "s")


def until_unwatched(camera: NetworkCamera) -> float:
    start = time.monotonic()
    while camera.watched_by and time.monotonic() - start < 30:
        time.sleep(0.01)
    return time.monotonic() - start


def silence(folder: Path) -> Figures:
    """Three sessions of the demo, over 60 s, under strace: only this computer is spoken to (list: 46)."""
    trace = folder / "trace"
    with running(folder / "data", under=[*TRACED, "-e", CALLS, "-o", str(trace)]) as server:
        for _ in range(3):
            train(server, seconds=99)
        server.stop()
    others = {one for one in addresses(traced(trace)) if one != "::1" and not one.startswith("127.")}
    yield Figure("other computers that were spoken to", len(others), 0, "")
