"""What leads through a session, one pose after the other: a coach alone is the simplest course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from formcheck.core.coach import Coach
from formcheck.core.events import Event
from formcheck.core.exercise import Look, shown
from formcheck.core.pose import Pose


@dataclass(slots=True, eq=False)
class Moment:
    """What a pose has led to.

    pose    where it belongs to a set; None before, between and after sets
    look    tells what the gauge shows at that pose
    """

    events: list[Event]
    pose: Pose | None = None
    look: Look | None = None

    @property
    def signal(self) -> float | None:
        """What the gauge shows at that pose; None where it could not be measured."""
        return shown(self.look)


class Course(Protocol):
    """Poses in, moments out: usually one, none while it is not clear what is done, then those from then."""

    @property
    def coach(self) -> Coach | None:
        """Who watches now."""

    def watch(self, pose: Pose) -> Iterable[Moment]:
        """Take in the next pose (its time must rise)."""

    def finish(self) -> Iterable[Moment]:
        """Nothing more will come."""


class Alone:
    """One coach from the first pose to the last."""

    def __init__(self, coach: Coach) -> None:
        self.coach = coach

    def watch(self, pose: Pose) -> list[Moment]:
        """Take in the next pose."""
        events = self.coach.update(pose)
        return [Moment(events, pose, self.coach.look)]

    def finish(self) -> list[Moment]:
        """Judge what was nearly complete."""
        return [Moment(self.coach.finish())]
