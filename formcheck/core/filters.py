"""Smoothing that does not eat the bottom of a repetition.

The One-Euro filter (Casiez, Roussel, Vogel: 1 Euro Filter, CHI 2012) smooths what rests and lets pass what
moves. Landmarks jitter by 0.1-0.5 degrees only, so it is set light.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import pi

from formcheck.core.body import Body, joints_of
from formcheck.core.pose import Pose

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
    """What the filter remembers: the last time, values and speeds."""

    rule: OneEuro
    t: float | None = None
    values: list[float] = field(default_factory=list)
    speeds: list[float] = field(default_factory=list)

    def update(self, t: float, x: list[float]) -> list[float]:
        """The smoothed values of `x` (as many each time) at `t` seconds."""
        if self.t is None or not 0.0 < t - self.t < LONGEST_GAP_S:
            self.t, self.values, self.speeds = t, x, [0.0] * len(x)
            return x
        # The paper's formulas: a first-order low-pass of f Hz keeps back 1 / (r + 1) of a change (r is
        # 2 pi f dt).
        rule, dt = self.rule, t - self.t
        radians = 2.0 * pi * dt
        kept = 1.0 / (radians * rule.speed_cutoff + 1.0)
        gain = (1.0 - kept) / dt
        least, slope = radians * rule.min_cutoff + 1.0, radians * rule.beta
        values, speeds = x.copy(), self.speeds  # lists that grow would touch more memory, which is cold
        for i, (new, old, before) in enumerate(zip(x, self.values, speeds, strict=True)):
            change = new - old
            speeds[i] = speed = before * kept + change * gain
            values[i] = new - change / (abs(speed) * slope + least)
        self.t, self.values = t, values
        return values


@dataclass(slots=True)
class BodySmoother:
    """One One-Euro filter over the landmarks of a person; starts afresh when the person was lost."""

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
        return Body(pose, self.state.update(pose.t, joints_of(pose)))
