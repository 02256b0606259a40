"""Whether it is still the same person: the pose model follows whoever it finds, and may change over unasked.

Nobody can jump aside, or grow, from one frame to the next, nor can left and right change places. Where that
seems to have happened, somebody else was taken for the person, or the model lost its way: for a while there
is nobody to count.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist, hypot, log

from formcheck.core.pose import Landmark, Pose

# Of 28 000 steps between frames of real recordings one (a cut) is beyond the first two, six beyond the next.
LEAP_M = 0.25  # m that the hips may be off between two frames: noise of the landmarks
FASTEST_M_S = 3.0  # m/s; who jumps as high as possible leaves the floor with 2.7
SIZE_LEAP = 0.25  # natural log of a change of size between two frames: noise
FASTEST_SIZE_S = 1.0  # of the same, 1/s: walking up to the camera
LONGEST_STEP_S = 0.15  # s; a person who was out of sight for longer is expected where they were
# A swap of sides: 34 of 68 000 frames of recordings and rendered films, most of them over after a few more.
SWAP_S = 0.3  # s; sides that stay swapped for longer were wrong before
SWAP_M = 0.4  # m that hips, knees and ankles must move in all; less makes no difference
SETTLED_S = 1.0  # s that somebody who stays where they are has to be there before they are followed

# One slice, because an array of indices costs ten times as much.
SHOULDERS_TO_ANKLES = slice(Landmark.LEFT_SHOULDER, Landmark.RIGHT_ANKLE + 1)
HIPS = Landmark.LEFT_HIP - Landmark.LEFT_SHOULDER  # in that slice


@dataclass(slots=True)
class Place:
    """Where somebody is: the middle of the hips in frame heights, and how many frame heights a metre has.

    legs   hips, knees and ankles in the world, left and right in turns
    """

    t: float
    x: float
    y: float
    metre: float
    legs: list[tuple[float, float, float]]

    @classmethod
    def of(cls, pose: Pose) -> Place:
        """The place of a person who is seen; the size does not depend on the posture."""
        x, y, wx, wy, wz = pose.points[:, SHOULDERS_TO_ANKLES].tolist()
        metre = max(_spread(x, y), 1e-6) / max(_spread(wx, wy), 1e-6)
        legs = list(zip(wx[HIPS:], wy[HIPS:], wz[HIPS:], strict=True))
        return cls(pose.t, (x[HIPS] + x[HIPS + 1]) / 2.0, (y[HIPS] + y[HIPS + 1]) / 2.0, metre, legs)

    def may_lead_to(self, later: Place) -> bool:
        """Whether one and the same person can be here and then there."""
        step_s = min(later.t - self.t, LONGEST_STEP_S)
        moved_m = hypot(later.x - self.x, later.y - self.y) / min(self.metre, later.metre)
        grown = abs(log(later.metre / self.metre))
        return moved_m < LEAP_M + FASTEST_M_S * step_s and grown < SIZE_LEAP + FASTEST_SIZE_S * step_s

    def swaps_sides(self, later: Place) -> bool:
        """Whether the legs were moved far less if the left one were the right one."""
        kept = sum(map(dist, self.legs, later.legs))
        if kept < SWAP_M or later.t - self.t > SWAP_S:
            return False
        crossed = sum(dist(self.legs[i ^ 1], joint) for i, joint in enumerate(later.legs))
        return kept > 2.0 * crossed


def _spread(x: list[float], y: list[float]) -> float:
    """How far shoulders, hips, knees and ankles lie from their middle, root of the summed squares."""
    x, y = x[:2] + x[HIPS:], y[:2] + y[HIPS:]
    n = len(x)
    return dist(x + y, [sum(x) / n] * n + [sum(y) / n] * n)


class SamePerson:
    """Lets one person's poses through; somebody else's only once they have stayed."""

    def __init__(self) -> None:
        self._known: Place | None = None
        self._other: Place | None = None
        self._other_since = 0.0

    def update(self, pose: Pose) -> Pose:
        """The pose of the person who is followed, or nobody."""
        if not pose.seen:
            return pose
        place = Place.of(pose)
        if self._known is None or self._is_known(self._known, place):
            self._known, self._other = place, None
            return pose
        return Pose.nobody(pose.t, pose.aspect)

    def _is_known(self, known: Place, place: Place) -> bool:
        if known.may_lead_to(place):
            return not known.swaps_sides(place)
        if self._other is None or not self._other.may_lead_to(place):
            self._other_since = place.t
        self._other = place
        return place.t - self._other_since >= SETTLED_S
