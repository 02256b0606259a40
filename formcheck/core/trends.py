"""What was done of an exercise, in a few numbers, and how that changes from session to session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from formcheck.core.events import HoldEnded, RepCounted
from formcheck.core.exercise import Exercise
from formcheck.core.summary import Set, Summary

FEWEST_REPS = 5  # repetitions from which on a share of clean ones or a usual depth may be a personal best


@dataclass(frozen=True, slots=True)
class Tally:
    """One or more sets of one exercise in numbers. None: nothing of the kind was done or could be seen.

    reps         as the coach counted; `corrected` are those added by the person, less those taken back
    judged       repetitions of which at least one rule could be judged; `clean` of them are without a fault
    depth        the usual turning point, in the unit of the exercise's signal
    seconds      the usual duration of a repetition
    held_s       verified seconds of all holds, and of the longest one
    faults       how many repetitions and holds have each, most frequent first
    never_judged rules of which no repetition could be judged
    """

    exercise: str
    sets: int
    reps: int
    corrected: int
    judged: int
    clean: int
    clean_share: float | None
    depth: float | None
    seconds: float | None
    held_s: float
    longest_s: float
    attempts: int
    faults: Mapping[str, int]
    never_judged: Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def tally(key: str, sets: Sequence[Set], exercise: Exercise | None) -> Tally:
    """Sets of the exercise of this key in numbers; the exercise is None where this version has it not."""
    reps = [rep for one in sets for rep in one.reps]
    holds = [hold for one in sets for hold in one.holds]
    judged = [rep for rep in reps if _judged(rep, exercise)]
    clean = sum(1 for rep in judged if not rep.faults)
    depths = [depth for rep in reps if (depth := depth_of(rep, exercise)) is not None]
    return Tally(
        exercise=key,
        sets=len(sets),
        reps=len(reps),
        corrected=sum(one.corrected for one in sets),
        judged=len(judged),
        clean=clean,
        clean_share=clean / len(judged) if judged else None,
        depth=median(depths) if depths else None,
        seconds=median(rep.end_s - rep.start_s for rep in reps) if reps else None,
        held_s=sum(hold.held_s for hold in holds),
        longest_s=max((hold.held_s for hold in holds), default=0.0),
        attempts=sum(len(one.attempts) for one in sets),
        faults=_faults(reps, holds),
        never_judged=[rule for rule in (reps[0].not_judged if reps else ()) if _never(rule, reps)],
    )


def tallies(summary: Summary, exercises: Mapping[str, Exercise]) -> list[Tally]:
    """A session in numbers, one tally for each of its exercises, in the order in which they were begun."""
    keys = dict.fromkeys(one.started.exercise for one in summary.sets)
    return [
        tally(key, [one for one in summary.sets if one.started.exercise == key], exercises.get(key))
        for key in keys
    ]


def depth_of(rep: RepCounted, exercise: Exercise | None) -> float | None:
    """How far a repetition went, as the exercise's signal measures it; None where that was not seen."""
    return rep.measures.get(exercise.signal.measure.label) if exercise else None


def _judged(rep: RepCounted, exercise: Exercise | None) -> bool:
    return exercise is None or len(rep.not_judged) < len(exercise.faults)


def _faults(reps: Iterable[RepCounted], holds: Iterable[HoldEnded]) -> dict[str, int]:
    counts = Counter(key for rep in reps for key in rep.faults)
    counts.update(key for hold in holds for key in hold.faults)
    return dict(counts.most_common())


def _never(rule: str, reps: Iterable[RepCounted]) -> bool:
    return all(rule in rep.not_judged for rep in reps)


@dataclass(frozen=True, slots=True)
class Point:
    """What one session, begun at this moment, had of an exercise."""

    session: int
    started_at: str
    tally: Tally

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, the tally's among them."""
        return {"session": self.session, "started_at": self.started_at, **self.tally.as_dict()}


@dataclass(frozen=True, slots=True)
class Best:
    """A personal best, and the session that first reached it."""

    value: float
    session: int
    started_at: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One exercise over all sessions, the oldest first; `bests` by the names of the tally's numbers."""

    exercise: str
    points: Sequence[Point]
    bests: Mapping[str, Best]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "exercise": self.exercise,
            "points": [point.as_dict() for point in self.points],
            "bests": {name: asdict(best) for name, best in self.bests.items()},
        }


def trends(sessions: Iterable[tuple[int, str, Summary]], exercises: Mapping[str, Exercise]) -> list[Trend]:
    """How each exercise went over sessions, given as (number, begun at, summary) with the oldest first."""
    points: dict[str, list[Point]] = {}
    for session, started_at, summary in sessions:
        for one in tallies(summary, exercises):
            if one.reps or one.held_s:
                points.setdefault(one.exercise, []).append(Point(session, started_at, one))
    return [Trend(key, found, _bests(found, exercises.get(key))) for key, found in points.items()]


BESTS = ("reps", "clean_share", "depth", "held_s", "longest_s")
OF_ENOUGH = ("clean_share", "depth")  # one lucky repetition is no best


def _bests(points: Sequence[Point], exercise: Exercise | None) -> dict[str, Best]:
    """The best of each number, and who had it first; the deeper depth lies towards the signal's target."""
    upwards = exercise is None or exercise.signal.target > exercise.signal.start
    bests = {}
    for name in BESTS:
        enough = [p for p in points if name not in OF_ENOUGH or p.tally.judged >= FEWEST_REPS]
        known = [(value, p) for p in enough if (value := getattr(p.tally, name)) is not None]
        if name != "depth":
            known = [(value, p) for value, p in known if value > 0]
        if known:
            highest = name != "depth" or upwards
            value, point = (max if highest else min)(known, key=lambda found: found[0])
            bests[name] = Best(value, point.session, point.started_at)
    return bests


COMPARED = ("sets", "reps", "clean_share", "depth", "seconds", "held_s", "longest_s", "attempts")


@dataclass(frozen=True, slots=True)
class Comparison:
    """An exercise in two sessions; None: not done in that one. `change` is what b has more than a."""

    exercise: str
    a: Tally | None
    b: Tally | None
    change: Mapping[str, float]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def compare(a: Summary, b: Summary, exercises: Mapping[str, Exercise]) -> list[Comparison]:
    """Two sessions beside each other, exercise by exercise."""
    first = {found.exercise: found for found in tallies(a, exercises)}
    second = {found.exercise: found for found in tallies(b, exercises)}
    return [
        Comparison(key, first.get(key), second.get(key), _change(first.get(key), second.get(key)))
        for key in dict.fromkeys([*first, *second])
    ]


def _change(one: Tally | None, other: Tally | None) -> dict[str, float]:
    if one is None or other is None:
        return {}
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in COMPARED}
    return {name: b - a for name, (a, b) in pairs.items() if a is not None and b is not None}
