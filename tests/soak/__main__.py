"""`make soak`: load, endurance and speed of recovery, each bounded in time, a line for each figure.

The wanted figures are for a free machine with two cores; on a busy one only counts and leaks are telling.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
from rich.console import Console

from soak.endurance import an_hour, five_minutes_live, ten_thousand_sessions
from soak.faults import back_after_a_fault, camera_off, killed_after_each_of_50, silence
from soak.figure import Figure, Figures
from soak.load import comings_and_goings, many_pages, one_starved_core

PARTS: dict[str, Callable[[Path], Figures]] = {
    part.__name__: part
    for part in (
        an_hour,
        five_minutes_live,
        many_pages,
        comings_and_goings,
        one_starved_core,
        killed_after_each_of_50,
        back_after_a_fault,
        camera_off,
        ten_thousand_sessions,
        silence,
    )
}


def main(wanted: list[str]) -> int:
    """Do the wanted parts, or all; 1 when a figure is not what is wanted."""
    console = Console(width=130)
    console.print(f"load {psutil.getloadavg()[0]:.1f} at the start, {psutil.cpu_count()} cores")
    figures: list[Figure] = []
    for name in wanted or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for figure in PARTS[name](Path(folder)):
                figures.append(figure)
                console.print(f"{name:24}{figure}")
    return int(not all(figure.good for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
