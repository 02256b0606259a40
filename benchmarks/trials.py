"""One coach watches one clip: what it said, beside what was there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.clips import Clip, TrueRep, Truth
from benchmarks.landmarks import LandmarkCache
from benchmarks.perturb import Perturbation
from benchmarks.scores import Match, match_ends, match_spans
from formcheck import CATALOGUE
from formcheck.camera import CameraError
from formcheck.core.coach import replay
from formcheck.core.events import AttemptRejected, Event, FaultRaised, HoldEnded, RepCounted
from formcheck.recording import Recording, read_recording

SAME_REP_IOU = 0.2  # of a repetition that is there and one that was counted: enough to compare their faults
SAME_REP_END_S = 1.0


@dataclass(frozen=True)
class Trial:
    """What the coach of exercise `key` said about a clip.

    events    all of it, in order
    film_s    length of the clip
    coach_s   what the coach took for it, without the model
    model_s   what decoding and model took; None where landmarks were given
    """

    clip: Clip
    key: str
    truth: Truth
    events: tuple[Event, ...]
    film_s: float
    coach_s: float
    model_s: float | None

    @cached_property
    def reps(self) -> tuple[RepCounted, ...]:
        """Repetitions that were counted."""
        return tuple(event for event in self.events if isinstance(event, RepCounted))

    @cached_property
    def attempts(self) -> tuple[AttemptRejected, ...]:
        """Movements that were refused."""
        return tuple(event for event in self.events if isinstance(event, AttemptRejected))

    @cached_property
    def raised(self) -> tuple[FaultRaised, ...]:
        """Cues that were given."""
        return tuple(event for event in self.events if isinstance(event, FaultRaised))

    @property
    def held(self) -> bool:
        """Whether this coach counts seconds."""
        return CATALOGUE[self.key].counts == "hold"

    @property
    def held_s(self) -> float:
        """Seconds that the coach counted."""
        return sum(event.held_s for event in self.events if isinstance(event, HoldEnded))

    @property
    def counted(self) -> int:
        """How many repetitions the coach counted."""
        return len(self.reps)

    @property
    def positive(self) -> bool:
        """Whether the clip shows the exercise of this coach."""
        return self.key == self.clip.exercise or self.truth.reps > 0 or self.truth.hold_s > 0

    @property
    def wanted(self) -> tuple[TrueRep, ...]:
        """What is there, one by one: repetitions, or holds."""
        return self.truth.holds if self.held else self.truth.each

    @cached_property
    def found(self) -> tuple[RepCounted | HoldEnded, ...]:
        """What the coach found, one by one: repetitions, or holds."""
        return tuple(e for e in self.events if isinstance(e, HoldEnded)) if self.held else self.reps

    def paired(self) -> list[Match] | None:
        """Pairs (one of `wanted`, one of `found`); None when the labels are too poor to pair them."""
        each = self.wanted
        if spans := self.true_spans():
            return match_spans(spans, self.spans(), SAME_REP_IOU)
        ends = [rep.end_s for rep in each if rep.end_s is not None]
        if ends and len(ends) == len(each):
            return match_ends(ends, [rep.end_s for rep in self.found], SAME_REP_END_S)
        return (
            list(zip(range(len(each)), range(len(each)), strict=True))
            if len(each) == len(self.found)
            else None
        )

    def true_spans(self) -> list[tuple[float, float]]:
        """Start and end of every true repetition, or hold; empty unless all are known."""
        known = [(r.start_s, r.end_s) for r in self.wanted if r.start_s is not None and r.end_s is not None]
        return known if len(known) == len(self.wanted) else []

    def spans(self) -> list[tuple[float, float]]:
        """Start and end of every counted repetition, or hold."""
        return [(rep.start_s, rep.end_s) for rep in self.found]


def recorded(clip: Clip, cache: LandmarkCache) -> Recording:
    """The landmarks of a clip. CameraError, OSError, ValueError: it cannot be read."""
    return cache.of(clip.path) if clip.filmed else read_recording(clip.path)


def watch(
    clips: Sequence[Clip],
    cache: LandmarkCache,
    change: Perturbation,
    only: str | None = None,
    unreadable: dict[str, str] | None = None,
) -> Iterator[Trial]:
    """Every coach that has to watch a clip does, clip after clip; `only` names one exercise.

    unreadable   takes the name of a clip that cannot be read, and why; without it that is an error
    """
    for clip in clips:
        keys = [key for key in clip.truths if only in (None, key)]
        if not keys:
            continue
        try:
            recording = recorded(clip, cache)
        except (CameraError, OSError, ValueError) as error:
            if unreadable is None:
                raise
            unreadable[clip.name] = str(error)
            continue
        model_s = cache.seconds(clip.path) if clip.filmed else None
        poses = list(change.apply(recording, clip.name))
        for key in keys:
            started = time.perf_counter()
            events = replay(CATALOGUE[key], poses)
            taken = time.perf_counter() - started
            yield Trial(clip, key, clip.truths[key], tuple(events), recording.duration_s, taken, model_s)
