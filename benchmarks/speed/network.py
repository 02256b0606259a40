"""A camera in the network whose own JPEGs the page gets, against the same pictures encoded anew; in turns."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import cv2
import psutil
from websockets.sync.client import ClientConnection

from benchmarks.speed.rows import Row
from formcheck.camera import open_film
from tests.broken_camera import network_camera
from tests.running import Server, running, say

MOST_CPU = 1.0
QUALITY = 85  # of the camera's JPEGs
PICTURES = 150  # of the film, there and back again
TURNS, SETTLED, SPAN = 8, 30, 120  # turns; pictures before each, and in it
COMMENT = b"\xff\xfe\x00\x02"  # an empty one: a JPEG that has it is no plain one, and is encoded anew


def rows(film: Path) -> Iterator[Row]:
    """What it costs the server and its worker."""
    with open_film(film) as source:
        images = [frame.image for frame in islice(source, PICTURES)]
    plain = [
        cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, QUALITY))[1].tobytes() for image in images
    ]
    plain = [*plain, *reversed(plain)]
    noted = [jpeg[:2] + COMMENT + jpeg[2:] for jpeg in plain]
    own: list[float] = []
    anew: list[float] = []
    with network_camera() as camera, tempfile.TemporaryDirectory() as folder:
        camera.film = cycle(plain)
        with running(Path(folder), source=camera.url, model="lite") as server, server.page() as page:
            say(page, "start", exercise="squat")
            for turn in range(TURNS):
                for jpegs, times in ((plain, own), (noted, anew))[:: 1 if turn % 2 else -1]:
                    camera.film = cycle(jpegs)
                    times.append(cpu_ms_a_picture(server, page))
    height, width = images[0].shape[:2]
    name = f"network camera, {width} x {height}, lite, CPU a frame with a page"
    yield Row(name, median(own), "ms", median(anew), "encoded anew", most=MOST_CPU)


def cpu_ms_a_picture(server: Server, page: ClientConnection) -> float:
    """What the server and its worker take for each of the next pictures that the page gets."""
    pass_by(page, SETTLED)
    process = psutil.Process(server.process.pid)
    family = [process, *process.children(recursive=True)]

    def spent() -> float:
        return float(sum(sum(member.cpu_times()[:2]) for member in family))

    before = spent()
    pass_by(page, SPAN)
    return 1000 * (spent() - before) / SPAN


def pass_by(page: ClientConnection, pictures: int) -> None:
    """Let so many pictures come."""
    while pictures > 0:
        pictures -= isinstance(page.recv(60.0), bytes)
