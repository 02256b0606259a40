"""Looking at the pages of a server, and at what it uses."""

from __future__ import annotations

import time
from typing import Any

import cv2
import numpy as np
import psutil
from broken_camera import NetworkCamera
from films import number_of
from running import Server, unpack

from soak.figure import MB


def look(page: Any, camera: NetworkCamera, seconds: float, *others: Any) -> float:
    """How old pictures are when they come, ms (p95), over a while; the other pages read as well."""
    look_until_running(page)
    ages, start = [], time.monotonic()
    while time.monotonic() - start < seconds:
        message = page.recv(30)
        if isinstance(message, bytes):
            number = number_of(cv2.imdecode(np.frombuffer(unpack(message)[1], np.uint8), cv2.IMREAD_COLOR))
            ages.append(time.monotonic() - camera.sent_at[number])
        for other in others:
            drain(other)
    return 1000 * float(np.quantile(ages, 0.95))


def look_until_running(page: Any) -> None:
    while not isinstance(page.recv(60), bytes):
        pass


def drain(page: Any) -> None:
    """Read what has come."""
    try:
        while True:
            page.recv(0)
    except TimeoutError:
        pass


def own_use(server: Server) -> tuple[float, int]:
    """Megabytes of the server's own process, and files and threads of it."""
    own = psutil.Process(server.process.pid)
    return own.memory_info().rss / MB, own.num_fds() + own.num_threads()
