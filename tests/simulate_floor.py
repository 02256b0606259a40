"""Stick people on the floor (joints placed one by one), against a band, and in the air."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import cos, radians, sin, sqrt

import numpy as np
from simulate import ANKLE_HEIGHT, HIP_HALF, SHANK, THIGH, TRUNK, Figure, Film, Leg, Vector, ease, squatting

from formcheck.core.pose import LANDMARKS

LEG = THIGH + SHANK
NOBODYS_LEG = Leg((0.0, 0.0, 0.0))


@dataclass(frozen=True)
class Placed(Figure):
    """A figure whose joints are given: {left landmark: (left, right)}."""

    places: dict[int, tuple[Sequence[float], Sequence[float]]] = field(default_factory=dict)

    def joints(self) -> Vector:
        """All 33 landmarks, (33, 3)."""
        p = np.zeros((LANDMARKS, 3))
        p[:11] = self.shoulders
        for joint, (left, right) in self.places.items():
            p[joint], p[joint + 1] = left, right
        for hand in (17, 19, 21):
            p[hand], p[hand + 1] = p[15], p[16]
        return p


def placed(head: Sequence[float], places: dict[int, tuple[Sequence[float], Sequence[float]]]) -> Placed:
    """A figure from its head and its joints."""
    return Placed((0.0, 0.0, 0.0), NOBODYS_LEG, NOBODYS_LEG, shoulders=tuple(head), places=places)


def all_fours(left: float = 0.0, right: float = 0.0, kick: float = 0.0) -> Placed:
    """On hands and knees, a knee lifted to its side by degrees; `kick` turns its shin up."""
    hips = 0.06 + THIGH
    places: dict[int, tuple[Sequence[float], Sequence[float]]] = {
        11: ((0.18, TRUNK, hips + 0.05), (-0.18, TRUNK, hips + 0.05)),
        13: ((0.18, TRUNK, 0.28), (-0.18, TRUNK, 0.28)),
        15: ((0.18, TRUNK, 0.03), (-0.18, TRUNK, 0.03)),
        23: ((HIP_HALF, 0.0, hips), (-HIP_HALF, 0.0, hips)),
    }
    legs = []
    for sign, lift in ((1.0, left), (-1.0, right)):
        a, b = radians(lift), radians(kick if lift else 0.0)
        knee = np.array([sign * (HIP_HALF + THIGH * sin(a)), 0.0, hips - THIGH * cos(a)])
        ankle = knee + SHANK * np.array([0.0, -cos(b), sin(b)])
        legs.append((knee, ankle, ankle - [0, 0, 0.04], ankle - [0, 0.1, 0]))
    for joint, one, other in zip((25, 27, 29, 31), legs[0], legs[1], strict=True):
        places[joint] = (one, other)
    return placed((0.0, TRUNK + 0.2, hips + 0.05), places)


def side_lying(lift: float = 0.0, roll: float = 0.0) -> Placed:
    """On the right side, facing the camera, the left leg on top and lifted by degrees."""
    top, low, turn = 0.46, 0.12, radians(roll)
    shoulder = (top - low) * cos(turn)
    places: dict[int, tuple[Sequence[float], Sequence[float]]] = {
        11: ((TRUNK, -(top - low) * sin(turn), low + shoulder), (TRUNK, 0.0, low)),
        13: ((TRUNK - 0.2, 0.1, 0.3), (TRUNK + 0.1, 0.2, 0.1)),
        15: ((TRUNK - 0.3, 0.2, 0.1), (TRUNK + 0.2, 0.25, 0.1)),
        23: ((0.0, 0.0, 0.34), (0.0, 0.0, 0.12)),
    }
    legs = []
    for hip, angle in ((0.34, radians(lift)), (0.12, 0.0)):
        way = np.array([-cos(angle), 0.0, sin(angle)])
        at = np.array([0.0, 0.0, hip])
        ankle = at + LEG * way - [0, 0, 0.14 if hip > 0.2 and not lift else 0.0]
        legs.append((at + THIGH * way, ankle, ankle - [0.03, 0, 0.03], ankle - [0.05, -0.12, 0]))
    for joint, one, other in zip((25, 27, 29, 31), legs[0], legs[1], strict=True):
        places[joint] = (one, other)
    return placed((TRUNK + 0.22, 0.05, 0.3), places)


def planking(left: float = 0.0, right: float = 0.0, hips: float = 0.0) -> Placed:
    """A forearm plank, a straight leg lifted by degrees; `hips` metres above the line."""
    shoulder, ankle_z = 0.3, 0.1
    hip = shoulder + (ankle_z - shoulder) * TRUNK / (TRUNK + LEG) + hips
    places: dict[int, tuple[Sequence[float], Sequence[float]]] = {
        11: ((0.18, TRUNK, shoulder), (-0.18, TRUNK, shoulder)),
        13: ((0.18, TRUNK, 0.03), (-0.18, TRUNK, 0.03)),
        15: ((0.18, TRUNK + 0.24, 0.03), (-0.18, TRUNK + 0.24, 0.03)),
        23: ((HIP_HALF, 0.0, hip), (-HIP_HALF, 0.0, hip)),
    }
    legs = []
    for sign, lift in ((1.0, left), (-1.0, right)):
        at = np.array([sign * HIP_HALF, 0.0, hip])
        down = np.arcsin((hip - ankle_z) / LEG) - radians(lift)
        way = np.array([0.0, -cos(down), -sin(down)])
        ankle = at + LEG * way
        legs.append((at + THIGH * way, ankle, ankle - [0, 0.03, -0.02], ankle - [0, 0.0, 0.1]))
    for joint, one, other in zip((25, 27, 29, 31), legs[0], legs[1], strict=True):
        places[joint] = (one, other)
    return placed((0.0, TRUNK + 0.2, shoulder), places)


def hydrants(sides: Sequence[str], degrees: float = 72.0, fps: float = 30.0, kick: float = 0.0) -> Film:
    """A second on all fours, then fire hydrants with the given legs."""
    film = Film(fps).add(1.0, lambda _: all_fours())
    for side in sides:
        film.add(2.4, lambda u, s=side: all_fours(**{s: degrees * ease(u)}, kick=kick * ease(u)))
        film.add(0.5, lambda _: all_fours())
    return film.add(0.8, lambda _: all_fours())


def leg_raises(lifts: Iterable[float], half_s: float = 4.0, fps: float = 30.0, roll: float = 0.0) -> Film:
    """A second lying on the right side, then raises of the left leg to these degrees."""
    film = Film(fps).add(1.0, lambda _: side_lying())
    for lift in lifts:
        film.add(2 * half_s, lambda u, d=lift: side_lying(d * ease(u), roll * ease(u)))
        film.add(0.6, lambda _: side_lying())
    return film.add(0.8, lambda _: side_lying())


def plank_lifts(
    sides: Sequence[str], held_s: float = 3.2, fps: float = 30.0, hips: float = 0.0, degrees: float = 20.0
) -> Film:
    """A second in a plank, then lifts of the given legs, held."""
    film = Film(fps).add(1.0, lambda _: planking())
    for side in sides:
        film.add(0.8, lambda u, s=side: planking(**{s: degrees * ease(u / 2)}, hips=hips * ease(u / 2)))
        film.add(held_s, lambda _, s=side: planking(**{s: degrees}, hips=hips))
        film.add(
            0.8, lambda u, s=side: planking(**{s: degrees * ease(0.5 + u / 2)}, hips=hips * ease(0.5 + u / 2))
        )
        film.add(0.6, lambda _: planking())
    return film.add(0.8, lambda _: planking())


def apart(
    left: float, right: float, knee_in: float = 0.0, toe_out: float = 8.0, flexion: float = 25.0
) -> Figure:
    """Feet at these places across, knees a little bent, the hips between them."""
    half = (left - right) / 2
    reach = sqrt(THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * cos(radians(flexion)))
    height = ANKLE_HEIGHT + sqrt(reach**2 - (half - HIP_HALF) ** 2)
    legs = (Leg((x, 0.0, ANKLE_HEIGHT), knee_in, toe_out) for x in (left, right))
    return Figure(((left + right) / 2, 0.0, height), *legs, lean=10.0)


def side_steps(
    ways: Sequence[float], step: float = 0.3, fps: float = 30.0, sinks: float = 0.0, **options: float
) -> Film:
    """Half a squat, then steps to the left (1) or the right (-1): the leading foot, then the other.

    sinks   degrees that the knees bend more in the middle of a step
    """
    where, wide = 0.0, 0.18
    film = Film(fps).add(1.0, lambda _: apart(wide, -wide, **options))
    for way in ways:

        def out(u: float, x: float = where, w: float = way) -> Figure:
            far, bent = w * step * ease(u / 2), 25.0 + sinks * ease(u / 2)
            return apart(x + wide + max(far, 0.0), x - wide + min(far, 0.0), flexion=bent, **options)

        def close(u: float, x: float = where, w: float = way) -> Figure:
            far, near, bent = w * step, w * step * ease(u / 2), 25.0 + sinks * ease(0.5 + u / 2)
            left, right = (far, near) if w > 0 else (near, far)
            return apart(x + wide + left, x - wide + right, flexion=bent, **options)

        where += way * step
        film.add(0.5, out).add(0.5, close).add(0.4, lambda _, x=where: apart(x + wide, x - wide, **options))
    return film.add(0.8, lambda _, x=where: apart(x + wide, x - wide, **options))


def jumping(flexion: float, up: float = 0.0, knee_in: float = 0.0) -> Figure:
    """A squat at this knee flexion, the whole person lifted by so many metres."""
    figure = squatting(flexion, knee_in=knee_in)
    x, y, z = figure.hips
    legs = [replace(leg, ankle=(*leg.ankle[:2], leg.ankle[2] + up)) for leg in (figure.left, figure.right)]
    return replace(figure, hips=(x, y, z + up), left=legs[0], right=legs[1])


def jump_squats(
    heights: Iterable[float], landing: float = 70.0, fps: float = 30.0, knee_in: float = 0.0, air: float = 4.0
) -> Film:
    """A second of standing, then jumps as high as told (m), landing at this knee flexion.

    air   knee flexion in the air
    """
    film = Film(fps).add(1.0, lambda _: jumping(4.0))
    for height in heights:
        film.add(0.8, lambda u: jumping(4 + 91 * ease(u / 2)))
        film.add(0.4, lambda u: jumping(air + (95 - air) * (1 - u) ** 1.5))
        film.add(0.45 if height else 0.02, lambda u, h=height: jumping(air, 4 * h * u * (1 - u)))
        film.add(0.2, lambda u: jumping(air + (landing - air) * ease(u / 2), 0.0, knee_in))
        film.add(0.5, lambda u: jumping(landing - (landing - 4) * ease(u / 2), 0.0, knee_in))
        film.add(0.5, lambda _: jumping(4.0))
    return film.add(0.8, lambda _: jumping(4.0))
