"""A camera that the page opens: pictures in, the same sights out as from a webcam."""

from __future__ import annotations

import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pytest
from broken_camera import NOISE
from films import picture
from running import messages, running, say, until
from test_watcher import Notes, shown
from websockets.exceptions import ConnectionClosed

from formcheck.page_camera import PAGE_CAMERA, PageCamera, Picture


def jpeg_of(image: np.ndarray) -> bytes:
    return bytes(cv2.imencode(".jpg", image)[1])


def numbered(number: int) -> Picture:
    return Picture(100.0 + number / 30, jpeg_of(picture(number % 256)))


def claiming(width: int, height: int) -> bytes:
    """A small JPEG that says it is a large one."""
    jpeg = jpeg_of(picture(1))
    start = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:start] + struct.pack(">HH", height, width) + jpeg[start + 4 :]


def test_a_message_is_a_time_and_a_jpeg() -> None:
    sent = numbered(3)
    assert Picture.unpack(struct.pack("<d", sent.t) + sent.jpeg) == sent


@pytest.mark.parametrize("time", [float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(time: float) -> None:
    with pytest.raises(ValueError, match="expected seconds"):
        Picture.unpack(struct.pack("<d", time) + jpeg_of(picture(1)))


@pytest.mark.parametrize("message", [b"", b"1234", b"12345678", b"12345678GIF89a"])
def test_what_is_no_picture_is_refused(message: bytes) -> None:
    with pytest.raises(ValueError, match="expected a time and a JPEG"):
        Picture.unpack(message)


def test_times_rise_from_zero_whatever_the_page_says() -> None:
    camera = PageCamera()
    frames = [camera.frame(Picture(t, jpeg_of(picture(1)))) for t in (50.0, 50.5, 50.5, 49.0, 51.0)]
    assert [frame and frame.t for frame in frames] == [0.0, 0.5, None, None, 1.0]


def test_damaged_pictures_and_giants_are_left_out() -> None:
    camera = PageCamera()
    for jpeg in (b"\xff\xd8\xff", jpeg_of(picture(1))[:20], claiming(60_000, 60_000)):
        assert camera.frame(Picture(1.0, jpeg)) is None
    assert camera.frame(numbered(5)) is not None


@pytest.fixture(scope="module")
def notes() -> Iterator[Notes]:
    taken = Notes()
    yield taken
    taken.watcher.close()


@contextmanager
def sending(notes: Notes, jpeg: bytes = b"") -> Iterator[None]:
    """A page that sends picture after picture: numbered ones, or this one."""
    over = threading.Event()

    def send() -> None:
        for number in count():
            if over.wait(0.03):
                return
            notes.watcher.feed(Picture(number / 30, jpeg) if jpeg else numbered(number))

    page = threading.Thread(target=send)
    page.start()
    try:
        yield
    finally:
        over.set()
        page.join()


def test_pictures_become_sights_and_silence_is_said(notes: Notes) -> None:
    notes.watch(PAGE_CAMERA, "browser")
    with sending(notes):
        notes.wait(lambda: len(notes.sights) >= 10)
    numbers = [shown(sight) for sight in notes.sights]
    assert numbers == sorted(set(numbers))
    assert [sight.jpeg for sight in notes.sights] == [numbered(n).jpeg for n in numbers]  # as they came
    assert all(later > earlier for earlier, later in zip(notes.times, notes.times[1:], strict=False))
    assert notes.states[-1].status == "running"
    assert "allow this page" in notes.wait_for("stalled").message
    seen = len(notes.sights)
    with sending(notes):
        notes.wait(lambda: len(notes.sights) > seen)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_a_worker_that_hangs_while_pictures_come_is_replaced(notes: Notes) -> None:
    large = jpeg_of(NOISE)  # more than a pipe holds
    notes.watch(PAGE_CAMERA, "browser")
    with sending(notes, large):
        notes.wait(lambda: len(notes.sights) >= 5)
        notes.worker.suspend()
        notes.wait_for("stalled")
        seen = len(notes.sights)
        notes.wait(lambda: len(notes.sights) > seen + 5)


def test_pictures_are_of_no_use_to_a_film(notes: Notes, tmp_path: Path) -> None:
    notes.watch(tmp_path / "nothing.mp4", "file")
    with sending(notes):
        notes.wait_for("failed")
    assert notes.sights == []


@pytest.mark.slow
def test_a_page_may_send_pictures_but_no_rubbish(tmp_path: Path) -> None:
    with running(tmp_path) as server, server.page() as page, server.page() as other:
        say(page, "camera", camera="browser")
        until(page, "status", source={"kind": "browser", "name": "The browser's camera"})
        sent = numbered(0)
        page.send(struct.pack("<d", sent.t) + sent.jpeg)
        other.send(b"rubbish")
        with pytest.raises(ConnectionClosed) as closed:
            list(messages(other))
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
        say(page, "camera", camera="the best")
        assert "expected a number" in until(page, "error")["message"]


@pytest.mark.slow
def test_cameras_are_listed(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        assert all(set(camera) == {"number", "name"} for camera in server.get("/api/cameras"))
