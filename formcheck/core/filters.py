"""Smoothing that does not eat the bottom of a repetition.

The One-Euro filter (Casiez, Roussel, Vogel: 1 Euro Filter, CHI 2012) smooths what rests and lets pass what
moves. Landmarks jitter by 0.1-0.5 degrees only, so it is set light.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

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
        # first-order low-pass of f Hz takes over r / (r + 1) of a change, r = 2 pi f dt.
        dt, speed = t - self.t, self.speed
        radians = 2.0 * pi * dt
        change = x - self.value
        weight = radians * self.rule.speed_cutoff / (radians * self.rule.speed_cutoff + 1.0)
        speed *= 1.0 - weight
        speed += change * (weight / dt)
        rate = np.abs(speed)
        rate *= radians * self.rule.beta
        rate += radians * self.rule.min_cutoff
        change *= rate
        rate += 1.0
        change /= rate
        change += self.value
        self.t, self.value = t, change
        return change


@dataclass(slots=True)
class PoseSmoother:
    """One One-Euro filter over all landmarks of a person; starts afresh when the person was lost."""

    state: OneEuroState

    @classmethod
    def start(cls) -> PoseSmoother:
        """A smoother that has seen nobody yet."""
        return cls(OneEuro().start())

    def update(self, pose: Pose) -> Pose:
        """The smoothed pose; nobody stays nobody."""
        if not pose.seen:
            self.state = self.state.rule.start()
            return pose
        smooth = self.state.update(pose.t, np.concatenate((pose.image, pose.world), axis=1))
        return Pose(pose.t, smooth[:, :2], smooth[:, 2:], pose.visibility, pose.aspect, pose.seen)
