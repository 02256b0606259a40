"""Recordings labelled as a whole, all correct or all deliberately wrong: is the verdict the same?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.clips import SCORED
from benchmarks.scores import Figure, mean, ratio
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial
from formcheck.core.events import RepCounted

COLUMNS = (
    Column("recordings"),
    Column("movement"),
    Column("view"),
    Column("correct n"),
    Column("incorrect n"),
    Column("correct exact", share=True),
    Column("incorrect exact", share=True),
    Column("accuracy, any fault", share=True),
    Column("of those counted", share=True),
    Column("accuracy, shallow", share=True),
    Column("false flags on correct", share=True),
    Column("flagged of incorrect", share=True),
)
NOTE = (
    "Verdict on every repetition. Accuracy, any fault: correct ones without a fault and incorrect ones with "
    "one, or not counted; of those counted: only repetitions that were counted; accuracy, shallow: the only "
    "ways to be wrong are `shallow` and not to be counted. False flags and flagged: of the counted ones."
)
SHALLOW = "shallow"
ALL_VIEWS = "all"
FAULT_COLUMNS = (
    Column("recordings"),
    Column("movement"),
    Column("view"),
    Column("fault"),
    Column("said of correct", share=True),
    Column("said of incorrect", share=True),
)
FAULT_NOTE = "Share of the counted repetitions that carry the fault."


def verdicts_table(trials: Iterable[Trial]) -> Table:
    """One row for every movement and view, and one for all views of a movement that has several."""
    table = Table("Correct against incorrect", COLUMNS, note=NOTE)
    table.rows = [[*key, *_row(group)] for key, group in _groups(trials)]
    return table


def telling_table(trials: Iterable[Trial]) -> Table:
    """Which faults tell correct from incorrect: one row for every movement, view and fault that was said."""
    table = Table("Faults said of correct and incorrect repetitions", FAULT_COLUMNS, note=FAULT_NOTE)
    for key, group in _groups(trials):
        right, wrong = _by_label(group)
        for fault in sorted({fault for trial in group for rep in trial.reps for fault in rep.faults}):
            table.rows.append([*key, fault, _flagged(right, fault), _flagged(wrong, fault)])
    return table


def _groups(trials: Iterable[Trial]) -> list[tuple[tuple[str, str, str], list[Trial]]]:
    """Labelled trials by folder, movement and view; and of all views, where there are several."""
    groups: dict[tuple[str, str, str], list[Trial]] = {}
    for trial in trials:
        clip = trial.clip
        if clip.correct is not None and clip.status == SCORED and trial.positive:
            for view in (clip.view, ALL_VIEWS):
                groups.setdefault((clip.folder, clip.movement, view), []).append(trial)
    return [
        (key, group)
        for key, group in sorted(groups.items())
        if key[2] != ALL_VIEWS or len({trial.clip.view for trial in group}) > 1
    ]


def _by_label(trials: Iterable[Trial]) -> tuple[list[Trial], list[Trial]]:
    trials = list(trials)
    return [t for t in trials if t.clip.correct], [t for t in trials if not t.clip.correct]


def _row(trials: Sequence[Trial]) -> list[Cell]:
    right, wrong = _by_label(trials)
    return [
        len(right),
        len(wrong),
        *(mean([float(t.counted == t.truth.reps) for t in some]) for some in (right, wrong)),
        _accuracy(trials, lambda rep: bool(rep.faults)),
        _agreeing(trials),
        _accuracy(trials, lambda rep: SHALLOW in rep.faults),
        _flagged(right),
        _flagged(wrong),
    ]


def _accuracy(trials: Sequence[Trial], faulty: Callable[[RepCounted], bool]) -> Figure | None:
    """Share of the repetitions that are there with the right verdict; one not counted is called wrong."""
    hits = []
    for trial in trials:
        clean = min(sum(not faulty(rep) for rep in trial.reps), trial.truth.reps)
        hits.append(float(clean if trial.clip.correct else trial.truth.reps - clean))
    return ratio(hits, [float(trial.truth.reps) for trial in trials])


def _agreeing(trials: Sequence[Trial]) -> Figure | None:
    """Share of the counted repetitions with the right verdict."""
    hits = [sum(bool(rep.faults) is not t.clip.correct for rep in t.reps) for t in trials]
    return ratio([float(n) for n in hits], [float(t.counted) for t in trials])


def _flagged(trials: Sequence[Trial], fault: str | None = None) -> Figure | None:
    """Share of the counted repetitions that carry the fault, or any fault."""
    hits = [sum(bool(rep.faults if fault is None else fault in rep.faults) for rep in t.reps) for t in trials]
    return ratio([float(n) for n in hits], [float(trial.counted) for trial in trials])
