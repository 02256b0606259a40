"""Films spread over the cores of this computer, or over the machines of a Dask cluster."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from formcheck.analyze import Failure, analyze_file
from formcheck.exercises import CATALOGUE
from formcheck.worker import leave_with_parent

MOST_PROCESSES = 61  # that Windows can wait for
CONNECTING_S = 10.0  # for a scheduler to answer
KILLED = "the system ended the process that looked at it: the film is damaged, or memory ran out"

Document = dict[str, Any]  # of one film, as in the JSON document of `formcheck analyze`
Start = Callable[[], AbstractContextManager[Executor]]


@dataclass(frozen=True, slots=True)
class Hands:
    """Where films are looked at: `start` gives an executor, `at_once` is how many it works on."""

    start: Start
    at_once: int


def cores(jobs: int) -> Hands:
    """Processes of this computer, each with a model of its own."""
    return Hands(partial(_processes, min(jobs, MOST_PROCESSES)), min(jobs, MOST_PROCESSES))


@contextmanager
def _processes(jobs: int) -> Iterator[Executor]:
    executor = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_settle)
    try:
        yield executor
    except BaseException:  # Ctrl+C must not wait for the films that are being looked at
        for process in active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _settle() -> None:
    """In a new process: Ctrl+C is for the one that started it, and without that one it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=leave_with_parent, daemon=True).start()


@contextmanager
def cluster(address: str) -> Iterator[Hands]:
    """The workers of a Dask scheduler: they have formcheck, and the films under the same paths.

    ImportError: the package for it is missing. OSError: nobody answers. ValueError: it has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ImportError("--scheduler needs another package: pip install 'formcheck[cluster]'") from None
    client: Any = Client(address, timeout=CONNECTING_S, set_as_default=False)  # type: ignore[no-untyped-call]
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ValueError(f"{address}: the scheduler has no workers")
        yield Hands(lambda: client.get_executor(pure=False), threads)


def analyze_film(path: str, exercise: str | None, model: str) -> Document:
    """One film, in whatever process or machine this is called; an error is part of the document."""
    try:
        return analyze_file(path, CATALOGUE[exercise] if exercise else None, model).as_dict()
    except Exception as error:  # one bad film never stops the others, whatever is wrong with it
        return Failure(path, " ".join(str(error).split()) or type(error).__name__).as_dict()


def spread(
    films: Iterable[Path], exercise: str | None, model: str, hands: Hands
) -> Iterator[tuple[Path, Document]]:
    """Hand out films, and give each result as soon as it is there.

    A film that takes its process down takes the others of that moment with it: each of them is then looked at
    again alone, in a new executor.
    """
    waiting = deque(films)
    while waiting:
        suspects: list[Path] = []
        with hands.start() as executor:
            flying: dict[Future[Document], Path] = {}
            while (waiting or flying) and not suspects:
                while waiting and len(flying) < hands.at_once:
                    try:
                        future = executor.submit(analyze_film, str(waiting[0]), exercise, model)
                    except BrokenExecutor:  # a process died while a result was being taken
                        break
                    flying[future] = waiting.popleft()
                if not flying:
                    break
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    film = flying.pop(future)
                    try:
                        yield film, future.result()
                    except BrokenExecutor:
                        suspects += [film, *flying.values()]
                        break
                    except Exception as error:  # of a cluster: what it could not do
                        yield film, Failure(str(film), " ".join(str(error).split())).as_dict()
        for film in suspects:
            yield film, _alone(film, exercise, model, hands)


def _alone(film: Path, exercise: str | None, model: str, hands: Hands) -> Document:
    with hands.start() as executor:
        try:
            return executor.submit(analyze_film, str(film), exercise, model).result()
        except BrokenExecutor:
            return Failure(str(film), KILLED).as_dict()
