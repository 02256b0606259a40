"""How far a set has come towards its target."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from formcheck.core.events import (
    BOTH,
    EACH,
    LEFT,
    RIGHT,
    Event,
    HoldEnded,
    HoldTicked,
    RepCounted,
    SideDue,
)
from formcheck.core.plan import Step

OTHER_SIDE = {LEFT: RIGHT, RIGHT: LEFT}


@dataclass(slots=True)
class Achieved:
    """What has been done of a set: repetitions of each side, and verified seconds.

    counted   repetitions that the coach counted; `reps` has those that the person added, too
    due       the side whose turn it is, once the other has done its share
    """

    step: Step
    reps: Counter[str] = field(default_factory=Counter)
    counted: int = 0
    last_side: str = BOTH
    held_before_s: float = 0.0
    held_s: float = 0.0
    due: str | None = None

    def take_in(self, event: Event) -> list[Event]:
        """What to say of it: repetitions numbered from the start of the set, and whose turn it is."""
        if isinstance(event, RepCounted):
            self.counted += 1
            self.last_side = event.side
            return [replace(event, index=self.counted), *self.credit(event.t, 1)]
        if isinstance(event, HoldTicked):
            self.held_s = event.held_s
        elif isinstance(event, HoldEnded):
            self.held_before_s, self.held_s = self.held_before_s + event.held_s, 0.0
        return [event]

    def credit(self, t: float, reps: int) -> list[Event]:
        """So many more repetitions of the side that moved last."""
        side = self.last_side
        self.reps[side] += reps
        other = OTHER_SIDE.get(side)
        if self.step.side != EACH or other is None or self.due is not None:
            return []
        if self.reps[side] < self._target or self.reps[other] >= self._target:
            return []
        self.due = other
        return [SideDue(t, other)]

    @property
    def _target(self) -> int:
        return self.step.reps or 0

    @property
    def complete(self) -> bool:
        """Whether the target has been reached."""
        if self.step.reps is not None:
            each = min(self.reps[LEFT], self.reps[RIGHT])
            return (each if self.step.side == EACH else sum(self.reps.values())) >= self._target
        held_s = self.step.held_s
        return held_s is not None and self.held_before_s + self.held_s >= held_s
