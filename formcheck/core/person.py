"""Whether it is still the same person: the pose model follows whoever it finds, and may change over unasked.

Nobody can jump aside, or grow, from one frame to the next, nor can left and right change places. Where that
seems to have happened, somebody else was taken for the person, or the model lost its way: for a while there
is nobody to count.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist, hypot, log
from operator import itemgetter

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

_frame = itemgetter(
    Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, *range(Landmark.LEFT_HIP, Landmark.RIGHT_ANKLE + 1)
)


@dataclass(slots=True)
class Place:
    """Where somebody is: the middle of the hips in frame heights, and how many frame heights a metre has.

    world   shoulders, hips, knees and ankles, left and right in turns: all x, all y, all z
    """

    t: float
    x: float
    y: float
    metre: float
    world: tuple[float, ...]

    @classmethod
    def of(cls, pose: Pose) -> Place:
        """The place of a person who is seen; the size does not depend on the posture."""
        x, y, wx, wy, wz = map(_frame, pose.columns)
        hips_x, hips_y = (x[2] + x[3]) / 2.0, (y[2] + y[3]) / 2.0
        # How far all of them are from the middle of the hips, root of the summed squares.
        spread = dist(x + y, (hips_x,) * 8 + (hips_y,) * 8)
        metres = hypot(*wx, *wy)
        return cls(pose.t, hips_x, hips_y, max(spread, 1e-6) / max(metres, 1e-6), wx + wy + wz)

    def may_lead_to(self, later: Place) -> bool:
        """Whether one and the same person can be here and then there."""
        step_s = min(later.t - self.t, LONGEST_STEP_S)
        moved_m = hypot(later.x - self.x, later.y - self.y) / min(self.metre, later.metre)
        grown = abs(log(later.metre / self.metre))
        return moved_m < LEAP_M + FASTEST_M_S * step_s and grown < SIZE_LEAP + FASTEST_SIZE_S * step_s

    def swaps_sides(self, later: Place) -> bool:
        """Whether the legs were moved far less if the left one were the right one."""
        # The ways of six joints together are at most sqrt(6) times as long as this, which is quick.
        if dist(self.world, later.world) < SWAP_M / 6**0.5 or later.t - self.t > SWAP_S:
            return False
        before, after = self._legs(), later._legs()
        kept = sum(map(dist, before, after))
        crossed = sum(dist(before[i ^ 1], joint) for i, joint in enumerate(after))
        return kept >= SWAP_M and kept > 2.0 * crossed

    def _legs(self) -> list[tuple[float, float, float]]:
        """Hips, knees and ankles, left and right in turns."""
        return list(zip(self.world[2:8], self.world[10:16], self.world[18:], strict=True))


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
