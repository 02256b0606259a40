"""Frames with their true times, from a webcam, a film or the address of a camera: all iterate alike."""

from __future__ import annotations

import math
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from formcheck.opencv import load_cv2

Kind = Literal["camera", "file", "url"]
Reason = Literal["not_found", "busy", "denied", "stalled", "unreadable"]

ASKED_SIZE = (1280, 720)  # px; wide enough for a person lying down, and every webcam has it
ASKED_FPS = 30
OPEN_TIMEOUT_MS, READ_TIMEOUT_MS = 5000, 3000  # of an address
FROZEN_S = 3.0  # s of one and the same picture: an unplugged camera is often read like that for ever
WHOLE_FILM = 0.95  # of the frames that the file announces; fewer means that its end is missing
USUAL_FPS = 30.0  # where a file does not say
TICK_S = 0.001  # s; the least step between two times
HEAD_BYTES = 64  # of a file, enough to know a playlist

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class CameraError(RuntimeError):
    """No pictures; `reason` says why for a program, the message in one line for a person."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `image` is (H, W, 3) uint8, blue first; `t` seconds since the first frame, rising."""

    t: float
    image: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A webcam as the system lists it; `index` and `backend` are what OpenCV opens it by."""

    index: int
    name: str
    backend: int


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
        while (image := _read(self.capture)) is not None:
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
            done, image = self.capture.retrieve()
            if not done or not image.size:
                break
            if not np.array_equal(image, last.image):
                changed = t
            elif t - changed > FROZEN_S:
                break
            last = Frame(t, image)
            yield last
        raise CameraError("stalled", f"{self.name} stopped sending pictures: is it still connected?")


def open_source(spec: str | int) -> Source:
    """Open a webcam (its number or name), an http address, or a film.

    What looks like an address is one; then a file of that name; then a camera.
    CameraError: no pictures. BrokenInstall: OpenCV cannot be used.
    """
    text = str(spec)
    if not text.isprintable():
        raise CameraError("not_found", f"source: expected the name of a camera or a file, got {text!r:.80}")
    if text.isdecimal():
        return open_camera(int(text))
    if _ADDRESS.match(text):
        return open_url(text)
    if (device := re.fullmatch(r"/dev/video(\d+)", text)) is not None:
        return open_camera(int(device[1]))
    if os.path.lexists(text) or Path(text).suffix:
        return open_film(text)
    return open_camera(text)


def open_film(path: str | os.PathLike[str]) -> Source:
    """Open a film. CameraError: "not_found", or "unreadable" when not one frame can be decoded."""
    text = os.fspath(path)
    # OpenCV reads more than paths ("concat:a|b", "%03d.jpg"), so it gets the absolute path of a real file.
    try:
        file = Path(text).resolve(strict=True)
        with file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        found = not isinstance(error, (FileNotFoundError, ValueError))
        reason = getattr(error, "strerror", None) or str(error)
        raise CameraError("unreadable" if found else "not_found", f"{text!r:.200}: {reason}") from None
    if not head or head.lstrip().lower().startswith((b"ffconcat", b"#extm3u")):
        what = "a playlist, which may open other files" if head else "empty"
        raise CameraError("unreadable", f"{file.name}: expected a film, but the file is {what}")
    cv2 = load_cv2()
    capture = cv2.VideoCapture(str(file), cv2.CAP_FFMPEG)
    image = _read(capture) if capture.isOpened() else None
    if image is None:
        codec = _codec(capture.get(cv2.CAP_PROP_FOURCC)) if capture.isOpened() else ""
        capture.release()
        reason = f"cannot decode it (codec {codec}): convert it to H.264" if codec else "no film, or damaged"
        raise CameraError("unreadable", f"{file.name}: {reason}")
    count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    fps = _fps(capture)
    return Source(file.name, "file", capture, Frame(0.0, image), fps, int(count) if 0 < count < 1e9 else None)


def open_url(url: str) -> Source:
    """Open the address of a camera that sends MJPEG (or any film) over http.

    CameraError: "not_found", an address that cannot be or that sends nothing in time.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not host or not url.isprintable() or " " in url:
        raise CameraError("not_found", f"address: expected http://HOST/..., got {url!r:.120}")
    name = host + (f":{port}" if port else "") + parts.path  # a password in the address is not shown
    cv2 = load_cv2()
    os.environ.pop("http_proxy", None)  # a camera's pictures do not leave the house to come back
    timeouts = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
        OPEN_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC,
        READ_TIMEOUT_MS,
    ]
    capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, timeouts)
    image = _read(capture) if capture.isOpened() else None
    if image is None:
        capture.release()
        raise CameraError("not_found", f"{name}: no pictures from this address: is the camera on?")
    return Source(name, "url", capture, Frame(0.0, image), _fps(capture))


def list_cameras() -> list[CameraInfo]:
    """The webcams that the system knows, in its order."""
    cv2 = load_cv2()
    from cv2_enumerate_cameras import enumerate_cameras

    with suppress(NotImplementedError, OSError, RuntimeError):
        found = enumerate_cameras(_backend(cv2))
        return sorted((CameraInfo(i.index, i.name, i.backend) for i in found), key=lambda info: info.index)
    return []


def open_camera(which: int | str = 0) -> Source:
    """Open a webcam by its number, or by its name or a part of it that no other has.

    CameraError: "not_found", "busy" (another program has it) or "denied" (the system does not let us).
    """
    cv2 = load_cv2()
    cameras = list_cameras()
    info = _chosen(which, cameras)
    width, height = ASKED_SIZE
    asked = {
        cv2.CAP_PROP_FOURCC: cv2.VideoWriter.fourcc(
            *"MJPG"
        ),  # uncompressed, USB 2 carries 10 frames a second
        cv2.CAP_PROP_FRAME_WIDTH: width,
        cv2.CAP_PROP_FRAME_HEIGHT: height,
        cv2.CAP_PROP_FPS: ASKED_FPS,
    }
    capture = cv2.VideoCapture(info.index, info.backend, [int(x) for pair in asked.items() for x in pair])
    if not capture.isOpened():  # some refuse what they cannot do
        capture = cv2.VideoCapture(info.index, info.backend)
    image = _read(capture) if capture.isOpened() else None
    if image is None:
        capture.release()
        raise _why_closed(info, known=info in cameras)
    return Source(info.name, "camera", capture, Frame(0.0, image), _fps(capture))


def _chosen(which: int | str, cameras: list[CameraInfo]) -> CameraInfo:
    """The camera that is meant; a number is tried even when the system lists none."""
    if isinstance(which, int):
        known = [info for info in cameras if info.index == which]
        return known[0] if known else CameraInfo(which, f"camera {which}", 0)
    names = ", ".join(info.name for info in cameras) or "none"
    exact = [info for info in cameras if info.name.casefold() == which.casefold()]
    found = exact or [info for info in cameras if which.casefold() in info.name.casefold()]
    if len({info.name for info in found}) != 1:
        problem = "more than one camera matches" if found else "no camera or file is called"
        raise CameraError("not_found", f"{problem} {which!r:.80}; cameras found: {names}")
    return found[0]


def _why_closed(info: CameraInfo, *, known: bool) -> CameraError:
    """The likeliest reason why a camera does not open: OpenCV gives none."""
    if sys.platform == "linux":
        device = Path(f"/dev/video{info.index}")
        if device.exists() and not os.access(device, os.R_OK | os.W_OK):
            return CameraError(
                "denied", f"{info.name}: {device} may not be read: add yourself to its group (often: video)"
            )
        known = device.exists()
    if not known:
        return CameraError("not_found", f"no {info.name} was found: connect one, or analyse a film")
    if sys.platform == "darwin":
        where = "System Settings > Privacy & Security > Camera"
        return CameraError("denied", f"{info.name} may not be used: allow it for this terminal in {where}")
    return CameraError("busy", f"{info.name} sends no pictures: another program may be using it")


def _backend(cv2: Any) -> int:
    systems = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}
    return int(systems.get(sys.platform, cv2.CAP_ANY))


def _read(capture: Any) -> NDArray[np.uint8] | None:
    """The next frame as (H, W, 3), or None when there is none."""
    done, image = capture.read()
    return image if done and image is not None and image.size else None


def _position_s(capture: Any) -> float:
    """The time of the frame read last, as the file says it; NaN where it does not."""
    position = float(capture.get(load_cv2().CAP_PROP_POS_MSEC)) / 1000.0
    return position if math.isfinite(position) else math.nan


def _fps(capture: Any) -> float:
    """Nominal frames a second."""
    fps = float(capture.get(load_cv2().CAP_PROP_FPS))
    return fps if 0 < fps < 1000 else USUAL_FPS


def _codec(fourcc: float) -> str:
    """A codec's name from its four letters."""
    letters = int(fourcc).to_bytes(4, "little", signed=False) if 0 <= fourcc < 2**32 else b""
    return "".join(chr(byte) for byte in letters if 32 < byte < 127)
