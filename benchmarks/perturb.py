"""What a camera may do to a recording: fewer frames, lost frames, a mirror, a tilted picture."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, radians, sin

import numpy as np

from formcheck.core.pose import MIRRORED
from formcheck.recording import Floats, Recording

EARLY_S = 1e-6  # s; a frame this much before its turn is not late


@dataclass(frozen=True, slots=True)
class Perturbation:
    """Changes to every recording, in the order of the fields.

    fps     keep so many frames a second at most
    drop    share of the frames that never arrive, drawn anew for every name
    mirror  left and right change places
    roll    degrees by which the picture is turned clockwise, the world with it
    """

    fps: float | None = None
    drop: float = 0.0
    mirror: bool = False
    roll: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be. ValueError."""
        if self.fps is not None and not self.fps > 0:
            raise ValueError(f"fps: expected more than 0, got {self.fps}")
        if not 0 <= self.drop < 1:
            raise ValueError(f"drop: expected a share from 0 up to 1, got {self.drop}")

    def apply(self, recording: Recording, name: str) -> Recording:
        """The recording as that camera would have given it."""
        if self.fps is not None:
            recording = _kept(recording, _on_time(recording.t, self.fps))
        if self.drop:
            draw = np.random.default_rng(zlib.crc32(name.encode())).random(len(recording))
            recording = _kept(recording, np.flatnonzero(draw >= self.drop))
        if self.mirror:
            recording = _mirrored(recording)
        return _rolled(recording, self.roll) if self.roll else recording

    def __str__(self) -> str:
        """In words, for a report."""
        said = [
            f"at most {self.fps:g} fps" if self.fps is not None else "",
            f"{self.drop:.0%} of the frames dropped" if self.drop else "",
            "mirrored" if self.mirror else "",
            f"rolled by {self.roll:g} degrees" if self.roll else "",
        ]
        return ", ".join(filter(None, said)) or "as recorded"


def _on_time(t: Iterable[float], fps: float) -> list[int]:
    """Indices of the first frames at or after every tick of a slower camera."""
    kept: list[int] = []
    due = -np.inf
    for index, now in enumerate(t):
        if now >= due - EARLY_S:
            kept.append(index)
            due = max(due + 1.0 / fps, now) if np.isfinite(due) else now + 1.0 / fps
    return kept


def _kept(recording: Recording, rows: Iterable[int]) -> Recording:
    chosen = np.fromiter(rows, int)
    if not len(chosen):
        chosen = np.array([0])
    return replace(
        recording, t=recording.t[chosen], image=recording.image[chosen], world=recording.world[chosen]
    )


def _mirrored(recording: Recording) -> Recording:
    image, world = recording.image[:, MIRRORED].copy(), recording.world[:, MIRRORED].copy()
    image[..., 0] = 1.0 - image[..., 0]
    world[..., 0] = -world[..., 0]
    return replace(recording, image=image, world=world)


def _rolled(recording: Recording, degrees: float) -> Recording:
    image, world = recording.image.copy(), recording.world.copy()
    aspect = recording.width / recording.height
    square = (image[..., :2] - 0.5) * np.array([aspect, 1.0], np.float32)
    image[..., :2] = _turned(square, degrees) / np.array([aspect, 1.0], np.float32) + 0.5
    world[..., :2] = _turned(world[..., :2], degrees)
    return replace(recording, image=image, world=world)


def _turned(points: Floats, degrees: float) -> Floats:
    """Points (..., 2), x right and y down, turned clockwise about 0."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return points @ np.array([[c, s], [-s, c]], np.float32)
