"""One set of one exercise, live: what is seen goes to the coach, and what the coach says to the sinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from formcheck.core.coach import Coach
from formcheck.core.events import Event
from formcheck.core.exercise import Exercise
from formcheck.recording import Detection
from formcheck.store import Sample

SAMPLE_EVERY_S = 0.1  # of the curve; the movement has no detail below that
SAMPLES_A_BATCH = 50  # are handed out when no event comes along to take them

Sink = Callable[[Sequence[Event], Sequence[Sample]], None]


class Session:
    """Detections in; each batch of events goes to every sink, in the order of the sinks."""

    def __init__(self, exercise: Exercise, sinks: Sequence[Sink], film: bool) -> None:
        """A film keeps its own times, so that its events are those of a recording; a camera starts at 0 s."""
        self.coach = Coach(exercise)
        self._sinks = sinks
        self._start = 0.0 if film else None
        self._last_t: float | None = None
        self._samples: list[Sample] = []
        self._sampled_t = float("-inf")

    @property
    def begun(self) -> bool:
        """Whether anything was seen yet, even if it was nobody."""
        return self._last_t is not None

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
        events = self.coach.update(replace(detection, t=t).pose())
        if self.coach.signal is not None and t - self._sampled_t >= SAMPLE_EVERY_S:
            self._samples.append((t, self.coach.signal))
            self._sampled_t = t
        if events or len(self._samples) >= SAMPLES_A_BATCH:
            self._hand_out(events)

    def finish(self) -> None:
        """Nothing more will come: let the coach judge what was nearly complete."""
        self._hand_out(self.coach.finish())

    def _hand_out(self, events: Sequence[Event]) -> None:
        samples, self._samples = self._samples, []
        if events or samples:
            for sink in self._sinks:
                sink(events, samples)
