"""From a frame to landmarks: the only file that knows MediaPipe."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.assets import asset_folder
from formcheck.opencv import broken_install, load_cv2
from formcheck.quiet import quiet_stderr
from formcheck.recording import Detection

# What models/build.py made, and nothing else, is loaded: name -> SHA-256 of models/pose_landmarker_NAME.task.
MODELS = {
    "full": "f7dd745ffc9e51d002081b6a028ab427a7bfb400659a8f39d5118a98168e6397",
    "lite": "c4a5fbda642772ee82d6391f409c810a6446d3eee03e8c1fef224c3612d88035",
}
DEAD_PROXY = "http://127.0.0.1:9"  # the discard port: a connection there is refused at once
# MediaPipe loads these to draw and to record sound, in three quarters of its import time; not used here.
UNUSED = ("matplotlib", "matplotlib.pyplot", "sounddevice")
LATEST_S = 1e9  # 30 years; MediaPipe takes any later time and then refuses every frame that follows

_log = logging.getLogger(__name__)


class LandmarkerError(RuntimeError):
    """The model cannot be used; the message is one line that says what to do."""


def read_bundle(model: str) -> bytes:
    """The model "full" or "lite" as it was built. LandmarkerError: missing, damaged or another file."""
    if model not in MODELS:
        raise ValueError(f"model: expected one of {', '.join(MODELS)}; got {model!r}")
    path = asset_folder("models") / f"pose_landmarker_{model}.task"
    try:
        bundle = path.read_bytes()
    except OSError as error:
        raise LandmarkerError(f"{path}: {error.strerror}: install formcheck again") from None
    if (found := hashlib.sha256(bundle).hexdigest()) != MODELS[model]:
        raise LandmarkerError(
            f"{path}: damaged or not the model of this version (SHA-256 {found[:12]}..., "
            f"expected {MODELS[model][:12]}...): install formcheck again"
        )
    return bundle


class Landmarker:
    """The pose model, watching one film or camera: it follows the person from frame to frame.

    model   "full" or "lite"; `bundle` replaces what is shipped (to compare models), unchecked
    BrokenInstallError: a library is missing. LandmarkerError: the model cannot be loaded.
    """

    def __init__(self, model: str = "full", *, bundle: bytes | None = None) -> None:
        self._bundle = read_bundle(model) if bundle is None else bundle
        self._cv2 = load_cv2()
        self._mediapipe = _load_mediapipe()
        self._last_t = -math.inf
        self._last_ms = -1
        self._rgb = np.empty((0, 0, 3), np.uint8)
        self._graph: Any = self._build()

    def __enter__(self) -> Landmarker:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the model's memory and threads back; a second time does nothing."""
        graph, self._graph = self._graph, None
        if graph is not None:
            with quiet_stderr, suppress(RuntimeError):  # a graph that failed says so once more
                type(graph).close(graph)

    def detect(self, image: NDArray[np.uint8], t: float) -> Detection:
        """Find the person in the next frame.

        image   (H, W, 3) uint8, blue first as OpenCV has it
        t       seconds since the start of the source; must rise
        ValueError: a frame or a time that cannot be. LandmarkerError: the model failed twice on this frame.
        """
        if self._graph is None:
            raise LandmarkerError("the landmarker is closed: make a new one")
        # A frame of 0 x 0 would break the graph for good, so nothing unchecked reaches it.
        if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or not image.size:
            raise ValueError(f"frame: expected (H, W, 3) uint8, got {image.shape} {image.dtype}")
        if not self._last_t < t < LATEST_S:
            raise ValueError(f"time of a frame: expected more than {self._last_t} s, got {t}")
        self._last_t = t
        try:
            found = self._run(image, t)
        except RuntimeError as error:
            _log.warning("the pose model failed at %.3f s and starts again: %s", t, error)
            self.close()
            self._graph = self._build()
            found = self._run_again(image, t)
        height, width = image.shape[:2]
        if not found.pose_landmarks:
            return Detection.nobody(t, width, height)
        return detection_of(found.pose_landmarks[0], found.pose_world_landmarks[0], t, width, height)

    def _run(self, image: NDArray[np.uint8], t: float) -> Any:
        """MediaPipe's own result; its clock has milliseconds, so frames closer than that are moved apart."""
        if self._rgb.shape != image.shape:
            self._rgb = np.empty(image.shape, np.uint8)
        self._cv2.cvtColor(image, self._cv2.COLOR_BGR2RGB, dst=self._rgb)
        self._last_ms = max(round(t * 1000), self._last_ms + 1)
        picture = self._mediapipe.Image(self._mediapipe.ImageFormat.SRGB, self._rgb)
        with quiet_stderr:
            return self._graph.detect_for_video(picture, self._last_ms)

    def _run_again(self, image: NDArray[np.uint8], t: float) -> Any:
        try:
            return self._run(image, t)
        except RuntimeError as error:
            raise LandmarkerError(f"the pose model failed twice at {t:.3f} s ({_line(error)})") from None

    def _build(self) -> Any:
        vision, options = self._mediapipe.tasks.vision, self._mediapipe.tasks.BaseOptions
        try:
            with quiet_stderr:
                graph = vision.PoseLandmarker.create_from_options(
                    vision.PoseLandmarkerOptions(
                        base_options=options(model_asset_buffer=self._bundle),
                        running_mode=vision.RunningMode.VIDEO,
                        num_poses=1,  # a second one doubles the cost and flips between people
                    )
                )
        except OSError as error:
            raise broken_install("MediaPipe", error) from None
        except (RuntimeError, ValueError) as error:
            raise LandmarkerError(f"the pose model does not load ({_line(error)})") from None
        # Collected unclosed, a graph closes itself and then waits for a thread that is gone too: for ever.
        graph.close = lambda: None
        return graph


def detection_of(image: Sequence[Any], world: Sequence[Any], t: float, width: int, height: int) -> Detection:
    """MediaPipe's two lists of objects, 33 each, as a Detection; the fastest of the public ways measured."""
    # MediaPipe copies those of the image to the world.
    shared = [mark.visibility for mark in image], [mark.presence for mark in image]
    return Detection(t, (*_places(image), *shared), (*_places(world), *shared), width, height)


def _places(landmarks: Sequence[Any]) -> tuple[list[float], list[float], list[float]]:
    return [mark.x for mark in landmarks], [mark.y for mark in landmarks], [mark.z for mark in landmarks]


def _line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _load_mediapipe() -> Any:
    """MediaPipe, with its usage metrics blocked.

    Its native part posts metrics (no frames, no landmarks) when a landmarker is made, and has no switch for
    that, but it obeys these variables whenever it connects. Nothing else in the process asks for https.
    """
    os.environ.update(https_proxy=DEAD_PROXY, HTTPS_PROXY=DEAD_PROXY)
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)
    try:
        with quiet_stderr, _left_out(UNUSED):
            import mediapipe
    except (ImportError, OSError) as error:
        raise broken_install("MediaPipe", error) from None
    return mediapipe


@contextmanager
def _left_out(modules: Sequence[str]) -> Iterator[None]:
    """Let imports of these modules find an empty one, unless they are loaded already."""
    empty = {name: ModuleType(name) for name in modules if name not in sys.modules}
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name in empty:
            del sys.modules[name]
