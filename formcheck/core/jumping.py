"""Counting jumps: a cycle that goes on through the air until the landing is over.

Off the floor shows only in the image, because world landmarks hang at the hips. Where the floor is, the feet
tell while the person squats: then they stand on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from formcheck.core.attempt import Attempt
from formcheck.core.body import FOOT, HEEL, SIDES, Body
from formcheck.core.counting import Cycle, CycleState, Verdict
from formcheck.core.measure import Own

HEELS_UP = 0.065  # own leg lengths: rendered people on tiptoe 0.07, in recorded jumps 0.2 to 0.4
HEELS_DOWN = 0.03
SHALLOW = 0.25  # travel on the way down up to which the feet show where the floor is
PUSHED_SHARE = 0.4  # of the way back up: before that heels that rise are a fault of the squat
LANDING_KEPT = 0.7  # of the turning point: less than the share that makes a frame part of the bottom
STOOD_SHARE = 0.25  # of the depth of the landing: the person is up again
NEXT_SHARE = 0.75  # of the squat's depth: the landing goes on into the next squat
SINKS_S, LONGEST_LANDING_S = 0.35, 1.5  # s: a soft landing has begun to sink by then; it is over by then
STIFF_S = 0.1  # s from the heels' landing until who does not sink stands
LONGEST_AIR_S = 1.2  # s: longer on tiptoe is no jump


@dataclass(frozen=True, slots=True)
class Jump(Cycle):
    """Repetitions of a squat with a jump out of it, over when the person stands again or squats on."""

    def start(self) -> JumpState:
        """A counter that has seen nothing yet."""
        return JumpState(self)


@dataclass(slots=True)
class JumpState(CycleState):
    """The open attempt; the floor under it (frame heights from the top), and where in the jump it is.

    low, bent   how far the landing has sunk, in the world and in the image
    """

    heel_floor: float = 0.0
    toe_floor: float = 0.0
    low: float = 0.0
    bent: float = 0.0

    def _keep(self, attempt: Attempt, body: Body, own: Own, travel: float) -> None:
        if not attempt.times:
            self.heel_floor = self.toe_floor = self.low = self.bent = 0.0
        self._look(attempt, body, own, travel)
        # The landing is no deeper turning point of the squat before it.
        kept = min(travel, LANDING_KEPT * attempt.peak) if attempt.off_s < inf else travel
        attempt.add(body, own, kept)

    def _look(self, attempt: Attempt, body: Body, own: Own, travel: float) -> None:
        heel, toe = (max(body.on_image(joint, side)[1] for side in SIDES) for joint in (HEEL, FOOT))
        leg = own.get("leg_image") or max(body.leg_extents_image)
        # At the bottom of a squat the feet read lower than they are.
        if self.toe_floor == 0.0 or attempt.peak <= travel <= SHALLOW:
            self.heel_floor, self.toe_floor = max(self.heel_floor, heel), max(self.toe_floor, toe)
        lift = (self.heel_floor - heel) / leg if leg > 0.0 else 0.0
        if attempt.off_s == inf:
            pushed = attempt.amplitude > self.rule.opens and attempt.back(travel) > PUSHED_SHARE
            if pushed and lift > HEELS_UP:
                attempt.off_s, attempt.flight = body.t, 0.0
        if attempt.off_s < attempt.landed_s == inf:
            attempt.flight = max(attempt.flight, (self.toe_floor - toe) / leg if leg > 0.0 else 0.0)
            if lift < HEELS_DOWN or body.t - attempt.off_s > LONGEST_AIR_S:
                attempt.landed_s = body.t
        if attempt.landed_s < inf and leg > 0.0:
            self.bent = max(self.bent, 1.0 - sum(body.leg_extents_image) / 2.0 / leg)

    def _follow(self, t: float, travel: float) -> list[Verdict]:
        attempt = self.attempt
        assert attempt is not None
        if attempt.off_s == inf:
            return CycleState._follow(self, t, travel)  # a slotted dataclass has no bare super()
        if attempt.landed_s == inf:
            return []
        self.low = max(self.low, travel)
        since = t - attempt.landed_s
        sunk = self.low >= self.rule.opens or since >= SINKS_S
        stiff = max(self.low, self.bent) < self.rule.opens
        attempt.latest_s = attempt.landed_s + STIFF_S if stiff else inf
        stands = sunk and travel <= max(STOOD_SHARE * self.low, self.rule.opens / 2.0)
        if stands or travel >= NEXT_SHARE * attempt.peak or since > LONGEST_LANDING_S:
            return [self.close()]
        return []
