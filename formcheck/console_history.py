"""How the history looks in a terminal: the list, a session, an exercise over time, two sessions compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from rich.console import Console
from rich.text import Text

from formcheck import wording
from formcheck.assets import escaped
from formcheck.console import make_table, print_session
from formcheck.core.exercise import Exercise
from formcheck.core.summary import Summary
from formcheck.core.trends import Comparison, Tally, Trend
from formcheck.store import StoredSession

NUMBERS = {  # of a tally, in words, in the order in which they are shown
    "sets": "sets",
    "reps": "reps",
    "clean_share": "clean",
    "depth": "turning point",
    "seconds": "each",
    "held_s": "held",
    "longest_s": "longest hold",
    "attempts": "not counted",
}
HELD = ("held_s", "longest_s")


def moment(started_at: str) -> str:
    """When a session began, in the time of this place."""
    return datetime.fromisoformat(started_at).astimezone().strftime("%Y-%m-%d %H:%M")


def print_sessions(
    console: Console, sessions: Iterable[StoredSession], exercises: Mapping[str, Exercise]
) -> None:
    """The history, one session a row."""
    table = make_table("", "when", "exercise", "sets", "source", "length", "done", "without fault", "")
    for session in sessions:
        done = f"{session.held_s:.0f} s" if session.held_s and not session.reps else str(session.reps)
        names = ", ".join(_name(key, exercises) for key in session.exercises)
        table.add_row(
            str(session.id),
            moment(session.started_at),
            Text(escaped(f"{session.plan}: {names}" if session.plan else names)),
            str(session.sets),
            Text(escaped(session.source["name"])),
            f"{session.duration_s:.0f} s",
            done + (f" ({session.corrected:+d})" if session.corrected else ""),
            str(session.clean_reps),
            "" if session.status == "done" else session.status,
        )
    console.print(table)


def print_summary(console: Console, summary: Summary, exercises: Mapping[str, Exercise]) -> None:
    """What happened in a session: in a sentence, then set by set."""
    console.print(Text(f"  {wording.headline(summary, exercises)}", style="bold"), soft_wrap=True)
    for one in summary.sets:
        started = one.started
        if len(summary.sets) > 1 or wording.target(started):
            words = f"  set {started.index}: {_name(started.exercise, exercises)}"
            asked = wording.target(started)
            console.print(Text(words + (f", {asked}" if asked else "")), soft_wrap=True)
        print_session(console, exercises.get(started.exercise), one.reps, one.holds)


def print_trend(console: Console, trend: Trend, exercises: Mapping[str, Exercise]) -> None:
    """An exercise over time, a session a row, and the personal bests."""
    exercise = exercises.get(trend.exercise)
    console.print(Text(_name(trend.exercise, exercises), style="bold"))
    told = [name for name in NUMBERS if any(number(point.tally, name, exercise) for point in trend.points)]
    table = make_table("", "when", *(NUMBERS[name] for name in told))
    for point in trend.points:
        values = [number(point.tally, name, exercise) for name in told]
        table.add_row(str(point.session), moment(point.started_at), *values)
    console.print(table)
    bests = [
        f"{NUMBERS[name]} {amount(name, best.value, exercise)} (session {best.session})"
        for name, best in trend.bests.items()
    ]
    console.print(Text(f"  best: {', '.join(bests)}"), soft_wrap=True)
    console.print()


def print_comparison(
    console: Console, comparison: Comparison, names: tuple[str, str], exercises: Mapping[str, Exercise]
) -> None:
    """An exercise in two sessions, a number a row."""
    exercise = exercises.get(comparison.exercise)
    console.print(Text(_name(comparison.exercise, exercises), style="bold"))
    table = make_table("", *names, "change")
    for name, words in NUMBERS.items():
        change = comparison.change.get(name)
        sign = "+" if change is not None and change > 0 else ""
        values = [number(found, name, exercise) for found in (comparison.a, comparison.b)]
        if any(values):
            table.add_row(words, *values, "" if change is None else sign + amount(name, change, exercise))
    console.print(table)


def number(tally: Tally | None, name: str, exercise: Exercise | None) -> str:
    """A number of a tally with its unit; nothing where there is none, or nothing was held."""
    value = getattr(tally, name) if tally else None
    if value is None or (value == 0 and name in HELD):
        return ""
    return amount(name, value, exercise)


def amount(name: str, value: float, exercise: Exercise | None) -> str:
    """A value in the unit of the tally's number of this name."""
    if name == "clean_share":
        return f"{100 * value:.0f} %"
    if name == "depth":
        return wording.quantity(value, exercise.signal.measure.unit if exercise else "")
    return wording.quantity(value, "s") if name in ("seconds", *HELD) else f"{value:.0f}"


def _name(key: str, exercises: Mapping[str, Exercise]) -> str:
    return exercises[key].name if key in exercises else key
