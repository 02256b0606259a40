"""A camera that the page opens: its pictures come through the browser, one message each."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from formcheck.jpegs import decoded
from formcheck.source import TICK_S, CameraError, Frame

PAGE_CAMERA = "page:"  # the spec of such a camera; no file and no webcam is called so
SILENT_S = 3.0  # without a usable picture; then the camera is said to have stopped
_TIME = struct.Struct("<d")
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Picture:
    """One JPEG, and the page's own time of it in seconds."""

    t: float
    jpeg: bytes

    @classmethod
    def unpack(cls, message: bytes) -> Picture:
        """What a page sends: the time (float64, little-endian), the JPEG. ValueError: something else."""
        if len(message) < _TIME.size or not message.startswith(_JPEG, _TIME.size):
            raise ValueError("picture: expected a time and a JPEG")
        (t,) = _TIME.unpack_from(message)
        if not math.isfinite(t):
            raise ValueError(f"picture: expected seconds, got {t}")
        return cls(t, message[_TIME.size :])


class PageCamera:
    """Turns pictures into frames whose times rise from 0."""

    def __init__(self) -> None:
        self._start: float | None = None
        self._last = -math.inf

    def frame(self, picture: Picture) -> Frame | None:
        """The frame, or None when it cannot be decoded or is not later than the last."""
        image = decoded(picture.jpeg)
        if image is None:
            return None
        if self._start is None:
            self._start = picture.t
        t = picture.t - self._start
        if t < self._last + TICK_S:
            return None
        self._last = t
        return Frame(t, image, picture.jpeg)


def silent() -> CameraError:
    """What there is to say when no pictures come."""
    return CameraError("stalled", "the browser sends no pictures: allow this page to use the camera")
