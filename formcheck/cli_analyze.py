"""The command `analyze`: films and recordings, one after the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.assets import escaped
from formcheck.cli_folder import analyze_folder
from formcheck.cli_history import open_store
from formcheck.cli_options import AUTO, DataDir, ExerciseKey, Model, ModelName, find_exercise, one_line, wrong
from formcheck.cli_results import (
    check_annotate,
    check_target,
    place_for_landmarks,
    write_film,
    write_report,
    write_table,
)

if TYPE_CHECKING:
    from formcheck.analyze import Failure, Result
    from formcheck.core.exercise import Exercise

ANALYZE_EXAMPLES = """Examples:

\b
  formcheck analyze film.mp4
  formcheck analyze *.mp4 --exercise lunge --json results.json
  formcheck analyze squats.mp4 --exercise squat --record squats.npz
  formcheck analyze squats.npz --exercise squat --json - | python -m json.tool
  formcheck analyze squats.mp4 --report squats.html --csv squats.csv --annotate seen.mp4
  formcheck analyze films/ --jobs 8
"""


def analyze(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...|DIR", help="Films and recordings (.npz), or a folder.")
    ],
    exercise: ExerciseKey = AUTO,
    json_to: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE|-", help="Write the results as JSON; - prints only that."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE.npz", help="Keep the landmarks, to analyze them again at once."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write a report that opens offline and prints."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write a row for each repetition and hold.")
    ] = None,
    annotated: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="FILE.mp4", help="Draw skeleton, count and faults into the film."),
    ] = None,
    model: ModelName = Model.full,
    save: Annotated[
        bool, typer.Option("--save", help="Keep the results as sessions in the history.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", help="Of a folder: films at a time; else one a core."
        ),
    ] = None,
    results_dir: Annotated[
        Path | None,
        typer.Option("--results", metavar="DIR", help="Of a folder: for the results; else a folder in it."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:PORT", help="Of a folder: a Dask cluster that shall do it."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Count and judge what is done in films.

    Of a folder, every film is analyzed that is not done yet; what is done can be interrupted at any time.
    The exit code is 1 when a file could not be read or written; the others are analyzed all the same.
    """
    chosen = None if exercise == AUTO else find_exercise(exercise)
    folders = [file for file in files if Path(file).is_dir()]
    if folders and (len(files) > 1 or record or json_to or save or report or csv or annotated):
        wrong("DIR", "expected one folder alone; its results are files, without the options of single films")
    if folders:
        key = chosen.key if chosen else None
        analyze_folder(Path(folders[0]), key, model.value, jobs, scheduler, results_dir)
        return
    if jobs or scheduler or results_dir:
        wrong("--jobs, --scheduler, --results", "expected a folder to analyze")
    if record is not None and len(files) > 1:
        wrong("--record", "expected one FILE to analyze")
    check_target("--record", record, ".npz")
    check_target("--json", Path(json_to) if json_to not in (None, "-") else None)
    check_target("--report", report)
    check_target("--csv", csv)
    check_annotate(files, annotated)
    with place_for_landmarks(record, annotated) as kept:
        results, unwritten = _analyze_all(files, chosen, model.value, kept)
        if annotated is not None and kept is not None and not unwritten:
            unwritten += write_film(results[0], kept, annotated)
    unwritten += write_report(results, report) if report else []
    unwritten += write_table(results, csv) if csv else []
    unwritten += _print_results(results, chosen, json_to)
    for line in unwritten:
        typer.echo(f"formcheck: {line}", err=True)
    if save:
        _save(results, data_dir or context.obj, quiet=json_to == "-")
    if unwritten or any("error" in result.as_dict() for result in results):
        raise typer.Exit(1)


def _analyze_all(
    files: list[str], exercise: Exercise | None, model: str, record: Path | None
) -> tuple[list[Result | Failure], list[str]]:
    """Each file's result, or why it could not be read, with a bar on a terminal; what was not recorded."""
    from rich.markup import escape
    from rich.progress import Progress, TaskID

    from formcheck.analyze import Failure, NotRecordedError, analyze_file
    from formcheck.camera import CameraError
    from formcheck.console import make_console
    from formcheck.landmarker import LandmarkerError

    console = make_console(stderr=True)
    results: list[Result | Failure] = []
    unwritten: list[str] = []
    # Drawn between two frames only: during one, standard error is kept from what native code prints.
    with Progress(
        console=console, transient=True, auto_refresh=False, disable=not console.is_terminal
    ) as progress:
        for file in files:
            bar = progress.add_task(escape(escaped(Path(file).name)), total=1.0)

            def show(done: float, bar: TaskID = bar) -> None:
                progress.update(bar, completed=done, refresh=True)

            try:
                results.append(analyze_file(file, exercise, model, record, show))
            except NotRecordedError as error:
                results.append(error.result)
                unwritten.append(f"--record {one_line(error)}")
            except (CameraError, LandmarkerError, ValueError, OSError) as error:
                results.append(Failure(file, one_line(error)))
            progress.remove_task(bar)
    return results, unwritten


def _print_results(
    results: list[Result | Failure], exercise: Exercise | None, json_to: str | None
) -> list[str]:
    """The results as asked for; what could not be written, after the table."""
    from formcheck.analyze import document
    from formcheck.console import make_console, print_result

    unwritten: list[str] = []
    if json_to is not None:
        text = json.dumps(document(exercise.key if exercise else None, results), indent=2, allow_nan=False)
        if json_to == "-":
            typer.echo(text)
            return []
        try:
            Path(json_to).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            unwritten.append(f"--json {one_line(error)}")
    console = make_console()
    for result in results:
        print_result(console, result)
    return unwritten


def _save(results: list[Result | Failure], data_dir: Path | None, *, quiet: bool) -> None:
    from formcheck.analyze import Result
    from formcheck.settings import read_settings

    keep_landmarks = read_settings().keep_landmarks
    with open_store(data_dir) as store:
        for result in results:
            if isinstance(result, Result) and result.exercise:
                number = store.save_analysis(result, keep_landmarks=keep_landmarks)
                if not quiet:
                    typer.echo(f"{escaped(Path(result.path).name)}: saved as session {number}")
