"""A plan: which sets of which exercises, how far each goes, and how long the rests are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formcheck.core.events import BOTH, EACH
from formcheck.core.exercise import Exercise

SECONDS_A_REP = 4.0  # s, to tell how long a plan takes; the exercises with a tempo tell their own
READY_S = 10.0  # s from a rest's end to the first repetition, for the same purpose


@dataclass(frozen=True, slots=True)
class Step:
    """Some sets of one exercise; exactly one of reps, seconds, breaths and work_s ends a set.

    reps     repetitions; with `each_side` of each side
    seconds  verified seconds of a hold
    breaths  the same, counted in breaths of the exercise's own length
    work_s   seconds of an interval, in which as much is done as can be
    rest_s   seconds after each set
    """

    exercise: Exercise
    sets: int = 1
    reps: int | None = None
    each_side: bool = False
    seconds: float | None = None
    breaths: int | None = None
    work_s: float | None = None
    rest_s: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what cannot be done. ValueError: what was expected."""
        ends = [name for name in ("reps", "seconds", "breaths", "work_s") if getattr(self, name) is not None]
        if len(ends) != 1:
            came = " and ".join(ends) or "none of them"
            raise ValueError(f"expected one of reps, seconds, breaths, work_s; got {came}")
        key, counts = self.exercise.key, self.exercise.counts
        if ends[0] == "reps" and counts == "hold":
            raise ValueError(f"{key} is held: expected seconds, breaths or work_s; got reps")
        if ends[0] in ("seconds", "breaths") and counts == "reps":
            raise ValueError(f"{key} is counted in repetitions: expected reps or work_s; got {ends[0]}")
        if self.breaths is not None and self.exercise.breath_s is None:
            raise ValueError(f"{key} is not counted in breaths: expected seconds or work_s; got breaths")
        if self.each_side and not self.exercise.per_side:
            raise ValueError(f"{key} has no sides: leave each_side out")

    @property
    def held_s(self) -> float | None:
        """The verified seconds that end a set, whatever they were given in."""
        if self.breaths is not None:
            return self.breaths * (self.exercise.breath_s or 0.0)
        return self.seconds

    @property
    def side(self) -> str:
        """Whether the target is for both sides together or for each."""
        return EACH if self.each_side else BOTH

    @property
    def about_s(self) -> float:
        """How long one set takes, about, with the rest after it."""
        reps = (self.reps or 0) * (2 if self.each_side else 1)
        a_rep = sum(self.exercise.tempo) if self.exercise.tempo else SECONDS_A_REP
        getting_ready = 0.0 if self.work_s else READY_S
        return (self.work_s or self.held_s or reps * a_rep) + self.rest_s + getting_ready


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set of a step: which of them, from 1."""

    step: Step
    number: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the page."""
        step = self.step
        return {
            "exercise": step.exercise.key,
            "number": self.number,
            "of": step.sets,
            "reps": step.reps,
            "each_side": step.each_side,
            "seconds": step.held_s,
            "breaths": step.breaths,
            "work_s": step.work_s,
            "rest_s": step.rest_s,
        }


@dataclass(frozen=True)
class Plan:
    """A workout. ValueError: it has no step.

    warm_up    what to do first, in words
    warm_up_s  seconds kept for it; 0: the words only
    """

    name: str
    steps: tuple[Step, ...]
    note: str = ""
    warm_up: str = ""
    warm_up_s: float = 0.0

    def __post_init__(self) -> None:
        """Refuse an empty plan."""
        if not self.steps:
            raise ValueError("steps: expected at least one")

    @cached_property
    def sets(self) -> tuple[PlannedSet, ...]:
        """Every set, in order."""
        return tuple(PlannedSet(step, n) for step in self.steps for n in range(1, step.sets + 1))

    @property
    def exercise(self) -> str:
        """The exercise's key, or "workout" where there are several."""
        keys = {step.exercise.key for step in self.steps}
        return keys.pop() if len(keys) == 1 else WORKOUT

    @property
    def about_s(self) -> float:
        """How long it takes, about; nobody rests after the last set."""
        return self.warm_up_s + sum(s.sets * s.about_s for s in self.steps) - self.steps[-1].rest_s

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the page."""
        return {
            "name": self.name,
            "note": self.note,
            "warm_up": self.warm_up,
            "warm_up_s": self.warm_up_s,
            "about_s": round(self.about_s),
            "sets": [one.as_dict() for one in self.sets],
        }


WORKOUT = "workout"  # in the place of an exercise's key, where there are several
