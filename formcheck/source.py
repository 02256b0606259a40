"""A stream of frames with their true times: a webcam, a film or an address iterate alike."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.jpegs import as_it_came, decoded, is_jpeg
from formcheck.opencv import load_cv2

Kind = Literal["camera", "file", "url"]
Reason = Literal["not_found", "busy", "denied", "stalled", "unreadable"]

FROZEN_S = 3.0  # s of one and the same picture: an unplugged camera is often read like that for ever
NEWS_STEP = 32  # rows; where one of these has changed, nobody needs to look at the others
WHOLE_FILM = 0.95  # of the frames that the file announces; fewer means that its end is missing
USUAL_FPS = 30.0  # where a file does not say
TICK_S = 0.001  # s; the least step between two times


class CameraError(RuntimeError):
    """No pictures; `reason` says why for a program, the message in one line for a person."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `image` is (H, W, 3) uint8, blue first; `t` seconds since the first frame, rising.

    jpeg   the bytes that it came in, where the page may have them as they are
    """

    t: float
    image: NDArray[np.uint8]
    jpeg: bytes = b""


@dataclass
class Source:
    """An open source of frames: iterate over it once, close it or use it as a context.

    width, height   pixels, upright;   fps   nominal;   frame_count   announced, None when live
    warnings        what was odd, in plain lines; complete when the iteration is over
    """

    name: str
    kind: Kind
    capture: Any
    first: Frame
    fps: float
    frame_count: int | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def live(self) -> bool:
        """Whether frames that nobody takes are gone."""
        return self.kind != "file"

    @property
    def width(self) -> int:
        """Of the first frame, pixels."""
        return int(self.first.image.shape[1])

    @property
    def height(self) -> int:
        """Of the first frame, pixels."""
        return int(self.first.image.shape[0])

    def __enter__(self) -> Source:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the camera or the file."""
        self.capture.release()

    def __iter__(self) -> Iterator[Frame]:
        """The frames in order. CameraError: a live source stopped sending ("stalled")."""
        return self._live() if self.live else self._film()

    def _film(self) -> Iterator[Frame]:
        start, last, count, mended = _position_s(self.capture), 0.0, 1, 0
        yield self.first
        while (image := read_image(self.capture)) is not None:
            t = _position_s(self.capture) - start
            if not t > last:
                t, mended = last + 1.0 / self.fps, mended + 1
            last, count = t, count + 1
            yield Frame(t, image)
        if mended:
            self.warnings.append(
                f"{mended} of {count} frames had no usable time: guessed from the frame rate"
            )
        if self.frame_count and count < WHOLE_FILM * self.frame_count:
            self.warnings.append(f"the file ends early: {count} of {self.frame_count} frames could be read")

    def _live(self) -> Iterator[Frame]:
        start, last, changed = time.monotonic(), self.first, 0.0
        yield self.first
        while self.capture.grab():
            t = max(time.monotonic() - start, last.t + TICK_S)
            frame = _frame(t, *self.capture.retrieve())
            if frame is not None and (self.kind == "url" or _is_news(frame.image, last.image)):
                changed = t
            elif t - changed > FROZEN_S:
                break
            if frame is not None:
                last = frame
                yield frame
        raise CameraError("stalled", f"{self.name} stopped sending pictures: is it still connected?")


def read_image(capture: Any) -> NDArray[np.uint8] | None:
    """The next frame as (H, W, 3), or None when there is none."""
    frame = _frame(0.0, *capture.read())
    return None if frame is None else frame.image


def _frame(t: float, done: bool, given: Any) -> Frame | None:
    """What a backend gave, a picture or a JPEG, as a frame; None when it can be no picture."""
    if done and is_jpeg(given):
        image = decoded(given)
        return Frame(t, image, as_it_came(given, image)) if _is_picture(image) else None
    return Frame(t, given) if done and _is_picture(given) else None


def _is_picture(image: Any) -> bool:
    """Whether a driver gave a colour picture; some give none, an empty or a grey one in between."""
    return (
        image is not None
        and image.dtype == np.uint8
        and image.ndim == 3
        and image.shape[2] == 3
        and image.size > 0
    )


def _is_news(image: NDArray[np.uint8], last: NDArray[np.uint8]) -> bool:
    """Whether a camera still looks: of one colour all over is also what it sees behind a closed shutter."""
    if not np.array_equal(image[::NEWS_STEP], last[::NEWS_STEP]):  # as good as always, and much cheaper
        return True
    return not np.array_equal(image, last) or bool((image == image[0, 0]).all())


def _position_s(capture: Any) -> float:
    """The time of the frame read last, as the file says it; NaN where it does not."""
    position = float(capture.get(load_cv2().CAP_PROP_POS_MSEC)) / 1000.0
    return position if math.isfinite(position) else math.nan


def nominal_fps(capture: Any) -> float:
    """Nominal frames a second."""
    fps = float(capture.get(load_cv2().CAP_PROP_FPS))
    return fps if 0 < fps < 1000 else USUAL_FPS
