"""What is trained: the order that was given, the session that runs, and the coach who looks on before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formcheck.core.coach import Coach
from formcheck.core.listening import Auto
from formcheck.core.placement import Advice, Placement
from formcheck.core.schedule import Schedule
from formcheck.orders import Order, take_order
from formcheck.plans import Shelf
from formcheck.recording import Detection
from formcheck.session import Session, Sink
from formcheck.worker import Sight

PLACED_EVERY_S = 0.2  # nobody moves to another place faster than that


class LiveError(ValueError):
    """A command that cannot be obeyed now; the message is one plain line."""


class Lesson:
    """At most one session at a time; `order` is that of the running or else of the next one."""

    def __init__(self, shelf: Shelf, order: Order | None = None) -> None:
        self.session: Session | None = None
        self._shelf = shelf
        self._onlooker: Coach | None = None
        self._take(order)
        self._placement: Placement | None = None

    def choose(
        self, exercise: str | None, plan: str | None = None, goal: Mapping[str, Any] | None = None
    ) -> Order:
        """What is to be trained next; see `orders.take_order`. OrderError: what is wrong with it."""
        order = take_order(self._shelf, exercise, plan, goal)
        self._take(order)
        return order

    def _take(self, order: Order | None) -> None:
        self.order, self._onlooker = order, None
        self._ordered = order.as_dict() if order else {"plan": None, "auto": False}

    def begin(self, order: Order, sinks: Sequence[Sink], film: bool) -> None:
        """A session of what was ordered."""
        self.session = Session(order.course(), sinks, film)

    def look_afresh(self) -> None:
        """Something else is watched now."""
        self._onlooker = self._placement = None

    @property
    def done(self) -> bool:
        """Whether the plan that runs has come to its end."""
        course = self.session.course if self.session else None
        return isinstance(course, Schedule) and course.done

    @property
    def exercise(self) -> str | None:
        """The key of what is done now, or else is chosen; None while that is to be found out."""
        course = self.session.course if self.session else None
        if isinstance(course, Schedule):
            return course.coach.exercise.key
        if self.order is None:
            return None
        if not self.order.auto:
            return self.order.exercise.key
        return course.coach.exercise.key if isinstance(course, Auto) and not course.listening else None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the page."""
        return {"exercise": self.exercise, **self._ordered}

    def skip(self) -> None:
        """Go on to what comes next. LiveError: nothing does."""
        course = self.session.course if self.session else None
        if not isinstance(course, Schedule | Auto):
            raise LiveError("There is nothing to skip: no plan is running.")
        course.skip()

    def back(self) -> None:
        """Begin the set anew, or in a rest the one before. LiveError: there is none."""
        course = self.session.course if self.session else None
        if not isinstance(course, Schedule):
            raise LiveError("There is nothing to go back to: no plan is running.")
        course.back()

    def correct(self, change: int) -> None:
        """The person says that a repetition was missed (1) or was none (-1). LiveError: it cannot be."""
        if type(change) is not int or change not in (1, -1):
            raise LiveError(f"change: expected 1 or -1; got {change!r:.40}")
        if self.session is None or not self.session.begun:
            raise LiveError("There is nothing to correct: no session is running.")
        if not self.session.correct(change):
            raise LiveError("There is no repetition to correct yet.")

    def see(self, sight: Sight) -> Coach | None:
        """Let the session see a frame, or without one a coach who only tells the view; whoever looked."""
        if self.session:
            self.session.see(sight.detection)
            return self.session.coach
        if self._onlooker is None and self.order:
            self._onlooker = Coach(self.order.exercise)
        if self._onlooker:
            self._onlooker.update(sight.detection.pose())
        return self._onlooker

    def glance(self, coach: Coach | None, sight: Sight) -> dict[str, Any]:
        """What goes with the picture."""
        signal = coach.signal if coach else None
        return {
            "t": self.session.duration_s if self.session else 0.0,
            "view": coach.view if coach else None,
            "signal": signal,
            "progress": coach.exercise.signal.progress(signal) if coach else None,
            "placement": self._place(coach, sight),
        }

    def _place(self, coach: Coach | None, sight: Sight) -> Advice | None:
        """How the person must move to be seen well enough for what this coach judges."""
        if coach is None:
            return None
        if self._placement is None or self._placement.exercise is not coach.exercise:
            self._placement = Placement(coach.exercise)
        placement = self._placement
        if placement.advice and 0.0 <= sight.detection.t - placement.looked_s < PLACED_EVERY_S:
            return placement.advice
        return placement.update(sight.detection.pose(), sight.light)


def followed(coach: Coach | None, detection: Detection) -> Detection:
    """What is drawn over the picture: nobody where somebody is seen whom the coach does not follow."""
    if coach is None or coach.follows:
        return detection
    return Detection.nobody(detection.t, detection.width, detection.height)
