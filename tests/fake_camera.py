"""A browser whose camera shows a recorded film, again and again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
from playwright.sync_api import Page

from tests.chromium import chromium

FILMS = Path(__file__).parent / "fixtures" / "films"
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def as_mjpeg(film: str, path: Path) -> Path:
    """A film as Chromium's fake camera takes it: JPEG after JPEG."""
    capture = cv2.VideoCapture(str(FILMS / f"{film}.mp4"))
    with path.open("wb") as file:
        while (image := capture.read()[1]) is not None:
            file.write(cv2.imencode(".jpg", image)[1].tobytes())
    return path


@contextmanager
def camera_page(film: str, folder: Path) -> Iterator[Page]:
    """A page of a browser whose camera shows a film, again and again."""
    shown = as_mjpeg(film, folder / "camera.mjpeg")
    with chromium(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={shown}") as browser:
        yield browser.new_page(viewport={"width": 1366, "height": 768})
