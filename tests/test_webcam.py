"""Webcams that do not open: the reason is told as far as the system tells it, and they are tried again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import fake_webcam
import pytest
from fake_webcam import NAME, is_now
from test_watcher import PATIENCE_S, Notes

from formcheck import camera
from formcheck.camera import CameraError, CameraInfo, open_camera
from formcheck.watcher import STUCK_S

GROUP = r"video0 may not be read: add yourself to its group \(often: video\)"
SETTINGS = r"allow it for this terminal in System Settings > Privacy & Security > Camera"
OTHERS = "sends no pictures: another program may be using it"
NONE = "was found: connect one, or analyse a film"


class Closed:
    """Stands for cv2.VideoCapture of a camera that does not open."""

    opens = False

    def __init__(self, *_: Any) -> None:
        """Whatever is asked for."""

    def isOpened(self) -> bool:
        return self.opens

    def read(self) -> tuple[bool, None]:
        return False, None

    def release(self) -> None:
        """Nothing to let go of."""


class Dark(Closed):
    """One that opens and then gives no picture, as Windows does when another program has it."""

    opens = True


@pytest.mark.parametrize("capture", [Closed, Dark])
@pytest.mark.parametrize(
    ("platform", "listed", "device", "readable", "reason", "words"),
    [
        ("linux", True, True, True, "busy", OTHERS),
        ("linux", True, True, False, "denied", GROUP),
        ("linux", True, False, True, "not_found", NONE),  # unplugged since it was listed
        ("linux", False, False, True, "not_found", NONE),
        ("darwin", True, False, True, "denied", SETTINGS),
        ("darwin", False, False, True, "not_found", NONE),
        ("win32", True, False, True, "busy", OTHERS),
        ("win32", False, False, True, "not_found", NONE),
    ],
)
def test_why_a_webcam_does_not_open_is_told_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capture: type[Closed],
    platform: str,
    listed: bool,
    device: bool,
    readable: bool,
    reason: str,
    words: str,
) -> None:
    if device:
        (tmp_path / "video0").touch()
    monkeypatch.setattr(cv2, "VideoCapture", capture)
    monkeypatch.setattr(camera, "list_cameras", lambda: [CameraInfo(0, NAME, cv2.CAP_ANY)] if listed else [])
    monkeypatch.setattr(camera, "Path", lambda path: tmp_path / Path(path).name)
    monkeypatch.setattr(os, "access", lambda *_: readable)
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(CameraError, match=words) as caught:
        open_camera(0)
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def webcam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the webcam that the workers see."""
    return tmp_path_factory.mktemp("webcam")


@pytest.fixture(scope="module")
def notes(webcam: Path) -> Iterator[Notes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(fake_webcam.FOLDER, str(webcam))
        patch.setattr("formcheck.hand.work", fake_webcam.work)
        taken = Notes()
        yield taken
        taken.watcher.close()


def told(notes: Notes) -> list[str]:
    return [state.status for state in notes.states]


def test_a_webcam_that_another_program_has_is_watched_once_it_is_free(notes: Notes, webcam: Path) -> None:
    is_now(webcam, busy=True)
    notes.watch(0, "camera")
    assert notes.wait_for("busy").message == f"{NAME} sends no pictures: another program may be using it."
    time.sleep(1.0)  # it is tried again meanwhile
    is_now(webcam)
    notes.wait(lambda: len(notes.sights) > 5)
    assert told(notes)[-2:] == ["busy", "running"]  # no flicker while it tries


def test_a_webcam_that_fails_to_open_three_times_is_opened_the_fourth_time(
    notes: Notes, webcam: Path
) -> None:
    is_now(webcam, there=False)
    notes.watch(0, "camera")
    while notes.watcher._failures < 3:
        time.sleep(0.05)
    assert told(notes)[-1] == "not_found"
    is_now(webcam)
    notes.wait(lambda: len(notes.sights) > 5)
    assert told(notes)[-2:] == ["not_found", "running"]


def test_a_webcam_that_takes_long_to_open_is_waited_for(notes: Notes, webcam: Path) -> None:
    is_now(webcam, opening_s=3 * STUCK_S)
    notes.watch(0, "camera")
    began = time.monotonic()
    notes.wait(lambda: len(notes.sights) > 5)
    assert 3 * STUCK_S < time.monotonic() - began < PATIENCE_S
    assert set(told(notes)) <= {"loading", "opening", "running"}
