"""One smoothed pose as plain floats, and what every exercise asks of it."""

from __future__ import annotations

from functools import cached_property
from math import hypot

from formcheck.core.geometry import NAN, Point, flexion, middle, tilt
from formcheck.core.pose import Landmark, Pose

LEFT_SIDE, RIGHT_SIDE = 0, 1  # add to a left landmark's index to get the same on that side
SIDES = (LEFT_SIDE, RIGHT_SIDE)

SHOULDER, ELBOW, WRIST = Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST
HIP, KNEE, ANKLE = Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE
HEEL, FOOT = Landmark.LEFT_HEEL, Landmark.LEFT_FOOT


class Body:
    """A person at one moment. Image lengths are in frame heights, world lengths in metres, angles in degrees.

    Per-side values are pairs (left, right), the person's own.
    """

    def __init__(self, pose: Pose) -> None:
        self.t = pose.t
        self.view = "front"  # this and the next are set by the view before anything is measured
        self.near_side = LEFT_SIDE
        self.aspect = pose.aspect
        self.image: list[list[float]] = pose.image.tolist()
        self.world: list[list[float]] = pose.world.tolist()
        self.visibility: list[float] = pose.visibility.tolist()

    def seen(self, landmark: int, side: int) -> float:
        """Visibility of a left landmark's counterpart on `side`, 0..1."""
        return self.visibility[landmark + side]

    def on_image(self, landmark: int, side: int) -> Point:
        """Image position (2,) of a landmark on `side`."""
        return self.image[landmark + side]

    def in_world(self, landmark: int, side: int) -> Point:
        """World position (3,) of a landmark on `side`."""
        return self.world[landmark + side]

    @cached_property
    def hips(self) -> Point:
        """The middle of the hips in the world, metres."""
        return middle(self.world[HIP], self.world[HIP + 1])

    @cached_property
    def shoulders(self) -> Point:
        """The middle of the shoulders in the world, metres."""
        return middle(self.world[SHOULDER], self.world[SHOULDER + 1])

    @cached_property
    def hips_image(self) -> Point:
        """The middle of the hips in the image."""
        return middle(self.image[HIP], self.image[HIP + 1])

    @cached_property
    def shoulders_image(self) -> Point:
        """The middle of the shoulders in the image."""
        return middle(self.image[SHOULDER], self.image[SHOULDER + 1])

    @cached_property
    def trunk_tilt(self) -> float:
        """Hips to shoulders against vertical, in the world."""
        return tilt(self.hips, self.shoulders)

    @cached_property
    def trunk_tilt_image(self) -> float:
        """Hips to shoulders against vertical, in the image plane."""
        return tilt(self.hips_image, self.shoulders_image)

    @cached_property
    def torso_image(self) -> float:
        """Length of the trunk in the image."""
        (hx, hy), (sx, sy) = self.hips_image, self.shoulders_image
        return hypot(hx - sx, hy - sy)

    @cached_property
    def knee_world(self) -> tuple[float, float]:
        """Knee flexion in the world, per side."""
        w = self.world
        return flexion(w[HIP], w[KNEE], w[ANKLE]), flexion(w[HIP + 1], w[KNEE + 1], w[ANKLE + 1])

    @cached_property
    def knee_image(self) -> tuple[float, float]:
        """Knee flexion in the image plane, per side."""
        i = self.image
        return flexion(i[HIP], i[KNEE], i[ANKLE]), flexion(i[HIP + 1], i[KNEE + 1], i[ANKLE + 1])

    @cached_property
    def leg_extents(self) -> tuple[float, float]:
        """How far each ankle is below the middle of the hips in the world, metres."""
        y = self.hips[1]
        return self.world[ANKLE][1] - y, self.world[ANKLE + 1][1] - y

    @cached_property
    def leg_extents_image(self) -> tuple[float, float]:
        """How far each ankle is below its hip in the image."""
        i = self.image
        return i[ANKLE][1] - i[HIP][1], i[ANKLE + 1][1] - i[HIP + 1][1]

    @cached_property
    def thigh_slopes(self) -> tuple[float, float]:
        """How far each knee is below its hip in the world, in thigh lengths: 1 hangs down, 0 level."""
        return self._slope(LEFT_SIDE), self._slope(RIGHT_SIDE)

    def _slope(self, side: int) -> float:
        (hx, hy, hz), (kx, ky, kz) = self.in_world(HIP, side), self.in_world(KNEE, side)
        length = hypot(kx - hx, ky - hy, kz - hz)
        return (ky - hy) / length if length > 0.0 else NAN
