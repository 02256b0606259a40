"""The record that an exercise file fills in."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from formcheck.core.baseline import Baseline
from formcheck.core.body import Body
from formcheck.core.counting import Cycle
from formcheck.core.faults import Fault
from formcheck.core.holding import Hold
from formcheck.core.measure import Measure, Own, SidedMeasure


@dataclass(frozen=True)
class Signal:
    """What the depth gauge and the curve show: a measure, its value at the start and its target."""

    measure: Measure | SidedMeasure
    label: str
    start: float
    target: float

    def progress(self, value: float | None) -> float | None:
        """How far towards the target a value is: 0 at the start position, 1 at the target, more beyond."""
        return None if value is None else (value - self.start) / (self.target - self.start)


Look = tuple[Signal, Body, Own]  # all that a gauge needs, for who asks later; most looks nobody asks for


def shown(look: Look | None) -> float | None:
    """What the gauge shows, of two sides the larger; None of nobody, and while it cannot be measured."""
    if look is None:
        return None
    signal, body, own = look
    value = signal.measure.fn(body, own)
    if isinstance(value, tuple):
        value = max(value)
    return value if isfinite(value) else None


@dataclass(frozen=True)
class Exercise:
    """All that the coach knows about one exercise; checks itself when made.

    key, name, trains, goal, placement   words for people
    signal      what the gauge shows
    baseline    the start position
    counter     what a repetition is, or a hold
    faults      what is judged, worst first by priority
    reports     measures that every repetition carries
    per_side    repetitions belong to a leg
    tempo       seconds of the way out and of the way back, where they are part of the exercise
    breath_s    seconds of one breath, where a hold is counted in them
    """

    key: str
    name: str
    trains: str
    goal: str
    placement: str
    signal: Signal
    baseline: Baseline
    counter: Cycle | Hold
    faults: tuple[Fault, ...]
    reports: tuple[Any, ...] = ()
    per_side: bool = False
    tempo: tuple[float, float] | None = None
    breath_s: float | None = None

    @property
    def counts(self) -> str:
        """What is counted: "reps", or the seconds of a "hold"."""
        return "hold" if isinstance(self.counter, Hold) else "reps"

    def __post_init__(self) -> None:
        """Refuse two faults of one key. ValueError."""
        keys = [fault.key for fault in self.faults]
        if len(set(keys)) != len(keys):
            raise ValueError(f"exercise {self.key}: two faults of the same key in {keys}")

    def describe(self) -> dict[str, Any]:
        """Plain values for the page and other programs."""
        return {
            "key": self.key,
            "name": self.name,
            "trains": self.trains,
            "goal": self.goal,
            "placement": self.placement,
            "counts": self.counts,
            "per_side": self.per_side,
            "tempo": self.tempo,
            "breath_s": self.breath_s,
            "signal": {
                "name": self.signal.label,
                "unit": self.signal.measure.unit,
                "measure": self.signal.measure.label,
                "start": self.signal.start,
                "target": self.signal.target,
            },
            "faults": [
                {
                    "key": fault.key,
                    "cue": fault.cue,
                    "explains": fault.explains,
                    "views": sorted(fault.judged_from),
                    "turn": fault.turn,
                    "limbs": [list(limb) for limb in fault.limbs],
                    "priority": fault.priority,
                    "limits": [
                        {
                            "measure": limit.label,
                            "unit": limit.unit,
                            "above": limit.above,
                            "below": limit.below,
                        }
                        for limit in fault.limits
                    ],
                }
                for fault in self.faults
            ],
        }
