"""Faults: what is wrong with a repetition, from which views it may be said, and how to put it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf, isfinite

from formcheck.core.attempt import Attempt
from formcheck.core.body import Body
from formcheck.core.events import BOTH, LEFT, RIGHT
from formcheck.core.measure import LOOK_EVERY_S, Own
from formcheck.core.readings import Reading, Seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """A reading and the value above (or below) which it is faulty.

    doubt   by how much a faultless one may come near that value, or a faulty one fall short of it: between,
            it is not judged; in the reading's unit
    """

    reading: Reading | Seconds
    above: float | None = None
    below: float | None = None
    doubt: float = 0.0

    def __post_init__(self) -> None:
        """Refuse none or two values. ValueError."""
        if (self.above is None) == (self.below is None):
            raise ValueError("limit: expected one value, either above or below")

    @property
    def label(self) -> str:
        """The name of what is read, with its unit, as in reports."""
        return self.reading.measure.label if self.reading.measure else "seconds"

    @property
    def unit(self) -> str:
        """The unit of what is read."""
        return self.reading.measure.unit if self.reading.measure else "s"

    def value(self, attempt: Attempt, side: str) -> float:
        """What is read of the attempt, of two sides the worse; NaN when it was not measurable."""
        return self.reading.of(attempt, side, max if self.above is not None else min)

    def exceeds(self, value: float) -> bool | None:
        """Whether a value lies beyond the limit; None for NaN, and where there is doubt."""
        if not isfinite(value):
            return None
        beyond = value - self.above if self.above is not None else (self.below or 0.0) - value
        return None if -self.doubt < beyond <= 0.0 else beyond > 0.0

    def exceeded(self, attempt: Attempt, side: str) -> bool | None:
        """Whether the attempt lies beyond the limit, by its worse side; None when it was not measurable."""
        return self.exceeds(self.value(attempt, side))

    def exceeded_now(self, body: Body, own: Own) -> bool | None:
        """The same for one frame."""
        measure = self.reading.measure
        if measure is None:
            return None
        value = measure.fn(body, own)
        if isinstance(value, tuple):
            value = max(value) if self.above is not None else min(value)
        return self.exceeds(value)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a repetition: every one of its limits is exceeded.

    key, cue    its name in data, and what the coach says: what to do, not what is wrong
    explains    one sentence for the summary
    views       from where it may be judged; elsewhere it is "not judged"
    glimpsed    those of the views from where a bad one may show, but not that there is none
    turn        how to turn so that it can be judged
    limbs       pairs of landmarks to draw in the warning colour
    priority    1 is the worst; the coach says the worst first
    early       whether it is said at once when it shows, not only when the repetition is over
    """

    key: str
    cue: str
    explains: str
    limits: tuple[Limit, ...]
    views: frozenset[str]
    turn: str
    limbs: tuple[tuple[int, int], ...]
    priority: int
    early: bool = False
    glimpsed: frozenset[str] = frozenset()

    @property
    def judged_from(self) -> frozenset[str]:
        """The views from where it can be told whether there is one."""
        return self.views - self.glimpsed

    @property
    def of_tempo(self) -> bool:
        """Whether only durations decide."""
        return all(isinstance(limit.reading, Seconds) for limit in self.limits)

    def judge(self, attempt: Attempt, side: str = BOTH) -> bool | None:
        """True faulty, False clean, None when it could not be judged from this view."""
        if attempt.view not in self.views:
            return None
        faulty = _all([limit.exceeded(attempt, side) for limit in self.limits])
        return None if attempt.view in self.glimpsed and not faulty else faulty

    def shows(self, body: Body, own: Own) -> bool:
        """Whether this frame alone, from the bottom of a repetition, has the fault."""
        if body.view not in self.views:
            return False
        return all(limit.exceeded_now(body, own) for limit in self.limits)

    def sided(self, attempt: Attempt) -> str:
        """Which side of a two-sided repetition has the fault."""
        found = [side for side in (LEFT, RIGHT) if self.judge(attempt, side)]
        return found[0] if len(found) == 1 else BOTH


LASTS_S = 0.2  # s that a fault must show without a break before it is said during a repetition
DEEP_SHARE = 0.7  # of the usual turning point: from there on early faults are looked for


@dataclass(slots=True)
class Watch:
    """Looks for early faults while a repetition is going on; knows how deep this person usually goes."""

    usual: float
    t: float = -inf  # when it looked last
    since: dict[str, float] = field(default_factory=dict)

    def update(self, faults: Sequence[Fault], body: Body, own: Own, travel: float) -> list[Fault]:
        """The faults that have shown for long enough by this frame."""
        if travel < DEEP_SHARE * self.usual:
            self.since.clear()
            return []
        if 0.0 <= body.t - self.t < LOOK_EVERY_S:
            return []
        self.t = body.t
        found = []
        for fault in faults:
            if not fault.shows(body, own):
                self.since.pop(fault.key, None)
            elif body.t - self.since.setdefault(fault.key, body.t) >= LASTS_S:
                found.append(fault)
        return found

    def learn(self, peak: float) -> None:
        """A repetition turned at `peak`."""
        self.usual += 0.5 * (peak - self.usual)
        self.since.clear()


def _all(verdicts: Sequence[bool | None]) -> bool | None:
    """All of three-valued verdicts: one clean makes it clean, else one unknown makes it unknown."""
    if False in verdicts:
        return False
    return None if None in verdicts else True
