"""One frame of a person: 33 landmarks, checked once at the door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import starmap
from math import hypot, isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Columns = Sequence[list[float]]  # for each of a landmark's numbers a list with that of all landmarks

LANDMARKS = 33
# A landmark further than this is no person: in the image frame sizes outside, in the world m from the hips
# (a body is under 3 m).
FURTHEST = 10.0


class Landmark(IntEnum):
    """MediaPipe's landmark indices that the coach reads (left and right are the person's own)."""

    NOSE = 0
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT = 31
    RIGHT_FOOT = 32


# Each landmark's partner on the other side of the body, in MediaPipe's numbering.
MIRRORED = np.array(
    [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9] + [i + (1 if i % 2 else -1) for i in range(11, LANDMARKS)]
)


NOWHERE: Columns = [[nan] * LANDMARKS] * 5


@dataclass(slots=True, eq=False)  # frozen, it and the like of it cost 4 % of a frame
class Pose:
    """A person at one moment, or nobody: then every landmark is NaN and `seen` is False.

    t           seconds since the start of the source; rises from pose to pose
    columns     5 lists of 33: x and y of `image`, x, y and z of `world`. Plain floats, because between two
                frames of the model, when memory is cold, a call of numpy costs more than what it does
    visibility  (33,) 0..1, how likely the landmark is neither hidden nor outside the frame
    aspect      width / height of the frame
    """

    t: float
    columns: Columns
    visibility: list[float]
    aspect: float
    seen: bool

    @property
    def image(self) -> Array:
        """(33, 2) x right, y down, both in frame heights: the aspect ratio is already applied; read only."""
        return _rows(self.columns[:2])

    @property
    def world(self) -> Array:
        """(33, 3) x right, y down, z away from the camera, metres from the middle of the hips; read only."""
        return _rows(self.columns[2:])

    @classmethod
    def from_normalised(
        cls, t: float, image: ArrayLike, world: ArrayLike, width: float, height: float
    ) -> Pose:
        """A pose from the model's own numbers; anything that cannot be a person becomes nobody.

        image  (33, >= 4): x, y in 0..1 of width and height, z (ignored), visibility
        world  (33, >= 3): x, y, z in metres
        ValueError: wrong shapes, a time that is not finite, or a frame without size.
        """
        image, world = np.asarray(image), np.asarray(world)
        if image.ndim != 2 or image.shape[0] != LANDMARKS or image.shape[1] < 4:
            raise ValueError(f"image landmarks: expected (33, >= 4), got {image.shape}")
        if world.ndim != 2 or world.shape[0] != LANDMARKS or world.shape[1] < 3:
            raise ValueError(f"world landmarks: expected (33, >= 3), got {world.shape}")
        if not isfinite(t):
            raise ValueError(f"time of a pose: expected seconds, got {t}")
        if not (width > 0 and height > 0):
            raise ValueError(f"frame size: expected more than 0 x 0, got {width} x {height}")
        return next(cls.each_from_normalised([float(t)], image[None], world[None], width / height))

    @classmethod
    def each_from_normalised(
        cls, times: Iterable[float], image: NDArray[Any], world: NDArray[Any], aspect: float
    ) -> Iterator[Pose]:
        """The same for T frames at once, of which the shapes are known: (T, 33, ...)."""
        points = np.empty((len(image), 5, LANDMARKS))
        points[:, :2], points[:, 2:] = image.mT[:, :2], world.mT[:, :3]
        near = np.logical_and.reduce(np.abs(points) < FURTHEST, axis=(1, 2)).tolist()  # NaN is not
        points[:, 0] *= aspect
        visibility = np.minimum(np.fmax(image[:, :, 3], 0.0), 1.0).tolist()
        for t, seen, columns, visible in zip(times, near, points.tolist(), visibility, strict=True):
            yield cls(t, columns, visible, aspect, True) if seen else cls.nobody(t, aspect)

    @classmethod
    def from_columns(cls, t: float, image: Columns, world: Columns, aspect: float) -> Pose:
        """The same for one frame, of plain floats.

        image  5 lists of 33: x, y in 0..1 of width and height, one ignored, visibility, one ignored
        world  5 lists of 33: x, y, z in metres, and two that are ignored
        """
        x, y, _, visibility, _ = image
        wx, wy, wz, _, _ = world
        # Surely nothing has to be mended where all together are no further than one may be: NaN is not.
        near = hypot(*starmap(hypot, (x, y, wx, wy, wz, visibility))) < FURTHEST
        if near and min(visibility) >= 0.0 and max(visibility) <= 1.0:
            return cls(t, ([u * aspect for u in x], y, wx, wy, wz), visibility, aspect, True)
        return cls.from_normalised(t, np.transpose(image), np.transpose(world), aspect, 1.0)

    @classmethod
    def nobody(cls, t: float, aspect: float = 4 / 3) -> Pose:
        """The pose of a frame in which no person was found."""
        return cls(float(t), NOWHERE, [0.0] * LANDMARKS, aspect, seen=False)

    def mirror(self) -> Pose:
        """The same person in a mirror: left and right change places, and x runs the other way."""
        x, y, wx, wy, wz = ([column[i] for i in MIRRORED] for column in self.columns)
        columns = [self.aspect - u for u in x], y, [-u for u in wx], wy, wz
        return replace(self, columns=columns, visibility=[self.visibility[i] for i in MIRRORED])


def _rows(columns: Columns) -> Array:
    rows: Array = np.array(columns).T
    rows.flags.writeable = False  # a copy: what is written to it would be lost
    return rows
