"""Counting by a cycle: away from the start position, a turning point, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from statistics import median

from formcheck.core.body import Body
from formcheck.core.events import BOTH, LEFT, RIGHT
from formcheck.core.measures import Measure, Own, Pair, SidedMeasure

# Parts of a repetition that a reading may look at.
WHOLE, DOWN, BOTTOM, UP = "whole", "down", "bottom", "up"
BOTTOM_SHARE = 0.75  # of the deepest travel: from here on a frame belongs to the bottom


@dataclass(slots=True)
class Attempt:
    """Everything seen since the person left the start position."""

    start_s: float
    start_seen: bool = True
    times: list[float] = field(default_factory=list)
    travel: list[float] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    values: dict[str, list[float | Pair]] = field(default_factory=dict)
    peak: float = 0.0
    peak_s: float = 0.0
    after_peak: float = 0.0

    def add(self, body: Body, own: Own, travel: float, measures: Sequence[Measure | SidedMeasure]) -> None:
        """Keep this frame's travel and measures."""
        self.times.append(body.t)
        self.travel.append(travel)
        self.views.append(body.view)
        for measure in measures:
            self.values.setdefault(measure.name, []).append(measure.fn(body, own))
        if travel > self.peak:
            self.peak, self.peak_s, self.after_peak = travel, body.t, travel
        self.after_peak = min(self.after_peak, travel)

    @property
    def view(self) -> str:
        """The view of most frames."""
        return max(sorted(set(self.views)), key=self.views.count)

    def rows(self, part: str) -> list[int]:
        """Indices of the frames of a part of the repetition."""
        every = range(len(self.times))
        if part == DOWN:
            return [i for i in every if self.times[i] <= self.peak_s]
        if part == UP:
            return [i for i in every if self.times[i] >= self.peak_s]
        if part == BOTTOM:
            return [i for i in every if self.travel[i] >= BOTTOM_SHARE * self.peak]
        return list(every)


TAKES: dict[str, Callable[[Sequence[float]], float]] = {
    "max": max,
    "min": min,
    "median": median,
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "p90": lambda values: sorted(values)[int(0.9 * (len(values) - 1) + 0.5)],
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One number out of an attempt: a measure, over a part of it, by max, min, median, first, last or p90."""

    measure: Measure | SidedMeasure
    part: str = BOTTOM
    take: str = "median"

    def of(self, attempt: Attempt, side: str = BOTH, worse: Callable[..., float] = max) -> float:
        """The number (NaN when never measurable); of two sides the `worse`."""
        column = attempt.values[self.measure.name]
        rows = attempt.rows(self.part)
        if isinstance(self.measure, Measure):
            return self._take([column[i] for i in rows])  # type: ignore[misc]
        sides = {LEFT: (0,), RIGHT: (1,)}.get(side, (0, 1))
        found = [self._take([column[i][s] for i in rows]) for s in sides]  # type: ignore[index]
        found = [x for x in found if isfinite(x)]
        return worse(found) if found else float("nan")

    def _take(self, values: list[float]) -> float:
        values = [x for x in values if isfinite(x)]
        return TAKES[self.take](values) if values else float("nan")


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long a part of an attempt took: DOWN to the turning point, UP from it, or WHOLE."""

    part: str = WHOLE
    measure: None = None

    def of(self, attempt: Attempt, side: str = BOTH, worse: Callable[..., float] = max) -> float:
        """The duration, seconds, NaN when the start was not seen; side and worse do not matter."""
        if self.part != UP and not attempt.start_seen:
            return float("nan")
        start = attempt.peak_s if self.part == UP else attempt.start_s
        end = attempt.peak_s if self.part == DOWN else attempt.times[-1]
        return end - start


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that an attempt must meet to be a repetition, and the reason to give when it does not."""

    reason: str
    meets: Callable[[Attempt], bool]
    measures: tuple[Measure | SidedMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Cycle:
    """Repetitions of a travel: 0 at the start position, growing towards the turning point.

    travel      the signal (unit-free, against the own baseline)
    opens       travel that opens an attempt
    least       travel that the turning point must reach, else the attempt is too small
    returns     share of the way back that makes it a repetition
    settles     share of the way back at which it ends when the person keeps moving
    usual       turning point expected of a person not yet known
    longest_s   a longer attempt is no repetition
    shortest_s  a shorter one is noise and says nothing
    gates       further conditions, first failing one gives the reason
    side        which side an attempt belongs to
    """

    travel: Callable[[Body, Own], float]
    opens: float
    least: float
    returns: float
    settles: float
    gates: tuple[Gate, ...]
    usual: float
    side: Callable[[Attempt], str] = lambda attempt: BOTH
    longest_s: float = 20.0
    shortest_s: float = 0.25

    def start(self) -> CycleState:
        """A counter that has seen nothing yet."""
        return CycleState(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finished attempt: a repetition of a side, or a reason why not ("" = nothing worth saying)."""

    attempt: Attempt
    end_s: float
    side: str = BOTH
    reason: str | None = None


@dataclass(slots=True)
class CycleState:
    """The open attempt, and where the last quiet moment was."""

    rule: Cycle
    attempt: Attempt | None = None
    quiet_s: float | None = None
    quiet_travel: float = 0.0

    def update(self, body: Body, own: Own, measures: Sequence[Measure | SidedMeasure]) -> list[Verdict]:
        """Feed one frame; gives the verdict on an attempt that ended with it."""
        travel = self.rule.travel(body, own)
        if not isfinite(travel):
            return []
        if self.attempt is None:
            self._wait(body, own, travel, measures)
            return []
        self.attempt.add(body, own, travel, measures)
        return self._follow(body.t, travel)

    def _wait(self, body: Body, own: Own, travel: float, measures: Sequence[Measure | SidedMeasure]) -> None:
        if travel <= self.rule.opens / 3.0 or travel <= self.quiet_travel:
            self.quiet_s, self.quiet_travel = body.t, max(travel, self.rule.opens / 3.0)
        if travel >= self.rule.opens:
            start_s = body.t if self.quiet_s is None else self.quiet_s
            self.attempt = Attempt(start_s, start_seen=self.quiet_s is not None)
            self.attempt.add(body, own, travel, measures)

    def _follow(self, t: float, travel: float) -> list[Verdict]:
        attempt = self.attempt
        assert attempt is not None
        back = 1.0 - travel / attempt.peak
        lowest = 1.0 - attempt.after_peak / attempt.peak
        turned = lowest >= self.rule.returns and travel > attempt.after_peak + self.rule.opens / 2.0
        if back >= self.rule.settles or turned:
            return [self.close(t)]
        if t - attempt.start_s > self.rule.longest_s:
            return [self.close(t, "too_slow")]
        return []

    def close(self, t: float, reason: str | None = None) -> Verdict:
        """End the open attempt now and judge it."""
        attempt = self.attempt
        assert attempt is not None
        self.attempt, self.quiet_s, self.quiet_travel = None, t, 0.0
        if reason is None:
            reason = self._refusal(attempt)
        return Verdict(attempt, t, self.rule.side(attempt) if reason is None else BOTH, reason)

    def _refusal(self, attempt: Attempt) -> str | None:
        if attempt.times[-1] - attempt.start_s < self.rule.shortest_s:
            return ""
        if attempt.peak < self.rule.least:
            return "too_small"
        return next((gate.reason for gate in self.rule.gates if not gate.meets(attempt)), None)

    def finish(self) -> list[Verdict]:
        """The stream ends: an attempt that was nearly back is judged as it stands."""
        attempt = self.attempt
        if attempt is None:
            return []
        if 1.0 - attempt.travel[-1] / attempt.peak >= self.rule.returns:
            return [self.close(attempt.times[-1])]
        return [self.close(attempt.times[-1], "unfinished")]
