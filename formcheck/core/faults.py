"""Faults: what is wrong with a repetition, from which views it may be said, and how to put it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from formcheck.core.counting import Attempt, Reading
from formcheck.core.events import BOTH


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a repetition: the reading lies above (or below) its limit.

    key, cue    its name in data, and what the coach says: what to do, not what is wrong
    explains    one sentence for the summary
    views       from where it may be judged; elsewhere it is "not judged"
    turn        how to turn so that it can be judged
    limbs       pairs of landmarks to draw in the warning colour
    priority    1 is the worst; the coach says the worst first
    early       whether it may be said while the repetition is still going on
    """

    key: str
    cue: str
    explains: str
    reading: Reading
    views: frozenset[str]
    turn: str
    limbs: tuple[tuple[int, int], ...]
    priority: int
    above: float | None = None
    below: float | None = None
    early: bool = True

    def __post_init__(self) -> None:
        if (self.above is None) == (self.below is None):
            raise ValueError(f"fault {self.key}: expected one limit, either above or below")

    def exceeded(self, value: float) -> bool:
        """Whether a value lies beyond the limit."""
        return value > self.above if self.above is not None else value < (self.below or 0.0)

    def judge(self, attempt: Attempt, side: str = BOTH) -> bool | None:
        """True faulty, False clean, None when it cannot be judged from this view."""
        if attempt.view not in self.views:
            return None
        value = self.reading.of(attempt, side, max if self.above is not None else min)
        return self.exceeded(value) if isfinite(value) else None
