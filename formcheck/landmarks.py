"""Where a body was through a session, small enough to keep: for the replay as a stick figure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.core.pose import LANDMARKS, Pose

KEPT_A_SECOND = 15  # frames at most; a stick figure moves smoothly with that, and half the bytes are saved
SLOT_EDGE = 0.01  # of the time between two: times of 30 frames a second fall beside the edge, not on it
STEPS = 2000  # a frame height: half a pixel of a picture 1000 high, less than the model's own noise
PERCENT = 100  # steps of visibility
UNSEEN = -32768  # in the place of a coordinate: nobody was found
FURTHEST = 32767  # steps from the corner; a landmark further out is moved to there

LARGEST_CHUNK = 1 << 20  # bytes of frames in one, 100 times those of the usual five seconds

HEAD = struct.Struct("<If")  # frames, aspect ratio: before the arrays of the binary form
FRAME_BYTES = 4 + LANDMARKS * (2 * 2 + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """The landmarks of a stretch of a session.

    t           (T,) uint32 milliseconds of the source, rising
    xy          (T, 33, 2) int16 steps of 1/2000 of the frame's height, x right, y down; UNSEEN: nobody there
    visibility  (T, 33) uint8 percent
    aspect      width / height of the frame, so that x runs from 0 to 2000 * aspect
    """

    t: NDArray[np.uint32]
    xy: NDArray[np.int16]
    visibility: NDArray[np.uint8]
    aspect: float

    @classmethod
    def of(cls, poses: Sequence[Pose]) -> Landmarks:
        """Those of poses, at least one, in steps."""
        image = np.stack([pose.image for pose in poses])
        xy = np.clip(np.rint(np.nan_to_num(image) * STEPS), -FURTHEST, FURTHEST)
        return cls(
            np.rint(np.array([pose.t for pose in poses]) * 1000).astype(np.uint32),
            np.where(np.isnan(image), UNSEEN, xy).astype(np.int16),
            np.rint(np.stack([pose.visibility for pose in poses]) * PERCENT).astype(np.uint8),
            max(pose.aspect for pose in poses),
        )

    @classmethod
    def joined(cls, parts: Sequence[Landmarks]) -> Landmarks:
        """One stretch after the other; the widest frame gives the aspect ratio. None of any is empty."""
        return cls(
            np.concatenate([np.empty(0, np.uint32), *(part.t for part in parts)]),
            np.concatenate([np.empty((0, LANDMARKS, 2), np.int16), *(part.xy for part in parts)]),
            np.concatenate([np.empty((0, LANDMARKS), np.uint8), *(part.visibility for part in parts)]),
            max((part.aspect for part in parts), default=0.0),
        )

    def __len__(self) -> int:
        """How many frames there are."""
        return len(self.t)

    def packed(self) -> bytes:
        """For the store: the binary form of the steps from frame to frame, compressed."""
        xy = np.diff(self.xy.reshape(-1, 2 * LANDMARKS), axis=0, prepend=np.int16(0)).astype("<i2")
        visibility = np.diff(self.visibility, axis=0, prepend=np.uint8(0))
        arrays = (self.t.astype("<u4"), np.ascontiguousarray(xy.T), np.ascontiguousarray(visibility.T))
        return zlib.compress(HEAD.pack(len(self), self.aspect) + b"".join(a.tobytes() for a in arrays))

    @classmethod
    def unpacked(cls, data: bytes) -> Landmarks:
        """What `packed` gave. ValueError: it is something else."""
        try:
            raw = _decompressed(data)
            frames, aspect = HEAD.unpack_from(raw)
            t, xy, visibility = _arrays(raw, frames)
        except (zlib.error, struct.error, ValueError) as error:
            raise ValueError(f"landmarks: damaged ({error})") from None
        steps = np.cumsum(xy.reshape(-1, frames), axis=1, dtype=np.int16).T
        percent = np.cumsum(visibility.reshape(-1, frames), axis=1, dtype=np.uint8).T
        return cls(t, steps.reshape(frames, LANDMARKS, 2), percent, aspect)

    def to_bytes(self) -> bytes:
        """The binary form that the page reads, little-endian, one array after the other:

        uint32 T, the number of frames; float32 aspect, the frame's width / height;
        float32 t[T] seconds of the source;
        int16 xy[T][33][2] in 1/2000 of the frame's height, -32768 in every place of a frame without anybody;
        uint8 visibility[T][33] in percent.
        """
        t = (self.t / 1000).astype("<f4")
        arrays = (t, self.xy.astype("<i2"), self.visibility)
        return HEAD.pack(len(self), self.aspect) + b"".join(a.tobytes() for a in arrays)


def _decompressed(data: bytes) -> bytes:
    """What was compressed. ValueError: it is cut, or larger than any chunk is."""
    unpacker = zlib.decompressobj()
    raw = unpacker.decompress(data, LARGEST_CHUNK)
    if not unpacker.eof:
        raise ValueError(f"not whole, or more than {LARGEST_CHUNK} bytes")
    return raw


def _arrays(raw: bytes, frames: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Times, coordinates and visibilities behind the head. ValueError: their sizes do not fit."""
    if len(raw) != HEAD.size + frames * FRAME_BYTES:
        raise ValueError(f"expected {frames} frames, got {len(raw)} bytes")
    points = frames * LANDMARKS
    t = np.frombuffer(raw, "<u4", frames, HEAD.size)
    xy = np.frombuffer(raw, "<i2", 2 * points, HEAD.size + 4 * frames)
    return t, xy, np.frombuffer(raw, "u1", points, HEAD.size + 4 * frames + 4 * points)
