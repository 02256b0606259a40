"""How far the measures that repetitions carry are from the truth of rendered films."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt

from benchmarks.clips import SCORED
from benchmarks.scores import ratio
from benchmarks.tables import Column, Table
from benchmarks.trials import Trial

COLUMNS = (
    Column("recordings"),
    Column("exercise"),
    Column("measure"),
    Column("view"),
    Column("repetitions"),
    Column("bias"),
    Column("mean error"),
    Column("RMSE"),
    Column("worst"),
)
NOTE = "Measured minus true at the turning point, in the unit of the measure's name (none: a share)."


def measures_table(trials: Iterable[Trial]) -> Table:
    """One row for every measure and view, where the truth has the measure."""
    rows: dict[tuple[str, str, str, str], list[list[float]]] = {}
    for trial in trials:
        if trial.clip.status == SCORED:
            found: dict[str, list[float]] = {}
            for name, error in errors(trial):
                found.setdefault(name, []).append(error)
            for name, off in found.items():
                rows.setdefault((trial.clip.folder, trial.key, name, trial.clip.view), []).append(off)
    table = Table("Measures", COLUMNS, note=NOTE)
    for key, films in sorted(rows.items()):
        every = [error for film in films for error in film]
        sizes = [float(len(film)) for film in films]
        table.rows.append(
            [
                *key,
                len(every),
                ratio([sum(film) for film in films], sizes),
                ratio([sum(map(abs, film)) for film in films], sizes),
                sqrt(sum(error * error for error in every) / len(every)),
                max(every, key=abs),
            ]
        )
    return table


def errors(trial: Trial) -> Iterator[tuple[str, float]]:
    """Measured minus true, for every measure of every repetition that both have."""
    for index, counted in () if trial.held else trial.paired() or ():
        true, said = trial.truth.each[index].measures, trial.reps[counted].measures
        for name in sorted(true.keys() & said.keys()):
            yield name, said[name] - true[name]
