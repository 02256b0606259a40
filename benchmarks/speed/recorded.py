"""Recordings: stored landmarks through the core, and films against the bare loop of decoder and model."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import psutil

from benchmarks.speed.rows import Row, cpu_seconds
from formcheck import CATALOGUE, read_recording, replay
from formcheck.analyze import analyze_file
from formcheck.camera import open_film
from formcheck.landmarker import Landmarker
from formcheck.opencv import load_cv2

LEAST_REPLAYED, LEAST_SHARE = 20_000.0, 0.9  # frames a second; of the bare loop's speed
TURNS = 5
LONG_WIDTH, LONG_HEIGHT = 1920, 1080  # pixels of the film by which memory is judged
FILM_HOURS = 2.0
MOST_MB = 50.0  # that these hours may cost: landmarks of every frame are kept, pictures are not
SETTLED = 0.25  # of that film: then everything is loaded


def rows(films: Sequence[Path], minutes: float) -> Iterator[Row]:
    """Replay, analysis, and the memory of a long one; `minutes` is how much of it is really watched."""
    yield replayed(films[0])
    yield analyzed(films[0])
    yield from memory(films[0], minutes)


def replayed(film: Path) -> Row:
    """Stored landmarks of a film of squats through all rules of the squat, reading of the file apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.npz"
        analyze_file(film, CATALOGUE["squat"], "lite", record=path)
        recording = read_recording(path)
    seconds = cpu_seconds(lambda: replay(CATALOGUE["squat"], recording), 4 * TURNS)
    rate = len(recording) / seconds
    return Row("replay of stored landmarks, frames a CPU second", rate, "", least=LEAST_REPLAYED)


def analyzed(film: Path) -> Row:
    """`formcheck analyze` against nothing but decoding and the model, in turns."""
    whole, bare = [], []
    frames = 0
    for _ in range(TURNS):
        began = time.perf_counter()
        frames = analyze_file(film, CATALOGUE["squat"], "lite").frames
        whole.append(frames / (time.perf_counter() - began))
        began = time.perf_counter()
        with open_film(film) as source, Landmarker("lite") as landmarker:
            for frame in source:
                landmarker.detect(frame.image, frame.t)
        bare.append(frames / (time.perf_counter() - began))
    return Row("analyze, frames a second", median(whole), "", median(bare), "bare loop", least=LEAST_SHARE)


def memory(film: Path, minutes: float) -> Iterator[Row]:
    """How much a 1080p film of `minutes` makes the process grow, and what two hours of it would."""
    resident = psutil.Process().memory_info
    seen: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        looped = loop(film, Path(folder) / "long.mp4", minutes)
        analyze_file(
            looped, CATALOGUE["squat"], "lite", progress=lambda done: seen.append((done, resident().rss))
        )
    settled = next(rss for done, rss in seen if done >= SETTLED)
    watched = minutes * (seen[-1][0] - SETTLED)
    grown = (seen[-1][1] - settled) / 2**20
    yield Row(f"memory gained in {watched:.1f} min of a 1080p film", grown, "MB")
    whole = grown / watched * 60 * FILM_HOURS
    yield Row("the same, if it went on for two hours", whole, "MB", most=MOST_MB)


def loop(film: Path, path: Path, minutes: float) -> Path:
    """The film again and again, enlarged to 1080p."""
    cv2 = load_cv2()
    with open_film(film) as source:
        fps = source.fps
        images = [frame.image for frame in source]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (LONG_WIDTH, LONG_HEIGHT))
    for number in range(round(minutes * 60 * fps)):
        writer.write(cv2.resize(images[number % len(images)], (LONG_WIDTH, LONG_HEIGHT)))
    writer.release()
    return path
