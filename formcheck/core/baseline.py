"""The person's own values at the start position: learned on the way, mended when better ones come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite

from formcheck.core.body import Body
from formcheck.core.measure import LOOK_EVERY_S, Measure, Own

MAX_STEP_S = 0.2  # s; one frame after a gap must not count as a long look


@dataclass(frozen=True, slots=True)
class Baseline:
    """What to learn and when.

    rests     tells whether the person is in the start position in this frame
    measures  averaged while they rest
    seldom    the same, ten times a second: what costs more and lasts
    priors    values assumed until something is learned (unit of the measure), each worth `prior_s`
    settle_s  time constant of the running average
    known_s   rest that must have been seen before values without a prior exist
    posture   what holds all through the exercise (lying, on hands and knees); out of it for `grace_s` the
              baseline is forgotten and nothing counts
    """

    rests: Callable[[Body, Own], bool]
    measures: tuple[Measure, ...]
    seldom: tuple[Measure, ...] = ()
    priors: Mapping[str, float] = field(default_factory=dict)
    prior_s: float = 0.7
    settle_s: float = 1.5
    known_s: float = 0.1
    posture: Callable[[Body, Own], bool] | None = None
    grace_s: float = 0.35

    def start(self) -> BaselineState:
        """A baseline that knows nothing but its priors."""
        return BaselineState(self, dict(self.priors), dict.fromkeys(self.priors, self.prior_s))


@dataclass(slots=True)
class BaselineState:
    """The values so far, and for how many seconds each was looked at."""

    rule: Baseline
    own: dict[str, float]
    seconds: dict[str, float]
    t: float | None = None
    rested_s: float = 0.0
    unlearned_s: float = 0.0  # of the rest, since the seldom ones were learned
    out_s: float = 0.0
    resting: bool = False

    def update(self, body: Body) -> bool:
        """Learn from this frame; False once the person has left the posture of the exercise."""
        dt = 0.0 if self.t is None else min(max(body.t - self.t, 0.0), MAX_STEP_S)
        self.t, self.resting = body.t, False
        if self.rule.posture is not None and not self.rule.posture(body, self.own):
            self.out_s += dt
            if self.out_s > self.rule.grace_s:
                self.own, self.seconds, self.rested_s = dict(self.rule.priors), {}, 0.0
            return self.out_s <= self.rule.grace_s
        self.out_s = 0.0
        self.resting = self.rule.rests(body, self.own)
        if not self.resting:
            return True
        self.rested_s += dt
        if self.rested_s >= self.rule.known_s:
            self._learn(body, dt, self.rule.measures)
            self.unlearned_s += dt
            if self.unlearned_s >= LOOK_EVERY_S:
                self._learn(body, self.unlearned_s, self.rule.seldom)
                self.unlearned_s = 0.0
        return True

    def _learn(self, body: Body, dt: float, measures: tuple[Measure, ...]) -> None:
        own = self.own = dict(self.own)  # frames of an open attempt keep what was known in them
        for measure in measures:
            name, value = measure.name, measure.fn(body, own)
            if isfinite(value):
                seconds = self.seconds[name] = min(self.seconds.get(name, 0.0) + dt, self.rule.settle_s)
                before = own.get(name, value)
                own[name] = before + (dt / seconds if seconds > 0.0 else 1.0) * (value - before)
