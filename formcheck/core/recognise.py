"""Which exercise is this? Every coach watches, until one of them is sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.core.coach import Coach
from formcheck.core.events import AttemptRejected, Event, HoldTicked, RepCounted
from formcheck.core.exercise import Exercise
from formcheck.core.pose import Pose

SURE_REPS = 2  # repetitions that make an exercise: one may be a chance likeness
SURE_HELD_S = 3.0  # s of a hold; passing through a position takes less
OTHERS_S = 2.5  # s at most for other coaches to end the same repetition: a jump's is over with its landing
REFUSED_WEIGHT = 0.5  # of its seconds, that a refused attempt takes from the evidence
SAME_SHARE = 0.7  # of the most evidence: as good, because coaches differ in where a repetition ends


@dataclass(slots=True)
class Candidate:
    """One coach, and how much what it has said so far speaks for its exercise.

    evidence   seconds that its repetitions and holds explain, less those of refused attempts
    """

    coach: Coach
    reps: int = 0
    evidence: float = 0.0
    held_s: float = 0.0

    def update(self, pose: Pose) -> None:
        """Take in the next pose."""
        self.hear(self.coach.update(pose))

    def hear(self, events: Iterable[Event]) -> None:
        """Weigh what the coach says."""
        for event in events:
            if isinstance(event, RepCounted):
                self.reps += 1
                self.evidence += event.end_s - event.start_s
            elif isinstance(event, AttemptRejected):
                self.evidence -= REFUSED_WEIGHT * (event.end_s - event.start_s)
            elif isinstance(event, HoldTicked):
                self.evidence += event.held_s - self.held_s
                self.held_s = event.held_s

    @property
    def sure(self) -> bool:
        """Whether this is enough to say that it is this exercise."""
        return self.reps >= SURE_REPS or self.held_s >= SURE_HELD_S

    @property
    def nearly(self) -> bool:
        """Whether one repetition more would be enough."""
        return self.reps == SURE_REPS - 1


class Recogniser:
    """Feed poses until `found` is there; then go on with its coach, which has seen everything.

    exercises   the general ones before the special ones: a deadlift sinks and rises like a squat
    """

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self.candidates = [Candidate(Coach(exercise)) for exercise in exercises]
        self.found: Candidate | None = None
        self._sure_s: float | None = None

    def update(self, pose: Pose) -> Candidate | None:
        """Take in the next pose (its time must rise); the exercise that it is, once that is clear."""
        if self.found is None:
            for candidate in self.candidates:
                candidate.update(pose)
            self._wait_and_choose(pose.t)
        return self.found

    def _wait_and_choose(self, t: float) -> None:
        sure = [candidate for candidate in self.candidates if candidate.sure]
        if not sure:
            return
        self._sure_s = t if self._sure_s is None else self._sure_s
        others = any(c.nearly and c.coach.under_way for c in self.candidates if not c.sure)
        if not others or t - self._sure_s >= OTHERS_S:
            self.found = self._likeliest()

    def finish(self) -> Candidate | None:
        """The stream has ended: the likeliest exercise of which at least one repetition was seen."""
        if self.found is None:
            for candidate in self.candidates:
                candidate.hear(candidate.coach.finish())
            self.found = self._likeliest()
        return self.found

    def _likeliest(self) -> Candidate | None:
        """Who explains the most; of those that explain about as much the last, the most special one."""
        seen = [candidate for candidate in self.candidates if candidate.reps or candidate.held_s]
        most = max((candidate.evidence for candidate in seen), default=0.0)
        return next((c for c in reversed(seen) if c.evidence >= SAME_SHARE * most), None)


def recognise(exercises: Iterable[Exercise], poses: Iterable[Pose]) -> Exercise | None:
    """The exercise that recorded poses show; None where no repetition of any was seen."""
    recogniser = Recogniser(exercises)
    for pose in poses:
        if recogniser.update(pose) is not None:
            break
    found = recogniser.finish()
    return None if found is None else found.coach.exercise
