"""Stick people that move on command, seen by a pinhole camera: poses with exactly known answers.

World axes here: x to the person's left, y ahead of the person, z up; metres. The film functions give
poses at `fps` frames a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import cos, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from formcheck.core.pose import LANDMARKS, Pose

Vector = NDArray[np.float64]

THIGH, SHANK, TRUNK = 0.42, 0.42, 0.48
HIP_HALF, SHOULDER_HALF, ANKLE_HEIGHT = 0.10, 0.18, 0.08
HEEL, BALL = 0.05, 0.15  # of the foot, behind and ahead of the ankle


@dataclass(frozen=True)
class Leg:
    """Where a foot stands and how the knee goes."""

    ankle: tuple[float, float, float]
    knee_in: float = 0.0  # degrees that the knee turns inwards about the hip-ankle line
    toe_out: float = 10.0  # degrees
    heel_up: float = 0.0  # degrees that the foot is pitched; the ankle's height includes it


@dataclass(frozen=True)
class Figure:
    """A whole posture: the middle of the hips, the trunk's direction, and the two legs."""

    hips: tuple[float, float, float]
    left: Leg
    right: Leg
    lean: float = 0.0  # degrees forward
    side: float = 0.0  # degrees to the person's left
    supine: bool = False
    shoulders: tuple[float, float, float] | None = None

    def joints(self) -> Vector:
        """All 33 landmarks, (33, 3)."""
        p = np.zeros((LANDMARKS, 3))
        hips = np.array(self.hips)
        if self.shoulders is None:
            a, b = radians(self.lean), radians(self.side)
            trunk = np.array([sin(b), sin(a) * cos(b), cos(a) * cos(b)]) * TRUNK
        else:
            trunk = np.array(self.shoulders) - hips
        across = np.array([1.0, 0.0, 0.0])
        neck = hips + trunk
        up = trunk / np.linalg.norm(trunk)
        ahead = np.cross(up, across)
        p[:11] = neck + 0.22 * up + 0.08 * ahead
        p[7], p[8] = neck + 0.2 * up + 0.07 * across, neck + 0.2 * up - 0.07 * across
        for k, (leg, sign) in enumerate(((self.left, 1.0), (self.right, -1.0))):
            self._limbs(p, k, sign, leg, hips, neck, up)
        return p

    def _limbs(
        self, p: Vector, k: int, sign: float, leg: Leg, hips: Vector, neck: Vector, up: Vector
    ) -> None:
        across = np.array([sign, 0.0, 0.0])
        p[11 + k] = neck + SHOULDER_HALF * across
        for joint, down in ((13, 0.28), (15, 0.5), (17, 0.55), (19, 0.58), (21, 0.55)):
            p[joint + k] = neck + (SHOULDER_HALF + 0.03) * across - down * up
        hip, ankle = hips + HIP_HALF * across, np.array(leg.ankle)
        toe = np.array([sign * sin(radians(leg.toe_out)), cos(radians(leg.toe_out)), 0.0])
        p[23 + k], p[27 + k] = hip, ankle
        p[25 + k] = knee_of(hip, ankle, np.array([0.0, 0.0, 1.0]) if self.supine else toe, sign * leg.knee_in)
        pitch = sin(radians(leg.heel_up))
        p[29 + k] = ankle - HEEL * toe - [0, 0, ANKLE_HEIGHT - HEEL * pitch]
        p[31 + k] = ankle + BALL * toe - [0, 0, ANKLE_HEIGHT - 0.02 + BALL * pitch]


def knee_of(hip: Vector, ankle: Vector, ahead: Vector, turn: float) -> Vector:
    """The knee of a two-link leg, bent towards `ahead` and turned about the hip-ankle line by degrees."""
    line = ankle - hip
    reach = min(float(np.linalg.norm(line)), (THIGH + SHANK) * 0.9999)
    u = line / np.linalg.norm(line)
    along = (THIGH**2 - SHANK**2 + reach**2) / (2 * reach)
    out = ahead - u * (ahead @ u)
    out = out / np.linalg.norm(out)
    a = radians(turn)
    out = out * cos(a) + np.cross(-u, out) * sin(a)
    knee: Vector = hip + along * u + float(np.sqrt(max(THIGH**2 - along**2, 0.0))) * out
    return knee


@dataclass(frozen=True)
class Camera:
    """A level pinhole camera. azimuth 0 looks at the person's face, 90 at the person's left side."""

    azimuth: float = 0.0
    away: float = 2.8
    height: float = 0.9
    hfov: float = 65.0
    width: int = 640
    size_y: int = 480

    def pose(self, t: float, joints: Vector) -> Pose:
        """The pose of these joints at t seconds."""
        a = radians(self.azimuth)
        towards = np.array([sin(a), cos(a), 0.0])
        right = np.array([cos(a), -sin(a), 0.0])
        eye = towards * self.away + [0.0, 0.0, self.height]
        rel = joints - eye
        x, y, z = rel @ right, -rel[:, 2], rel @ -towards
        focal = 0.5 / np.tan(radians(self.hfov) / 2)
        image = np.ones((LANDMARKS, 5))
        image[:, 0] = 0.5 + focal * x / z
        image[:, 1] = 0.5 + focal * (self.width / self.size_y) * y / z
        image[:, 3] = 0.95
        world = np.stack([x, y, z], axis=1)
        world -= (world[23] + world[24]) / 2
        return Pose.from_normalised(t, image, world, self.width, self.size_y)


def changed(pose: Pose, image: Vector | None = None, world: Vector | None = None) -> Pose:
    """The same pose with other landmarks (33, 2) and (33, 3)."""
    parts = pose.image if image is None else image, pose.world if world is None else world
    return replace(pose, columns=np.hstack(parts).T.tolist())


@dataclass
class Film:
    """A row of postures with their times; `poses` shows it to a camera."""

    fps: float = 30.0
    figures: list[Figure | None] = field(default_factory=list)

    def add(self, seconds: float, posture: Callable[[float], Figure | None]) -> Film:
        """Append `posture(u)` for u from 0 to 1 over some seconds."""
        n = max(1, round(seconds * self.fps))
        self.figures += [posture(i / n) for i in range(n)]
        return self

    def poses(self, camera: Camera | None = None) -> list[Pose]:
        """What a camera sees; None in the film is nobody."""
        camera = camera or Camera()
        return [
            Pose.nobody(i / self.fps) if f is None else camera.pose(i / self.fps, f.joints())
            for i, f in enumerate(self.figures)
        ]


def ease(u: float) -> float:
    """0 -> 1 -> 0, smoothly."""
    return (1 - cos(2 * pi * u)) / 2


def squatting(flexion: float, *, knee_in: float = 0.0, lean: float | None = None, **options: float) -> Figure:
    """A squat at this knee flexion (degrees). options: stance (half, m), side, heel_up, toe_out."""
    stance = options.get("stance", 0.18)
    toe_out, heel_up = options.get("toe_out", 15.0), options.get("heel_up", 0.0)
    reach = np.sqrt(THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * cos(radians(max(flexion, 4.0))))
    shank = radians(0.31 * flexion)
    back = THIGH * sin(radians(flexion) - shank) - SHANK * sin(shank)
    share = min(1.0, flexion / 100)
    ankle = ANKLE_HEIGHT + BALL * sin(radians(heel_up * share))
    height = ankle + float(np.sqrt(max(reach**2 - (stance - HIP_HALF) ** 2 - back**2, 0.01)))
    knee = knee_in * share
    return Figure(
        hips=(0.0, -back, height),
        left=Leg((stance, 0.0, ankle), knee, toe_out, heel_up * share),
        right=Leg((-stance, 0.0, ankle), knee, toe_out, heel_up * share),
        lean=(0.33 * flexion) if lean is None else 2 + (lean - 2) * share,
        side=options.get("side", 0.0) * share,
    )


def standing(_: float = 0.0) -> Figure:
    """Upright and still."""
    return squatting(4.0)


def squats(reps: Sequence[dict[str, float]] | int, seconds: float = 2.2, fps: float = 30.0) -> Film:
    """A second of standing, the squats (flexion 105 unless told), a second of standing.

    The feet stand all along as the first repetition says.
    """
    reps = [{}] * reps if isinstance(reps, int) else reps
    feet = {key: value for key, value in reps[0].items() if key in ("stance", "toe_out")}
    film = Film(fps).add(1.0, lambda _: squatting(4.0, **feet))
    for rep in reps:
        options = dict(rep)
        deepest = options.pop("flexion", 105.0)
        film.add(seconds, lambda u, o=options, d=deepest: squatting(4 + (d - 4) * ease(u), **o))
        film.add(0.4, lambda _: squatting(4.0, **feet))
    return film.add(1.0, lambda _: squatting(4.0, **feet))


def lunging(depth: float, front: str, *, lean: float = 4.0, step: float = 0.75, side: float = 0.0) -> Figure:
    """A split stance, sunk by `depth` metres; step in metres; the front foot is `front`."""
    height = ANKLE_HEIGHT + float(np.sqrt(0.835**2 - (step / 2) ** 2)) - depth
    sign = 1.0 if front == "left" else -1.0
    share = min(1.0, depth / 0.3)
    fore = Leg((sign * 0.1, step / 2 + 0.05, ANKLE_HEIGHT), toe_out=0.0)
    rear = Leg((-sign * 0.1, -step / 2, ANKLE_HEIGHT + 0.08), toe_out=0.0, heel_up=40.0)
    left, right = (fore, rear) if front == "left" else (rear, fore)
    return Figure((0.0, 0.02, height), left, right, lean=2 + (lean - 2) * share, side=side * share)


def lunges(
    sides: Sequence[str], seconds: float = 2.2, fps: float = 30.0, depth: float = 0.32, **options: float
) -> Film:
    """Stand, then split squats of this depth (m) with the given front legs, then stand."""
    film = Film(fps).add(1.0, standing)
    for front in sides:
        film.add(seconds, lambda u, f=front: lunging(depth * ease(u), f, **options))
        film.add(0.5, standing)
    return film.add(0.6, standing)


def marching(steps: int, fps: float = 30.0) -> Film:
    """March in place: the knees come up to hip height in turn."""
    film = Film(fps).add(1.0, standing)

    def step(u: float, left: bool) -> Figure:
        lift = 0.4 * ease(u)
        up = Leg((0.1 if left else -0.1, 0.05, ANKLE_HEIGHT + lift))
        down = Leg((-0.1 if left else 0.1, 0.0, ANKLE_HEIGHT))
        return Figure((0.0, 0.0, ANKLE_HEIGHT + 0.835), *((up, down) if left else (down, up)), lean=3.0)

    for i in range(steps):
        film.add(0.6, lambda u, left=i % 2 == 0: step(u, left))
    return film.add(1.0, standing)


def bridging(rise: float, feet: float = 0.38) -> Figure:
    """On the back, feet up, hips `rise` metres over the floor's rest; head along -y, feet along +y."""
    shoulders = (0.0, -TRUNK, 0.12)
    hips = (0.0, -TRUNK + float(np.sqrt(max(TRUNK**2 - (rise - 0.02) ** 2, 0.01))), 0.10 + rise)
    leg = Leg((0.12, feet, ANKLE_HEIGHT), toe_out=0.0)
    other = Leg((-0.12, feet, ANKLE_HEIGHT), toe_out=0.0)
    return Figure(hips, leg, other, supine=True, shoulders=shoulders)


def bridges(rises: Iterable[float], seconds: float = 2.4, fps: float = 30.0, feet: float = 0.38) -> Film:
    """Lie, then bridges of these rises (m), then lie."""
    film = Film(fps).add(1.0, lambda u: bridging(0.0, feet))
    for rise in rises:
        film.add(seconds, lambda u, r=rise: bridging(r * ease(u), feet))
        film.add(0.5, lambda u: bridging(0.0, feet))
    return film.add(0.5, lambda u: bridging(0.0, feet))


SIDE_CAMERA = Camera(azimuth=90.0)
FLOOR_CAMERA = Camera(azimuth=90.0, height=0.5, away=2.4)


def side_lunging(
    depth: float, bent: str, *, lean: float = 35.0, knee_in: float = 0.0, side: float = 0.0
) -> Figure:
    """Feet wide; the hips sink by `depth` (0 to 1) over the `bent` leg, the other stays straight."""
    wide, sign = 0.5, 1.0 if bent == "left" else -1.0
    far = 2 * (THIGH + SHANK) * 0.995 / 2
    x = sign * (wide - HIP_HALF) * 0.9 * depth
    level = float(np.sqrt(far**2 - (wide - HIP_HALF) ** 2))
    sunk = float(np.sqrt(far**2 - (wide - HIP_HALF + abs(x)) ** 2))
    left = Leg((wide, 0.0, ANKLE_HEIGHT), knee_in if bent == "left" else 0.0)
    right = Leg((-wide, 0.0, ANKLE_HEIGHT), knee_in if bent == "right" else 0.0)
    height = ANKLE_HEIGHT + level + (sunk - level) * depth
    return Figure((x, -0.1 * depth, height), left, right, lean=lean * depth, side=side * sign * depth)


def side_lunges(sides: Sequence[str], seconds: float = 2.6, fps: float = 30.0, **options: float) -> Film:
    """Stand, then side lunges over the given legs, then stand."""
    film = Film(fps).add(1.0, standing)
    for bent in sides:
        film.add(seconds, lambda u, b=bent: side_lunging(ease(u), b, **options))
        film.add(0.4, lambda u, b=bent: side_lunging(0.0, b))
    return film.add(1.0, standing)


def wall_sitting(flexion: float = 92.0, lean: float = 2.0) -> Figure:
    """Thighs near level, shins upright, the back against a wall."""
    thigh = radians(flexion)
    hips = (0.0, -THIGH * sin(thigh), ANKLE_HEIGHT + SHANK + THIGH * cos(thigh))
    left, right = (Leg((s * 0.12, 0.0, ANKLE_HEIGHT), toe_out=5.0) for s in (1.0, -1.0))
    return Figure(hips, left, right, lean=lean)


@dataclass(frozen=True)
class Hinge(Figure):
    """A hip hinge: the arms hang straight down from the shoulders."""

    def joints(self) -> Vector:
        """All 33 landmarks, (33, 3)."""
        p = super().joints()
        for k in (0, 1):
            for joint, down in ((13, 0.28), (15, 0.53), (17, 0.58), (19, 0.6), (21, 0.58)):
                p[joint + k] = p[11 + k] - [0.0, 0.0, down]
        return p


def hinging(lean: float, knees: float = 30.0) -> Figure:
    """The trunk tipped by `lean` degrees, the knees bent by `knees` at 70, the hips pushed back."""
    share = lean / 70.0
    bend = 4 + (knees - 4) * share
    reach = float(np.sqrt(THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * cos(radians(bend))))
    back = 0.2 * share
    height = ANKLE_HEIGHT + float(np.sqrt(reach**2 - back**2))
    left, right = (Leg((s * 0.12, 0.0, ANKLE_HEIGHT)) for s in (1.0, -1.0))
    return Hinge((0.0, -back, height), left, right, lean=lean)


def hinges(leans: Iterable[float], seconds: float = 2.6, fps: float = 30.0, knees: float = 30.0) -> Film:
    """Stand, then hinges to these trunk angles, then stand."""
    film = Film(fps).add(1.0, lambda u: hinging(0.0))
    for lean in leans:
        film.add(seconds, lambda u, d=lean: hinging(d * ease(u), knees))
        film.add(0.4, lambda u: hinging(0.0))
    return film.add(0.8, lambda u: hinging(0.0))


@dataclass(frozen=True)
class Dog(Figure):
    """Downward dog: hands and feet on the floor; `bend` degrees at the shoulders."""

    bend: float = 8.0

    def joints(self) -> Vector:
        """All 33 landmarks, (33, 3)."""
        p = super().joints()
        hips, shoulders = (p[23] + p[24]) / 2, (p[11] + p[12]) / 2
        along = (shoulders - hips) / np.linalg.norm(shoulders - hips)
        down = radians(self.bend)
        arm = np.array(
            [0.0, along[1] * cos(down) + along[2] * sin(down), along[2] * cos(down) - along[1] * sin(down)]
        )
        for k, sign in ((0, 1.0), (1, -1.0)):
            side = np.array([sign * SHOULDER_HALF, 0.0, 0.0])
            for joint, far in ((13, 0.28), (15, 0.53), (17, 0.58), (19, 0.6), (21, 0.58)):
                p[joint + k] = shoulders + side + far * arm
        return p


def dogging(bend: float = 8.0) -> Figure:
    """A downward dog, hands ahead (+y)."""
    shoulders = (0.0, 0.35, 0.38)
    hips = (0.0, 0.0, 0.38 + float(np.sqrt(TRUNK**2 - 0.35**2)))
    left, right = (Leg((s * 0.12, -0.54, ANKLE_HEIGHT), toe_out=0.0) for s in (1.0, -1.0))
    return Dog(hips, left, right, shoulders=shoulders, bend=bend)


def held(seconds: float, posture: Figure, fps: float = 30.0) -> Film:
    """Stand, hold a posture for some seconds, stand."""
    return Film(fps).add(1.5, standing).add(seconds, lambda _: posture).add(2.0, standing)
