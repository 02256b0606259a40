"""Whether somebody has taken the start position and keeps it: what starts a set without a click."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from formcheck.core.body import Body
from formcheck.core.geometry import Point

KEPT_S = 1.5  # s in the start position that begin the countdown
MOVES = 0.25  # trunk lengths in the image that the hips may move; walking past is farther


@dataclass(slots=True)
class StartPosition:
    """Since when, and where the hips were then."""

    since: float | None = None
    hips: Point = (0.0, 0.0)

    def update(self, body: Body | None, resting: bool) -> bool:
        """Take in the next frame; True once the position has been kept. None: nobody is there."""
        if body is None or not resting:
            self.since = None
            return False
        (x, y), (x0, y0) = body.hips_image, self.hips
        if self.since is None or hypot(x - x0, y - y0) > MOVES * body.torso_image:
            self.since, self.hips = body.t, body.hips_image
        return body.t - self.since >= KEPT_S
