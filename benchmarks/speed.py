"""CPU time per frame of the shipped models against the unchanged ones, in turn, in one process.

Only ratios travel from one machine to another: both models see the same frame within milliseconds, and the
order changes with every frame. The unchanged models are made on the spot from the packages (models/build.py).

    python -m benchmarks.speed clip.mp4 other.mp4
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from formcheck.camera import open_film
from formcheck.landmarker import MODELS, Landmarker, read_bundle
from formcheck.recording import Detection
from formcheck.source import Frame
from models.build import build, difference, fixture_films

WARM_UP = 10  # frames that are looked at but not counted: the first ones load and search


@dataclass
class Race:
    """CPU and wall milliseconds of every counted frame, and how far the landmarks are apart at most."""

    ours: list[float] = field(default_factory=list)
    stock: list[float] = field(default_factory=list)
    ours_wall: list[float] = field(default_factory=list)
    stock_wall: list[float] = field(default_factory=list)
    difference: float = 0.0

    @property
    def ratio(self) -> float:
        """Median over the frames of what ours costs of what stock costs."""
        return median(ours / stock for ours, stock in zip(self.ours, self.stock, strict=True))


def run(film: Path, model: str, stock: bytes, frames: int | None) -> Race:
    """Let both models watch a film together."""
    race = Race()
    with (
        open_film(film) as source,
        Landmarker(bundle=read_bundle(model)) as ours,
        Landmarker(bundle=stock) as theirs,
    ):
        sides = [(ours, race.ours, race.ours_wall), (theirs, race.stock, race.stock_wall)]
        for number, frame in enumerate(islice(source, frames and frames + WARM_UP)):
            found = []
            for landmarker, cpu, wall in sides if number % 2 else reversed(sides):
                found.append(_timed(landmarker, frame, cpu, wall))
            race.difference = max(race.difference, difference(*found))
    for times in (race.ours, race.stock, race.ours_wall, race.stock_wall):
        del times[:WARM_UP]
    return race


def _timed(landmarker: Landmarker, frame: Frame, cpu: list[float], wall: list[float]) -> Detection:
    cpu_began, began = time.process_time(), time.perf_counter()
    found = landmarker.detect(frame.image, frame.t)
    cpu.append((time.process_time() - cpu_began) * 1000)
    wall.append((time.perf_counter() - began) * 1000)
    return found


def print_races(films: Sequence[Path], models: Sequence[str], packages: Path, frames: int | None) -> None:
    """A line for each model and film, and the ratio over all of them."""
    # All before the first Landmarker: it points https_proxy nowhere, and npm would obey.
    stocks = {model: build(model, packages, stock=True) for model in models}
    print("| model | film | frames | CPU ms, stock | CPU ms, ours | ratio | least wall ms | difference |")
    print("|---|---|---|---|---|---|---|---|")
    for model, stock in stocks.items():
        whole = Race()
        for film in films:
            race = run(film, model, stock, frames)
            _print_race(model, film.name, race)
            for name in ("ours", "stock", "ours_wall", "stock_wall"):
                getattr(whole, name).extend(getattr(race, name))
            whole.difference = max(whole.difference, race.difference)
        if len(films) > 1:
            _print_race(model, "all", whole)


def _print_race(model: str, film: str, race: Race) -> None:
    walls = f"{min(race.stock_wall):.1f} -> {min(race.ours_wall):.1f}"
    print(
        f"| {model} | {film} | {len(race.ours)} | {median(race.stock):.1f} | {median(race.ours):.1f}"
        f" | {race.ratio:.2f} | {walls} | {race.difference:g} |",
        flush=True,
    )


def main() -> int:
    """Measure what the command line asks for; the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__, formatter_class=raw)
    parser.add_argument("videos", type=Path, nargs="*", metavar="VIDEO", help="default: the project's films")
    parser.add_argument("--model", choices=tuple(MODELS), action="append", help="default: both")
    parser.add_argument("--frames", type=int, metavar="N", help="of each film at most")
    parser.add_argument("--packages", type=Path, metavar="DIR", help="keep the downloaded packages here")
    asked = parser.parse_args()
    films = asked.videos or fixture_films()
    with tempfile.TemporaryDirectory() as temporary:
        packages = asked.packages.resolve() if asked.packages else Path(temporary)
        print_races(films, asked.model or tuple(MODELS), packages, asked.frames)
    return 0


if __name__ == "__main__":
    sys.exit(main())
