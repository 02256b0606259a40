"""The same recordings as worse cameras would have given them: do counts and silence hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.clips import SCORED
from benchmarks.perturb import Perturbation
from benchmarks.scores import mean
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial

CAMERAS = (
    Perturbation(),
    Perturbation(fps=10.0),
    Perturbation(drop=0.2),
    Perturbation(mirror=True),
    Perturbation(roll=8.0),
    Perturbation(roll=-8.0),
)
COLUMNS = (
    Column("recordings"),
    Column("exercise"),
    Column("camera"),
    Column("n"),
    Column("exact", share=True),
    Column("within one", share=True),
    Column("within range", share=True),
    Column("others n"),
    Column("with false reps"),
    Column("wrong"),
)
NOTE = "Scored recordings only. Wrong: counted / wanted of each recording in which these differ."


def robustness_table(watched: Callable[[Perturbation], Iterable[Trial]]) -> Table:
    """One row for every folder, exercise and camera; `watched` gives the trials under a perturbation."""
    table = Table("Worse cameras", COLUMNS, note=NOTE)
    for camera in CAMERAS:
        groups: dict[tuple[str, str], list[Trial]] = {}
        for trial in watched(camera):
            told = trial.positive or trial.clip.exercise == "none"
            if told and not trial.held and trial.clip.status == SCORED:
                groups.setdefault((trial.clip.folder, trial.key), []).append(trial)
        table.rows += [[*key, str(camera), *_row(trials)] for key, trials in groups.items()]
    table.rows.sort(key=lambda row: (str(row[0]), str(row[1])))
    return table


def _row(trials: Sequence[Trial]) -> list[Cell]:
    there = [trial for trial in trials if trial.positive]
    others = [trial for trial in trials if not trial.positive]
    off = [abs(trial.counted - trial.truth.reps) for trial in there]
    wrong = [trial for trial in trials if trial.counted != trial.truth.reps]
    return [
        len(there),
        mean([float(miss == 0) for miss in off]),
        mean([float(miss <= 1) for miss in off]),
        mean([float(t.truth.low <= t.counted <= t.truth.high) for t in there]),
        len(others),
        sum(trial.counted > 0 for trial in others),
        ", ".join(f"{trial.clip.name} {trial.counted}/{trial.truth.reps}" for trial in wrong),
    ]
