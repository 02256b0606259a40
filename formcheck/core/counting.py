"""Counting by a cycle: away from the start position, a turning point, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from statistics import median

from formcheck.core.body import Body
from formcheck.core.events import BOTH, LEFT, RIGHT
from formcheck.core.measure import Measure, Own, Pair, SidedMeasure

# Parts of a repetition that a reading may look at.
WHOLE, DOWN, BOTTOM, UP = "whole", "down", "bottom", "up"
HIGHEST_FLOOR = 0.45  # of the turning point: pulses at the bottom are no repetitions
LOWEST_FLOOR = -0.05  # travel; a baseline that is still learned reads standing as less than nothing
STILL_SHARE = 0.03  # of the turning point: less than this is no coming nearer
BOTTOM_SHARE = 0.75  # of the deepest travel: from here on a frame belongs to the bottom


@dataclass(slots=True)
class Attempt:
    """Everything seen since the person left the start position.

    approach  (time, travel) of the frames before it was clear that they had left it
    floor     travel at the top that they came from: near 0, higher in a split stance
    earliest_s, latest_s   where the one before ended, and where the film does
    """

    approach: list[tuple[float, float]]
    start_seen: bool
    floor: float
    times: list[float] = field(default_factory=list)
    travel: list[float] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    values: dict[str, list[float | Pair]] = field(default_factory=dict)
    peak: float = 0.0
    peak_s: float = 0.0
    after_peak: float = 0.0
    settled: float = 0.0
    settled_s: float = 0.0
    earliest_s: float = float("-inf")
    latest_s: float = float("inf")

    def add(self, body: Body, own: Own, travel: float, measures: Sequence[Measure | SidedMeasure]) -> None:
        """Keep this frame's travel and measures."""
        self.times.append(body.t)
        self.travel.append(travel)
        self.views.append(body.view)
        for measure in measures:
            self.values.setdefault(measure.name, []).append(measure.fn(body, own))
        if travel > self.peak:
            self.peak, self.peak_s, self.after_peak = travel, body.t, travel
            self.settled, self.settled_s = travel, body.t
        elif travel < self.settled - STILL_SHARE * self.peak:
            self.settled, self.settled_s = travel, body.t
        self.after_peak = min(self.after_peak, travel)

    @property
    def amplitude(self) -> float:
        """How far it went from the top that it came from."""
        return self.peak - min(self.floor, HIGHEST_FLOOR * self.peak)

    def back(self, travel: float) -> float:
        """The share of the way back that a travel behind the turning point means."""
        return (self.peak - travel) / self.amplitude

    @property
    def start_s(self) -> float:
        """When the movement began."""
        path = [*self.approach, *zip(self.times, self.travel, strict=True)]
        way = [(t, self.back(x)) for t, x in path if t <= self.peak_s]
        begun = _end_of_reach(way[::-1])
        return max(begun if self.start_seen else way[0][0], way[0][0], self.earliest_s)

    @property
    def end_s(self) -> float:
        """When it was over; a little after the frame that settled it."""
        path = zip(self.times, self.travel, strict=True)
        way = [(t, self.back(x)) for t, x in path if t >= self.peak_s]
        near = way[-1][1] >= NEAR_SHARE
        return min(max(_end_of_reach(way), self.times[-1]) if near else self.settled_s, self.latest_s)

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


NEAR_SHARE, HALF_SHARE = 0.88, 0.5  # of the way back
REST_OF_REACH = 0.7  # of the time from half to near: 1.1 on the ideal profile, people stop sooner


def _end_of_reach(way: Sequence[tuple[float, float]]) -> float:
    """When a movement away from its turning point, (time, share of the way), comes to rest; seconds.

    Reaching movements follow the least-jerk profile (Flash and Hogan 1985), which passes from half of the
    way to 88 % of it in 24 % of its time, and needs about as long again to the end. Noise near rest then
    does not blur the boundary.
    """
    half = next((t for t, share in way if share >= HALF_SHARE), way[-1][0])
    near = next((t for t, share in way if share >= NEAR_SHARE), None)
    return way[-1][0] if near is None else near + REST_OF_REACH * (near - half)


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
        end = attempt.peak_s if self.part == DOWN else attempt.end_s
        return end - start


def lasts(attempt: Attempt, part: str = BOTTOM) -> float:
    """How long the frames of a part of an attempt span, seconds."""
    rows = attempt.rows(part)
    return attempt.times[rows[-1]] - attempt.times[rows[0]]


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
    highest_top travel at which the person may still be said to stand at the top
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
    highest_top: float
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
    side: str = BOTH
    reason: str | None = None


STALL_S = 0.4  # s without coming nearer to the top: it is as far as this person comes back
AT_END_SHARE = 0.8  # of the way back: films cut short here show a whole repetition, up to 0.77 a partial one
REMEMBERED_S = 2.0  # s of the way to an attempt that are kept: the slowest start of a descent


@dataclass(slots=True)
class CycleState:
    """The open attempt, and the way here since the last quiet moment."""

    rule: Cycle
    attempt: Attempt | None = None
    approach: list[tuple[float, float]] = field(default_factory=list)
    rested: bool = False
    ended_s: float = float("-inf")
    last_top: float = 0.0

    def update(self, body: Body, own: Own, measures: Sequence[Measure | SidedMeasure]) -> list[Verdict]:
        """Feed one frame; gives the verdict on an attempt that ended with it."""
        travel = self.rule.travel(body, own)
        if not isfinite(travel):
            return []
        if self.attempt is None:
            self._wait(body.t, travel)
        if self.attempt is None:
            return []
        self.attempt.add(body, own, travel, measures)
        return self._follow(body.t, travel)

    def _wait(self, t: float, travel: float) -> None:
        if travel >= self.rule.opens:
            floor = min((x for _, x in self.approach), default=self.last_top)
            floor = min(max(floor, LOWEST_FLOOR), self.rule.highest_top)
            self.attempt = Attempt(self.approach, self.rested, floor, earliest_s=min(self.ended_s, t))
            self.approach, self.rested = [], False
            return
        self.rested = True
        if t >= self.ended_s:
            self.approach = [(s, x) for s, x in self.approach if t - s <= REMEMBERED_S]
            self.approach.append((t, travel))

    def _follow(self, t: float, travel: float) -> list[Verdict]:
        attempt = self.attempt
        assert attempt is not None
        if attempt.amplitude < self.rule.opens:
            if travel < attempt.peak:
                self._go_back(attempt)
            return []
        turned = travel > attempt.after_peak + self.rule.opens / 2.0
        if attempt.back(travel) >= self.rule.settles:
            return [self.close()]
        stalled = t - attempt.settled_s >= STALL_S
        if (turned or stalled) and attempt.back(attempt.after_peak) >= self.rule.returns:
            return [self.close()]
        if t - attempt.times[0] > self.rule.longest_s:
            return [self.close("too_slow")]
        return []

    def _go_back(self, attempt: Attempt) -> None:
        """The person stands a little lower (a split stance) but has not left the top."""
        path = [*attempt.approach, *zip(attempt.times, attempt.travel, strict=True)]
        self.approach = [(t, x) for t, x in path if attempt.times[-1] - t <= REMEMBERED_S]
        self.attempt, self.rested = None, True

    def close(self, reason: str | None = None) -> Verdict:
        """End the open attempt now and judge it."""
        attempt = self.attempt
        assert attempt is not None
        self.attempt, self.rested, self.ended_s = None, reason is None, attempt.end_s
        if reason is None:
            reason = self._refusal(attempt)
        self.last_top = attempt.after_peak if reason is None else 0.0
        return Verdict(attempt, self.rule.side(attempt) if reason is None else BOTH, reason)

    def _refusal(self, attempt: Attempt) -> str | None:
        if attempt.times[-1] - attempt.times[0] < self.rule.shortest_s:
            return ""
        if attempt.peak < self.rule.least:
            return "too_small"
        return next((gate.reason for gate in self.rule.gates if not gate.meets(attempt)), None)

    def finish(self) -> list[Verdict]:
        """The stream ends: an attempt that was nearly back is judged as it stands."""
        attempt = self.attempt
        if attempt is None:
            return []
        attempt.latest_s = attempt.times[-1]
        nearly = attempt.back(attempt.travel[-1]) >= AT_END_SHARE
        return [self.close(None if nearly else "unfinished")]
