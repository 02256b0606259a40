"""One table: each figure, what stands beside it, their ratio, the goal.

Only ratios travel from one machine to another; whatever can be is measured in turns, in one run. Nothing else
should be running. The unchanged models are made on the spot from the packages (models/build.py, needs npm).

    python -m benchmarks.speed                          everything, on the project's own films of squats
    python -m benchmarks.speed --only pose clip.mp4     one part, on a film of one's own
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from benchmarks.speed import frame, live, network, pose, recorded, size, startup
from benchmarks.speed.rows import Row, table_of
from models.build import HERE, MODELS, build

FILMS = HERE.parent / "tests" / "fixtures" / "films"
SQUATS = [FILMS / "squat_front_good.mp4", FILMS / "squat_side_good.mp4"]
PARTS = ("startup", "size", "recorded", "frame", "pose", "live", "network")
TERMINAL_COLUMNS = 180  # where the output is no terminal: rows stay on one line


def rows(asked: argparse.Namespace, packages: Path) -> Iterator[Row]:
    """The lines of the parts that were asked for."""
    parts, films = asked.only or PARTS, asked.films or SQUATS
    stocks: dict[str, bytes] = {}
    if {"pose", "live"} & set(parts):
        # Before the first Landmarker: it points https_proxy nowhere, and npm would obey.
        stocks = {model: build(model, packages, stock=True) for model in MODELS}
    if "startup" in parts:
        yield from startup.rows()
    if "size" in parts:
        yield from size.rows()
    if "recorded" in parts:
        yield from recorded.rows(films, asked.minutes)
    if "frame" in parts:
        yield from frame.rows(films, asked.frames)
    if "pose" in parts:
        yield from pose.rows(films, stocks, asked.frames)
    if "live" in parts:
        yield from live.rows(films[0], stocks["lite"], asked.frames)
    if "network" in parts:
        yield from network.rows(films[0])


def main() -> int:
    """Measure what the command line asks for; the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__, formatter_class=raw)
    parser.add_argument("films", type=Path, nargs="*", metavar="FILM", help="of squats")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; may be repeated")
    parser.add_argument("--frames", type=int, default=300, metavar="N", help="of each film")
    parser.add_argument("--minutes", type=float, default=3.0, metavar="N", help="of the long film")
    parser.add_argument("--packages", type=Path, metavar="DIR", help="keep the downloaded packages here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = list(rows(asked, asked.packages.resolve() if asked.packages else Path(folder)))
    console = Console(width=None if Console().is_terminal else TERMINAL_COLUMNS)
    table_of(measured).print(console)
    if hasattr(os, "getloadavg"):
        console.print(f"load of the last 15 minutes: {os.getloadavg()[2]:.1f} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
