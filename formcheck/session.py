"""One session, live or recorded: what is seen goes along its course, and what is said to the sinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from formcheck.core.coach import Coach
from formcheck.core.course import Alone, Course, Moment
from formcheck.core.events import Event, RepCorrected, RepCounted, SetStarted
from formcheck.core.pose import Pose
from formcheck.core.schedule import Schedule
from formcheck.landmarks import KEPT_A_SECOND, SLOT_EDGE
from formcheck.recording import Detection
from formcheck.store import Sample

SAMPLE_EVERY_S = 0.1  # of the curve; the movement has no detail below that
SAMPLES_A_BATCH = 50  # are handed out when no event comes along to take them
POSES_A_BATCH = 75  # likewise: five seconds of what the replay needs

Sink = Callable[[Sequence[Event], Sequence[Sample], Sequence[Pose]], None]


class Session:
    """Detections in; each batch of events goes to every sink, in the order of the sinks.

    Poses for the replay go along with the curve when nothing happens, so that no event waits for them.
    """

    def __init__(self, course: Course, sinks: Sequence[Sink], film: bool) -> None:
        """A film keeps its own times, so that its events are those of a recording; a camera starts at 0 s."""
        self.course = course
        self._sinks = sinks
        self._start = 0.0 if film else None
        self._last_t: float | None = None
        self._set = 1
        self._in_set = isinstance(course, Alone)
        self._reps = 0
        self._samples: list[Sample] = []
        self._sampled_t = float("-inf")
        self._poses: list[Pose] = []
        self._pose_slot = -1

    @property
    def begun(self) -> bool:
        """Whether anything was seen yet, even if it was nobody."""
        return self._last_t is not None

    @property
    def coach(self) -> Coach | None:
        """Who watches now."""
        return self.course.coach

    @property
    def duration_s(self) -> float:
        """Until the last frame."""
        return self._last_t or 0.0

    def see(self, detection: Detection) -> None:
        """Take in the next frame; one that is not later than the last is left out."""
        if self._start is None:
            self._start = detection.t
        t = detection.t - self._start
        if self._last_t is not None and t <= self._last_t:
            return
        self._last_t = t
        for moment in self.course.watch(detection.pose(t)):
            self._take(moment)

    def correct(self, change: int) -> bool:
        """The person adds a repetition to the last set, or takes one back; False: there is none."""
        if not self._in_set or self._reps + change < 0:
            return False
        self._hand_out([RepCorrected(self.duration_s, self._set, change)])
        if isinstance(self.course, Schedule):
            self.course.credit(change)
        return True

    def finish(self) -> None:
        """Nothing more will come: let the coach judge what was nearly complete."""
        for moment in self.course.finish():
            self._take(moment)
        self._hand_out([])

    def _take(self, moment: Moment) -> None:
        if moment.pose is not None:
            self._keep(moment, moment.pose)
        if moment.events or len(self._samples) >= SAMPLES_A_BATCH or len(self._poses) >= POSES_A_BATCH:
            self._hand_out(moment.events)

    def _keep(self, moment: Moment, pose: Pose) -> None:
        if pose.t - self._sampled_t >= SAMPLE_EVERY_S and (signal := moment.signal) is not None:
            self._samples.append((pose.t, signal))
            self._sampled_t = pose.t
        slot = int(pose.t * KEPT_A_SECOND + SLOT_EDGE)
        if slot > self._pose_slot:
            self._poses.append(pose)
            self._pose_slot = slot

    def _hand_out(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, SetStarted):
                self._set, self._in_set, self._reps = event.index, True, 0
            elif isinstance(event, RepCounted):
                self._reps += 1
            elif isinstance(event, RepCorrected):
                self._reps += event.change
        samples, self._samples = self._samples, []
        poses: list[Pose] = []
        if not events:
            poses, self._poses = self._poses, []
        if events or samples or poses:
            for sink in self._sinks:
                sink(events, samples, poses)
