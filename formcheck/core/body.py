"""One smoothed pose as plain floats, and what every exercise asks of it."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from operator import itemgetter
from typing import Any, Generic, TypeVar

from formcheck.core.geometry import NAN, Point, flexion, middle, tilt
from formcheck.core.pose import LANDMARKS, Landmark, Pose

LEFT_SIDE, RIGHT_SIDE = 0, 1  # add to a left landmark's index to get the same on that side
SIDES = (LEFT_SIDE, RIGHT_SIDE)

# The joints that are measured, left before right, and where among them the left ones are.
JOINTS = (*range(Landmark.LEFT_SHOULDER, Landmark.RIGHT_WRIST + 1), *range(Landmark.LEFT_HIP, LANDMARKS))
SHOULDER, ELBOW, WRIST, HIP, KNEE, ANKLE, HEEL, FOOT = range(0, len(JOINTS), 2)
_of_joints = itemgetter(*JOINTS)
Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801 - a decorator
    """A property that is worked out when it is first asked for; functools' takes a lock up to Python 3.11."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__

    def __get__(self, body: Any, _: type) -> Value:
        """Work it out, and leave it in the body, where it is found before this from then on."""
        value = body.__dict__[self._name] = self._work_out(body)
        return value


def joints_of(pose: Pose) -> list[float]:
    """The columns of a pose, of the joints alone, one after the other: (5 * 16,)."""
    x, y, wx, wy, wz = map(_of_joints, pose.columns)
    return [*x, *y, *wx, *wy, *wz]


class Body:
    """A person at one moment. Image lengths are in frame heights, world lengths in metres, angles in degrees.

    Per-side values are pairs (left, right), the person's own.
    """

    def __init__(self, pose: Pose, joints: list[float] | None = None) -> None:
        """`joints` are the smoothed ones, laid out as by `joints_of`, in the place of the pose's own."""
        if joints is None:
            joints = joints_of(pose)
        self.t = pose.t
        self.view = "front"  # this and the next two are set by the view before anything is measured
        self.near_side = LEFT_SIDE
        self.turned = 0.0  # radians against the camera: 0 faces it
        self.aspect = pose.aspect
        n = len(JOINTS)
        x, y = joints[:n], joints[n : 2 * n]
        wx, wy, wz = joints[2 * n : 3 * n], joints[3 * n : 4 * n], joints[4 * n :]
        self.image: list[tuple[float, float]] = list(zip(x, y, strict=True))
        self.world: list[tuple[float, float, float]] = list(zip(wx, wy, wz, strict=True))
        self.visibility: tuple[float, ...] = _of_joints(pose.visibility)
        # What is asked of nearly every frame is made at once: in the world the middles, the trunk against
        # vertical, how far each ankle is below the middle of the hips; in the image how far below its hip.
        _, hips_y, _ = self.hips = middle(self.world[HIP], self.world[HIP + 1])
        self.shoulders = middle(self.world[SHOULDER], self.world[SHOULDER + 1])
        self.trunk_tilt = tilt(self.hips, self.shoulders)
        self.leg_extents = wy[ANKLE] - hips_y, wy[ANKLE + 1] - hips_y
        self.leg_extents_image = y[ANKLE] - y[HIP], y[ANKLE + 1] - y[HIP + 1]

    def on_image(self, landmark: int, side: int) -> Point:
        """Image position (2,) of a landmark on `side`."""
        return self.image[landmark + side]

    def in_world(self, landmark: int, side: int) -> Point:
        """World position (3,) of a landmark on `side`."""
        return self.world[landmark + side]

    @once
    def hips_image(self) -> Point:
        """The middle of the hips in the image."""
        return middle(self.image[HIP], self.image[HIP + 1])

    @once
    def shoulders_image(self) -> Point:
        """The middle of the shoulders in the image."""
        return middle(self.image[SHOULDER], self.image[SHOULDER + 1])

    @once
    def trunk_tilt_image(self) -> float:
        """Hips to shoulders against vertical, in the image plane."""
        return tilt(self.hips_image, self.shoulders_image)

    @once
    def torso_image(self) -> float:
        """Length of the trunk in the image."""
        (hx, hy), (sx, sy) = self.hips_image, self.shoulders_image
        return hypot(hx - sx, hy - sy)

    @once
    def knee_world(self) -> tuple[float, float]:
        """Knee flexion in the world, per side."""
        w = self.world
        return flexion(w[HIP], w[KNEE], w[ANKLE]), flexion(w[HIP + 1], w[KNEE + 1], w[ANKLE + 1])

    @once
    def knee_image(self) -> tuple[float, float]:
        """Knee flexion in the image plane, per side."""
        i = self.image
        return flexion(i[HIP], i[KNEE], i[ANKLE]), flexion(i[HIP + 1], i[KNEE + 1], i[ANKLE + 1])

    @once
    def knee_gap(self) -> float:
        """Knee gap / ankle gap in the image: 1 = knees over ankles, below = knees in; NaN without a gap."""
        i = self.image
        ankles, knees = i[ANKLE][0] - i[ANKLE + 1][0], i[KNEE][0] - i[KNEE + 1][0]
        return knees / ankles if ankles else NAN

    @once
    def leg_lengths_image(self) -> tuple[float, float]:
        """From hip to ankle in the image, per side."""
        i = self.image
        left, right = (hypot(i[HIP + s][0] - i[ANKLE + s][0], i[HIP + s][1] - i[ANKLE + s][1]) for s in SIDES)
        return left, right

    @once
    def thigh_slopes(self) -> tuple[float, float]:
        """How far each knee is below its hip in the world, in thigh lengths: 1 hangs down, 0 level."""
        return self._slope(LEFT_SIDE), self._slope(RIGHT_SIDE)

    @once
    def hip_axis(self) -> tuple[float, float]:
        """From the right hip towards the left one on the floor (x, z), of length 1 (world), or NaN."""
        (lx, _, lz), (rx, _, rz) = self.world[HIP], self.world[HIP + 1]
        across = hypot(lx - rx, lz - rz) or NAN
        return (lx - rx) / across, (lz - rz) / across

    def along_hips(self, x: float, z: float) -> float:
        """The part of a level distance in the world along the hip axis, to the left; NaN without one."""
        across, away = self.hip_axis
        return x * across + z * away

    def square_to_hips(self, x: float, z: float) -> float:
        """The part that is square to the hip axis, ahead of the person; NaN without one."""
        across, away = self.hip_axis
        return x * away - z * across

    def _slope(self, side: int) -> float:
        (hx, hy, hz), (kx, ky, kz) = self.in_world(HIP, side), self.in_world(KNEE, side)
        length = hypot(kx - hx, ky - hy, kz - hz)
        return (ky - hy) / length if length > 0.0 else NAN
