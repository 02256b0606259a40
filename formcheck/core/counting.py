"""Counting by a cycle: away from the start position, a turning point, and back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite

from formcheck.core.attempt import WHOLE, Attempt
from formcheck.core.body import Body
from formcheck.core.events import BOTH
from formcheck.core.measure import Measure, Own
from formcheck.core.measures import legs_seen
from formcheck.core.readings import Reading

LEGS_SEEN = Reading(Measure("legs_seen", "", legs_seen), WHOLE, "median")
# Visibility, 0..1: repetitions of the recordings and films 0.71 and more; legs below the picture's edge 0.02.
LEGS_SEEN_ABOVE = 0.4
LOWEST_FLOOR = -0.05  # travel; a baseline that is still learned reads standing as less than nothing


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that an attempt must meet to be a repetition, and the reason to give when it does not."""

    reason: str
    meets: Callable[[Attempt], bool]


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
    judged_from_s   of a shorter one only the tempo is judged: too few frames show its turning point
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
    judged_from_s: float = 0.0

    def start(self) -> CycleState:
        """A counter that has seen nothing yet."""
        return CycleState(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finished attempt: a repetition of a side, or a reason why not ("" = nothing worth saying)."""

    attempt: Attempt
    side: str = BOTH
    reason: str | None = None


# Of the usual turning point, asked of refused attempts only: people rendered on a mat reach 1.86 and 1.94.
FAR_SHARE = 1.5
STALL_S = 0.4  # s without coming nearer to the top: it is as far as this person comes back
AT_END_SHARE = 0.8  # of the way back: films cut short here show a whole repetition, up to 0.77 a partial one
REMEMBERED_S = 2.0  # s of the way to an attempt that are kept: the slowest start of a descent


@dataclass(slots=True)
class CycleState:
    """The open attempt, and the way here since the last quiet moment."""

    rule: Cycle
    attempt: Attempt | None = None
    approach: deque[tuple[float, float]] = field(default_factory=deque)
    rested: bool = False
    gone_far: bool = False  # the last attempt was refused, far too deep, and they were not at the top since
    ended_s: float = float("-inf")
    last_top: float = 0.0

    def update(self, body: Body, own: Own) -> list[Verdict]:
        """Feed one frame; gives the verdict on an attempt that ended with it."""
        travel = self.rule.travel(body, own)
        if not isfinite(travel):
            return []
        if self.attempt is None:
            self._wait(body.t, travel)
        if self.attempt is None:
            return []
        self._keep(self.attempt, body, own, travel)
        return self._follow(body.t, travel)

    def _keep(self, attempt: Attempt, body: Body, own: Own, travel: float) -> None:
        attempt.add(body, own, travel)

    def _wait(self, t: float, travel: float) -> None:
        if travel >= self.rule.opens:
            if self.gone_far:  # what is left of the way up from the floor is no repetition
                return
            floor = min((x for _, x in self.approach), default=self.last_top)
            floor = min(max(floor, LOWEST_FLOOR), self.rule.highest_top)
            self.attempt = Attempt(self.approach, self.rested, floor, earliest_s=min(self.ended_s, t))
            self.approach, self.rested = deque(), False
            return
        self.rested, self.gone_far = True, False
        if t >= self.ended_s:
            while self.approach and t - self.approach[0][0] > REMEMBERED_S:
                self.approach.popleft()
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
        self.approach = deque((t, x) for t, x in path if attempt.times[-1] - t <= REMEMBERED_S)
        self.attempt, self.rested = None, True

    def close(self, reason: str | None = None) -> Verdict:
        """End the open attempt now and judge it."""
        attempt = self.attempt
        assert attempt is not None
        self.attempt, self.rested, self.ended_s = None, reason is None, attempt.end_s
        if reason is None:
            reason = self._refusal(attempt)
        self.gone_far = reason is not None and attempt.peak > FAR_SHARE * self.rule.usual
        self.last_top = attempt.after_peak if reason is None else 0.0
        return Verdict(attempt, self.rule.side(attempt) if reason is None else BOTH, reason)

    def _refusal(self, attempt: Attempt) -> str | None:
        if attempt.times[-1] - attempt.times[0] < self.rule.shortest_s:
            return ""
        if attempt.peak < self.rule.least:
            return "too_small"
        if LEGS_SEEN.of(attempt) < LEGS_SEEN_ABOVE:
            return "legs_unseen"
        return next((gate.reason for gate in self.rule.gates if not gate.meets(attempt)), None)

    def finish(self) -> list[Verdict]:
        """The stream ends: an attempt that was nearly back is judged as it stands."""
        attempt = self.attempt
        if attempt is None:
            return []
        attempt.latest_s = attempt.times[-1]
        nearly = attempt.back(attempt.travel[-1]) >= AT_END_SHARE
        return [self.close(None if nearly else "unfinished")]
