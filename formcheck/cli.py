"""The command line. What is heavy is imported by the command that needs it: --help answers at once."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from formcheck import __version__
from formcheck.assets import escaped
from formcheck.cli_analyze import ANALYZE_EXAMPLES, analyze
from formcheck.cli_history import sessions_app
from formcheck.cli_options import AUTO, DataDir, Model, find_exercise, one_line, wrong
from formcheck.cli_plans import plans_app

LIVE_EXAMPLES = """Examples:

\b
  formcheck                                   the coach, in your browser
  formcheck --exercise squat --camera "HD Pro Webcam"
  formcheck --plan hips
  formcheck --source http://192.168.1.20:8080/video
  formcheck --demo                            without a webcam
  formcheck analyze squats.mp4 --exercise squat
"""
# ClickException: click's, or that of a typer with its own.
UsageException: Any = typer.BadParameter.__mro__[2]
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=ANALYZE_EXAMPLES)(analyze)
app.add_typer(sessions_app, name="sessions")
app.add_typer(plans_app, name="plans")


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
        str | None,
        typer.Option("--exercise", "-e", metavar="KEY", help="Chosen at the start; auto finds out."),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="A workout, for instance hips; `formcheck plans` lists them."),
    ] = None,
    model: Annotated[
        Model | None, typer.Option(help="Pose model: full (usual) is more exact, lite is faster.")
    ] = None,
    host: Annotated[
        str,
        typer.Option(metavar="HOST", help="Address to serve at; any but this computer's own asks for a key."),
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            metavar="PORT", min=0, max=65535, help="8000, if not told; when taken, the next free one is used."
        ),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
    data_dir: DataDir = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print it and end.")
    ] = False,
) -> None:
    """A coach in your laptop: it watches you exercise, counts what was done right and says what was not.

    Without a command it coaches live, in a page of your browser. No picture leaves this computer.
    What is not told here is taken from the settings file, where there is one.
    """
    context.obj = data_dir
    if context.invoked_subcommand is not None:
        return
    if sum((camera is not None, source is not None, demo)) > 1:
        wrong("--camera, --source, --demo", "expected only one of them")
    if exercise is not None and exercise != AUTO:
        find_exercise(exercise)
    from formcheck.server import LiveOptions, serve
    from formcheck.settings import read_settings

    settings = read_settings()
    serve(
        LiveOptions(
            camera=camera or settings.camera,
            source=source,
            demo=demo,
            exercise=exercise,
            plan=plan,
            model=model.value if model else settings.model,
            host=host,
            port=settings.port if port is None else port,
            browser=not no_browser,
            data_dir=data_dir,
            keep_landmarks=settings.keep_landmarks,
        )
    )


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
