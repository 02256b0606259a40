"""The doctor finds what is wrong, in one line each, and says what to do."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from formcheck import doctor, landmarker
from formcheck.assets import asset_folder
from formcheck.doctor import Finding, examine
from formcheck.opencv import REPAIR


def finding(what: str, data_dir: Path) -> Finding:
    """What the doctor says about one thing."""
    return next(found for found in examine(data_dir) if found.what == what)


def test_a_good_installation_is_fine(tmp_path: Path) -> None:
    findings = list(examine(tmp_path / "data"))
    assert [str(found) for found in findings if not found.fine] == []
    assert [found.what for found in findings] == [
        "Python",
        "OpenCV",
        "OpenCV's files",
        "model full",
        "model lite",
        "pose model",
        "cameras",
        "history",
    ]
    assert all("\n" not in str(found) for found in findings)


def test_a_gutted_opencv_gets_its_repair_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", ModuleType("cv2"))
    found = finding("OpenCV", tmp_path)
    assert not found.fine
    assert REPAIR in str(found)


def test_a_second_opencv_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "installed_rivals", lambda: ["opencv-python"])
    found = finding("OpenCV's files", tmp_path)
    assert found.fine
    assert "pip uninstall opencv-python, then pip install --force-reinstall" in str(found)


def test_a_damaged_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(asset_folder("models") / "pose_landmarker_full.task", tmp_path)
    (tmp_path / "pose_landmarker_lite.task").write_bytes(b"half a model")
    monkeypatch.setattr(landmarker, "asset_folder", lambda _: tmp_path)
    assert finding("model full", tmp_path).fine
    found = finding("model lite", tmp_path)
    assert not found.fine
    assert "pose_landmarker_lite.task: damaged" in str(found)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("import sys; sys.exit('MediaPipe needs a system library')", "MediaPipe needs a system library"),
        ("import os; os.abort()", "ended its process (code -6)"),
        ("import time; time.sleep(60)", "no answer in 1 s"),
    ],
)
def test_a_model_that_fails_is_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: str, words: str
) -> None:
    monkeypatch.setattr(doctor, "LOOK", look)
    monkeypatch.setattr(doctor, "LOOK_S", 1.0)
    found = finding("pose model", tmp_path)
    assert not found.fine
    assert words in str(found)


def test_a_data_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = finding("history", tmp_path / "file" / "data")
    assert not found.fine
    assert "--data-dir" in str(found)
