"""From what a counter finds to what the coach says: one tracker for repetitions, one for holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Protocol

from formcheck.core.body import Body
from formcheck.core.counting import Cycle, Verdict
from formcheck.core.events import (
    BOTH,
    AttemptRejected,
    Event,
    FaultCleared,
    FaultRaised,
    HoldEnded,
    HoldTicked,
    RepCounted,
)
from formcheck.core.exercise import Exercise
from formcheck.core.faults import Fault, Watch
from formcheck.core.holding import Hold
from formcheck.core.measure import Own

FAULT_SHOWN_S = 3.0  # s that a fault said at the end of a repetition stays up when nothing follows


@dataclass(slots=True)
class Raised:
    """The faults that are up now, and since when each was last confirmed."""

    since: dict[str, float] = field(default_factory=dict)

    def put_up(self, t: float, sides: Mapping[Fault, str]) -> list[Event]:
        """Say these faults, unless they are up already."""
        new = [fault for fault in sides if fault.key not in self.since]
        self.since.update((fault.key, t) for fault in sides)
        return [FaultRaised(t, fault.key, sides[fault]) for fault in new]

    def take_down(self, t: float, keys: Iterable[str]) -> list[Event]:
        """Take faults back."""
        over = list(keys)
        for key in over:
            del self.since[key]
        return [FaultCleared(t, key) for key in over]

    def expire(self, t: float) -> list[Event]:
        """Take back what nothing confirmed for a while."""
        if not self.since:
            return []
        return self.take_down(t, [key for key, since in self.since.items() if t - since > FAULT_SHOWN_S])


class Tracker(Protocol):
    """What the coach needs of either kind."""

    raised: Raised

    @property
    def under_way(self) -> bool:
        """Whether a repetition has begun that is not over."""

    def update(self, body: Body, own: Own, in_posture: bool) -> list[Event]:
        """Take in one frame."""

    def stop(self, t: float, reason: str | None) -> list[Event]:
        """The person is gone (with a reason) or the stream has ended (None)."""


class RepTracker:
    """Counts and judges repetitions."""

    def __init__(self, exercise: Exercise, counter: Cycle) -> None:
        self.exercise = exercise
        self.raised = Raised()
        self._counter = counter.start()
        self._watch = Watch(counter.usual)
        self._early = tuple(fault for fault in exercise.faults if fault.early)
        self._reps = 0

    @property
    def under_way(self) -> bool:
        """Whether an attempt is open."""
        return self._counter.attempt is not None

    def update(self, body: Body, own: Own, in_posture: bool) -> list[Event]:
        """Take in one frame; outside the posture of the exercise nothing counts."""
        if not in_posture:
            return self.stop(body.t, "left_position") + self.raised.expire(body.t)
        was_open = self._counter.attempt is not None
        verdicts = self._counter.update(body, own)
        events: list[Event] = []
        attempt = self._counter.attempt
        if attempt is not None:
            if not was_open:
                events += self.raised.take_down(body.t, list(self.raised.since))
            shown = self._watch.update(self._early, body, own, attempt.travel[-1])
            if shown:
                events += self.raised.put_up(body.t, dict.fromkeys(shown, BOTH))
        for verdict in verdicts:
            events += self._conclude(body.t, verdict)
        if self.raised.since:
            events += self.raised.expire(body.t)
        return events

    def stop(self, t: float, reason: str | None) -> list[Event]:
        """Give up the open attempt with a reason, or judge it as it stands at the end of the stream."""
        if self._counter.attempt is None:
            return []
        verdicts = self._counter.finish() if reason is None else [self._counter.close(reason)]
        return [event for verdict in verdicts for event in self._conclude(t, verdict)]

    def _conclude(self, t: float, verdict: Verdict) -> list[Event]:
        attempt = verdict.attempt
        if verdict.reason is not None:
            if not verdict.reason:
                return []
            return [AttemptRejected(t, attempt.start_s, attempt.end_s, verdict.reason)]
        self._reps += 1
        self._watch.learn(attempt.peak)
        quick = attempt.end_s - attempt.start_s < self._counter.rule.judged_from_s
        judged = {
            f.key: None if quick and not f.of_tempo else f.judge(attempt, verdict.side)
            for f in self.exercise.faults
        }
        faults = [f for f in self.exercise.faults if judged[f.key]]
        rep = RepCounted(
            t,
            index=self._reps,
            side=verdict.side,
            start_s=attempt.start_s,
            peak_s=attempt.peak_s,
            end_s=attempt.end_s,
            faults=tuple(f.key for f in faults),
            not_judged=tuple(key for key, found in judged.items() if found is None),
            measures=self._report(verdict),
            exceeded=_exceeded(verdict, faults),
        )
        sides = {f: f.sided(attempt) if verdict.side == BOTH else verdict.side for f in faults}
        return [rep, *self.raised.put_up(t, sides)]

    def _report(self, verdict: Verdict) -> dict[str, float]:
        values: dict[str, float] = {"seconds": round(verdict.attempt.end_s - verdict.attempt.start_s, 3)}
        for reading in self.exercise.reports:
            value = reading.of(verdict.attempt, verdict.side)
            if isfinite(value):
                values[reading.measure.label] = round(value, 3)
        return values


def _exceeded(verdict: Verdict, faults: Iterable[Fault]) -> dict[str, float]:
    limits = [limit for fault in faults for limit in fault.limits]
    return {limit.label: round(limit.value(verdict.attempt, verdict.side), 3) for limit in limits}


class HoldTracker:
    """Runs the clock of a hold and judges it while it runs."""

    def __init__(self, exercise: Exercise, hold: Hold) -> None:
        self.exercise = exercise
        self.raised = Raised()
        self._clock = hold.start()
        self._watch = Watch(0.0)
        self._early = tuple(fault for fault in exercise.faults if fault.early)
        self._seen: dict[str, None] = {}
        self._ticked = 0

    @property
    def under_way(self) -> bool:
        """A hold has no repetitions."""
        return False

    def update(self, body: Body, own: Own, in_posture: bool) -> list[Event]:
        """Take in one frame."""
        over = self._clock.update(body, own)
        if over:
            return self._end(body.t, self._clock.why)
        if not self._clock.confirmed or self._clock.out_since is not None:
            return []
        shown = self._watch.update(self._early, body, own, travel=1.0)
        self._seen.update(dict.fromkeys(fault.key for fault in shown))
        events = self.raised.put_up(body.t, dict.fromkeys(shown, self._clock.side))
        return [*self._tick(body.t), *events, *self.raised.expire(body.t)]

    def _tick(self, t: float) -> list[Event]:
        clock = self._clock
        start_s = t if clock.start_s is None else clock.start_s
        new = range(self._ticked + 1, int(clock.held_s) + 1)
        self._ticked = max(self._ticked, int(clock.held_s))
        return [HoldTicked(t, clock.side, start_s, float(second)) for second in new]

    def stop(self, t: float, reason: str | None) -> list[Event]:
        """The hold is over, whatever it was."""
        if not self._clock.confirmed:
            self._clock.clear()
            return []
        return self._end(t, reason or "finished")

    def _end(self, t: float, reason: str) -> list[Event]:
        clock = self._clock
        start_s = t if clock.start_s is None else clock.start_s
        end_s = t if clock.out_since is None else clock.out_since
        ended = HoldEnded(t, clock.side, start_s, end_s, round(clock.held_s, 3), reason, tuple(self._seen))
        self._ticked, self._seen = 0, {}
        clock.clear()
        return [ended, *self.raised.take_down(t, list(self.raised.since))]


def tracker_of(exercise: Exercise) -> Tracker:
    """The tracker that an exercise's counter needs."""
    if isinstance(exercise.counter, Hold):
        return HoldTracker(exercise, exercise.counter)
    return RepTracker(exercise, exercise.counter)
