"""A plan on its way: who is ready is counted down, works, rests, and is ready for the next set.

    warm_up -> ready -> countdown -> work <-> away
                 ^                     |
                 +------- rest <-------+-> done

Time comes from poses. While nobody watched (a pause, a stalled camera) no phase runs on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from formcheck.core.achieved import Achieved
from formcheck.core.coach import LONGEST_GAP_S, Coach
from formcheck.core.course import Moment
from formcheck.core.events import (
    Event,
    HoldTicked,
    PersonFound,
    PersonLost,
    PhaseChanged,
    RepCounted,
    SetEnded,
    SetStarted,
    ViewChanged,
)
from formcheck.core.plan import Plan, Step
from formcheck.core.pose import Pose
from formcheck.core.start_position import StartPosition

COUNTDOWN_S = 3.0  # s: three, two, one
LEFT_S = 3.0  # s out of the posture of the exercise until the person is taken to have left it

WARM_UP, READY, COUNTDOWN, WORK, AWAY, REST, DONE = (
    "warm_up",
    "ready",
    "countdown",
    "work",
    "away",
    "rest",
    "done",
)
PRESENCE = (PersonFound, PersonLost, ViewChanged)  # what is said in every phase


class Schedule:
    """One plan, one person; `skip`, `back` and `credit` take effect with the next pose."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.phase = ""  # nothing was seen yet
        self.coach = Coach(plan.sets[0].step.exercise)
        self._place = 0
        self._until_s: float | None = None
        self._start = StartPosition()
        self._achieved = Achieved(plan.sets[0].step)
        self._sets_begun = 0
        self._last_s: float | None = None
        self._there_s = 0.0
        self._work_left_s: float | None = None
        self._asked: list[Callable[[float], list[Event]]] = []

    @property
    def done(self) -> bool:
        """Whether every set is over."""
        return self.phase == DONE

    def skip(self) -> None:
        """As if the phase were over; who is not ready leaves the set out."""
        self._asked.append(self._skip)

    def back(self) -> None:
        """The set that is on from its start, else the one before it."""
        self._asked.append(self._back)

    def credit(self, reps: int) -> None:
        """The person says that so many repetitions more (or fewer) were done."""
        self._asked.append(lambda t: self._achieved.credit(t, reps))

    def watch(self, pose: Pose) -> list[Moment]:
        """Take in the next pose (its time must rise)."""
        if self.done:
            return []
        events = self._begin(pose.t) if self._last_s is None else self._unseen(pose.t)
        self._last_s = pose.t
        for act in self._asked:
            events += act(pose.t)
        self._asked.clear()
        if not self.done:
            events += PHASES[self.phase](self, pose.t, self.coach.update(pose))
        if self.phase in (WORK, AWAY):
            return [Moment(events, pose, self.coach.look)]
        return [Moment(events)]

    def finish(self) -> list[Moment]:
        """Nothing more will come: the set that is on is over."""
        if self.phase not in (WORK, AWAY) or self._last_s is None:
            return []
        return [Moment(self._end_set(self._last_s, "stopped"))]

    def _begin(self, t: float) -> list[Event]:
        if self.plan.warm_up_s > 0.0:
            return self._enter(t, WARM_UP, t + self.plan.warm_up_s)
        return self._enter(t, READY)

    def _unseen(self, t: float) -> list[Event]:
        """Nobody watched for a while: the phase is that much longer."""
        gap = t - (self._last_s or 0.0)
        if gap <= LONGEST_GAP_S or self._until_s is None:
            return []
        return self._enter(t, self.phase, self._until_s + gap)

    def _enter(self, t: float, phase: str, until_s: float | None = None) -> list[Event]:
        self.phase, self._until_s = phase, until_s
        return [PhaseChanged(t, phase, min(self._place + 1, len(self.plan.sets)), until_s)]

    def _prepare(self, t: float, place: int, rest_s: float = 0.0) -> list[Event]:
        """A fresh coach looks at the set at this place, after a rest."""
        if place >= len(self.plan.sets):
            return self._enter(t, DONE)
        self._place = place
        self.coach = self.coach.hand_over(self.plan.sets[place].step.exercise)
        self._start = StartPosition()
        return self._enter(t, REST, t + rest_s) if rest_s > 0.0 else self._enter(t, READY)

    # The phases, and what is said in each

    def _warm_up(self, t: float, said: Sequence[Event]) -> list[Event]:
        return _presence(said) + (self._prepare(t, 0) if self._is_over(t) else [])

    def _ready(self, t: float, said: Sequence[Event]) -> list[Event]:
        if _any(said, HoldTicked):  # who is in the position already need not stand up first
            return self._work(t, said)
        kept = self._start.update(self.coach.body, self.coach.resting)
        return _presence(said) + (self._enter(t, COUNTDOWN, t + COUNTDOWN_S) if kept else [])

    def _countdown(self, t: float, said: Sequence[Event]) -> list[Event]:
        """Who cannot wait begins before zero; who leaves must take the start position again."""
        if self._is_over(t) or _any(said, HoldTicked, RepCounted):
            return self._work(t, said)
        if self._there or self._step.work_s is not None:
            return _presence(said)
        return _presence(said) + self._prepare(t, self._place)

    def _work(self, t: float, said: Sequence[Event]) -> list[Event]:
        """A set begins."""
        step = self._step
        self._achieved, self._there_s, self._sets_begun = Achieved(step), t, self._sets_begun + 1
        self._work_left_s = step.work_s
        key, side = step.exercise.key, step.side
        started = SetStarted(t, self._sets_begun, key, side, step.reps, step.held_s, step.work_s)
        return [*self._go_on(t), started, *self._working(t, said)]

    def _go_on(self, t: float) -> list[Event]:
        left_s = self._work_left_s
        return self._enter(t, WORK, None if left_s is None else t + left_s)

    def _working(self, t: float, said: Sequence[Event]) -> list[Event]:
        events = self._achieve(said)
        if self._achieved.complete:
            return events + self._over(t, "target")
        if self._is_over(t):
            return events + self._over(t, "time")
        if self._there:
            self._there_s = t
        elif not self.coach.present or t - self._there_s >= LEFT_S:
            self._work_left_s = None if self._until_s is None else self._until_s - t
            events += self._enter(t, AWAY)
        return events

    def _away(self, t: float, said: Sequence[Event]) -> list[Event]:
        """The clock of an interval stands until they are back."""
        events = self._achieve(said)
        if self._there:
            self._there_s = t
            events += self._go_on(t)
        return events

    def _rest(self, t: float, said: Sequence[Event]) -> list[Event]:
        """An interval begins on time; any other set when the person is ready."""
        if self._step.work_s is not None and t >= (self._until_s or t) - COUNTDOWN_S:
            return _presence(said) + self._enter(t, COUNTDOWN, self._until_s)
        return _presence(said) + (self._prepare(t, self._place) if self._is_over(t) else [])

    # What they have in common

    @property
    def _step(self) -> Step:
        return self.plan.sets[self._place].step

    @property
    def _there(self) -> bool:
        return self.coach.present and self.coach.in_posture

    def _is_over(self, t: float) -> bool:
        return self._until_s is not None and t >= self._until_s

    def _achieve(self, said: Sequence[Event]) -> list[Event]:
        return [event for one in said for event in self._achieved.take_in(one)]

    def _over(self, t: float, reason: str) -> list[Event]:
        """The set that is on is over; a rest follows, if another set does."""
        return self._end_set(t, reason) + self._prepare(t, self._place + 1, self._step.rest_s)

    def _end_set(self, t: float, reason: str) -> list[Event]:
        return [*self._achieve(self.coach.dismiss(t)), SetEnded(t, self._sets_begun, reason)]

    def _skip(self, t: float) -> list[Event]:
        if self.phase in (WORK, AWAY):
            return self._over(t, "skipped")
        leaves_out = self.phase in (READY, COUNTDOWN)
        return self._prepare(t, self._place + leaves_out)

    def _back(self, t: float) -> list[Event]:
        if self.phase in (WORK, AWAY):
            return self._end_set(t, "back") + self._prepare(t, self._place)
        return self._prepare(t, max(self._place - 1, 0))


PHASES: dict[str, Callable[[Schedule, float, Sequence[Event]], list[Event]]] = {
    WARM_UP: Schedule._warm_up,
    READY: Schedule._ready,
    COUNTDOWN: Schedule._countdown,
    WORK: Schedule._working,
    AWAY: Schedule._away,
    REST: Schedule._rest,
}


def _presence(said: Sequence[Event]) -> list[Event]:
    return [event for event in said if isinstance(event, PRESENCE)]


def _any(said: Sequence[Event], *kinds: type[Event]) -> bool:
    return any(isinstance(event, kinds) for event in said)
