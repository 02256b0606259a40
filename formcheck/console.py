"""How results look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.analyze import Failure, Result
from formcheck.assets import escaped
from formcheck.core.events import HoldEnded, RepCounted
from formcheck.core.exercise import Exercise
from formcheck.exercises import CATALOGUE
from formcheck.wording import count, cues

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


def print_result(console: Console, result: Result | Failure) -> None:
    """One film: a line about it, then its repetitions or holds, then what did not count and what was odd."""
    if isinstance(result, Failure):
        path = escaped(result.path)
        named = escaped(Path(result.path).name) in result.error
        console.print(Text(result.error if named else f"{path}: {result.error}", style="red"), soft_wrap=True)
        return
    summary, exercise = result.summary, CATALOGUE.get(result.exercise)
    what = f"{exercise.name}, " if exercise else ""
    seen = f"seen {VIEWS[summary.view]}" if summary.view else "nobody seen"
    console.print(
        Text(f"{escaped(result.path)}  ", style="bold"),
        Text(f"{what}{result.width} x {result.height}, {result.duration_s:.1f} s, {seen}"),
        sep="",
        soft_wrap=True,
    )
    if exercise:
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
        console.print(Text(f"  {count(len(reps), 'repetition')}, {clean} without a fault"), soft_wrap=True)
    if reps:
        console.print(_rep_table(exercise, reps))
    if holds:
        console.print(Text(f"  held for {sum(hold.held_s for hold in holds):.1f} s"), soft_wrap=True)
        console.print(_hold_table(exercise, holds))


def _rep_table(exercise: Exercise | None, reps: Sequence[RepCounted]) -> Table:
    measures = [name for name in reps[0].measures if name != "seconds"]
    labels = [name.replace("_", " ") for name in measures]
    table = make_table("", "side", "from", "turn", "to", *labels, "faults", "not judged")
    for rep in reps:
        times = [f"{t:.1f}" for t in (rep.start_s, rep.peak_s, rep.end_s)]
        values = [_number(rep.measures.get(name)) for name in measures]
        faults = (cues(exercise, rep.faults), cues(exercise, rep.not_judged))
        table.add_row(str(rep.index), rep.side, *times, *values, *faults)
    return table


def _hold_table(exercise: Exercise | None, holds: Sequence[HoldEnded]) -> Table:
    table = make_table("", "side", "from", "to", "held", "faults")
    for index, hold in enumerate(holds, start=1):
        times = [f"{t:.1f}" for t in (hold.start_s, hold.end_s, hold.held_s)]
        table.add_row(str(index), hold.side, *times, cues(exercise, hold.faults))
    return table


def _number(value: float | None) -> str:
    """Three digits, whatever the unit."""
    return "" if value is None else f"{value:.0f}" if abs(value) >= 100 else f"{value:#.3g}"


def make_table(*columns: str) -> Table:
    """A table without lines, whose columns keep a readable width."""
    table = Table(box=None, pad_edge=True, padding=(0, 1))
    for column in columns:
        table.add_column(column, overflow="fold", min_width=min(len(column), 6))
    return table
