"""The command line. What is heavy is imported by the command that needs it: --help answers at once."""

from __future__ import annotations

import json
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from formcheck import __version__
from formcheck.assets import escaped
from formcheck.cli_history import DataDir, open_store, sessions_app

if TYPE_CHECKING:
    from formcheck.analyze import Failure, Result
    from formcheck.core.exercise import Exercise

LIVE_EXAMPLES = """Examples:

\b
  formcheck                                   the coach, at http://127.0.0.1:8000
  formcheck --exercise squat --camera "HD Pro Webcam"
  formcheck --source http://192.168.1.20:8080/video
  formcheck --demo                            without a webcam
  formcheck analyze squats.mp4 --exercise squat
"""
ANALYZE_EXAMPLES = """Examples:

\b
  formcheck analyze squats.mp4 --exercise squat
  formcheck analyze *.mp4 --exercise lunge --json results.json
  formcheck analyze squats.mp4 --exercise squat --record squats.npz
  formcheck analyze squats.npz --exercise squat --json - | python -m json.tool
"""
UsageException: Any = typer.BadParameter.__mro__[
    2
]  # ClickException: click's, or that of a typer with its own
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(sessions_app, name="sessions")


class Model(str, Enum):
    """The pose models that are shipped."""

    full = "full"
    lite = "lite"


ExerciseKey = Annotated[
    str, typer.Option("--exercise", "-e", metavar="KEY", help="What is done, for instance squat.")
]
ModelName = Annotated[Model, typer.Option(help="Pose model: full is more exact, lite is faster.")]


def main() -> None:
    """Run the command line; whatever goes wrong is one line, and the exit code 1 (2: asked wrongly)."""
    try:
        sys.exit(app(prog_name="formcheck", standalone_mode=False))
    except UsageException as error:
        typer.echo(f"Error: {escaped(' '.join(error.format_message().split()))}", err=True)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(130)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        typer.echo(f"formcheck: {one_line(error)}", err=True)
        sys.exit(1)


def one_line(error: Exception) -> str:
    """An error in one line; the system's own start with the file."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{escaped(str(error.filename))}: {error.strerror}"
    return escaped(" ".join(str(error).split())) or type(error).__name__


def wrong(option: str, message: str) -> NoReturn:
    """End with exit code 2, as for any other mistake on the command line."""
    raise typer.BadParameter(message, param_hint=option)


def find_exercise(key: str) -> Exercise:
    """The exercise of this key, or the end of the program with the keys that there are."""
    from formcheck.exercises import CATALOGUE

    if key not in CATALOGUE:
        wrong("--exercise", f"expected one of {', '.join(CATALOGUE)}; got {key!r}")
    return CATALOGUE[key]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=LIVE_EXAMPLES)
def live(
    context: typer.Context,
    camera: Annotated[
        str | None, typer.Option(metavar="NAME|N", help="Webcam, by its number, its name or a part of it.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="FILE|URL", help="A film or the http address of a camera instead.")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Play the demo as if it were the webcam.")] = False,
    exercise: Annotated[
        str | None, typer.Option("--exercise", "-e", metavar="KEY", help="Chosen at the start.")
    ] = None,
    model: ModelName = Model.full,
    host: Annotated[
        str,
        typer.Option(metavar="HOST", help="Address to serve at; any but this computer's own asks for a key."),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(metavar="PORT", min=0, max=65535, help="When it is taken, the next free one is used."),
    ] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
    data_dir: DataDir = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print it and end.")
    ] = False,
) -> None:
    """A coach in your laptop: it watches you exercise, counts what was done right and says what was not.

    Without a command it coaches live, in a page of your browser. No picture leaves this computer.
    """
    context.obj = data_dir
    if context.invoked_subcommand is not None:
        return
    if sum((camera is not None, source is not None, demo)) > 1:
        wrong("--camera, --source, --demo", "expected only one of them")
    if exercise is not None:
        find_exercise(exercise)
    from formcheck.server import LiveOptions, serve

    serve(
        LiveOptions(
            camera, source, demo, exercise, model.value, host, port, not no_browser, data_dir=data_dir
        )
    )


@app.command(epilog=ANALYZE_EXAMPLES)
def analyze(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Films, or recordings (.npz).")],
    exercise: ExerciseKey,
    json_to: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE|-", help="Write the results as JSON; - prints only that."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE.npz", help="Keep the landmarks, to analyze them again at once."),
    ] = None,
    model: ModelName = Model.full,
    save: Annotated[
        bool, typer.Option("--save", help="Keep the results as sessions in the history.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Count and judge what is done in films.

    The exit code is 1 when a file could not be read or written; the others are analyzed all the same.
    """
    if record is not None and (len(files) > 1 or record.suffix != ".npz"):
        wrong("--record", "expected one FILE to analyze, and a name that ends in .npz")
    for option, target in (("--record", record), ("--json", json_to)):  # before the work, not after it
        if target is not None and not Path(target).parent.is_dir():
            wrong(option, f"there is no folder {Path(target).parent}")
    if record is not None and record.is_dir():
        wrong("--record", f"expected a file to write, got the folder {escaped(str(record))}")
    chosen = find_exercise(exercise)
    results, unwritten = _analyze_all(files, chosen, model.value, record)
    unwritten += _print_results(results, chosen, json_to)
    for line in unwritten:
        typer.echo(f"formcheck: {line}", err=True)
    if save:
        _save(results, data_dir or context.obj, quiet=json_to == "-")
    if unwritten or any("error" in result.as_dict() for result in results):
        raise typer.Exit(1)


def _analyze_all(
    files: list[str], exercise: Exercise, model: str, record: Path | None
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
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for file in files:
            bar = progress.add_task(escape(escaped(Path(file).name)), total=1.0)

            def show(done: float, bar: TaskID = bar) -> None:
                progress.update(bar, completed=done)

            try:
                results.append(analyze_file(file, exercise, model, record, show))
            except NotRecordedError as error:
                results.append(error.result)
                unwritten.append(f"--record {one_line(error)}")
            except (CameraError, LandmarkerError, ValueError, OSError) as error:
                results.append(Failure(file, one_line(error)))
            progress.remove_task(bar)
    return results, unwritten


def _print_results(results: list[Result | Failure], exercise: Exercise, json_to: str | None) -> list[str]:
    """The results as asked for; what could not be written, after the table."""
    from formcheck.analyze import document
    from formcheck.console import make_console, print_result

    unwritten: list[str] = []
    if json_to is not None:
        text = json.dumps(document(exercise.key, results), indent=2, allow_nan=False)
        if json_to == "-":
            typer.echo(text)
            return []
        try:
            Path(json_to).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            unwritten.append(f"--json {one_line(error)}")
    console = make_console()
    for result in results:
        print_result(console, result, exercise)
    return unwritten


def _save(results: list[Result | Failure], data_dir: Path | None, *, quiet: bool) -> None:
    from formcheck.analyze import Result

    with open_store(data_dir) as store:
        for result in results:
            if isinstance(result, Result):
                number = store.save_analysis(result)
                if not quiet:
                    typer.echo(f"{escaped(Path(result.path).name)}: saved as session {number}")


@app.command()
def cameras() -> None:
    """List the webcams, for --camera.

    The exit code is 1 when there is none.
    """
    from formcheck.camera import list_cameras

    found = list_cameras()
    for info in found:
        typer.echo(f"{info.index}  {info.name}")
    if not found:
        typer.echo("No camera was found: connect one, or try `formcheck --demo`.", err=True)
        raise typer.Exit(1)


@app.command()
def doctor(context: typer.Context, data_dir: DataDir = None) -> None:
    """Check what formcheck needs, and say what to do.

    The exit code is 1 when something is wrong.
    """
    from formcheck.doctor import examine

    healthy = True
    for finding in examine(data_dir or context.obj):
        typer.echo(str(finding))
        healthy = healthy and finding.fine
    if not healthy:
        raise typer.Exit(1)
