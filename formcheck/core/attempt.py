"""An attempt: everything seen from leaving the start position until it is judged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from typing import Any, overload

from formcheck.core.body import Body
from formcheck.core.measure import Measure, Own, Pair, SidedMeasure

# Parts of a repetition that a reading may look at.
WHOLE, DOWN, BOTTOM, UP = "whole", "down", "bottom", "up"
AIR, LANDING = "air", "landing"  # of a jump
HIGHEST_FLOOR = 0.45  # of the turning point: pulses at the bottom are no repetitions
STILL_SHARE = 0.03  # of the turning point: less than this is no coming nearer
BOTTOM_SHARE = 0.75  # of the deepest travel: from here on a frame belongs to the bottom


@dataclass(slots=True)
class Attempt:
    """Everything seen since the person left the start position.

    approach  (time, travel) of the frames before it was clear that they had left it
    floor     travel at the top that they came from: near 0, higher in a split stance
    amplitude   how far the turning point is from the top that they came from
    earliest_s, latest_s   where the one before ended, and where the film does
    off_s, landed_s, flight   of a jump: when the heels left the floor and came back (inf: not yet), and how
                              high the toes were between, own leg lengths
    """

    approach: Collection[tuple[float, float]]
    start_seen: bool
    floor: float
    times: list[float] = field(default_factory=list)
    travel: list[float] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    frames: list[tuple[Body, Own]] = field(default_factory=list)
    peak: float = 0.0
    amplitude: float = 0.0
    peak_s: float = 0.0
    after_peak: float = 0.0
    settled: float = 0.0
    settled_s: float = 0.0
    earliest_s: float = -inf
    latest_s: float = inf
    off_s: float = inf
    landed_s: float = inf
    flight: float = float("nan")
    _rows: dict[str, list[int]] = field(default_factory=dict)  # by part, until the next frame
    _values: dict[Callable[..., Any], dict[int, Any]] = field(default_factory=dict)  # by measure and row

    def add(self, body: Body, own: Own, travel: float) -> None:
        """Keep this frame and its travel; what is measured in it is asked for when the attempt is judged."""
        self.times.append(body.t)
        self.travel.append(travel)
        self.views.append(body.view)
        self._rows.clear()
        self.frames.append((body, own))
        if travel > self.peak:
            self.peak, self.peak_s, self.after_peak = travel, body.t, travel
            self.amplitude = travel - min(self.floor, HIGHEST_FLOOR * travel)
            self.settled, self.settled_s = travel, body.t
        elif travel < self.settled - STILL_SHARE * self.peak:
            self.settled, self.settled_s = travel, body.t
        self.after_peak = min(self.after_peak, travel)

    def back(self, travel: float) -> float:
        """The share of the way back that a travel behind the turning point means."""
        return (self.peak - travel) / self.amplitude

    @property
    def start_s(self) -> float:
        """When the movement began."""
        way = self._way_there()
        begun = _end_of_reach(way)
        return max(begun if self.start_seen else way[-1][0], way[-1][0], self.earliest_s)

    @property
    def end_s(self) -> float:
        """When it was over; a little after the frame that settled it, or with the landing of a jump."""
        if self.landed_s < inf:
            return min(self.times[-1], self.latest_s)
        way = self._way_back()
        near = way[-1][1] >= NEAR_SHARE
        return min(max(_end_of_reach(way), self.times[-1]) if near else self.settled_s, self.latest_s)

    @property
    def arrived_s(self) -> float:
        """When the turning point was reached: a pause there is no part of the way."""
        return min(_start_of_reach(self._way_there()), self.peak_s)

    @property
    def turned_s(self) -> float:
        """When the way back began: a pause at the turning point is no part of it."""
        return max(_start_of_reach(self._way_back()), self.peak_s)

    def _way_there(self) -> list[tuple[float, float]]:
        """(time, share of the way) from the turning point backwards to the start."""
        peak, amplitude = self.peak, self.amplitude
        path = chain(self.approach, zip(self.times, self.travel, strict=True))
        return [(t, (peak - x) / amplitude) for t, x in path if t <= self.peak_s][::-1]

    def _way_back(self) -> list[tuple[float, float]]:
        """(time, share of the way) from the turning point on."""
        peak, amplitude = self.peak, self.amplitude
        path = zip(self.times, self.travel, strict=True)
        return [(t, (peak - x) / amplitude) for t, x in path if t >= self.peak_s]

    @property
    def view(self) -> str:
        """The view of most frames."""
        return max(sorted(set(self.views)), key=self.views.count)

    def rows(self, part: str) -> list[int]:
        """Indices of the frames of a part of the repetition."""
        if part not in self._rows:
            self._rows[part] = self._find_rows(part)
        return self._rows[part]

    @overload
    def values(self, measure: Measure, part: str) -> list[float]: ...

    @overload
    def values(self, measure: SidedMeasure, part: str) -> list[Pair]: ...

    def values(self, measure: Measure | SidedMeasure, part: str) -> list[Any]:
        """A measure in each frame of a part of the repetition."""
        known = self._values.setdefault(measure.fn, {})
        rows = self.rows(part)
        for i in rows:
            if i not in known:
                known[i] = measure.fn(*self.frames[i])
        return [known[i] for i in rows]

    def _find_rows(self, part: str) -> list[int]:
        every = range(len(self.times))
        if part == DOWN:
            return [i for i in every if self.times[i] <= self.peak_s]
        if part == UP:
            return [i for i in every if self.times[i] >= self.peak_s]
        if part == BOTTOM:
            return [i for i in every if self.travel[i] >= BOTTOM_SHARE * self.peak]
        if part == AIR:
            return [i for i in every if self.off_s <= self.times[i] < self.landed_s]
        if part == LANDING:
            return [i for i in every if self.times[i] >= self.landed_s]
        return list(every)


NEAR_SHARE, HALF_SHARE = 0.88, 0.5  # of the way back
REST_OF_REACH = 0.7  # of the time from half to near: 1.1 on the ideal profile, people stop sooner


def _end_of_reach(way: Sequence[tuple[float, float]]) -> float:
    """When a movement away from its turning point, (time, share of the way), comes to rest; seconds.

    Reaching movements follow the least-jerk profile (Flash and Hogan 1985), which passes from half of the
    way to 88 % of it in 24 % of its time, and needs about as long again to the end. Noise near rest then
    does not blur the boundary.
    """
    half = next((t for t, share in way if share >= HALF_SHARE), way[-1][0])
    near = next((t for t, share in way if share >= NEAR_SHARE), None)
    return way[-1][0] if near is None else near + REST_OF_REACH * (near - half)


def _start_of_reach(way: Sequence[tuple[float, float]]) -> float:
    """When such a movement left its turning point: by the same profile, which is symmetric; seconds."""
    half = next((t for t, share in way if share >= HALF_SHARE), way[-1][0])
    left = next((t for t, share in way if share >= 1.0 - NEAR_SHARE), way[-1][0])
    return left - REST_OF_REACH * (half - left)
