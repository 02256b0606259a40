"""The coach: smooth, look, measure, count, judge; one pose in, the events that it made true out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite

from formcheck.core.body import Body
from formcheck.core.counting import Attempt, Verdict
from formcheck.core.events import (
    BOTH,
    AttemptRejected,
    Event,
    FaultCleared,
    FaultRaised,
    PersonFound,
    PersonLost,
    RepCounted,
    ViewChanged,
)
from formcheck.core.exercise import Exercise
from formcheck.core.faults import Fault, Watch
from formcheck.core.filters import PoseSmoother
from formcheck.core.pose import Pose
from formcheck.core.view import View

LOST_AFTER_S = 0.6  # s without anybody before the open attempt is given up and the loss is said
FAULT_SHOWN_S = 3.0  # s that a fault said at the end of a repetition stays up when nothing follows


class Coach:
    """One person, one exercise. Starting again = a new Coach."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._smoother = PoseSmoother.start()
        self._view = View()
        self._baseline = exercise.baseline.start()
        self._counter = exercise.counter.start()
        self._watch = Watch(exercise.counter.usual)
        self._said_view: str | None = None
        self._last_seen: float | None = None
        self._present = False
        self._raised: dict[str, float] = {}
        self._reps = 0
        self.signal: float | None = None

    @property
    def view(self) -> str | None:
        """From where the camera looks at the person now; None before anybody was seen."""
        return self._said_view

    @property
    def progress(self) -> float | None:
        """How far towards the target: 0 at the start position, 1 at the target, more beyond."""
        if self.signal is None:
            return None
        rule = self.exercise.signal
        return (self.signal - rule.start) / (rule.target - rule.start)

    def update(self, pose: Pose) -> list[Event]:
        """Take in the next pose (its time must rise) and say what became true."""
        smooth = self._smoother.update(pose)
        if not smooth.seen:
            return self._missing(pose.t)
        events: list[Event] = []
        if not self._present:
            self._present = True
            events.append(PersonFound(pose.t))
        self._last_seen = pose.t
        body = Body(smooth)
        self._view.update(body)
        if body.view != self._said_view:
            self._said_view = body.view
            events.append(ViewChanged(pose.t, body.view))
        in_posture = self._baseline.update(body)
        self._sense(body)
        was_open = self._counter.attempt is not None
        verdicts = self._count(body, in_posture)
        if self._counter.attempt is not None and not was_open:
            events += self._clear_all(pose.t)
        if self._counter.attempt is not None:
            events += self._look_early(body, self._counter.attempt)
        for verdict in verdicts:
            events += self._conclude(pose.t, verdict)
        events += self._expire(pose.t)
        return events

    def _look_early(self, body: Body, attempt: Attempt) -> list[Event]:
        faults = self.exercise.faults
        shown = self._watch.update(faults, body, self._baseline.own, attempt.travel[-1])
        return self._raise(body.t, dict.fromkeys(shown, BOTH))

    def finish(self) -> list[Event]:
        """The stream has ended: judge what was nearly complete."""
        events: list[Event] = []
        for verdict in self._counter.finish():
            events += self._conclude(verdict.attempt.times[-1], verdict)
        return events

    def _count(self, body: Body, in_posture: bool) -> list[Verdict]:
        if in_posture:
            return self._counter.update(body, self._baseline.own, self.exercise.measures)
        return [] if self._counter.attempt is None else [self._counter.close("left_position")]

    def _sense(self, body: Body) -> None:
        value = self.exercise.signal.measure.fn(body, self._baseline.own)
        if isinstance(value, tuple):
            value = max(value)
        self.signal = value if isfinite(value) else None

    def _missing(self, t: float) -> list[Event]:
        if self._last_seen is None or not self._present or t - self._last_seen < LOST_AFTER_S:
            return []
        self._present, self.signal = False, None
        events: list[Event] = []
        if self._counter.attempt is not None:
            events += self._conclude(t, self._counter.close("lost_sight"))
        return [*events, *self._clear_all(t), PersonLost(t)]

    def _conclude(self, t: float, verdict: Verdict) -> list[Event]:
        attempt = verdict.attempt
        if verdict.reason is not None:
            if not verdict.reason:
                return []
            return [AttemptRejected(t, attempt.start_s, attempt.end_s, verdict.reason)]
        self._reps += 1
        self._watch.learn(attempt.peak)
        judged = {f.key: f.judge(attempt, verdict.side) for f in self.exercise.faults}
        faults = [f for f in self.exercise.faults if judged[f.key]]
        rep = RepCounted(
            t,
            index=self._reps,
            side=verdict.side,
            start_s=attempt.start_s,
            peak_s=attempt.peak_s,
            end_s=attempt.end_s,
            faults=tuple(f.key for f in faults),
            not_judged=tuple(key for key, verdict_ in judged.items() if verdict_ is None),
            measures=self._report(verdict),
        )
        sides = {f: f.sided(attempt) if verdict.side == BOTH else verdict.side for f in faults}
        return [rep, *self._raise(t, sides)]

    def _report(self, verdict: Verdict) -> dict[str, float]:
        values: dict[str, float] = {"seconds": round(verdict.attempt.end_s - verdict.attempt.start_s, 3)}
        for reading in self.exercise.reports:
            value = reading.of(verdict.attempt, verdict.side)
            if isfinite(value):
                values[reading.measure.label] = round(value, 3)
        return values

    def _raise(self, t: float, sides: Mapping[Fault, str]) -> list[Event]:
        events: list[Event] = []
        for fault, side in sides.items():
            if fault.key not in self._raised:
                events.append(FaultRaised(t, fault.key, side))
            self._raised[fault.key] = t
        return events

    def _expire(self, t: float) -> list[Event]:
        over = [key for key, since in self._raised.items() if t - since > FAULT_SHOWN_S]
        for key in over:
            del self._raised[key]
        return [FaultCleared(t, key) for key in over]

    def _clear_all(self, t: float) -> list[Event]:
        over, self._raised = self._raised, {}
        return [FaultCleared(t, key) for key in over]


def replay(exercise: Exercise, poses: Iterable[Pose]) -> list[Event]:
    """Coach recorded poses: the same loop as live, so the same events."""
    coach = Coach(exercise)
    events = [event for pose in poses for event in coach.update(pose)]
    return events + coach.finish()
