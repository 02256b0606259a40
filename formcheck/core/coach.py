"""The coach: smooth, look, measure, count, judge; one pose in, the events that it made true out."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from formcheck.core.body import Body
from formcheck.core.events import Event, PersonFound, PersonLost, ViewChanged
from formcheck.core.exercise import Exercise
from formcheck.core.filters import PoseSmoother
from formcheck.core.pose import Pose
from formcheck.core.tracking import tracker_of
from formcheck.core.view import View

LONGEST_GAP_S = 1.5  # s between two poses in which the person may have done anything
LOST_AFTER_S = 0.6  # s without anybody before what is under way is given up and the loss is said


class Coach:
    """One person, one exercise. Starting again = a new Coach."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.view: str | None = None  # from where the camera looks; None before anybody was seen
        self.signal: float | None = None  # what the gauge shows; None while it cannot be measured
        self._smoother = PoseSmoother.start()
        self._views = View()
        self._baseline = exercise.baseline.start()
        self._tracker = tracker_of(exercise)
        self._last_seen = float("-inf")
        self._present = False

    @property
    def progress(self) -> float | None:
        """How far towards the target: 0 at the start position, 1 at the target, more beyond."""
        if self.signal is None:
            return None
        rule = self.exercise.signal
        return (self.signal - rule.start) / (rule.target - rule.start)

    def update(self, pose: Pose) -> list[Event]:
        """Take in the next pose (its time must rise) and say what became true."""
        before = self._unseen(pose.t)
        return before + self._take_in(pose)

    def _unseen(self, t: float) -> list[Event]:
        """A gap in time (a pause, a stalled camera) is no part of a repetition."""
        return self._lose(t) if t - self._last_seen > LONGEST_GAP_S else []

    def _take_in(self, pose: Pose) -> list[Event]:
        smooth = self._smoother.update(pose)
        if not smooth.seen:
            return self._missing(pose.t)
        events: list[Event] = []
        if not self._present:
            self._present = True
            events.append(PersonFound(pose.t))
        self._last_seen = pose.t
        body = Body(smooth)
        if self._views.update(body) != self.view:
            self.view = body.view
            events.append(ViewChanged(pose.t, body.view))
        in_posture = self._baseline.update(body)
        self._sense(body)
        return events + self._tracker.update(body, self._baseline.own, in_posture)

    def finish(self) -> list[Event]:
        """The stream has ended: judge what was nearly complete."""
        return self._tracker.stop(max(self._last_seen, 0.0), None)

    def _sense(self, body: Body) -> None:
        value = self.exercise.signal.measure.fn(body, self._baseline.own)
        if isinstance(value, tuple):
            value = max(value)
        self.signal = value if isfinite(value) else None

    def _missing(self, t: float) -> list[Event]:
        return [] if t - self._last_seen < LOST_AFTER_S else self._lose(t)

    def _lose(self, t: float) -> list[Event]:
        if not self._present:
            return []
        self._present, self.signal = False, None
        raised = self._tracker.raised
        given_up = self._tracker.stop(t, "lost_sight")
        return [*given_up, *raised.take_down(t, list(raised.since)), PersonLost(t)]


def replay(exercise: Exercise, poses: Iterable[Pose]) -> list[Event]:
    """Coach recorded poses: the same loop as live, so the same events."""
    coach = Coach(exercise)
    events = [event for pose in poses for event in coach.update(pose)]
    return events + coach.finish()
