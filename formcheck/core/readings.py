"""Readings: one number out of an attempt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median

from formcheck.core.attempt import BOTTOM, DOWN, UP, WHOLE, Attempt
from formcheck.core.events import BOTH, LEFT, RIGHT
from formcheck.core.measure import Measure, SidedMeasure

HALF = "half"  # of durations: the quicker of the way there and the way back


TAKES: dict[str, Callable[[Sequence[float]], float]] = {
    "max": max,
    "min": min,
    "median": median,
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "range": lambda values: max(values) - min(values),
    "p90": lambda values: sorted(values)[int(0.9 * (len(values) - 1) + 0.5)],
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One number out of an attempt: a measure, over a part of it, taken in one of the `TAKES`."""

    measure: Measure | SidedMeasure
    part: str = BOTTOM
    take: str = "median"

    def of(self, attempt: Attempt, side: str = BOTH, worse: Callable[..., float] = max) -> float:
        """The number (NaN when never measurable); of two sides the `worse`."""
        if isinstance(self.measure, Measure):
            return self._take(attempt.values(self.measure, self.part))
        pairs = attempt.values(self.measure, self.part)
        sides = {LEFT: (0,), RIGHT: (1,)}.get(side, (0, 1))
        found = [self._take([pair[s] for pair in pairs]) for s in sides]
        found = [x for x in found if isfinite(x)]
        return worse(found) if found else float("nan")

    def _take(self, values: list[float]) -> float:
        values = [x for x in values if isfinite(x)]
        return TAKES[self.take](values) if values else float("nan")


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long a part of an attempt took: DOWN to the turning point, UP from it, the quicker HALF, or WHOLE.

    BOTTOM: how long the turning point was held.
    """

    part: str = WHOLE
    measure: None = None

    def of(self, attempt: Attempt, side: str = BOTH, worse: Callable[..., float] = max) -> float:
        """The duration, seconds, NaN when the start was not seen; side and worse do not matter."""
        if self.part == BOTTOM:
            return lasts(attempt)
        if self.part == UP:
            return attempt.end_s - attempt.turned_s
        if not attempt.start_seen:
            return float("nan")
        if self.part == WHOLE:
            return attempt.end_s - attempt.start_s
        there = attempt.arrived_s - attempt.start_s
        return there if self.part == DOWN else min(there, attempt.end_s - attempt.turned_s)


def left_or_right(reading: Reading) -> Callable[[Attempt], str]:
    """Whose an attempt is, by the sign of a reading: the left's when it is positive."""
    return lambda attempt: LEFT if reading.of(attempt) > 0.0 else RIGHT


def lasts(attempt: Attempt, part: str = BOTTOM) -> float:
    """How long the frames of a part of an attempt span, seconds."""
    rows = attempt.rows(part)
    return attempt.times[rows[-1]] - attempt.times[rows[0]]
