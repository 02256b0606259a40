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
    """Shows films to every coach; the model looks at the next ones meanwhile, on the other cores.

    folder   where the landmarks are kept, by the content of film and model
    """

    def __init__(self, folder: Path, films: Iterable[Clip]) -> None:
        self.cache = LandmarkCache(folder)
        processes = min(os.cpu_count() or 1, MOST_PROCESSES)
        self.workers = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        self.looking: dict[str, Future[None]] = {
            film.name: self.workers.submit(look_at, self.cache, film.path) for film in films
        }
        self.seen: dict[str, dict[str, Trial]] = {}

    def __enter__(self) -> Screening:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self.workers.shutdown(cancel_futures=True)

    def trials(self, film: Clip) -> dict[str, Trial]:
        """What each coach said about a film, by the key of its exercise."""
        if film.name not in self.seen:
            self.looking[film.name].result()
            self.seen[film.name] = {trial.key: trial for trial in watch([film], self.cache, AS_FILMED)}
        return self.seen[film.name]


def look_at(cache: LandmarkCache, film: Path) -> None:
    """Let the model look at a film; in a process of its own."""
    cache.of(film)
