"""The commands of the history: list, show, compare, export, import and delete sessions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from formcheck.assets import escaped
from formcheck.cli_options import DataDir, find_exercise, wrong

if TYPE_CHECKING:
    from formcheck.core.summary import Summary
    from formcheck.store import Store, StoredSession

SESSIONS_EXAMPLES = """Examples:

\b
  formcheck sessions
  formcheck sessions show 12
  formcheck sessions trends --exercise squat
  formcheck sessions compare 7 12
  formcheck sessions export 12 --html report.html
  formcheck sessions export --json everything.json
  formcheck sessions import everything.json
  formcheck sessions delete 12
"""


sessions_app = typer.Typer(
    rich_markup_mode=None,
    help="The history: list, show, compare, export, import and delete sessions.",
    epilog=SESSIONS_EXAMPLES,
)

LARGEST_ID = 2**63 - 1  # that SQLite takes
SessionId = Annotated[
    int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help="The number in the list.")
]
PerhapsSessionId = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help="The number in the list.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def open_store(data_dir: Path | None) -> Store:
    """The history; what had to be done to open it is said."""
    from formcheck.store import Store, history_path

    store = Store(history_path(data_dir))
    if store.notice:
        typer.echo(store.notice, err=True)
    return store


@sessions_app.callback(invoke_without_command=True)
def list_sessions(context: typer.Context, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """The history: list, show, compare, export, import and delete sessions."""
    context.obj = data_dir or context.obj
    if context.invoked_subcommand is not None:
        return
    with open_store(context.obj) as store:
        sessions = store.sessions()
    if as_json:
        _print_json([session.as_dict() for session in sessions])
    elif not sessions:
        typer.echo("No sessions yet: start one with `formcheck`, or `formcheck analyze FILE... --save`.")
    else:
        from formcheck.console import make_console
        from formcheck.console_history import print_sessions
        from formcheck.exercises import CATALOGUE

        print_sessions(make_console(), sessions, CATALOGUE)


@sessions_app.command("show")
def show_session(context: typer.Context, session: SessionId, data_dir: DataDir = None) -> None:
    """Show what was counted and judged in a session."""
    from formcheck.console import make_console
    from formcheck.console_history import print_sessions, print_summary
    from formcheck.exercises import CATALOGUE

    with open_store(data_dir or context.obj) as store:
        found, summary = _find_summary(store, session)
    console = make_console()
    print_sessions(console, [found], CATALOGUE)
    print_summary(console, summary, CATALOGUE)


@sessions_app.command("trends")
def show_trends(
    context: typer.Context,
    exercise: Annotated[
        str | None, typer.Option("--exercise", "-e", metavar="KEY", help="Only this exercise.")
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show each exercise over time, with the personal bests."""
    from formcheck.console import make_console
    from formcheck.console_history import print_trend
    from formcheck.core.trends import trends
    from formcheck.exercises import CATALOGUE

    if exercise is not None:
        find_exercise(exercise)
    with open_store(data_dir or context.obj) as store:
        sessions = [(line.id, line.started_at, summary) for line, summary in store.summaries()]
    found = [one for one in trends(sessions, CATALOGUE) if exercise in (None, one.exercise)]
    if as_json:
        _print_json([one.as_dict() for one in found])
        return
    for one in found:
        print_trend(make_console(), one, CATALOGUE)
    if not found:
        typer.echo("Nothing was counted yet.")


@sessions_app.command("compare")
def compare_sessions(
    context: typer.Context,
    a: SessionId,
    b: SessionId,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show two sessions beside each other."""
    from formcheck.console import make_console
    from formcheck.console_history import moment, print_comparison
    from formcheck.core.trends import compare
    from formcheck.exercises import CATALOGUE

    with open_store(data_dir or context.obj) as store:
        (first, one), (second, other) = _find_summary(store, a), _find_summary(store, b)
    found = compare(one, other, CATALOGUE)
    if as_json:
        _print_json([comparison.as_dict() for comparison in found])
        return
    names = f"{a}, {moment(first.started_at)}", f"{b}, {moment(second.started_at)}"
    for comparison in found:
        print_comparison(make_console(), comparison, names, CATALOGUE)


@sessions_app.command("export")
def export_sessions(
    context: typer.Context,
    session: PerhapsSessionId = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A table with a row for each repetition.")
    ] = None,
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Everything; import reads it back.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A report that opens offline and prints.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Write a session, or without an ID all sessions, to files."""
    from formcheck.exercises import CATALOGUE
    from formcheck.exports import Listed, to_csv, to_json
    from formcheck.report import Reported, to_html

    if csv is None and as_json is None and html is None:
        wrong("export", "expected at least one of --csv FILE, --json FILE and --html FILE")
    with open_store(data_dir or context.obj) as store:
        told = store.summaries() if session is None else [_find_summary(store, session)]
        if csv is not None:
            table = to_csv(Listed.stored(*one) for one in told).encode()
            _write(csv, lambda file: file.write(table))
        if html is not None:
            shown = (
                Reported.stored(line, summary, store.curve(line.id), CATALOGUE) for line, summary in told
            )
            page = to_html(shown, CATALOGUE).encode()
            _write(html, lambda file: file.write(page))
        if as_json is not None:
            records = store.records() if session is None else filter(None, [store.record(session)])
            _write(as_json, lambda file: file.writelines(to_json(records)))


@sessions_app.command("import")
def import_sessions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export --json wrote.")],
    data_dir: DataDir = None,
) -> None:
    """Take over exported sessions: those that are new, all or none of them."""
    from formcheck.exports import read_sessions

    try:
        records = read_sessions(file)
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
    with open_store(data_dir or context.obj) as store:
        added = store.take_over(records)
    known = len(records) - len(added)
    typer.echo(f"{len(added)} added" + (f", {known} were here already." if known else "."))


@sessions_app.command("delete")
def delete_session(
    context: typer.Context,
    session: PerhapsSessionId = None,
    every: Annotated[bool, typer.Option("--all", help="Delete all sessions.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Delete a session, or all of them, for good."""
    if (session is None) is not every:
        wrong("delete", "expected an ID, or --all")
    with open_store(data_dir or context.obj) as store:
        if session is not None:
            if _find_session(store, session).status == "running":
                raise ValueError(f"session {session} is running: stop it first")
            what = f"session {session}"
        else:
            what = f"all {len(store.sessions())} sessions"
        if not yes:
            typer.confirm(f"Delete {what} for good?", abort=True)
        deleted = store.delete_all() if session is None else store.delete(session)
        kept = [f"Session {line.id} is running and was kept." for line in store.sessions() if every]
    done = f"{deleted} sessions are deleted." if every else f"Session {session} is deleted."
    typer.echo(" ".join([done, *kept]))


def _write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file, whole or not at all, and say so."""
    from formcheck.recording import replace_file

    replace_file(path, write)
    typer.echo(f"{escaped(str(path))}: written")


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, indent=2))


def _find_session(store: Store, session: int) -> StoredSession:
    found = store.session(session)
    if found is None:
        raise ValueError(f"there is no session {session}: `formcheck sessions` lists them")
    return found


def _find_summary(store: Store, session: int) -> tuple[StoredSession, Summary]:
    from formcheck.core.summary import summarise

    found = _find_session(store, session)
    return found, summarise(store.events(session), found.exercise)
