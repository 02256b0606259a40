"""Clip by clip: what was wanted, what was counted, what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.clips import SCORED
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial

COLUMNS = (
    Column("recordings"),
    Column("clip"),
    Column("coach"),
    Column("view"),
    Column("status"),
    Column("wanted"),
    Column("range"),
    Column("counted"),
    Column(""),
    Column("attempts"),
    Column("faults there"),
    Column("faults said"),
)
WRONG, ACCEPTED = "wrong", "in range"


def clips_table(trials: Iterable[Trial]) -> Table:
    """One row for every clip and coach; of other movements only where something was counted or refused."""
    table = Table(
        "Clips", COLUMNS, note="attempts: time and reason; faults said: repetitions that carry each."
    )
    for trial in trials:
        if trial.positive or trial.counted or trial.attempts:
            table.rows.append(_row(trial))
    return table


def _row(trial: Trial) -> list[Cell]:
    truth, clip = trial.truth, trial.clip
    said = Counter(fault for rep in trial.reps for fault in rep.faults)
    there = {fault: "" if sure else "?" for fault, sure in (truth.faults or {}).items() if sure is not False}
    return [
        clip.folder,
        clip.name,
        trial.key,
        clip.view,
        "" if clip.status == SCORED else clip.status,
        truth.reps,
        f"{truth.low}-{truth.high}" if truth.low != truth.high else "",
        trial.counted,
        _verdict(trial),
        ", ".join(f"{attempt.start_s:.1f} {attempt.reason}" for attempt in trial.attempts),
        ", ".join(f"{fault}{doubt}" for fault, doubt in there.items()),
        ", ".join(f"{fault} {count}" for fault, count in said.most_common()),
    ]


def _verdict(trial: Trial) -> str:
    if trial.counted == trial.truth.reps:
        return ""
    return ACCEPTED if trial.truth.low <= trial.counted <= trial.truth.high else WRONG
