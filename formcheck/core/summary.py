"""A session in one record: a fold of its events, used live and afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from formcheck.core.events import (
    AttemptRejected,
    Event,
    FaultCleared,
    FaultRaised,
    HoldEnded,
    RepCorrected,
    RepCounted,
    SetEnded,
    SetStarted,
    ViewChanged,
)


@dataclass(slots=True)
class Shown:
    """A fault was up from one moment to another; without an `end_s` to the end of its set."""

    fault: str
    side: str
    start_s: float
    end_s: float | None = None


@dataclass(slots=True)
class Set:
    """One set: how it was begun, what was done in it, and how it ended.

    raised     when which fault was up
    corrected  repetitions that the person added (+) or took back (-)
    """

    started: SetStarted
    end_s: float
    reason: str = ""
    reps: list[RepCounted] = field(default_factory=list)
    attempts: list[AttemptRejected] = field(default_factory=list)
    holds: list[HoldEnded] = field(default_factory=list)
    raised: list[Shown] = field(default_factory=list)
    corrected: int = 0

    def take_in(self, event: Event) -> None:
        """Something was said while the set was on."""
        self.end_s = event.t
        if isinstance(event, RepCounted):
            self.reps.append(event)
        elif isinstance(event, AttemptRejected):
            self.attempts.append(event)
        elif isinstance(event, HoldEnded):
            self.holds.append(event)
        elif isinstance(event, FaultRaised):
            self.raised.append(Shown(event.fault, event.side, event.t))
        elif isinstance(event, FaultCleared):
            for shown in self.raised:
                if shown.fault == event.fault and shown.end_s is None:
                    shown.end_s = event.t

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        begun = self.started.as_dict()
        del begun["kind"]
        return {
            "start_s": begun.pop("t"),
            **begun,
            "end_s": self.end_s,
            "reason": self.reason,
            "reps": [rep.as_dict() for rep in self.reps],
            "attempts": [attempt.as_dict() for attempt in self.attempts],
            "holds": [hold.as_dict() for hold in self.holds],
            "raised": [
                asdict(replace(shown, end_s=self.end_s if shown.end_s is None else shown.end_s))
                for shown in self.raised
            ],
            "corrected": self.corrected,
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened: repetitions, refused attempts, holds, and the views it was seen from, in order.

    view  from where it was seen for the longest time; None when nobody was
    sets  the same by sets; a session without a plan is one set
    """

    reps: tuple[RepCounted, ...]
    attempts: tuple[AttemptRejected, ...]
    holds: tuple[HoldEnded, ...]
    views: tuple[str, ...]
    view: str | None
    sets: tuple[Set, ...]

    @property
    def faults(self) -> dict[str, int]:
        """How many repetitions and holds carry each fault, most frequent first."""
        counts = Counter(key for rep in self.reps for key in rep.faults)
        counts.update(key for hold in self.holds for key in hold.faults)
        return dict(counts.most_common())

    @property
    def clean_reps(self) -> int:
        """Repetitions without a fault."""
        return sum(1 for rep in self.reps if not rep.faults)

    @property
    def corrected(self) -> int:
        """Repetitions that the person added, less those that they took back."""
        return sum(one.corrected for one in self.sets)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "view": self.view,
            "views": list(self.views),
            "reps": [rep.as_dict() for rep in self.reps],
            "attempts": [attempt.as_dict() for attempt in self.attempts],
            "holds": [hold.as_dict() for hold in self.holds],
            "faults": self.faults,
            "clean_reps": self.clean_reps,
            "corrected": self.corrected,
            "sets": [one.as_dict() for one in self.sets],
        }


def summarise(events: Iterable[Event], exercise: str = "") -> Summary:
    """Fold events, in their order, into a summary; exercise: of a session that tells of no sets."""
    events = list(events)
    return Summary(
        reps=tuple(e for e in events if isinstance(e, RepCounted)),
        attempts=tuple(e for e in events if isinstance(e, AttemptRejected)),
        holds=tuple(e for e in events if isinstance(e, HoldEnded)),
        views=tuple(e.view for e in events if isinstance(e, ViewChanged)),
        view=_longest_view(events),
        sets=tuple(_by_sets(events, exercise)),
    )


def _by_sets(events: Sequence[Event], exercise: str) -> list[Set]:
    sets: list[Set] = []
    running: Set | None = None
    if events and not any(isinstance(event, SetStarted) for event in events):
        running = Set(SetStarted(events[0].t, 1, exercise), events[0].t)
        sets.append(running)
    for event in events:
        if isinstance(event, SetStarted):
            running = Set(event, event.t)
            sets.append(running)
        elif isinstance(event, RepCorrected):
            for one in sets:
                one.corrected += event.change if one.started.index == event.set else 0
        elif running is not None:
            running.take_in(event)
            if isinstance(event, SetEnded):
                running.reason, running = event.reason, None
    return sets


def _longest_view(events: Sequence[Event]) -> str | None:
    changes = [e for e in events if isinstance(e, ViewChanged)]
    ends = [e.t for e in changes[1:]] + [max((e.t for e in events), default=0.0)]
    seconds: dict[str, float] = dict.fromkeys((e.view for e in changes), 0.0)
    for change, end in zip(changes, ends, strict=False):
        seconds[change.view] += end - change.t
    return max(seconds, key=lambda view: seconds[view]) if seconds else None
