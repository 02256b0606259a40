"""The recorded films, each looked at once by the real model in a run of tests."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.clips import Clip
from benchmarks.landmarks import LandmarkCache
from benchmarks.perturb import Perturbation
from benchmarks.rendered import rendered_films
from benchmarks.trials import Trial, watch

# Rendered people with their truth beside them; another folder of such films can be tested in their place.
FILMS = Path(os.environ.get("FORMCHECK_FILMS") or Path(__file__).parent / "fixtures" / "films")
AS_FILMED = Perturbation()
MOST_PROCESSES = 4  # the model keeps one core busy


def films() -> list[Clip]:
    """Every film that has its truth beside it."""
    return rendered_films(FILMS) if FILMS.is_dir() else []


class Screening:
    """Shows films to every coach, the next ones meanwhile, on the other cores.

    folder   where the landmarks are kept, by the content of film and model
    """

    def __init__(self, folder: Path, films: Iterable[Clip]) -> None:
        self.cache = LandmarkCache(folder)
        processes = min(os.cpu_count() or 1, MOST_PROCESSES)
        self.workers = ProcessPoolExecutor(processes, get_context("spawn"), initializer=stand_back)
        self.trials_of: dict[str, Future[list[Trial]]] = {
            film.name: self.workers.submit(look_at, self.cache, film) for film in films
        }

    def __enter__(self) -> Screening:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self.workers.shutdown(cancel_futures=True)

    def trials(self, film: Clip) -> dict[str, Trial]:
        """What each coach said about a film, by the key of its exercise."""
        return {trial.key: trial for trial in self.trials_of[film.name].result()}


def stand_back() -> None:
    """Leave the cores to whatever else is tested meanwhile."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(10)


def look_at(cache: LandmarkCache, film: Clip) -> list[Trial]:
    """Show a film to the model and to every coach; in a process of its own."""
    return list(watch([film], cache, AS_FILMED))
