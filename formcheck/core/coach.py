"""The coach: smooth, look, measure, count, judge; one pose in, the events that it made true out."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.core.body import Body
from formcheck.core.events import Event, PersonFound, PersonLost, ViewChanged
from formcheck.core.exercise import Exercise, Look, shown
from formcheck.core.filters import BodySmoother
from formcheck.core.person import SamePerson
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
        self.look: Look | None = None  # the last one at who is coached; None after they were lost
        self.follows = False  # whether the person of the newest pose is the one who is coached
        self.body: Body | None = None  # of the last frame; None when it showed nobody
        self.in_posture = False  # whether the person is as this exercise wants them
        self.present = False  # whether anybody has been in view of late
        self._person = SamePerson()
        self._smoother = BodySmoother.start()
        self._views = View()
        self._baseline = exercise.baseline.start()
        self._tracker = tracker_of(exercise)
        self._last_seen = float("-inf")

    @property
    def signal(self) -> float | None:
        """What the gauge shows; None while it cannot be measured."""
        return shown(self.look)

    @property
    def under_way(self) -> bool:
        """Whether a repetition has begun that is not over."""
        return self._tracker.under_way

    @property
    def resting(self) -> bool:
        """Whether the last frame showed somebody in the start position."""
        return self.body is not None and self.in_posture and self._baseline.resting

    def hand_over(self, exercise: Exercise) -> Coach:
        """A fresh coach who knows already who is there, and from where the camera looks."""
        coach = Coach(exercise)
        coach._person, coach._smoother = self._person, self._smoother
        coach._views, coach.view = self._views, self.view
        coach._last_seen, coach.present = self._last_seen, self.present
        return coach

    def update(self, pose: Pose) -> list[Event]:
        """Take in the next pose (its time must rise) and say what became true."""
        # A gap in time (a pause, a stalled camera) is no part of a repetition.
        if pose.t - self._last_seen > LONGEST_GAP_S:
            return self._lose(pose.t) + self._take_in(pose)
        return self._take_in(pose)

    def _take_in(self, pose: Pose) -> list[Event]:
        body = self.body = self._smoother.update(self._person.update(pose))
        self.follows = body is not None
        if body is None:
            return self._missing(pose.t)
        events: list[Event] = []
        if not self.present:
            self.present = True
            events.append(PersonFound(pose.t))
        self._last_seen = pose.t
        if self._views.update(body) != self.view:
            self.view = body.view
            events.append(ViewChanged(pose.t, body.view))
        self.in_posture = self._baseline.update(body)
        self.look = self.exercise.signal, body, self._baseline.own
        events += self._tracker.update(body, self._baseline.own, self.in_posture)
        return events

    def finish(self) -> list[Event]:
        """The stream has ended: judge what was nearly complete."""
        return self._tracker.stop(max(self._last_seen, 0.0), None)

    def dismiss(self, t: float) -> list[Event]:
        """The set is over: the same, and no fault stays up."""
        raised = self._tracker.raised
        return self.finish() + raised.take_down(t, list(raised.since))

    def _missing(self, t: float) -> list[Event]:
        return [] if t - self._last_seen < LOST_AFTER_S else self._lose(t)

    def _lose(self, t: float) -> list[Event]:
        if not self.present:
            return []
        self.present, self.look = False, None
        raised = self._tracker.raised
        given_up = self._tracker.stop(t, "lost_sight")
        return [*given_up, *raised.take_down(t, list(raised.since)), PersonLost(t)]


def replay(exercise: Exercise, poses: Iterable[Pose]) -> list[Event]:
    """Coach recorded poses: the same loop as live, so the same events."""
    coach = Coach(exercise)
    events = [event for pose in poses for event in coach.update(pose)]
    return events + coach.finish()
