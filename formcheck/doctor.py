"""What formcheck needs, checked one by one, each with what to do when it is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from formcheck.landmarker import MODELS, LandmarkerError, read_bundle
from formcheck.opencv import DISTRIBUTION, REPAIR, BrokenInstallError, installed_rivals, load_cv2
from formcheck.store import Store, StoreError, history_path

OLDEST_PYTHON = (3, 10)
LOOK_S = 120.0  # s; the very first import of MediaPipe takes long on a slow disk
# In a process of its own: on some systems the native part does not raise but ends the program.
LOOK = """
import sys
import numpy as np
from formcheck.landmarker import Landmarker
try:
    with Landmarker(sys.argv[1]) as landmarker:
        landmarker.detect(np.zeros((96, 128, 3), np.uint8), 0.0)
except (RuntimeError, ImportError) as error:
    sys.exit(str(error))
"""


@dataclass(frozen=True)
class Finding:
    """One thing that was checked; `advice` says what to do and is empty when all is well."""

    what: str
    found: str
    advice: str = ""
    optional: bool = False

    @property
    def fine(self) -> bool:
        """Whether formcheck works as it is."""
        return self.optional or not self.advice

    def __str__(self) -> str:
        """A line for the terminal."""
        state = "ok     " if not self.advice else "note   " if self.optional else "PROBLEM"
        return f"{state}  {self.what}: {self.found}" + (f"; {self.advice}" if self.advice else "")


def examine(data_dir: Path | None = None) -> Iterator[Finding]:
    """Every check in turn, so that each line appears as soon as it is known."""
    checks: tuple[Callable[[], Finding], ...] = (_python, _opencv, _one_opencv)
    for check in checks:
        yield check()
    for model in MODELS:
        yield _model(model)
    yield _landmarker("full")
    yield _cameras()
    yield _history(history_path(data_dir))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < OLDEST_PYTHON
    return Finding("Python", version, "install Python 3.10 or newer" if old else "")


def _opencv() -> Finding:
    try:
        return Finding("OpenCV", str(load_cv2().__version__))
    except BrokenInstallError as error:
        return Finding("OpenCV", "cannot be used", str(error))


def _one_opencv() -> Finding:
    rivals = installed_rivals()
    if not rivals:
        return Finding("OpenCV's files", f"belong to {DISTRIBUTION} alone")
    advice = f"they share files: pip uninstall {' '.join(rivals)}, then {REPAIR}"
    return Finding(
        "OpenCV's files", f"belong to {' and '.join((DISTRIBUTION, *rivals))}", advice, optional=True
    )


def _model(model: str) -> Finding:
    try:
        return Finding(f"model {model}", f"{len(read_bundle(model)) / 1e6:.1f} MB, as it was built")
    except (LandmarkerError, OSError) as error:
        return Finding(f"model {model}", "cannot be used", str(error))


def _landmarker(model: str) -> Finding:
    what = "pose model"
    path = os.pathsep.join(filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-c", LOOK, model],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=LOOK_S,
        )
    except subprocess.TimeoutExpired:
        return Finding(what, f"no answer in {LOOK_S:.0f} s", "try again; then install formcheck again")
    if done.returncode == 0:
        return Finding(what, "looks at a frame and finds nobody in it, as it should")
    last = done.stderr.strip().splitlines()[-1:] or ["no message"]
    if done.returncode == 1:
        return Finding(what, "cannot be used", last[0])
    return Finding(what, f"ended its process (code {done.returncode})", f"its last words: {last[0]:.200}")


def _cameras() -> Finding:
    from formcheck.camera import list_cameras

    try:
        names = [f"{info.index} {info.name}" for info in list_cameras()]
    except ImportError as error:
        return Finding("cameras", "cannot be listed", str(error))
    if names:
        return Finding("cameras", ", ".join(names))
    return Finding("cameras", "none", "connect one, or use --demo, --source or analyze", optional=True)


def _history(path: Path) -> Finding:
    try:
        with Store(path) as store:
            count = len(store.sessions())
    except StoreError as error:
        return Finding("history", "cannot be used", f"{error}; choose another folder with --data-dir")
    return Finding("history", f"{count} sessions in {path.parent}", store.notice or "", optional=True)
