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
    ux, uy, uz = _from(b, a)
    vx, vy, vz = _from(b, c)
    norm = sqrt((ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz))
    if not norm > 0.0:
        return NAN
    cosine = (ux * vx + uy * vy + uz * vz) / norm
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def _from(a: Point, b: Point) -> tuple[float, float, float]:
    """The way from a to b; an image point has no depth."""
    return b[0] - a[0], b[1] - a[1], b[2] - a[2] if len(a) == 3 else 0.0


def flexion(a: Point, b: Point, c: Point) -> float:
    """How far a joint is bent: 0 straight, 180 folded, degrees."""
    return 180.0 - angle(a, b, c)


def tilt(bottom: Point, top: Point) -> float:
    """The angle of the line from `bottom` to `top` against straight up (-y): 0..180 degrees."""
    x, _, z = _from(bottom, top)
    return degrees(atan2(hypot(x, z), bottom[1] - top[1]))


def distance(a: Point, b: Point) -> float:
    """The distance between two points, in their unit."""
    return hypot(*_from(a, b))


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
