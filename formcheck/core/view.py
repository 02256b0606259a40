"""From where the camera looks at the person, and so what can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, exp, hypot, inf

from formcheck.core.body import ANKLE, HIP, KNEE, LEFT_SIDE, RIGHT_SIDE, SHOULDER, Body
from formcheck.core.measure import LOOK_EVERY_S

FRONT, THREE_QUARTER, SIDE, BACK, LYING = "front", "three-quarter", "side", "back", "lying"
UPRIGHT_VIEWS = frozenset({FRONT, THREE_QUARTER, SIDE})
ALL_VIEWS = UPRIGHT_VIEWS | {BACK, LYING}

# Limits of the body's yaw against the camera, degrees. The model compresses yaw (40 reads about 33).
SIDE_FROM_DEG = 60.0  # exercises.md: side is 60-90
THREE_QUARTER_FROM_DEG = 30.0  # front is within 30
BACK_FROM_DEG = 120.0  # beyond this the back is turned to the camera
# Each view, where it begins, and the views that lie beyond that.
LIMITS = (
    (BACK, BACK_FROM_DEG, (BACK,)),
    (SIDE, SIDE_FROM_DEG, (SIDE, BACK)),
    (THREE_QUARTER, THREE_QUARTER_FROM_DEG, (THREE_QUARTER, SIDE, BACK)),
)
LYING_TRUNK_DEG = 68.0  # trunk against vertical: squats and hinges up to 65, on the floor 70 and more
LYING_HIP_M = 0.35  # hips above the lower ankle, metres: a hinge keeps them at 0.6, a deep squat the trunk up
MARGIN_DEG = 4.0  # a view holds until the yaw is this far past its limit
NEAR_SETTLE_S = 0.7  # time constant of the knee and ankle visibility that tell the near side
NEAR_MARGIN = 0.15  # visibility by which the other side must lead to become the near one
SETTLE_S = 0.4  # time constant of the yaw: a step in a lunge turns the hips for less than this


@dataclass(slots=True)
class View:
    """The view now; `update` follows it with hysteresis."""

    name: str | None = None
    t: float = -inf
    across: float = 0.0
    away: float = 0.0
    lying: float = 0.0
    left_lead: float = 0.0
    near_side: int = LEFT_SIDE
    turned: float = 0.0

    def update(self, body: Body) -> str:
        """The view after this frame: one of the names above."""
        if not 0.0 <= body.t - self.t < LOOK_EVERY_S:
            self._look(body)
        body.view, body.near_side, body.turned = self.name or FRONT, self.near_side, self.turned
        return body.view

    def _look(self, body: Body) -> None:
        # The person's breadth across the picture and away from the camera, of shoulders and hips, metres.
        (lx, _, lz), (rx, _, rz) = body.world[SHOULDER], body.world[SHOULDER + 1]
        (px, _, pz), (qx, _, qz) = body.world[HIP], body.world[HIP + 1]
        across, away = lx - rx + px - qx, rz - lz + qz - pz
        breadth = hypot(across, away)
        if not breadth > 0.0:
            across = breadth = 1.0
        lying = body.trunk_tilt > LYING_TRUNK_DEG and max(body.leg_extents) < LYING_HIP_M
        passed_s = max(body.t - self.t, 0.0)
        share = 1.0 - exp(-passed_s / SETTLE_S)
        self.across += share * (across / breadth - self.across)
        self.away += share * (away / breadth - self.away)
        self.lying += share * (lying - self.lying)
        self._choose_side(body, 1.0 - exp(-passed_s / NEAR_SETTLE_S))
        self.t = body.t
        if hypot(self.across, self.away) > 0.0:
            self.turned = atan2(self.away, self.across)
            self.name = self._named(abs(degrees(self.turned)))

    def _choose_side(self, body: Body, share: float) -> None:
        v = body.visibility
        lead = v[KNEE] + v[ANKLE] - v[KNEE + 1] - v[ANKLE + 1]
        self.left_lead += share * (lead - self.left_lead)
        if abs(self.left_lead) > NEAR_MARGIN:
            self.near_side = LEFT_SIDE if self.left_lead > 0.0 else RIGHT_SIDE

    def _named(self, turned: float) -> str:
        margin = 0.0 if self.name is None else MARGIN_DEG
        if self.lying > (0.3 if self.name == LYING else 0.7):
            return LYING
        for view, limit, beyond in LIMITS:
            if turned > limit + (-margin if self.name in beyond else margin):
                return view
        return FRONT
