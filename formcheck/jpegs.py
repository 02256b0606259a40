"""A camera's own JPEGs: asked for where the backend gives them, decoded here, and shown as they came.

A picture that is no wider than the page shows it needs no second encoding. A wider one does: the page would
decode four times the pixels, which costs the computer more than scaling and encoding it here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.opencv import load_cv2
from formcheck.picture import PICTURE_WIDTH
from formcheck.quiet import quiet_stderr

LARGEST_BYTES = (
    100_000  # of a JPEG shown as it came; to decode one at 640 x 480 costs what encoding it anew does
)
_START, _END, _SCAN, _TABLES = b"\xff\xd8", b"\xff\xd9", b"\xff\xda", b"\xff\xc4"
# JFIF, quantisation, baseline, Huffman tables, restarts: no notes on the place or the owner, nothing to turn.
_PLAIN = (b"\xff\xe0", b"\xff\xdb", b"\xff\xc0", _TABLES, b"\xff\xdd")


def ask_network(capture: Any) -> None:
    """Have a stream of JPEGs that has just been opened come as it is; other streams stay decoded."""
    cv2 = load_cv2()
    if capture.get(cv2.CAP_PROP_FOURCC) == cv2.VideoWriter.fourcc(*"MJPG"):
        capture.set(cv2.CAP_PROP_FORMAT, -1)


def ask_webcam(capture: Any) -> None:
    """The same for a webcam of Video4Linux that sends pictures small enough to be shown as they are."""
    cv2 = load_cv2()
    if capture.get(cv2.CAP_PROP_FRAME_WIDTH) > PICTURE_WIDTH:
        return
    capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
    done, given = capture.read()
    if not (done and is_jpeg(given)):  # it sends something else, whatever it says
        capture.set(cv2.CAP_PROP_CONVERT_RGB, 1)


def is_jpeg(given: Any) -> bool:
    """Whether a backend gave the bytes of a JPEG, (1, N), in a picture's place."""
    return (
        given is not None
        and given.dtype == np.uint8
        and given.ndim == 2
        and given.shape[0] == 1
        and given[0, :2].tobytes() == _START
    )


def decoded(jpeg: bytes | NDArray[np.uint8]) -> Any:
    """The picture, upright, (H, W, 3) uint8; None when it is damaged or larger than any camera's."""
    cv2 = load_cv2()
    data = np.frombuffer(jpeg, np.uint8) if isinstance(jpeg, bytes) else jpeg
    try:
        with quiet_stderr:
            return cv2.imdecode(data, cv2.IMREAD_COLOR)
    except cv2.error:  # it claims too many pixels
        return None


def as_it_came(given: NDArray[np.uint8], image: NDArray[np.uint8]) -> bytes:
    """The JPEG, for the page, of a picture that was decoded from it; empty: better encoded anew."""
    if image.shape[1] > PICTURE_WIDTH or given.size > LARGEST_BYTES:
        return b""
    return _plain(given.tobytes())


def _plain(jpeg: bytes) -> bytes:
    """A JPEG without what follows its end; empty when it has parts that not every browser shows alike."""
    at, parts = len(_START), set()
    while (part := jpeg[at : at + 2]) in _PLAIN:
        parts.add(part)
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    end = jpeg.find(_END, at)  # what is coded has no such bytes
    if part != _SCAN or _TABLES not in parts or end < 0:
        return b""
    return jpeg[: end + len(_END)]
