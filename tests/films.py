"""Small films made on the spot, where no person is needed, and recordings of stick people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.core.pose import LANDMARKS, Pose
from formcheck.recording import VALUES, Detection, write_recording

TICKS = 1000  # a second, in the films' own clock


def picture(number: int, width: int = 160, height: int = 96) -> NDArray[np.uint8]:
    """Frame `number`: the number in eight black or white bars along the top, grey below, red at the left."""
    image = np.full((height, width, 3), 128, np.uint8)
    bar = width // 8
    for bit in range(8):
        image[: height // 2, bit * bar : (bit + 1) * bar] = 255 if number >> bit & 1 else 0
    image[height // 2 :, :bar] = (0, 0, 255)
    return image


def number_of(image: NDArray[np.uint8]) -> int:
    """The number that a frame shows."""
    bar = image.shape[1] // 8
    return sum(1 << bit for bit in range(8) if image[image.shape[0] // 4, bit * bar + bar // 2].mean() > 127)


def make_film(path: Path, times: Sequence[float], *, rotation: int = 0, start: float = 0.0) -> Path:
    """Write a film of numbered pictures whose frame i is shown at times[i] seconds (behind `start`)."""
    return write_film(path, map(picture, range(len(times))), [start + t for t in times], rotation=rotation)


def write_film(
    path: Path, images: Iterable[NDArray[np.uint8]], times: Sequence[float], *, rotation: int = 0
) -> Path:
    """Write images of one size, each shown at its time; players turn them by `rotation` degrees."""
    in_front = (
        {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    )  # the index, so that a cut film opens
    with av.open(str(path), "w", options=in_front) as container:
        stream: Any = container.add_stream("mpeg4", rate=30)
        stream.pix_fmt, stream.bit_rate = "yuv420p", 4_000_000
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
        if rotation:
            stream.set_display_rotation(rotation)
        for image, t in zip(images, times, strict=True):
            if not stream.codec_context.is_open:
                stream.height, stream.width = image.shape[:2]
            frame: Any = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = round(t * TICKS), Fraction(1, TICKS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def detection_of(pose: Pose, width: int, height: int) -> Detection:
    """What the model would have said to get this pose."""
    if not pose.seen:
        return Detection.nobody(pose.t, width, height)
    image, world = np.ones((2, LANDMARKS, VALUES), np.float32)
    image[:, :2] = pose.image / (pose.aspect, 1.0)
    image[:, 3] = pose.visibility
    world[:, :3] = pose.world
    return Detection.of(pose.t, image, world, width, height)


def record(path: Path, poses: Sequence[Pose], fps: float = 30.0) -> Path:
    """Write poses of a 640 x 480 camera as a recording, in a new folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_recording(path, [detection_of(pose, 640, 480) for pose in poses], fps)
    return path
