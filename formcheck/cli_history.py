"""The commands of the history: list, show and delete sessions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from formcheck.store import Store, StoredSession

SESSIONS_EXAMPLES = """Examples:

\b
  formcheck sessions
  formcheck sessions show 12
  formcheck sessions delete 12
"""


sessions_app = typer.Typer(
    rich_markup_mode=None, help="The history: list, show and delete sessions.", epilog=SESSIONS_EXAMPLES
)

DataDir = Annotated[
    Path | None,
    typer.Option(metavar="DIR", envvar="FORMCHECK_DATA_DIR", help="Where sessions are kept."),
]
LARGEST_ID = 2**63 - 1  # that SQLite takes
SessionId = Annotated[
    int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help="The number in the list.")
]


def open_store(data_dir: Path | None) -> Store:
    """The history; what had to be done to open it is said."""
    from formcheck.store import Store, history_path

    store = Store(history_path(data_dir))
    if store.notice:
        typer.echo(store.notice, err=True)
    return store


@sessions_app.callback(invoke_without_command=True)
def list_sessions(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """The history: list, show and delete sessions."""
    context.obj = data_dir or context.obj
    if context.invoked_subcommand is not None:
        return
    with open_store(context.obj) as store:
        sessions = store.sessions()
    if as_json:
        typer.echo(json.dumps([session.as_dict() for session in sessions], indent=2))
    elif not sessions:
        typer.echo("No sessions yet: start one with `formcheck`, or `formcheck analyze FILE... --save`.")
    else:
        from formcheck.console import make_console, print_sessions
        from formcheck.exercises import CATALOGUE

        names = {key: exercise.name for key, exercise in CATALOGUE.items()}
        print_sessions(make_console(), sessions, names)


@sessions_app.command("show")
def show_session(context: typer.Context, session: SessionId, data_dir: DataDir = None) -> None:
    """Show what was counted and judged in a session."""
    from formcheck.console import make_console, print_session, print_sessions
    from formcheck.core.summary import summarise
    from formcheck.exercises import CATALOGUE

    with open_store(data_dir or context.obj) as store:
        found = _find_session(store, session)
        summary = summarise(store.events(session))
    exercise = CATALOGUE.get(found.exercise)  # None: another version had it
    console = make_console()
    print_sessions(console, [found], {exercise.key: exercise.name} if exercise else {})
    print_session(console, exercise, summary.reps, summary.holds)


@sessions_app.command("delete")
def delete_session(context: typer.Context, session: SessionId, data_dir: DataDir = None) -> None:
    """Delete a session for good."""
    with open_store(data_dir or context.obj) as store:
        _find_session(store, session)
        store.delete(session)
    typer.echo(f"Session {session} is deleted.")


def _find_session(store: Store, session: int) -> StoredSession:
    found = store.session(session)
    if found is None:
        raise ValueError(f"there is no session {session}: `formcheck sessions` lists them")
    return found
