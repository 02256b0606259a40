"""One frame of a person: 33 landmarks, checked once at the door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

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


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """A person at one moment, or nobody: then every landmark is NaN and `seen` is False.

    t           seconds since the start of the source; rises from pose to pose
    image       (33, 2) x right, y down, both in frame heights: the aspect ratio is already applied
    world       (33, 3) x right, y down, z away from the camera, metres from the middle of the hips
    visibility  (33,) 0..1, how likely the landmark is neither hidden nor outside the frame
    aspect      width / height of the frame
    """

    t: float
    image: Array
    world: Array
    visibility: Array
    aspect: float
    seen: bool

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
        values = np.concatenate((image[:, :2], world[:, :3], image[:, 3:4]), axis=1, dtype=float)
        if not _as_the_model_says(values.ravel().tolist()):
            return next(cls.each_from_normalised([float(t)], image[None], world[None], width, height))
        aspect = float(width) / float(height)
        values[:, 0] *= aspect
        return cls(float(t), values[:, :2], values[:, 2:5], values[:, 5], aspect, seen=True)

    @classmethod
    def each_from_normalised(
        cls, times: Iterable[float], image: NDArray[Any], world: NDArray[Any], width: float, height: float
    ) -> Iterator[Pose]:
        """The same for T frames at once, which takes a tenth of the time for each: (T, 33, ...)."""
        aspect = float(width) / float(height)
        parts = image[:, :, :2], world[:, :, :3], image[:, :, 3:4]
        values = np.concatenate(parts, axis=2, dtype=float)
        near = np.abs(values[:, :, :5]) < FURTHEST  # NaN is not
        values[:, :, 0] *= aspect
        visibility = values[:, :, 5]
        np.minimum(np.fmax(visibility, 0.0, out=visibility), 1.0, out=visibility)
        for t, seen, frame in zip(times, np.logical_and.reduce(near, axis=(1, 2)), values, strict=True):
            if seen:
                yield cls(t, frame[:, :2], frame[:, 2:5], frame[:, 5], aspect, seen=True)
            else:
                yield cls.nobody(t, aspect)

    @classmethod
    def nobody(cls, t: float, aspect: float = 4 / 3) -> Pose:
        """The pose of a frame in which no person was found."""
        return cls(
            t=float(t),
            image=np.full((LANDMARKS, 2), np.nan),
            world=np.full((LANDMARKS, 3), np.nan),
            visibility=np.zeros(LANDMARKS),
            aspect=aspect,
            seen=False,
        )

    def mirror(self) -> Pose:
        """The same person in a mirror: left and right change places, and x runs the other way."""
        return replace(
            self,
            image=self.image[MIRRORED] * (-1.0, 1.0) + (self.aspect, 0.0),
            world=self.world[MIRRORED] * (-1.0, 1.0, 1.0),
            visibility=self.visibility[MIRRORED],
        )


def _as_the_model_says(values: list[float]) -> bool:
    """Whether nothing has to be mended in the six values of each landmark, visibility last.

    Plain floats: between two frames of the model every call of numpy is cold.
    """
    visibility = values[5::6]
    # A comparison with NaN fails, but max and min let one pass: the sum does not.
    return (
        min(values) > -FURTHEST
        and max(values) < FURTHEST
        and min(visibility) >= 0.0
        and max(visibility) <= 1.0
        and isfinite(sum(values))
    )
