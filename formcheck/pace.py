"""How many pictures a second are looked at, and whether looking is what holds them up."""

from __future__ import annotations

from collections import deque

OVER = 30  # pictures


class Pace:
    """The pace of the last pictures."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque(maxlen=OVER)

    def add(self, at: float, looking_s: float) -> None:
        """A picture, at seconds of a clock that only runs, and how long it was looked at."""
        self._seen.append((at, looking_s))

    def clear(self) -> None:
        """What comes now has nothing to do with what came before."""
        self._seen.clear()

    def as_dict(self) -> dict[str, float]:
        """For the page: pictures a second, and the share of the time (0..1) that looking at them took.

        Both are 0.0 until there are two pictures.
        """
        if len(self._seen) < 2 or (span := self._seen[-1][0] - self._seen[0][0]) <= 0:
            return {"fps": 0.0, "busy": 0.0}
        looking_s = sum(took for _, took in list(self._seen)[1:])
        return {"fps": round((len(self._seen) - 1) / span, 1), "busy": round(min(1.0, looking_s / span), 2)}
