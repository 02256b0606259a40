"""The pose step: the shipped models against the unchanged ones, in turn, in one process.

Only ratios travel from one machine to another: both models see the same frame within milliseconds, and the
order changes with every frame. The unchanged models are made on the spot from the packages (models/build.py).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.speed.rows import Row
from formcheck.camera import open_film
from formcheck.landmarker import Landmarker, read_bundle
from formcheck.recording import Detection
from formcheck.source import Frame
from models.build import difference

WARM_UP = 10  # frames that are looked at but not counted: the first ones load and search
MOST = {"lite": 0.60, "full": 0.70}  # of the unchanged model's CPU time


@dataclass
class Race:
    """CPU milliseconds of every counted frame, and how far the landmarks are apart at most."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    difference: float = 0.0


def race(films: Sequence[Path], model: str, bundle: bytes, frames: int) -> Race:
    """Let the shipped model and another bundle watch films together, so many frames of each."""
    result = Race()
    for film in films:
        with (
            open_film(film) as source,
            Landmarker(bundle=read_bundle(model)) as ours,
            Landmarker(bundle=bundle) as theirs,
        ):
            sides = [(ours, result.ours), (theirs, result.theirs)]
            for number, frame in enumerate(islice(source, frames + WARM_UP)):
                counted = number >= WARM_UP
                found = [
                    _watch(landmarker, frame, times if counted else [])
                    for landmarker, times in (sides if number % 2 else sides[::-1])
                ]
                result.difference = max(result.difference, difference(*found))
    return result


def _watch(landmarker: Landmarker, frame: Frame, times: list[float]) -> Detection:
    began = time.process_time()
    found = landmarker.detect(frame.image, frame.t)
    times.append((time.process_time() - began) * 1000)
    return found


def rows(films: Sequence[Path], stocks: Mapping[str, bytes], frames: int) -> Iterator[Row]:
    """Two lines for each model."""
    for model, stock in stocks.items():
        result = race(films, model, stock, frames)
        ours, theirs = median(result.ours), median(result.theirs)
        yield Row(f"pose step, {model}, CPU a frame", ours, "ms", theirs, "unchanged model", most=MOST[model])
        yield Row(f"pose step, {model}, landmarks moved by", result.difference, "m", most=0.0)
