"""Courses that find out which exercise is done: one for recordings of one, one for whoever trains freely.

What was seen before it was clear is kept, and seen again by the coach who is meant: nothing of the first
repetitions is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from formcheck.core.coach import Coach
from formcheck.core.course import Moment
from formcheck.core.events import (
    HoldTicked,
    PersonFound,
    PersonLost,
    RepCounted,
    SetEnded,
    SetStarted,
    ViewChanged,
)
from formcheck.core.exercise import Exercise
from formcheck.core.pose import Pose
from formcheck.core.recognise import Candidate, Recogniser

KEPT_S = 120.0  # of what was seen before an exercise was recognised: the slowest two repetitions take 40
RESTS_S = 8.0  # s without a repetition that end a set; between two heavy ones people stand for up to 5
SLOWEST_S = 16.0  # s after which a repetition that is still under way is none: two leg raises in the tempo
LEFT_S = 3.0  # s out of the posture of the exercise that end it, too
PRESENCE = (PersonFound, PersonLost, ViewChanged)


class Heard:
    """What was seen until it is clear which exercise it is."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._recogniser = Recogniser(exercises)
        self._kept: deque[Pose] = deque()

    def update(self, pose: Pose) -> Exercise | None:
        """Take in the next pose; the exercise, once it is clear."""
        self._kept.append(pose)
        while pose.t - self._kept[0].t > KEPT_S:
            self._kept.popleft()
        return _exercise_of(self._recogniser.update(pose))

    def finish(self) -> Exercise | None:
        """Nothing more will come: the likeliest exercise, if any."""
        return _exercise_of(self._recogniser.finish())

    @property
    def since_s(self) -> float:
        """The time of the first pose that is kept."""
        return self._kept[0].t

    def told_by(self, coach: Coach) -> list[Moment]:
        """All of it, as the coach who is meant sees it."""
        return [_moment(coach, pose) for pose in self._kept]


class FindOut:
    """One exercise, whichever it is; `coach` is None until that is clear."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self.coach: Coach | None = None
        self._heard = Heard(exercises)

    def watch(self, pose: Pose) -> list[Moment]:
        """Take in the next pose."""
        if self.coach is not None:
            return [_moment(self.coach, pose)]
        return self._settle(self._heard.update(pose))

    def finish(self) -> list[Moment]:
        """Nothing more will come: it is the likeliest exercise, then."""
        moments = self._settle(self._heard.finish()) if self.coach is None else []
        return moments if self.coach is None else [*moments, Moment(self.coach.finish())]

    def _settle(self, exercise: Exercise | None) -> list[Moment]:
        if exercise is None:
            return []
        self.coach = Coach(exercise)
        return self._heard.told_by(self.coach)


class Auto:
    """Sets of whatever is done: recognised, coached until the person rests or leaves, then the next one."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._exercises = tuple(exercises)
        self.coach = Coach(self._exercises[0])  # while listening it tells only who is there
        self._heard: Heard | None = Heard(self._exercises)
        self._sets_begun = 0
        self._recent: list[Moment] = []  # since the last repetition: they may belong to the next set
        self._active_s = self._there_s = 0.0
        self._skipped = False

    @property
    def listening(self) -> bool:
        """Whether it is still to be found out what is done."""
        return self._heard is not None

    def skip(self) -> None:
        """End the set with the next pose, and find out what comes next."""
        self._skipped = True

    def watch(self, pose: Pose) -> list[Moment]:
        """Take in the next pose."""
        if self._heard is not None:
            return self._listen(self._heard, pose)
        moments = self._follow(_moment(self.coach, pose))
        reason = "skipped" if self._skipped else self._why_over(pose.t)
        self._skipped = False
        return [*moments, *([] if reason is None else self._end(pose.t, reason))]

    def finish(self) -> list[Moment]:
        """Nothing more will come; what was done but once may have been anything, and is no set."""
        if self._heard is not None:
            return []
        recent, self._recent = self._recent, []
        last_s = recent[-1].pose.t if recent and recent[-1].pose else self._active_s
        ended = Moment([*self.coach.dismiss(last_s), SetEnded(last_s, self._sets_begun, "stopped")])
        return [*map(_where_only, recent), ended]

    def _listen(self, heard: Heard, pose: Pose) -> list[Moment]:
        present = Moment([event for event in self.coach.update(pose) if isinstance(event, PRESENCE)])
        exercise = heard.update(pose)
        return [present, *([] if exercise is None else self._begin(heard, exercise))]

    def _begin(self, heard: Heard, exercise: Exercise) -> list[Moment]:
        """A set begins with its first repetition; who is there has been said already."""
        self.coach, self._heard = Coach(exercise), None
        self._sets_begun += 1
        moments = heard.told_by(self.coach)
        done = [e for moment in moments for e in moment.events if isinstance(e, RepCounted | HoldTicked)]
        start_s = self._active_s = min((event.start_s for event in done), default=heard.since_s)
        moments = [_without_presence(m) for m in moments if m.pose is not None and m.pose.t >= start_s]
        followed = [followed for moment in moments for followed in self._follow(moment)]
        return [Moment([SetStarted(start_s, self._sets_begun, exercise.key)]), *followed]

    def _follow(self, moment: Moment) -> list[Moment]:
        """What belongs to the set: events at once, poses as soon as a repetition was done with them.

        Notes when something was last done, and when the person was last where they should be.
        """
        if moment.pose is None:
            return [moment]
        if self.coach.present and self.coach.in_posture:
            self._there_s = moment.pose.t
        if not any(isinstance(event, RepCounted | HoldTicked) for event in moment.events):
            self._recent.append(moment)
            return [Moment(moment.events)] if moment.events else []
        recent, self._recent = self._recent, []
        self._active_s = moment.pose.t
        return [*map(_where_only, recent), moment]

    def _why_over(self, t: float) -> str | None:
        if t - max(self._there_s, self._active_s) >= LEFT_S:
            return "left"
        longest_s = SLOWEST_S if self.coach.under_way else RESTS_S
        return "rest" if t - self._active_s >= longest_s else None

    def _end(self, t: float, reason: str) -> list[Moment]:
        """The set was over with its last repetition; what came after that may be the next one's."""
        ended = Moment([*self.coach.dismiss(t), SetEnded(self._active_s, self._sets_begun, reason)])
        self.coach = self.coach.hand_over(self._exercises[0])
        recent, self._recent = self._recent, []
        self._heard = Heard(self._exercises)
        poses = [moment.pose for moment in recent if moment.pose is not None]
        return [ended, *[moment for pose in poses for moment in self._look_back(pose)]]

    def _look_back(self, pose: Pose) -> list[Moment]:
        if self._heard is None:
            return self._follow(_without_presence(_moment(self.coach, pose)))
        exercise = self._heard.update(pose)
        return [] if exercise is None else self._begin(self._heard, exercise)


def _where_only(moment: Moment) -> Moment:
    """A moment whose events have been told."""
    return replace(moment, events=[])


def _without_presence(moment: Moment) -> Moment:
    return replace(moment, events=[event for event in moment.events if not isinstance(event, PRESENCE)])


def _exercise_of(found: Candidate | None) -> Exercise | None:
    return None if found is None else found.coach.exercise


def _moment(coach: Coach, pose: Pose) -> Moment:
    events = coach.update(pose)
    return Moment(events, pose, coach.look)
