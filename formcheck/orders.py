"""What is to be trained: one exercise freely, a plan, or whatever the person does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from formcheck.core.coach import Coach
from formcheck.core.course import Alone, Course
from formcheck.core.exercise import Exercise
from formcheck.core.listening import Auto
from formcheck.core.plan import WORKOUT, Plan
from formcheck.core.schedule import Schedule
from formcheck.exercises import CATALOGUE
from formcheck.plans import Shelf, check_goal

AUTO = "auto"  # in the place of an exercise: the coach finds out


class OrderError(ValueError):
    """What was ordered does not exist, or makes no sense; the message is one line."""


@dataclass(frozen=True, slots=True)
class Order:
    """One of three: a plan; with `auto` whatever is done; else the exercise without a target.

    exercise   the first one of a plan; with `auto` the one whose coach looks on until it is clear
    slug       of the plan, if it has one
    """

    exercise: Exercise
    plan: Plan | None = None
    slug: str = ""
    auto: bool = False

    @property
    def title(self) -> str:
        """Under which exercise the session is kept: "workout" where there may be several."""
        if self.auto:
            return WORKOUT
        return self.plan.exercise if self.plan else self.exercise.key

    def course(self) -> Course:
        """Who leads through the session."""
        if self.auto:
            return Auto(CATALOGUE.values())
        return Schedule(self.plan) if self.plan else Alone(Coach(self.exercise))

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the page."""
        plan = {"slug": self.slug, **self.plan.as_dict()} if self.plan else None
        return {"plan": plan, "auto": self.auto}


def take_order(
    shelf: Shelf, exercise: str | None = None, plan: str | None = None, goal: Mapping[str, Any] | None = None
) -> Order:
    """The order that a page, a program or the command line gives. OrderError: what is wrong with it.

    exercise   a key, or "auto"; beside a plan it takes the place of the plan's only exercise
    plan       a slug
    goal       what `plans.Goal` has beside the exercise: a set or some sets of it
    """
    try:
        return _take(shelf, exercise, plan, goal or {})
    except ValueError as error:
        raise OrderError(str(error)) from None


def _take(shelf: Shelf, exercise: str | None, plan: str | None, goal: Mapping[str, Any]) -> Order:
    if plan is not None:
        if goal:
            raise ValueError(f"{next(iter(goal))}: a plan has its own goals; leave it out")
        return _of_plan(shelf.get(plan).file.plan(), plan, exercise)
    if exercise == AUTO:
        if goal:
            raise ValueError(f"{next(iter(goal))}: expected an exercise beside it; got {AUTO}")
        return Order(next(iter(CATALOGUE.values())), auto=True)
    found = _find(exercise)
    if not goal:
        return Order(found)
    step = check_goal({"exercise": found.key, **goal}).step()
    return Order(found, Plan(found.name, (step,)))


def _of_plan(plan: Plan, slug: str, exercise: str | None) -> Order:
    if exercise is not None:
        if plan.exercise == WORKOUT:
            raise ValueError(f"exercise: the plan {slug} has its own; leave it out")
        other = _find(exercise)
        plan = replace(plan, steps=tuple(replace(step, exercise=other) for step in plan.steps))
    return Order(plan.steps[0].exercise, plan, slug)


def _find(key: str | None) -> Exercise:
    if key is None or key not in CATALOGUE:
        raise ValueError(f"exercise: expected one of {', '.join(CATALOGUE)}; got {key!r:.40}")
    return CATALOGUE[key]
