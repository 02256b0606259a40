"""What the coach says: frozen facts with a time. Counts, scores and summaries are folds of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

# Sides are the person's own. "both" where the two sides move together; a target may ask so much of "each".
LEFT, RIGHT, BOTH, EACH = "left", "right", "both", "each"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that became true at `t` (seconds of the source)."""

    kind: ClassVar[str] = "event"
    t: float

    def as_dict(self) -> dict[str, Any]:
        """Plain values with the kind first, ready for JSON."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True, slots=True)
class PersonFound(Event):
    """Somebody came into view."""

    kind: ClassVar[str] = "person_found"


@dataclass(frozen=True, slots=True)
class PersonLost(Event):
    """Nobody, or too little of somebody, has been in view for a while."""

    kind: ClassVar[str] = "person_lost"


@dataclass(frozen=True, slots=True)
class ViewChanged(Event):
    """The camera now looks from somewhere else: "front", "three-quarter", "side", "back", "lying"."""

    kind: ClassVar[str] = "view_changed"
    view: str


@dataclass(frozen=True, slots=True)
class FaultRaised(Event):
    """A fault is true now; `side` is the person's own."""

    kind: ClassVar[str] = "fault_raised"
    fault: str
    side: str = BOTH


@dataclass(frozen=True, slots=True)
class FaultCleared(Event):
    """A raised fault is no longer true."""

    kind: ClassVar[str] = "fault_cleared"
    fault: str


@dataclass(frozen=True, slots=True)
class RepCounted(Event):
    """One whole repetition. `index` counts from 1; `peak_s` is the turning point.

    exceeded  what the limits of its faults were exceeded with, by the limits' labels
    """

    kind: ClassVar[str] = "rep_counted"
    index: int
    side: str
    start_s: float
    peak_s: float
    end_s: float
    faults: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    exceeded: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AttemptRejected(Event):
    """A movement that was seen but is no repetition, with the one reason why."""

    kind: ClassVar[str] = "attempt_rejected"
    start_s: float
    end_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class HoldTicked(Event):
    """Another verified second of a hold."""

    kind: ClassVar[str] = "hold_ticked"
    side: str
    start_s: float
    held_s: float


@dataclass(frozen=True, slots=True)
class HoldEnded(Event):
    """A hold is over; only verified seconds count."""

    kind: ClassVar[str] = "hold_ended"
    side: str
    start_s: float
    end_s: float
    held_s: float
    reason: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseChanged(Event):
    """A guided workout goes on: "warm_up", "ready", "countdown", "work", "away", "rest" or "done".

    place    which set of the plan is on, or comes next; counts from 1
    until_s  when the phase is over by itself; None: when the person has done their part
    """

    kind: ClassVar[str] = "phase_changed"
    phase: str
    place: int
    until_s: float | None = None


@dataclass(frozen=True, slots=True)
class SetStarted(Event):
    """A set begins; what is said until its end belongs to it. `index` counts the sets begun, from 1.

    side         "both": the target is for all repetitions together; "each": for each side
    target_reps  repetitions that end it
    target_s     verified seconds of a hold that end it
    work_s       seconds that it lasts, whatever is done in them
    """

    kind: ClassVar[str] = "set_started"
    index: int
    exercise: str
    side: str = BOTH
    target_reps: int | None = None
    target_s: float | None = None
    work_s: float | None = None


@dataclass(frozen=True, slots=True)
class SetEnded(Event):
    """A set is over: its "target" was reached, its "time" is up, or it was "skipped", left or "stopped"."""

    kind: ClassVar[str] = "set_ended"
    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class SideDue(Event):
    """One side has done its share of the set: now this one."""

    kind: ClassVar[str] = "side_due"
    side: str


@dataclass(frozen=True, slots=True)
class RepCorrected(Event):
    """The person says that a repetition of this set was missed (1) or was none (-1).

    What the coach counted stays as it is.
    """

    kind: ClassVar[str] = "rep_corrected"
    set: int
    change: int


KINDS: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in (
        PersonFound,
        PersonLost,
        ViewChanged,
        FaultRaised,
        FaultCleared,
        RepCounted,
        AttemptRejected,
        HoldTicked,
        HoldEnded,
        PhaseChanged,
        SetStarted,
        SetEnded,
        SideDue,
        RepCorrected,
    )
}


def event_from_dict(data: Mapping[str, Any]) -> Event:
    """The event that `Event.as_dict` wrote. ValueError: an unknown kind, a field too few or too many."""
    values = dict(data)
    kind = values.pop("kind", None)
    cls = KINDS.get(kind) if isinstance(kind, str) else None
    if cls is None:
        raise ValueError(f"event kind: expected one of {', '.join(KINDS)}; got {kind!r}")
    names = {f.name for f in fields(cls)}
    if unknown := values.keys() - names:
        raise ValueError(f"{kind}: unknown field {sorted(unknown)[0]!r}")
    for name in ("faults", "not_judged"):
        if name in values:
            values[name] = tuple(values[name])
    try:
        return cls(**values)
    except TypeError as error:
        raise ValueError(f"{kind}: {error}") from None
