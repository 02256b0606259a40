"""An hour of use, a history of years."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
from broken_camera import network_camera
from running import running, say, unpack
from test_live import CAMERA, Stage, detections

from formcheck.assets import asset_folder
from formcheck.camera import open_film
from formcheck.core.events import RepCounted
from formcheck.diary import Diary
from formcheck.live import Live
from formcheck.store import Store, history_path
from soak.figure import MB, Figure, Figures
from soak.watching import look_until_running


def an_hour(folder: Path) -> Figures:
    """108 000 frames of squats through coach, history and landmarks as fast as they go (list: 50, 57)."""
    stages: list[Stage] = []

    def stage(on_sight: Any, on_camera: Any) -> Any:
        stages.append(Stage(on_sight, on_camera))
        return stages[0]

    own, lap = psutil.Process(), detections(20)
    seconds = lap[-1].t + 1 / 30
    with Store(history_path(folder)) as store:
        live = Live(Diary(store), {"default": CAMERA}, stage, lambda _: None, lambda *_: None)
        live.open()
        live.start("squat")
        took, memory, opened = [], [], []
        for turn in range(int(3600 / seconds) + 1):
            for one in lap:
                started = time.perf_counter()
                stages[0].play([replace(one, t=one.t + turn * seconds)])
                took.append(time.perf_counter() - started)
            memory.append((turn * seconds, own.memory_info().rss))
            opened.append((own.num_fds(), own.num_threads()))
        live.stop()
        line = store.sessions()[0]
        live.close()
    after_five = next(rss for t, rss in memory if t >= 300)
    yield Figure("repetitions lost of " + str(20 * len(memory)), 20 * len(memory) - line.reps, 0, "")
    yield Figure("memory grown after minute 5", (memory[-1][1] - after_five) / MB, 20, "MB")
    yield Figure("files and threads more than at first", max(map(sum, opened)) - sum(opened[0]), 0, "")
    yield Figure("a frame, of 100 the slowest", 1000 * float(np.quantile(took, 0.99)), 20, "ms")
    yield Figure("size of an hour on disk", history_path(folder).stat().st_size / MB, 40, "MB")


def five_minutes_live(folder: Path) -> Figures:
    """Camera, worker, model, history and a page, in real time (list: 50)."""
    with network_camera() as camera, running(folder, source=camera.url, model="lite") as server:
        with open_film(asset_folder("web") / "demo.mp4") as film:
            camera.film = cycle([cv2.imencode(".jpg", frame.image)[1].tobytes() for frame in film])
        tree = psutil.Process(server.process.pid)
        with server.page() as page:
            say(page, "exercise", exercise="squat")
            look_until_running(page)
            say(page, "start", exercise="squat")
            start, clocks, used = time.monotonic(), [], []
            while (now := time.monotonic() - start) < 300.0:
                message = page.recv(30)
                if isinstance(message, bytes):
                    clocks.append((time.monotonic() - start, unpack(message)[0]["t"]))
                if now >= 10.0 * (len(used) + 1):
                    everybody = [tree, *tree.children(recursive=True)]
                    memory = sum(one.memory_info().rss for one in everybody)
                    used.append((memory, sum(one.num_fds() + one.num_threads() for one in everybody)))
    (wall, media), (last_wall, last_media) = clocks[len(clocks) // 10], clocks[-1]
    yield Figure("pictures a second", len(clocks) / 300.0, 25, "", at_least=True)
    yield Figure("memory of all processes, grown after minute 1", (used[-1][0] - used[5][0]) / MB, 20, "MB")
    yield Figure("files and threads more than in minute 1", max(n for _, n in used[5:]) - used[5][1], 0, "")
    drift = abs((last_wall - wall) - (last_media - media))
    yield Figure("drift of the session's time", 1000 * drift, 100, "ms")


def ten_thousand_sessions(folder: Path) -> Figures:
    """10 000 sessions of 30 repetitions in the history (list: 55)."""
    empty = started_in(folder / "empty")
    with Store(history_path(folder)) as store:
        number = store.begin("squat", {"kind": "camera", "name": "x"})
        store.append(
            number, [RepCounted(float(i), i, "both", i - 1.0, i - 0.5, float(i)) for i in range(1, 31)]
        )
        store.finish(number, 60.0)
        copy_session(store, 9_999)
    yield Figure("start-up over that of an empty history", started_in(folder) - empty, 1, "s")
    with running(folder) as server:
        server.get("/api/sessions")
        start = time.monotonic()
        assert len(server.get("/api/sessions")) == 10_000
        yield Figure("the list, over the wire", 1000 * (time.monotonic() - start), 200, "ms")


def copy_session(store: Store, times: int) -> None:
    """The only session so many times more."""
    with store._writing() as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(sessions)")]
        values = ", ".join({"id": "?1", "uid": "hex(randomblob(16))"}.get(name, name) for name in columns)
        many = [(number,) for number in range(2, times + 2)]
        db.executemany(f"INSERT INTO sessions SELECT {values} FROM sessions WHERE id = 1", many)
        db.executemany("INSERT INTO events SELECT ?1, seq, body FROM events WHERE session = 1", many)


def started_in(folder: Path) -> float:
    """How long a server takes to answer."""
    start = time.monotonic()
    with running(folder) as server:
        server.get("/api/state")
        return time.monotonic() - start
