"""Recorded movement on disk: what the model saw as .npz, what the coach said as .jsonl."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from typing import Any, BinaryIO, overload

import numpy as np
from numpy.typing import NDArray

from formcheck.core.events import Event, event_from_dict
from formcheck.core.pose import LANDMARKS, Columns, Pose

Floats = NDArray[np.float32]

VALUES = 5  # of a landmark, as the model gives them: x, y, z, visibility, presence
TRUNK_M = 0.5  # metres from hips to shoulders in the model's world landmarks of a standing person
NOBODY: Columns = [[nan] * LANDMARKS] * VALUES
POSES_AT_ONCE = 256  # while a recording is read: 0.5 MB
LARGEST_BYTES = 4 << 30  # unpacked; 28 hours at 30 frames a second: more is a mistake or an attack


@dataclass(slots=True, eq=False)
class Detection:
    """What the model said about one frame, in its own numbers; all NaN where it found nobody.

    t       seconds since the start of the source
    image   5 lists of 33: x, y in 0..1 of width and height, z, visibility, presence
    world   5 lists of 33: x right, y down, z away from the camera in metres, visibility, presence
    width, height   of the frame, pixels
    """

    t: float
    image: Columns
    world: Columns
    width: int
    height: int

    @classmethod
    def of(cls, t: float, image: Floats, world: Floats, width: int, height: int) -> Detection:
        """The same from arrays (33, 5)."""
        return cls(t, image.T.tolist(), world.T.tolist(), width, height)

    @property
    def arrays(self) -> tuple[Floats, Floats]:
        """The image and the world as arrays (33, 5)."""
        image, world = np.array((self.image, self.world), np.float32).mT
        return image, world

    @classmethod
    def nobody(cls, t: float, width: int, height: int) -> Detection:
        """A frame in which no person was found."""
        return cls(t, NOBODY, NOBODY, width, height)

    @property
    def seen(self) -> bool:
        """Whether the model found somebody."""
        return not isnan(self.image[0][0])

    def pose(self, t: float | None = None) -> Pose:
        """The same frame as the coach wants it; `t` where another clock than the source's counts."""
        return Pose.from_columns(self.t if t is None else t, self.image, self.world, self.width / self.height)


@dataclass(frozen=True, slots=True, eq=False)
class Recording(Sequence[Pose]):
    """The poses of one film, in the order of their times; `detection` gives the model's own numbers.

    t       (T,) seconds, rising
    image   (T, 33, 5), world (T, 33, 5)   as in `Detection`
    fps     nominal frames a second; only `t` is the truth
    """

    t: NDArray[np.float64]
    image: Floats
    world: Floats
    width: int
    height: int
    fps: float

    @property
    def duration_s(self) -> float:
        """From the first frame to the end of the last one, which lasts as long as the median frame."""
        last = float(np.median(np.diff(self.t))) if len(self.t) > 1 else 1.0 / self.fps
        return float(self.t[-1] - self.t[0]) + last

    def detection(self, index: int) -> Detection:
        """Frame `index` as the model saw it."""
        return Detection.of(
            float(self.t[index]), self.image[index], self.world[index], self.width, self.height
        )

    def __len__(self) -> int:
        """How many frames there are."""
        return len(self.t)

    def __iter__(self) -> Iterator[Pose]:
        """The poses in their order, made many at a time."""
        for start in range(0, len(self), POSES_AT_ONCE):
            part = slice(start, start + POSES_AT_ONCE)
            arrays = self.t[part].tolist(), self.image[part], self.world[part]
            yield from Pose.each_from_normalised(*arrays, self.width / self.height)

    @overload
    def __getitem__(self, index: int) -> Pose: ...
    @overload
    def __getitem__(self, index: slice) -> list[Pose]: ...
    def __getitem__(self, index: int | slice) -> Pose | list[Pose]:
        """One pose, or the poses of a slice."""
        if isinstance(index, slice):
            return [self.detection(i).pose() for i in range(*index.indices(len(self)))]
        return self.detection(index).pose()


def read_recording(path: str | os.PathLike[str]) -> Recording:
    """The recording in an .npz file with the arrays t, image, world, width, height and fps.

    OSError: the file cannot be opened. ValueError: it holds something else; the message is one line.
    """
    try:
        with Path(path).open("rb") as file:
            return _checked(_unpack(file))
    except (ValueError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ValueError(f"{path}: not a recording ({reason})") from None


def _unpack(file: BinaryIO) -> dict[str, NDArray[Any]]:
    """The six arrays of an open .npz file; nothing in it is ever unpickled."""
    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_BYTES:
            raise ValueError(f"more than {LARGEST_BYTES >> 30} GB unpacked")
    file.seek(0)
    loaded = np.load(file, allow_pickle=False)
    if isinstance(loaded, np.ndarray):
        raise ValueError("one array instead of an archive of them")
    with loaded as arrays:
        missing = [name for name in ("t", "image", "world", "width", "height", "fps") if name not in arrays]
        if missing:
            raise ValueError(f"no array {missing[0]!r}")
        return {name: arrays[name] for name in ("t", "image", "world", "width", "height", "fps")}


def _checked(arrays: dict[str, NDArray[Any]]) -> Recording:
    """A recording from arrays that may hold anything. ValueError: shapes, kinds or times that cannot be."""
    for name, array in arrays.items():
        if array.dtype.kind not in "fiu":
            raise ValueError(f"{name}: expected numbers, got {array.dtype}")
    t = arrays["t"].astype(np.float64)
    if t.ndim != 1 or not len(t):
        raise ValueError(f"t: expected (frames,) with at least one frame, got {t.shape}")
    if not np.isfinite(t).all() or (np.diff(t) <= 0).any():
        raise ValueError("t: expected seconds that rise from frame to frame")
    for name in ("image", "world"):
        if arrays[name].shape != (len(t), LANDMARKS, VALUES):
            raise ValueError(f"{name}: expected {(len(t), LANDMARKS, VALUES)}, got {arrays[name].shape}")
    width, height, fps = (_positive(name, arrays[name]) for name in ("width", "height", "fps"))
    image, world = (arrays[name].astype(np.float32) for name in ("image", "world"))
    if np.isnan(world).all():
        world = _flat_world(image, width / height)
    return Recording(t, image, world, int(width), int(height), fps)


def _flat_world(image: Floats, aspect: float) -> Floats:
    """World landmarks for recordings without any: the image in metres, without depth (T, 33, 5).

    The trunk's length in the most upright frames gives the scale; what needs depth stays unseen (z = 0).
    """
    points = image[..., :2] * np.array([aspect, 1.0], np.float32)
    hips, shoulders = points[:, 23:25].mean(axis=1), points[:, 11:13].mean(axis=1)
    trunk = np.linalg.norm(shoulders - hips, axis=-1)
    seen = np.isfinite(trunk) & (trunk > 0)
    world = np.full_like(image, np.nan)
    if seen.any():
        world[..., :2] = (points - hips[:, None]) * (TRUNK_M / np.percentile(trunk[seen], 90))
        world[..., 2] = np.where(np.isfinite(points[..., 0]), 0.0, np.nan)
        world[..., 3:] = image[..., 3:]
    return world


def _positive(name: str, array: NDArray[Any]) -> float:
    value = float(array) if array.ndim == 0 else np.nan
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name}: expected one number above 0, got {array.tolist()!r:.40}")
    return value


def write_recording(path: str | os.PathLike[str], detections: Iterable[Detection], fps: float) -> None:
    """Write the frames of one film to an .npz file, whole or not at all.

    ValueError: no frame, times that do not rise, or frames of different sizes. OSError: it cannot be written.
    """
    times: list[float] = []
    frames: list[tuple[Floats, Floats]] = []  # a tenth of what detections take in memory
    sizes = set()
    for detection in detections:
        times.append(detection.t)
        frames.append(detection.arrays)
        sizes.add((detection.width, detection.height))
    if len(sizes) != 1:
        raise ValueError(f"recording: expected frames of one size, got {sorted(sizes) or 'no frame'}")
    ((width, height),) = sizes
    arrays: dict[str, NDArray[Any]] = {
        "t": np.array(times, np.float64),
        "image": np.stack([image for image, _ in frames]),
        "world": np.stack([world for _, world in frames]),
        "width": np.array(width),
        "height": np.array(height),
        "fps": np.array(fps, np.float64),
    }
    _checked(arrays)
    replace_file(Path(path), lambda file: np.savez_compressed(file, allow_pickle=False, **arrays))


def write_events(path: str | os.PathLike[str], events: Iterable[Event]) -> None:
    """Write events as JSON, one a line, whole or not at all. OSError: it cannot be written."""
    text = "".join(json.dumps(event.as_dict(), allow_nan=False) + "\n" for event in events)
    replace_file(Path(path), lambda file: file.write(text.encode()))


def read_events(path: str | os.PathLike[str]) -> list[Event]:
    """The events that `write_events` wrote. ValueError: the line that is none, in one line of text."""
    events = []
    for number, line in enumerate(Path(path).read_bytes().splitlines(), start=1):
        try:
            data = json.loads(line)
            if not isinstance(data, dict):
                raise ValueError(f"expected an object, got {type(data).__name__}")
            events.append(event_from_dict(data))
        except ValueError as error:  # also UnicodeDecodeError and JSONDecodeError
            raise ValueError(f"{path}, line {number}: no event ({error})") from None
    return events


def replace_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a new file beside `path`, then put it in its place: readers never see half a file."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            write(file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
