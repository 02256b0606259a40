"""How accurate the coach is: `python -m benchmarks.accuracy DIR...` on any folder of labelled recordings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import track

from benchmarks.clips import Clip
from benchmarks.counting import counting_table
from benchmarks.faults import faults_table
from benchmarks.labels import read_folder
from benchmarks.landmarks import LandmarkCache
from benchmarks.listing import clips_table
from benchmarks.perturb import Perturbation
from benchmarks.tables import Table
from benchmarks.trials import Trial, watch
from formcheck import CATALOGUE

TERMINAL_COLUMNS = 200  # where the output is no terminal: rows stay on one line


def tables(trials: Sequence[Trial], *, clips: bool = False) -> list[Table]:
    """Every table that these trials can fill."""
    found = [counting_table(trials), faults_table(trials)]
    if clips:
        found.append(clips_table(trials))
    return [table.filled() for table in found if table.rows]


def skipped(clips: Iterable[Clip]) -> list[str]:
    """Notes about clips that no coach of the catalogue can watch, and those that are not scored."""
    clips = list(clips)
    others = Counter(c.exercise for c in clips if not c.truths and c.exercise not in CATALOGUE)
    notes = (
        [f"no coach yet: {', '.join(f'{key} {n}' for key, n in sorted(others.items()))}"] if others else []
    )
    left = Counter(clip.status for clip in clips if clip.truths)
    said = ", ".join(f"{status} {n}" for status, n in left.most_common())
    return [*notes, f"clips that a coach watched, by status: {said}"]


def report(
    folders: Annotated[list[Path], typer.Argument(help="With labels.json, or films with their truth.")],
    json_to: Annotated[Path | None, typer.Option("--json", help="Write the same figures here.")] = None,
    markdown_to: Annotated[Path | None, typer.Option("--markdown", help="And here, as Markdown.")] = None,
    exercise: Annotated[str | None, typer.Option(help="Only this coach.")] = None,
    clips: Annotated[bool, typer.Option("--clips", help="Also list every clip.")] = False,
    films: Annotated[bool, typer.Option("--films", help="Take films even where landmarks are.")] = False,
    fps: Annotated[float | None, typer.Option(help="Keep so many frames a second at most.")] = None,
    drop: Annotated[float, typer.Option(help="Share of frames to lose, 0 to 1.")] = 0.0,
    mirror: Annotated[bool, typer.Option("--mirror", help="Mirror every recording.")] = False,
    roll: Annotated[float, typer.Option(help="Turn every picture by so many degrees.")] = 0.0,
    cache: Annotated[Path | None, typer.Option(help="Where landmarks of films are kept.")] = None,
) -> None:
    """Measure counts, silence and faults on folders of labelled recordings."""
    console = Console(width=None if Console().is_terminal else TERMINAL_COLUMNS)
    try:
        change = Perturbation(fps, drop, mirror, roll)
        if exercise is not None and exercise not in CATALOGUE:
            raise ValueError(f"exercise: expected one of {', '.join(CATALOGUE)}; got {exercise!r}")
        found, notes = _clips_of(folders, films)
        kept = LandmarkCache(cache or user_cache_path("formcheck") / "landmarks")
        watched = (
            trial
            for clip in track(found, console=Console(stderr=True), transient=True)
            for trial in watch([clip], kept, change, exercise)
        )
        trials = list(watched)
    except (ValueError, OSError, RuntimeError) as error:
        Console(stderr=True).print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    made = tables(trials, clips=clips)
    notes = [f"recordings: {', '.join(map(str, folders))}; {change}", *notes, *skipped(found)]
    _show(console, made, notes)
    _write(made, notes, json_to, markdown_to)


def _clips_of(folders: Iterable[Path], films: bool) -> tuple[list[Clip], list[str]]:
    clips, notes = [], []
    for folder in folders:
        found, missing = read_folder(folder, films=films)
        clips += found
        notes += missing
    return clips, notes


def _show(console: Console, made: Iterable[Table], notes: Iterable[str]) -> None:
    for table in made:
        table.print(console)
        console.print()
    for note in notes:
        console.print(note, style="dim", highlight=False)


def _write(
    made: Sequence[Table], notes: Sequence[str], json_to: Path | None, markdown_to: Path | None
) -> None:
    if json_to is not None:
        figures = {"notes": list(notes), "tables": [table.as_dict() for table in made]}
        json_to.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if markdown_to is not None:
        markdown_to.write_text("\n".join([*(table.markdown() for table in made), *notes]) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(report)
