"""What is watched, and how that is doing, in words for the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Status = Literal[
    "none", "loading", "opening", "running", "not_found", "busy", "denied", "stalled", "ended", "failed"
]

WORDS = {
    "loading": "Loading the pose model.",
    "opening": "Opening {name}.",
    "running": "{name} is running.",
    "stalled": "{name} stopped sending pictures. Trying again.",
    "ended": "{name} is over.",
    "failed": "{name} cannot be watched.",
}
TRIES_AGAIN = ("not_found", "busy", "denied", "stalled")
STATUS_OF: dict[str, Status] = {"not_found": "not_found", "busy": "busy", "denied": "denied"}


@dataclass(frozen=True, slots=True)
class Watched:
    """What to watch: `spec` is what `open_source` takes; a film is played once, from its start to its end."""

    spec: str | int
    kind: Literal["camera", "browser", "file", "url", "demo"]
    name: str

    @property
    def film(self) -> bool:
        """Whether this has an end and a time of its own."""
        return self.kind in ("file", "demo")

    def as_dict(self) -> dict[str, str]:
        """What the page is told about it."""
        return {"kind": self.kind, "name": self.name}


@dataclass(frozen=True, slots=True)
class CameraState:
    """How the source is doing, in a word and in plain words."""

    status: Status
    message: str
    name: str | None = None

    @classmethod
    def of(cls, status: Status, name: str | None = None, message: str = "") -> CameraState:
        """The state in its usual words, or in those of an error, made a sentence."""
        words = message[:1].upper() + message[1:] or WORDS[status].format(name=name or "The camera")
        return cls(status, words if words.endswith((".", "?")) else f"{words}.", name)

    @classmethod
    def off(cls, default: Watched) -> CameraState:
        """Nothing is being watched."""
        return cls("none", f"{default.name} plays when you start." if default.film else "The camera is off.")

    def as_dict(self) -> dict[str, str | None]:
        """What the page is told."""
        return {"status": self.status, "message": self.message, "name": self.name}


class RisingTime:
    """One time for a camera that is opened again and again: each opening starts its own at about zero."""

    def __init__(self) -> None:
        self._order: int | None = None
        self._offset = 0.0
        self._last = -math.inf
        self._last_at = 0.0

    def place(self, t: float, order: int, now: float) -> float:
        """The time `t` of the opening `order` on the common axis; `now` is a clock that runs between them."""
        if order != self._order:
            if self._order is not None:
                self._offset = self._last + (now - self._last_at) - t
            self._order = order
        placed = max(t + self._offset, math.nextafter(self._last, math.inf))
        self._last, self._last_at = placed, now
        return placed
