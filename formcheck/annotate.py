"""A film with the coach's eyes: skeleton, count and faults drawn into it. Drawing comes after judging."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.camera import open_film
from formcheck.core.events import Event, FaultCleared, FaultRaised, HoldTicked
from formcheck.core.exercise import Exercise
from formcheck.core.pose import Pose
from formcheck.core.summary import Set, Summary
from formcheck.opencv import load_cv2
from formcheck.recording import Recording
from formcheck.wording import cue

CODECS = ("avc1", "mp4v")  # H.264 where this build of OpenCV has it, which every player and browser opens
BONES = (
    *((11, 12), (11, 23), (12, 24), (23, 24), (11, 13), (13, 15), (12, 14), (14, 16)),
    *((23, 25), (25, 27), (27, 29), (29, 31), (27, 31), (24, 26), (26, 28), (28, 30), (30, 32), (28, 32)),
)
SEEN = 0.3  # visibility below which a limb is a guess and is not drawn, as on the page
BONE, EDGE, MIND = (251, 248, 244), (46, 32, 16), (60, 154, 255)  # blue, green, red: those of the page
SAID_S = 1.5  # s that a fault stays in view after its repetition is over
COUNT_HEIGHT = 0.14  # of the frame's height: readable from across a room
WORDS_HEIGHT = 0.055
PLATE = 0.3  # of its light is left to the picture behind words
CAPITAL = 21.0  # pixels that capitals of OpenCV's plain font are high at scale 1

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Shown:
    """What is written over a frame: the count and the name of the exercise, the fault and its limbs."""

    count: str
    exercise: str
    fault: str = ""
    limbs: Sequence[tuple[int, int]] = ()


def annotate(
    film: str | os.PathLike[str],
    recording: Recording,
    events: Sequence[Event],
    summary: Summary,
    exercises: Mapping[str, Exercise],
    out: Path,
) -> None:
    """Write a film, of which this was seen and said, to an .mp4 with all of it drawn in, whole or not at all.

    CameraError: the film cannot be read again. OSError: the file cannot be written.
    """
    fps = _rate(recording)
    with open_film(film) as source, _writer(out, fps, source.width, source.height) as write:
        written = 0
        for frame, pose, end in zip(source, recording, _ends(recording, fps), strict=True):
            image = frame.image.copy()
            draw(image, pose, shown_at(pose.t, events, summary, exercises))
            due = round(end * fps)  # in a film of uneven times some frames are shown for longer
            for _ in range(due - written):
                write(image)
            written = max(written, due)


def _rate(recording: Recording) -> float:
    """Frames a second that lose no frame of usual length."""
    usual = 1.0 / float(np.median(np.diff(recording.t))) if len(recording) > 1 else 0.0
    return round(max(recording.fps, usual), 3)


def _ends(recording: Recording, fps: float) -> list[float]:
    """When each frame gives way to the next, seconds from the first."""
    ends = [*recording.t[1:].tolist(), float(recording.t[-1]) + 1.0 / fps]
    return [end - float(recording.t[0]) for end in ends]


def shown_at(t: float, events: Sequence[Event], summary: Summary, exercises: Mapping[str, Exercise]) -> Shown:
    """What somebody who looks at this moment of the film must know."""
    begun = [one for one in summary.sets if one.started.t <= t] or list(summary.sets[:1])
    if not begun:
        return Shown("", "")
    exercise = exercises.get(begun[-1].started.exercise)
    name = exercise.name if exercise else begun[-1].started.exercise
    fault, side = _fault_at(t, begun[-1], events, exercise)
    rules = exercise.faults if exercise else ()
    limbs = [limb for rule in rules if rule.key == fault for limb in rule.limbs]
    words = cue(exercise, fault) if fault else ""
    return Shown(_count_at(t, begun[-1], events, exercise), name, words, on_side(limbs, side))


def on_side(limbs: Sequence[tuple[int, int]], side: str) -> Sequence[tuple[int, int]]:
    """The limbs of one side of the body (odd landmarks are the left's); all where it has none or is both."""
    odd = {"left": 1, "right": 0}.get(side)
    own = [limb for limb in limbs if all(landmark % 2 == odd for landmark in limb)]
    return own or limbs


def _count_at(t: float, one: Set, events: Sequence[Event], exercise: Exercise | None) -> str:
    if exercise is not None and exercise.counts == "hold":
        held = [e for e in events if isinstance(e, HoldTicked) and one.started.t <= e.t <= t]
        return f"{int(held[-1].held_s) if held else 0} s"
    return str(sum(rep.t <= t for rep in one.reps))


def _fault_at(t: float, one: Set, events: Sequence[Event], exercise: Exercise | None) -> tuple[str, str]:
    """The worst fault that is in view now and its side; that of a repetition from its start on."""
    said: dict[str, str] = {}
    for rep in one.reps:
        if rep.start_s <= t <= rep.end_s + SAID_S:
            sides = {e.fault: e.side for e in _raised(events) if rep.start_s <= e.t <= rep.end_s}
            said |= {fault: sides.get(fault, rep.side) for fault in rep.faults}
    if not one.reps:
        said = _still_raised(events, t)
    ranks = {rule.key: rule.priority for rule in (exercise.faults if exercise else ())}
    return min(said.items(), key=lambda found: ranks.get(found[0], len(ranks)), default=("", ""))


def _raised(events: Sequence[Event]) -> Iterator[FaultRaised]:
    return (event for event in events if isinstance(event, FaultRaised))


def _still_raised(events: Sequence[Event], t: float) -> dict[str, str]:
    """The faults that were raised by a moment and not cleared, with their sides."""
    raised: dict[str, str] = {}
    for event in events:
        if event.t <= t and isinstance(event, FaultRaised):
            raised[event.fault] = event.side
        elif event.t <= t and isinstance(event, FaultCleared):
            raised.pop(event.fault, None)
    return raised


def draw(image: Image, pose: Pose, shown: Shown) -> None:
    """Draw a body and words into an image."""
    if pose.seen:
        _draw_body(image, pose, shown.limbs)
    height = image.shape[0]
    margin = round(0.03 * height)
    bottom = _write(image, shown.count, margin, margin, COUNT_HEIGHT * height, BONE)
    _write(image, shown.exercise, margin, bottom + margin // 2, WORDS_HEIGHT * height, BONE)
    words = WORDS_HEIGHT * 1.4 * height
    _write(image, shown.fault.upper(), margin, round(height - margin - words), words, MIND)


def _draw_body(image: Image, pose: Pose, limbs: Sequence[tuple[int, int]]) -> None:
    cv2 = load_cv2()
    height = image.shape[0]
    points = np.rint(pose.image * height).astype(int).tolist()
    thick = max(2, round(height / 160))
    faulty = {frozenset(limb) for limb in limbs}
    bones = [bone for bone in BONES if min(pose.visibility[i] for i in bone) >= SEEN]
    for a, b in bones:
        cv2.line(image, points[a], points[b], EDGE, 2 * thick + 4, cv2.LINE_AA)
    for a, b in sorted(bones, key=lambda bone: frozenset(bone) in faulty):  # the faulty limb on top
        colour, width = (MIND, 2 * thick) if frozenset((a, b)) in faulty else (BONE, thick)
        cv2.line(image, points[a], points[b], colour, width, cv2.LINE_AA)


def _write(image: Image, text: str, x: int, y: int, height: float, colour: tuple[int, int, int]) -> int:
    """Write a line of text with its top at y, smaller where it would be too wide; where it ends below."""
    if not text:
        return y
    cv2 = load_cv2()
    font = cv2.FONT_HERSHEY_DUPLEX
    scale: float = height / CAPITAL
    (width, _), _ = cv2.getTextSize(text, font, scale, 1)
    fits = min(1.0, (image.shape[1] - 3 * x) / float(width))
    bottom: int = y + round(CAPITAL * scale * fits)
    plate = image[max(0, y - x // 2) : bottom + x // 2, x // 2 : round(x + width * fits + x // 2)]
    plate[:] = (plate * PLATE).astype(np.uint8)
    thick = max(1, round(scale * fits * 1.5))
    cv2.putText(image, text, (x, bottom), font, scale * fits, colour, thick, cv2.LINE_AA)
    return bottom


@contextmanager
def _writer(out: Path, fps: float, width: int, height: int) -> Iterator[Any]:
    """What takes images for a new film, which is put in its place when all are there. OSError: it cannot."""
    part = out.with_name(f".{out.stem}.{os.getpid()}.part.mp4")
    cv2 = load_cv2()
    try:
        codes = (cv2.VideoWriter.fourcc(*codec) for codec in CODECS)
        tried = (cv2.VideoWriter(str(part), code, fps, (width, height)) for code in codes)
        writer = next((writer for writer in tried if writer.isOpened()), None)
        if writer is None:
            raise OSError(f"{out}: cannot be written as a film")
        try:
            yield writer.write
        finally:
            writer.release()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
