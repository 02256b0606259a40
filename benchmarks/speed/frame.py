"""Everything but the model, for each frame: in place, straight after an inference, where memory is cold."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import psutil
from mediapipe.tasks.python.components.containers.landmark import Landmark, NormalizedLandmark

from benchmarks.speed.rows import Row
from benchmarks.speed.stand_in import Counter
from formcheck import CATALOGUE
from formcheck.camera import Frame, open_film
from formcheck.core.coach import Coach
from formcheck.core.course import Alone
from formcheck.landmarker import Landmarker, detection_of
from formcheck.recording import Detection
from formcheck.session import Session
from tests.films import detection_of as detection_of_pose
from tests.simulate import squats

MOST_US, COUNTER_SHARE = 100.0, 0.2  # CPU of a frame, and what it may be of a usual counter's
STRETCH = 30  # frames in turn: one second
SYNTHETIC = 1_000_000  # frames of a stick man who squats on and on
MOST_P99_US, MOST_MB = 1000.0, 5.0  # of those: a thirtieth of a frame's time, and no memory that adds up
SETTLED = 100_000  # frames after which memory may not grow


def in_place(films: Sequence[Path], frames: int) -> tuple[list[float], list[float]]:
    """Microseconds of CPU for each frame behind its own inference: of ours, and of a usual counter's.

    In turns of stretches, over the same frames: what runs behind every inference is less cold than what runs
    behind every second one.
    """
    ours: list[float] = []
    theirs: list[float] = []
    for film in films:
        session, counter = Session(Alone(Coach(CATALOGUE["squat"])), [], film=True), Counter()
        with open_film(film) as source, Landmarker("lite") as first, Landmarker("lite") as second:
            images = islice(source, frames)
            while stretch := list(islice(images, STRETCH)):
                for seen, _, found in _looked_at(first, stretch):
                    began = time.thread_time_ns()
                    session.see(detection_of(found[0], found[1], seen.t, seen.width, seen.height))
                    ours.append((time.thread_time_ns() - began) / 1000)
                for _, image, found in _looked_at(second, stretch):
                    began = time.thread_time_ns()
                    counter.update(found[0], image)
                    theirs.append((time.thread_time_ns() - began) / 1000)
    return ours, theirs


def _looked_at(landmarker: Landmarker, frames: Iterable[Frame]) -> Iterator[tuple[Detection, Any, list[Any]]]:
    """Each frame in which somebody is found: what is seen, the image, and MediaPipe's two lists."""
    for frame in frames:
        seen = landmarker.detect(frame.image, frame.t)
        if seen.seen:
            # Made anew, since the landmarker keeps MediaPipe's own to itself; those are as warm.
            found = [_objects(NormalizedLandmark, seen.image), _objects(Landmark, seen.world)]
            yield seen, frame.image, found


def _objects(kind: Any, landmarks: Any) -> list[Any]:
    """Landmarks as MediaPipe gives them."""
    names = ("x", "y", "z", "visibility", "presence")
    return [kind(**dict(zip(names, values, strict=True))) for values in zip(*landmarks, strict=True)]


def endurance(frames: int = SYNTHETIC) -> tuple[Any, float]:
    """Microseconds for each of very many frames, and the megabytes by which the process grew over them."""
    lap = [detection_of_pose(pose, 640, 480) for pose in squats(10).poses()]
    session = Session(Alone(Coach(CATALOGUE["squat"])), [], film=True)
    taken = np.ones(frames, np.int64)  # zeros would be memory only once they are written
    memory = psutil.Process().memory_info
    settled = 0
    for number in range(frames):
        turn, index = divmod(number, len(lap))
        seen = replace(lap[index], t=turn * (lap[-1].t + 1 / 30) + lap[index].t)
        began = time.thread_time_ns()
        session.see(seen)
        taken[number] = time.thread_time_ns() - began
        if number == min(SETTLED, frames // 2):
            settled = memory().rss
    grown = (memory().rss - settled) / 2**20
    return taken / 1000, grown


def rows(films: Sequence[Path], frames: int) -> Iterator[Row]:
    """What a frame costs besides the model."""
    ours, theirs = in_place(films, frames)
    mine, usual = median(ours), median(theirs)
    yield Row("everything but the model, CPU a frame in place", mine, "us", most=MOST_US)
    yield Row("the same", mine, "us", usual, "usual counter, drawing", most=COUNTER_SHARE)
    taken, grown = endurance()
    for share in (50, 99, 99.9):
        name = f"p{share:g} of {SYNTHETIC:,} synthetic frames, CPU".replace(",", " ")
        most = MOST_P99_US if share == 99 else None
        yield Row(name, float(np.percentile(taken, share)), "us", most=most)
    name = f"memory gained over the last {SYNTHETIC - SETTLED:,} of them".replace(",", " ")
    yield Row(name, grown, "MB", most=MOST_MB)
