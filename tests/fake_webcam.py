"""A webcam for computers that have none: in its worker it stands in for what OpenCV and the system say."""

from __future__ import annotations

import json
import os
import time
from multiprocessing import connection
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from films import picture
from numpy.typing import NDArray

from formcheck import camera, worker
from formcheck.camera import CameraInfo

NAME = "Desk cam"
FPS = 30
FOLDER = "FAKE_WEBCAM"  # the variable that names the folder in which a test writes how it is


def is_now(folder: Path, **how: Any) -> None:
    """From now on the webcam is `there` or not, `busy` or not, and takes `opening_s` to open."""
    written = folder / "new.json"
    written.write_text(json.dumps({"there": True, "busy": False, "opening_s": 0.0} | how))
    written.replace(folder / "webcam.json")


def work(pipe: connection.Connection, model: str) -> None:
    """What `formcheck.worker.work` does, before this webcam."""
    camera.list_cameras = listed
    camera.Path = lambda path: Path(_folder(), Path(path).name)  # /dev/video0
    cv2.VideoCapture = Capture
    worker.work(pipe, model)


def listed() -> list[CameraInfo]:
    """The webcams of the system."""
    there = _how()["there"]
    device = _folder() / "video0"
    device.touch() if there else device.unlink(missing_ok=True)
    return [CameraInfo(0, NAME, cv2.CAP_ANY)] if there else []


class Capture:
    """Stands for cv2.VideoCapture."""

    def __init__(self, *_: Any) -> None:
        how = _how()
        time.sleep(how["opening_s"])
        self._opened = how["there"] and not how["busy"]
        self._number = 0

    def isOpened(self) -> bool:
        return self._opened

    def grab(self) -> bool:
        time.sleep(1 / FPS)
        self._number += 1
        return True

    def retrieve(self) -> tuple[bool, NDArray[np.uint8]]:
        return True, picture(self._number % 256)

    def read(self) -> tuple[bool, NDArray[np.uint8]]:
        self.grab()
        return self.retrieve()

    def get(self, _: int) -> float:
        return float(FPS)

    def release(self) -> None:
        self._opened = False


def _folder() -> Path:
    return Path(os.environ[FOLDER])


def _how() -> dict[str, Any]:
    return dict(json.loads((_folder() / "webcam.json").read_text()))
