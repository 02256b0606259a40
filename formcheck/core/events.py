"""What the coach says: frozen facts with a time. Counts, scores and summaries are folds of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

# Sides are the person's own. "both" where the two sides move together.
LEFT, RIGHT, BOTH = "left", "right", "both"


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
    """One whole repetition. `index` counts from 1; `peak_s` is the turning point."""

    kind: ClassVar[str] = "rep_counted"
    index: int
    side: str
    start_s: float
    peak_s: float
    end_s: float
    faults: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)


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
