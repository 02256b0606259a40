"""`analyze` of a folder: one bar, a line for each film as soon as it is done, and a summary at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.assets import escaped

if TYPE_CHECKING:
    from formcheck.folder import Document, Folder
    from formcheck.spread import Hands

RESULTS = "formcheck-results"  # below the folder


def analyze_folder(
    root: Path,
    exercise: str | None,
    model: str,
    jobs: int | None,
    scheduler: str | None,
    results: Path | None,
) -> None:
    """Analyze every film below a folder that an earlier run has not done; exit code 1 when one failed."""
    from formcheck.folder import Folder

    folder = Folder(root, results or root / RESULTS, exercise, model)
    films = folder.films()
    if not films:
        raise ValueError(f"{escaped(str(root))}: no films in this folder")
    found = {film: result for film in films if (result := folder.done(film))}
    waiting = [film for film in films if film not in found]
    with _hands(jobs or os.cpu_count() or 1, scheduler, len(waiting)) as hands:
        folder.results.mkdir(parents=True, exist_ok=True)
        try:
            _work(folder, waiting, hands, found)
        finally:  # also when it is interrupted
            failed = _conclude(folder, films, waiting, found)
    if failed:
        raise typer.Exit(1)


def _conclude(folder: Folder, films: list[Path], waiting: list[Path], found: dict[Path, Document]) -> int:
    """Write the summary and say how far it is; how many films failed."""
    summary = folder.summarise(found.items())
    failed = sum("error" in result for result in found.values())
    before, left = len(films) - len(waiting), len(films) - len(found)
    typer.echo(
        f"{len(found) - before - failed} analyzed, {before} done before, {failed} could not be analyzed"
        f"{f', {left} left' if left else ''}: {escaped(str(summary))}"
    )
    return failed


@contextmanager
def _hands(jobs: int, scheduler: str | None, films: int) -> Iterator[Hands]:
    from formcheck.spread import cluster, cores

    if scheduler is None:
        yield cores(max(1, min(jobs, films)))
        return
    with cluster(scheduler) as hands:
        yield hands


def _work(folder: Folder, films: list[Path], hands: Hands, found: dict[Path, Document]) -> None:
    """Let the hands work through the films, by their sizes; `found` grows with every result."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from formcheck.console import make_console
    from formcheck.spread import spread

    console = make_console()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        sizes = {film: _size(film) for film in films}
        bar = progress.add_task("", total=sum(sizes.values()))
        for count, (film, result) in enumerate(spread(films, folder.exercise, folder.model, hands), start=1):
            found[film] = result
            folder.keep(film, result)
            name = escaped(film.relative_to(folder.root).as_posix())
            told = _told(result)
            console.print(told if name in told else f"{name}  {told}", soft_wrap=True, markup=False)
            progress.update(bar, advance=sizes[film], description=f"{count} of {len(films)}")


def _size(film: Path) -> int:
    """Of a file that may be gone by now, bytes."""
    try:
        return film.stat().st_size
    except OSError:
        return 0


def _told(result: Document) -> str:
    """A film's result in one line."""
    if "error" in result:
        return escaped(result["error"])
    reps, holds = result["reps"], result["holds"]
    clean = sum(not rep["faults"] for rep in reps)
    told = [str(result["exercise"] or "no exercise recognised").replace("_", " ")]
    if reps or not holds:
        told.append(f"{len(reps)} repetitions, {clean} without a fault")
    if holds:
        told.append(f"held for {sum(hold['held_s'] for hold in holds):.1f} s")
    return ", ".join(told + result["warnings"])
