"""How results look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.analyze import Failure, Result
from formcheck.assets import escaped
from formcheck.core.events import HoldEnded, RepCounted
from formcheck.core.exercise import Exercise
from formcheck.store import StoredSession

VIEWS = {
    "front": "from the front",
    "three-quarter": "turned halfway",
    "side": "from the side",
    "back": "from behind",
    "lying": "lying, from the side",
}
NARROWEST = 140  # columns of a table that goes to a file or another program


def make_console(*, stderr: bool = False) -> Console:
    """Where to print: colours and bars only on a terminal."""
    console = Console(stderr=stderr, highlight=False)
    if not console.is_terminal:
        console = Console(stderr=stderr, highlight=False, width=max(NARROWEST, console.width))
    return console


def print_result(console: Console, result: Result | Failure, exercise: Exercise) -> None:
    """One film: a line about it, then its repetitions or holds, then what did not count and what was odd."""
    if isinstance(result, Failure):
        path = escaped(result.path)
        named = escaped(Path(result.path).name) in result.error
        console.print(Text(result.error if named else f"{path}: {result.error}", style="red"), soft_wrap=True)
        return
    summary = result.summary
    seen = f"seen {VIEWS[summary.view]}" if summary.view else "nobody seen"
    console.print(
        Text(f"{escaped(result.path)}  ", style="bold"),
        Text(f"{result.width} x {result.height}, {result.duration_s:.1f} s, {seen}"),
        sep="",
        soft_wrap=True,
    )
    print_session(console, exercise, summary.reps, summary.holds)
    for attempt in summary.attempts:
        why = attempt.reason.replace("_", " ")
        console.print(
            Text(f"  not counted: {attempt.start_s:.1f} to {attempt.end_s:.1f} s ({why})"), soft_wrap=True
        )
    for warning in result.warnings:
        console.print(Text(f"  {warning}", style="yellow"), soft_wrap=True)
    console.print()


def print_session(
    console: Console, exercise: Exercise | None, reps: Sequence[RepCounted], holds: Sequence[HoldEnded]
) -> None:
    """Repetitions and holds as tables, with a count above each; faults by their keys without an exercise."""
    if reps or not holds:
        clean = sum(not rep.faults for rep in reps)
        console.print(Text(f"  {_count(len(reps), 'repetition')}, {clean} without a fault"), soft_wrap=True)
    if reps:
        console.print(_rep_table(exercise, reps))
    if holds:
        console.print(Text(f"  held for {sum(hold.held_s for hold in holds):.1f} s"), soft_wrap=True)
        console.print(_hold_table(exercise, holds))


def _rep_table(exercise: Exercise | None, reps: Sequence[RepCounted]) -> Table:
    measures = [name for name in reps[0].measures if name != "seconds"]
    labels = [name.replace("_", " ") for name in measures]
    table = _table("", "side", "from", "turn", "to", *labels, "faults", "not judged")
    for rep in reps:
        times = [f"{t:.1f}" for t in (rep.start_s, rep.peak_s, rep.end_s)]
        values = [_number(rep.measures.get(name)) for name in measures]
        faults = (_cues(exercise, rep.faults), _cues(exercise, rep.not_judged))
        table.add_row(str(rep.index), rep.side, *times, *values, *faults)
    return table


def _hold_table(exercise: Exercise | None, holds: Sequence[HoldEnded]) -> Table:
    table = _table("", "side", "from", "to", "held", "faults")
    for index, hold in enumerate(holds, start=1):
        times = [f"{t:.1f}" for t in (hold.start_s, hold.end_s, hold.held_s)]
        table.add_row(str(index), hold.side, *times, _cues(exercise, hold.faults))
    return table


def print_sessions(console: Console, sessions: Iterable[StoredSession], names: dict[str, str]) -> None:
    """The history, one session a row; `names` gives the exercises' names by their keys."""
    table = _table("", "when", "exercise", "source", "length", "done", "without fault", "")
    for session in sessions:
        when = datetime.fromisoformat(session.started_at).astimezone().strftime("%Y-%m-%d %H:%M")
        done = f"{session.held_s:.0f} s" if session.held_s and not session.reps else str(session.reps)
        table.add_row(
            str(session.id),
            when,
            names.get(session.exercise, session.exercise),
            Text(escaped(session.source["name"])),
            f"{session.duration_s:.0f} s",
            done,
            str(session.clean_reps),
            "" if session.status == "done" else session.status,
        )
    console.print(table)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _number(value: float | None) -> str:
    """Three digits, whatever the unit."""
    return "" if value is None else f"{value:.0f}" if abs(value) >= 100 else f"{value:#.3g}"


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=True, padding=(0, 1))
    for column in columns:
        table.add_column(column, overflow="fold", min_width=min(len(column), 6))
    return table


def _cues(exercise: Exercise | None, keys: Iterable[str]) -> str:
    """Faults in the words that the coach says."""
    cues = {fault.key: fault.cue for fault in (exercise.faults if exercise else ())}
    return ", ".join(cues.get(key, key) for key in keys)
