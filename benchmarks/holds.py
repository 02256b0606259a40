"""Exercises that are held: seconds counted against seconds held, and silence when nothing is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.clips import SCORED
from benchmarks.scores import mean, ratio
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial

COLUMNS = (
    Column("recordings"),
    Column("exercise"),
    Column("n"),
    Column("within range", share=True),
    Column("mean error s"),
    Column("others n"),
    Column("with false seconds"),
    Column("false s / min"),
)
NOTE = "Within range: seconds counted within the accepted ones, by default 1 s around those that were held."


def holds_table(trials: Iterable[Trial]) -> Table:
    """One row for every folder and exercise that is held."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        if trial.held and trial.clip.status == SCORED:
            groups.setdefault((trial.clip.folder, trial.key), []).append(trial)
    table = Table("Holds", COLUMNS, note=NOTE)
    table.rows = [[*key, *_row(group)] for key, group in sorted(groups.items())]
    return table


def _row(trials: Sequence[Trial]) -> list[Cell]:
    there = [trial for trial in trials if trial.positive]
    others = [trial for trial in trials if not trial.positive]
    return [
        len(there),
        mean([float(t.truth.shortest_s <= t.held_s <= t.truth.longest_s) for t in there]),
        mean([abs(t.held_s - t.truth.hold_s) for t in there]),
        len(others),
        sum(trial.held_s > 0 for trial in others),
        ratio([60.0 * trial.held_s for trial in others], [trial.film_s for trial in others]),
    ]
