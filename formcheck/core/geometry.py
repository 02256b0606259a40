"""Angles and distances between single points: sequences of two or three floats, in and out.

Plain floats, not arrays: one frame needs a few dozen of these, and a numpy call on three numbers costs
more than the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, atan2, degrees, hypot, sqrt

Point = Sequence[float]
NAN = float("nan")


def angle(a: Point, b: Point, c: Point) -> float:
    """The angle at b between a and c: 0..180 degrees; NaN where two points coincide."""
    u = [p - q for p, q in zip(a, b, strict=True)]
    v = [p - q for p, q in zip(c, b, strict=True)]
    norm = sqrt(sum(x * x for x in u) * sum(x * x for x in v))
    if not norm > 0.0:
        return NAN
    cosine = sum(x * y for x, y in zip(u, v, strict=True)) / norm
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def flexion(a: Point, b: Point, c: Point) -> float:
    """How far a joint is bent: 0 straight, 180 folded, degrees."""
    return 180.0 - angle(a, b, c)


def tilt(bottom: Point, top: Point) -> float:
    """The angle of the line from `bottom` to `top` against straight up (-y): 0..180 degrees."""
    up = bottom[1] - top[1]
    across = hypot(*(t - b for i, (t, b) in enumerate(zip(top, bottom, strict=True)) if i != 1))
    return degrees(atan2(across, up))


def distance(a: Point, b: Point) -> float:
    """The distance between two points, in their unit."""
    return hypot(*(p - q for p, q in zip(a, b, strict=True)))


def middle(a: Point, b: Point) -> tuple[float, ...]:
    """The point half-way between two points."""
    return tuple((p + q) / 2.0 for p, q in zip(a, b, strict=True))


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
