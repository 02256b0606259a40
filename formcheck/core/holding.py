"""Holding a position: only seconds in which it was verified count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from formcheck.core.body import Body
from formcheck.core.events import BOTH
from formcheck.core.measure import Own

CONFIRM_S = 1.0  # s; the usual value of coaches in the field
GRACE_S = 1.0  # s out of position before a hold is over; they are not credited
LONGEST_STEP_S = 0.5  # s between two frames that may still be credited: nobody watched a longer gap


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be true in the position, and the word for it when it is not."""

    reason: str
    holds: Callable[[Body, Own], bool]


@dataclass(frozen=True, slots=True)
class Still:
    """What must not move: the measure stays within `tolerance` (its unit) of where the hold began."""

    measure: Callable[[Body, Own], float]
    tolerance: float


@dataclass(frozen=True, slots=True)
class Entry:
    """How nobody gets into the position: the measure above `most` (its unit) within the seconds before."""

    measure: Callable[[Body, Own], float]
    most: float
    within_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Hold:
    """A position: all its checks hold, and what must be still is.

    confirm_s  s in position before a hold is believed; then they are credited
    side       whose hold it is
    """

    checks: tuple[Check, ...]
    still: Still | None = None
    entry: Entry | None = None
    confirm_s: float = CONFIRM_S
    side: Callable[[Body, Own], str] = lambda body, own: BOTH

    def start(self) -> HoldState:
        """A clock that has seen nothing yet."""
        return HoldState(self)

    def broken(self, body: Body, own: Own) -> str | None:
        """The first check that fails in this frame; None in position."""
        return next((check.reason for check in self.checks if not check.holds(body, own)), None)


@dataclass(slots=True)
class HoldState:
    """The clock: since when, how much is verified, and since when out of position and why."""

    rule: Hold
    start_s: float | None = None
    side: str = BOTH
    held_s: float = 0.0
    confirmed: bool = False
    t: float | None = None
    in_s: float = 0.0
    out_since: float | None = None
    why: str = ""
    anchor: float = 0.0
    values: list[tuple[float, float]] = field(default_factory=list)  # (t, what must be still), not confirmed
    entered_wrong_s: float = float("-inf")
    refused: bool = False

    def update(self, body: Body, own: Own) -> bool:
        """Feed one frame; True when a running hold is over with it (read the fields, then `clear`)."""
        step = 0.0 if self.t is None else body.t - self.t
        self.t = body.t
        reason = self.rule.broken(body, own) or self._moved(body, own, step)
        if reason is None:
            if self.start_s is not None or self._entered(body):
                self._stay(body, own, step)
            return False
        self._approach(body, own)
        return self._leave(body.t, reason)

    def _approach(self, body: Body, own: Own) -> None:
        """Out of position: remember when the way in was not the way of this exercise."""
        self.refused = False
        entry = self.rule.entry
        if entry is not None and entry.measure(body, own) > entry.most:
            self.entered_wrong_s = body.t

    def _entered(self, body: Body) -> bool:
        entry = self.rule.entry
        if entry is not None and body.t - self.entered_wrong_s < entry.within_s:
            self.refused = True
        return not self.refused

    def _moved(self, body: Body, own: Own, step: float) -> str | None:
        still = self.rule.still
        if still is None or self.start_s is None:
            return None
        value = still.measure(body, own)
        if not self.confirmed:
            self.values.append((body.t, value))
        if abs(value - self.anchor) <= still.tolerance:
            return None
        if not self.confirmed:
            self._settle(value, still.tolerance, step)
            return None
        return "moved"

    def _settle(self, value: float, tolerance: float, step: float) -> None:
        """Still since when? Who sinks into the position is in it before they are at rest."""
        moving = [i for i, (_, x) in enumerate(self.values) if abs(x - value) > tolerance]
        del self.values[: moving[-1] + 1]
        self.anchor, self.start_s = value, self.values[0][0]
        self.held_s = self.in_s = self.values[-1][0] - self.start_s - step  # `_stay` adds this frame's

    def _stay(self, body: Body, own: Own, step: float) -> None:
        if self.start_s is None:
            self.start_s, self.side, self.in_s = body.t, self.rule.side(body, own), 0.0
            if self.rule.still is not None:
                self.anchor = self.rule.still.measure(body, own)
                self.values = [(body.t, self.anchor)]
        elif self.out_since is None and step <= LONGEST_STEP_S:
            self.in_s += step
            self.held_s += step
        self.out_since = None
        self.confirmed = self.confirmed or self.in_s >= self.rule.confirm_s

    def _leave(self, t: float, reason: str) -> bool:
        if self.start_s is None:
            return False
        if not self.confirmed:
            self.clear()
            return False
        if self.out_since is None:
            self.out_since, self.why = t, reason
        return t - self.out_since > GRACE_S

    def clear(self) -> None:
        """Back to waiting."""
        self.start_s, self.held_s, self.confirmed, self.in_s = None, 0.0, False, 0.0
        self.values = []
        self.out_since, self.why = None, ""
