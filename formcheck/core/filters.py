"""Smoothing that does not eat the bottom of a repetition.

The One-Euro filter (Casiez, Roussel, Vogel: 1 Euro Filter, CHI 2012) smooths what rests and lets pass what
moves. Landmarks jitter by 0.1-0.5 degrees only, so it is set light.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

from formcheck.core.body import Body
from formcheck.core.pose import Array, Pose

LONGEST_GAP_S = 0.5  # s; after a longer gap the past says nothing about the present


@dataclass(frozen=True, slots=True)
class OneEuro:
    """The filter's rule; `start` makes its state.

    min_cutoff  Hz, for a value at rest: 5 Hz keeps a bottom of 0.1 s within 1 degree
    beta        Hz per (unit / s): how fast the cut-off rises with speed
    speed_cutoff  Hz, for the estimate of the speed (the paper's 1 Hz)
    """

    min_cutoff: float = 5.0
    beta: float = 15.0
    speed_cutoff: float = 1.0

    def start(self) -> OneEuroState:
        """A filter that has seen nothing yet."""
        return OneEuroState(self)


@dataclass(slots=True)
class OneEuroState:
    """What the filter remembers: the last time, value and speed."""

    rule: OneEuro
    t: float | None = None
    value: Array | None = None
    speed: Array | None = None

    def update(self, t: float, x: Array) -> Array:
        """The smoothed value of `x` (any shape, the same each time) at `t` seconds."""
        if self.t is None or self.value is None or self.speed is None or not 0.0 < t - self.t < LONGEST_GAP_S:
            self.t, self.value, self.speed = t, x, np.zeros_like(x)
            return x
        # The paper's formulas, in few arrays and calls: between two frames of the model each is cold. A
        # first-order low-pass of f Hz keeps back 1 / (r + 1) of a change, r = 2 pi f dt.
        rule, dt, speed = self.rule, t - self.t, self.speed
        radians = 2.0 * pi * dt
        change = x - self.value
        kept = 1.0 / (radians * rule.speed_cutoff + 1.0)
        speed *= kept
        speed += change * ((1.0 - kept) / dt)
        divisor = np.abs(speed)
        divisor *= radians * rule.beta
        divisor += radians * rule.min_cutoff + 1.0
        change /= divisor
        self.t, self.value = t, x - change
        return self.value


@dataclass(slots=True)
class BodySmoother:
    """One One-Euro filter over all landmarks of a person; starts afresh when the person was lost."""

    state: OneEuroState

    @classmethod
    def start(cls) -> BodySmoother:
        """A smoother that has seen nobody yet."""
        return cls(OneEuro().start())

    def update(self, pose: Pose) -> Body | None:
        """The smoothed body of a pose; None of nobody."""
        if not pose.seen:
            self.state = self.state.rule.start()
            return None
        return Body(pose, self.state.update(pose.t, pose.points))
