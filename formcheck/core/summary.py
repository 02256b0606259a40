"""A session in one record: a fold of its events, used live and afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from formcheck.core.events import AttemptRejected, Event, HoldEnded, RepCounted, ViewChanged


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened: repetitions, refused attempts, holds, and the views it was seen from, in order."""

    reps: tuple[RepCounted, ...]
    attempts: tuple[AttemptRejected, ...]
    holds: tuple[HoldEnded, ...]
    views: tuple[str, ...]

    @property
    def view(self) -> str | None:
        """The first view in which a person was seen; None when nobody was."""
        return self.views[0] if self.views else None

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
        }


def summarise(events: Iterable[Event]) -> Summary:
    """Fold events, in their order, into a summary."""
    events = list(events)
    return Summary(
        reps=tuple(e for e in events if isinstance(e, RepCounted)),
        attempts=tuple(e for e in events if isinstance(e, AttemptRejected)),
        holds=tuple(e for e in events if isinstance(e, HoldEnded)),
        views=tuple(e.view for e in events if isinstance(e, ViewChanged)),
    )
