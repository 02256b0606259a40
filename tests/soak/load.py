"""Many pages, many pictures, little computer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, repeat
from pathlib import Path

import cv2
import numpy as np
import psutil
from broken_camera import network_camera
from running import Server, running, say
from test_server import UPGRADE

from formcheck.assets import asset_folder
from formcheck.camera import open_film
from soak.figure import Figure, Figures
from soak.watching import drain, look, look_until_running, own_use


def many_pages(folder: Path) -> Figures:
    """1 and 32 pages, then one that never reads, then 120 pictures a second (list: 51, 53)."""
    with network_camera() as camera, running(folder, source=camera.url) as server, ExitStack() as stack:
        page = stack.enter_context(server.page())
        look(page, camera, 3.0)
        alone = look(page, camera, 10.0)
        yield Figure("one page: age of its pictures, p95", alone, 150, "ms")
        before, _ = own_use(server)
        others = [stack.enter_context(server.page(max_queue=None)) for _ in range(31)]
        crowd = look(page, camera, 20.0, *others)
        yield Figure("32 pages: age of the pictures of one, p95", crowd, 400, "ms")
        yield Figure("32 pages: memory more than with one", own_use(server)[0] - before, 20, "MB")
        with server.page(max_queue=1, close_timeout=0.1) as slow:
            heard = [look(page, camera, 1.0, *others) for _ in range(10) if slow.recv(5)]
        yield Figure("beside one that reads one message a second", float(np.median(heard)), 400, "ms")
        camera.noisy = True
        deaf = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(UPGRADE % (server.port, server.key.encode()))
        start = time.monotonic()
        while connections(server) <= 32 and time.monotonic() - start < 5:
            time.sleep(0.01)
        while connections(server) > 32 and time.monotonic() - start < 30:
            for one in (page, *others):
                drain(one)
            time.sleep(0.05)
        yield Figure("one that never reads is dropped after", time.monotonic() - start, 5, "s")
        yield Figure("pages that stay", connections(server), 32, "", at_least=True)
    with network_camera() as camera, running(folder, source=camera.url) as server, server.page() as page:
        camera.fps = 120
        look(page, camera, 3.0)
        fast = look(page, camera, 10.0)
        yield Figure("120 pictures a second: age at the page, p95", fast, 150, "ms")


def connections(server: Server) -> int:
    """How many pages are connected."""
    found = psutil.Process(server.process.pid).net_connections("inet")
    return sum(one.status == psutil.CONN_ESTABLISHED and one.laddr.port == server.port for one in found)


def comings_and_goings(folder: Path) -> Figures:
    """100 pages a second that come and go at once, for 60 s (list: 52)."""
    with network_camera() as camera, running(folder, source=camera.url) as server, server.page() as page:
        look(page, camera, 3.0)
        for _ in range(200):
            with server.page():
                pass
        before = own_use(server)
        start, made = time.monotonic(), 0
        while (seconds := time.monotonic() - start) < 60.0:
            if made < seconds * 100:
                with server.page(close_timeout=0.1):
                    made += 1
            drain(page)
        time.sleep(3.0)
        after = own_use(server)
        assert server.get("/api/state")
        yield Figure("connections made a second", made / 60, 100, "", at_least=True)
        yield Figure("memory grown by them", after[0] - before[0], 10, "MB")
        yield Figure("files and threads more than before", after[1] - before[1], 5, "")


@contextmanager
def busy(core: int, programs: int) -> Iterator[None]:
    """Other programs that keep one core busy."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(programs)]
    for other in others:
        psutil.Process(other.pid).cpu_affinity([core])
    yield
    for other in others:
        other.kill()
        other.wait()


OTHERS = 16  # programs that want the same core


def one_starved_core(folder: Path) -> Figures:
    """The demo as a live camera, server and model on one core that others use too (list: 54)."""
    with open_film(asset_folder("web") / "demo.mp4") as film:
        jpegs = [cv2.imencode(".jpg", frame.image)[1].tobytes() for frame in film]
    with network_camera() as camera, running(folder, source=camera.url, model="lite") as server:
        camera.film = repeat(jpegs[0])
        with server.page() as page:
            say(page, "exercise", exercise="squat")
            look_until_running(page)
            tree = psutil.Process(server.process.pid)
            for process in [tree, *tree.children(recursive=True)]:
                for thread in process.threads():
                    os.sched_setaffinity(thread.id, {0})
            start, pictures, reps = time.monotonic(), 0, 0
            with busy(0, OTHERS):
                say(page, "start", exercise="squat")
                camera.film = chain(jpegs, repeat(jpegs[-1]))
                while time.monotonic() - start < 35.0:
                    message = page.recv(30)
                    pictures += isinstance(message, bytes)
                    reps += '"rep_counted"' in message if isinstance(message, str) else 0
        yield Figure("pictures a second that the model took", pictures / 35.0, 4, "", at_least=True)
        yield Figure("squats counted wrong of 8", abs(8 - reps), 0, "")
