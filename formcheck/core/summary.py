"""A session in one record: a fold of its events, used live and afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.core.events import AttemptRejected, Event, HoldEnded, RepCounted, ViewChanged


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened: repetitions, refused attempts, holds, and the views it was seen from, in order.

    view  from where it was seen for the longest time; None when nobody was
    """

    reps: tuple[RepCounted, ...]
    attempts: tuple[AttemptRejected, ...]
    holds: tuple[HoldEnded, ...]
    views: tuple[str, ...]
    view: str | None

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
        view=_longest_view(events),
    )


def _longest_view(events: Sequence[Event]) -> str | None:
    changes = [e for e in events if isinstance(e, ViewChanged)]
    ends = [e.t for e in changes[1:]] + [max((e.t for e in events), default=0.0)]
    seconds: dict[str, float] = dict.fromkeys((e.view for e in changes), 0.0)
    for change, end in zip(changes, ends, strict=False):
        seconds[change.view] += end - change.t
    return max(seconds, key=lambda view: seconds[view]) if seconds else None
