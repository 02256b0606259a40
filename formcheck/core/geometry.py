"""Angles and distances between single points: sequences of two or three floats, in and out.

Plain floats, not arrays: one frame needs a few dozen of these, and a numpy call on three numbers costs
more than the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, atan2, degrees, dist, hypot

Point = Sequence[float]
NAN = float("nan")


def angle(a: Point, b: Point, c: Point) -> float:
    """The angle at b between a and c: 0..180 degrees; NaN where two points coincide."""
    u, v, w = dist(a, b), dist(b, c), dist(a, c)
    if not u * v > 0.0:
        return NAN
    cosine = (u * u + v * v - w * w) / (2.0 * u * v)
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def flexion(a: Point, b: Point, c: Point) -> float:
    """How far a joint is bent: 0 straight, 180 folded, degrees."""
    return 180.0 - angle(a, b, c)


def tilt(bottom: Point, top: Point) -> float:
    """The angle of the line from `bottom` to `top` against straight up (-y): 0..180 degrees."""
    x, z = top[0] - bottom[0], top[2] - bottom[2] if len(top) == 3 else 0.0  # an image point has no depth
    return degrees(atan2(hypot(x, z), bottom[1] - top[1]))


def middle(a: Point, b: Point) -> tuple[float, ...]:
    """The point half-way between two points."""
    if len(a) == 3:
        return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0


def height_over_line(point: Point, start: Point, end: Point) -> float:
    """Signed distance of an image point from the line start-end, in their unit.

    Positive when the point lies above the line (smaller y) for a line that is more level than upright.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if not length > 0.0:
        return NAN
    cross = dx * (point[1] - start[1]) - dy * (point[0] - start[0])
    return (-cross if dx > 0 else cross) / length
