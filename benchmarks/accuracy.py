"""How accurate the coach is: `python -m benchmarks.accuracy DIR...` on any folder of labelled recordings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import track

from benchmarks.clips import Clip
from benchmarks.counting import counting_table
from benchmarks.faults import all_faults_table, faults_table
from benchmarks.holds import holds_table
from benchmarks.labels import read_folder
from benchmarks.landmarks import LandmarkCache
from benchmarks.listing import clips_table
from benchmarks.measured import measures_table
from benchmarks.perturb import Perturbation
from benchmarks.recognised import recognised_table
from benchmarks.robustness import robustness_table
from benchmarks.tables import Table
from benchmarks.trials import Trial, watch
from benchmarks.twins import twins_table
from benchmarks.verdicts import telling_table, verdicts_table
from formcheck import CATALOGUE

MAKERS = (
    counting_table,
    holds_table,
    faults_table,
    all_faults_table,
    twins_table,
    verdicts_table,
    telling_table,
    measures_table,
)
TERMINAL_COLUMNS = 200  # where the output is no terminal: rows stay on one line


def tables(trials: Sequence[Trial], *, clips: bool = False) -> list[Table]:
    """Every table that these trials can fill."""
    found = [make(trials) for make in MAKERS]
    if clips:
        found.append(clips_table(trials))
    return [table.filled() for table in found if table.rows]


def skipped(clips: Sequence[Clip]) -> list[str]:
    """Notes about clips that no coach can watch or that are not scored, and faults that no coach knows."""
    notes = []
    if others := Counter(c.exercise for c in clips if not c.truths and c.exercise not in CATALOGUE):
        notes.append(f"no coach yet: {_counts(others)}")
    notes.append(f"watched, by status: {_counts(Counter(clip.status for clip in clips if clip.truths))}")
    known = {key: {fault.key for fault in exercise.faults} for key, exercise in CATALOGUE.items()}
    strange = Counter(
        f"{key} {fault}"
        for clip in clips
        for key, truth in clip.truths.items()
        for fault, there in (truth.faults or {}).items()
        if there and fault not in known[key]
    )
    return [*notes, f"labelled, but judged by no coach: {_counts(strange)}"] if strange else notes


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))


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
    cameras: Annotated[bool, typer.Option("--cameras", help="Also compare worse cameras.")] = False,
    auto: Annotated[bool, typer.Option("--auto", help="Also tell which exercise it is taken for.")] = False,
    cache: Annotated[Path | None, typer.Option(help="Where landmarks of films are kept.")] = None,
) -> None:
    """Measure counts, silence and faults on folders of labelled recordings."""
    try:
        change = Perturbation(fps, drop, mirror, roll)
        if exercise is not None and exercise not in CATALOGUE:
            raise ValueError(f"exercise: expected one of {', '.join(CATALOGUE)}; got {exercise!r}")
        found, notes = _clips_of(folders, films)
        kept = LandmarkCache(cache or user_cache_path("formcheck") / "landmarks")
        made, unreadable = _measured(found, kept, change, exercise, clips=clips, cameras=cameras)
        if auto:
            made.append(recognised_table(found, kept, change).filled())
    except (ValueError, OSError, RuntimeError) as error:
        Console(stderr=True).print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    notes = [f"recordings: {', '.join(map(str, folders))}; {change}", *notes, *skipped(found)]
    notes += [f"left out, it cannot be read: {why}" for why in unreadable]
    _show(made, notes)
    _write(made, notes, json_to, markdown_to)


def _measured(
    found: Sequence[Clip],
    cache: LandmarkCache,
    change: Perturbation,
    exercise: str | None,
    *,
    clips: bool,
    cameras: bool,
) -> tuple[list[Table], list[str]]:
    """The tables, and why some clips could not be read."""
    unreadable: dict[str, str] = {}

    def watched(camera: Perturbation) -> Iterator[Trial]:
        for clip in track(found, str(camera), console=Console(stderr=True), transient=True):
            yield from watch([clip], cache, camera, exercise, unreadable)

    made = tables(list(watched(change)), clips=clips)
    if cameras:
        made.append(robustness_table(watched).filled())
    return made, list(unreadable.values())


def _clips_of(folders: Iterable[Path], films: bool) -> tuple[list[Clip], list[str]]:
    clips, notes = [], []
    for folder in folders:
        found, missing = read_folder(folder, films=films)
        clips += found
        notes += missing
    return clips, notes


def _show(made: Iterable[Table], notes: Iterable[str]) -> None:
    console = Console(width=None if Console().is_terminal else TERMINAL_COLUMNS)
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
