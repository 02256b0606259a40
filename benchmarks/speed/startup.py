"""How long one waits for the program: its help, and the server's first answer while the model loads."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import httpx
import psutil

from benchmarks.speed.rows import Row
from tests.running import running

HELP_S, ANSWER_S = 0.3, 1.5
TURNS = 7


def rows() -> Iterator[Row]:
    """Seconds until there is something to see, the least of a few turns.

    Once of the clock, which other programs on a busy machine prolong, and once of this program's own CPU,
    which is what the clock would show on a free one: nothing here waits or works on two things at once.
    """
    for option in ("--version", "--help"):
        turns = [_run("-m", "formcheck", option) for _ in range(TURNS)]
        yield from _both(f"formcheck {option}", turns, HELP_S)
    yield from _both("import formcheck", [_run("-c", "import formcheck") for _ in range(TURNS)])
    with tempfile.TemporaryDirectory() as folder:
        answers = [_answer(Path(folder) / str(turn)) for turn in range(TURNS)]
    yield from _both("server answers, model still loading", answers, ANSWER_S)


def _both(figure: str, turns: Sequence[tuple[float, float]], most: float | None = None) -> Iterator[Row]:
    yield Row(f"{figure}, clock", min(clock for clock, _ in turns), "s", most=most)
    yield Row(f"{figure}, own CPU", min(cpu for _, cpu in turns), "s", most=most)


def _run(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of CPU that a run of Python takes."""
    began, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - began, cpu


def _answer(data_dir: Path) -> tuple[float, float]:
    """Seconds until a server answers, and of CPU that it has then taken (its worker apart)."""
    began = time.perf_counter()
    with running(data_dir) as server:
        while True:
            with suppress(httpx.TransportError):
                server.get("/api/state")
                clock = time.perf_counter() - began
                return clock, sum(psutil.Process(server.process.pid).cpu_times()[:2])
