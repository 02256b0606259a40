"""Opens what sends pictures: a webcam by number or name, a film, the address of a camera."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from formcheck.jpegs import ask_network, ask_webcam
from formcheck.opencv import load_cv2
from formcheck.source import CameraError, Frame, Source, nominal_fps, read_image

__all__ = [
    "CameraError",
    "CameraInfo",
    "Frame",
    "Source",
    "list_cameras",
    "open_camera",
    "open_film",
    "open_source",
    "open_url",
]

ASKED_SIZE = (1280, 720)  # px; wide enough for a person lying down, and every webcam has it
ASKED_FPS = 30
OPEN_TIMEOUT_MS, READ_TIMEOUT_MS = 5000, 3000  # of an address
LARGEST_FILM = 7680 * 4320  # px; 8K, of which a second takes half a minute
LONGEST_FILM_S = 2 * 3600.0  # s; longer than anybody trains, and an hour of work for this computer
HEAD_BYTES = 64  # of a file, enough to know a playlist

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A webcam as the system lists it; `index` and `backend` are what OpenCV opens it by."""

    index: int
    name: str
    backend: int


def open_source(spec: str | int, before: str | None = None) -> Source:
    """Open a webcam (its number or name), an http address, or a film.

    What looks like an address is one; then a file of that name; then a camera. `before` is the name that a
    camera had when it was last open: numbers change hands when one is plugged in or out.
    CameraError: no pictures. BrokenInstallError: OpenCV cannot be used.
    """
    text = str(spec)
    if not text.isprintable():
        raise CameraError("not_found", f"source: expected the name of a camera or a file, got {text!r:.80}")
    if text.isdecimal() and len(text) <= 4:
        return open_camera(int(text), before)
    if _ADDRESS.match(text):
        return open_url(text)
    if (device := re.fullmatch(r"/dev/video(\d+)", text)) is not None:
        return open_camera(int(device[1]), before)
    return open_film(text) if os.path.lexists(text) else open_camera(text)


def open_film(path: str | os.PathLike[str]) -> Source:
    """Open a film. CameraError: "not_found"; "unreadable": too much of it, or nothing that can be decoded."""
    file = _film_file(path)
    cv2 = load_cv2()
    capture = cv2.VideoCapture(str(file), cv2.CAP_FFMPEG)
    if excess := _excess(capture):
        capture.release()
        raise CameraError("unreadable", f"{file.name}: {excess}")
    image = read_image(capture) if capture.isOpened() else None
    if image is None:
        codec = _codec(capture.get(cv2.CAP_PROP_FOURCC)) if capture.isOpened() else ""
        capture.release()
        reason = f"cannot decode it (codec {codec}): convert it to H.264" if codec else "no film, or damaged"
        raise CameraError("unreadable", f"{file.name}: {reason}")
    count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    fps = nominal_fps(capture)
    return Source(file.name, "file", capture, Frame(0.0, image), fps, int(count) if 0 < count < 1e9 else None)


def _excess(capture: Any) -> str | None:
    """What is too much about a film, by its own account, or None."""
    cv2 = load_cv2()
    width, height = (int(capture.get(of)) for of in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
    if width * height > LARGEST_FILM:
        return f"{width} x {height} pixels are more than 8K: make it smaller"
    seconds = float(capture.get(cv2.CAP_PROP_FRAME_COUNT)) / nominal_fps(capture)
    if seconds > LONGEST_FILM_S:
        return f"it lasts {seconds / 3600:.1f} hours: cut it into parts of {LONGEST_FILM_S / 3600:.0f} hours"
    return None


def _film_file(path: str | os.PathLike[str]) -> Path:
    """The absolute path of a real file: OpenCV reads more than paths ("concat:a|b", "%03d.jpg")."""
    text = os.fspath(path)
    try:
        file = Path(text).resolve(strict=True)
        str(file).encode("utf-8")  # OpenCV crashes at a name with other bytes
        if not file.is_file():
            raise CameraError(
                "unreadable", f"{text!r:.200}: expected a film, got no file but a folder or device"
            )
        with file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
    except UnicodeEncodeError:
        raise CameraError("unreadable", f"{text!r:.200}: the name is not UTF-8: rename the file") from None
    except (FileNotFoundError, ValueError):
        raise CameraError("not_found", f"{text!r:.200}: there is no such file") from None
    except OSError as error:
        raise CameraError("unreadable", f"{text!r:.200}: {error.strerror}") from None
    if not head:
        raise CameraError("unreadable", f"{file.name}: expected a film, but the file is empty")
    if head.lstrip().lower().startswith((b"ffconcat", b"#extm3u")):
        raise CameraError("unreadable", f"{file.name}: expected a film, but this is a list of other files")
    return file


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
    timeouts = {
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC: OPEN_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC: READ_TIMEOUT_MS,
    }
    capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, _parameters(timeouts))
    ask_network(capture)
    image = read_image(capture) if capture.isOpened() else None
    if image is None:
        capture.release()
        raise CameraError("not_found", f"{name}: no pictures from this address: is the camera on?")
    return Source(name, "url", capture, Frame(0.0, image), nominal_fps(capture))


def list_cameras() -> list[CameraInfo]:
    """The webcams that the system knows, in its order."""
    cv2 = load_cv2()
    from cv2_enumerate_cameras import enumerate_cameras

    with suppress(NotImplementedError, OSError, RuntimeError):
        found = enumerate_cameras(_backend(cv2))
        return sorted((CameraInfo(i.index, i.name, i.backend) for i in found), key=lambda info: info.index)
    return []


def open_camera(which: int | str = 0, before: str | None = None) -> Source:
    """Open a webcam by its number, or by its name or a part of it that no other has.

    before  the name of the camera that had this number: only that one is opened, whatever its number is now

    CameraError: "not_found", "busy" (another program has it) or "denied" (the system does not let us).
    """
    cv2 = load_cv2()
    cameras = list_cameras()
    info = _chosen(which, cameras, before)
    width, height = ASKED_SIZE
    asked = {
        # Uncompressed, USB 2 carries 10 such frames a second.
        cv2.CAP_PROP_FOURCC: cv2.VideoWriter.fourcc(*"MJPG"),
        cv2.CAP_PROP_FRAME_WIDTH: width,
        cv2.CAP_PROP_FRAME_HEIGHT: height,
        cv2.CAP_PROP_FPS: ASKED_FPS,
    }
    capture = cv2.VideoCapture(info.index, info.backend, _parameters(asked))
    if not capture.isOpened():  # some refuse what they cannot do
        capture = cv2.VideoCapture(info.index, info.backend)
    image = read_image(capture) if capture.isOpened() else None
    if image is None:
        capture.release()
        raise _why_closed(info, known=info in cameras)
    if info.backend == cv2.CAP_V4L2:
        ask_webcam(capture)
    return Source(info.name, "camera", capture, Frame(0.0, image), nominal_fps(capture))


def _chosen(which: int | str, cameras: list[CameraInfo], before: str | None) -> CameraInfo:
    """The camera that is meant; a number is tried even when the system lists none."""
    if isinstance(which, int):
        unlisted = CameraInfo(which, f"camera {which}", _backend(load_cv2()))
        known = [info for info in cameras if info.index == which]
        there = known[0] if known else unlisted
        if before in (None, unlisted.name, there.name):
            return there
        moved = [info for info in cameras if info.name == before]
        if known and len(moved) != 1:
            raise CameraError("not_found", f"{before} is gone; its number now belongs to {there.name}")
        return moved[0] if len(moved) == 1 else unlisted
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


def _parameters(settings: dict[int, int]) -> list[int]:
    """Settings as OpenCV takes them: name, value, name, value, ..."""
    return [int(number) for setting in settings.items() for number in setting]


def _backend(cv2: Any) -> int:
    systems = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}
    return int(systems.get(sys.platform, cv2.CAP_ANY))


def _codec(fourcc: float) -> str:
    """A codec's name from its four letters."""
    letters = int(fourcc).to_bytes(4, "little", signed=False) if 0 <= fourcc < 2**32 else b""
    return "".join(chr(byte) for byte in letters if 32 < byte < 127)
