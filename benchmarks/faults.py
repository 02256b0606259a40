"""Per fault: how often it is said rightly, wrongly or not at all, or cannot be judged from this view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.clips import SCORED
from benchmarks.scores import Figure, ratio
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial
from formcheck import CATALOGUE
from formcheck.core.events import HoldEnded, RepCounted

REP, CLIP = "repetition", "recording"
ALL = "all"  # in the place of an exercise
COLUMNS = (
    Column("recordings"),
    Column("exercise"),
    Column("fault"),
    Column("per"),
    Column("there"),
    Column("said"),
    Column("missed"),
    Column("not judged"),
    Column("false"),
    Column("clean"),
    Column("precision"),
    Column("recall"),
    Column("taken back"),
    Column("delay s", decimals=2),
)
NOTE = (
    "Per repetition where it is known which ones have the fault, and per recording (said of any repetition). "
    "Clean: judged and free of the fault; false: said of one of these. Recall: said / (said + missed); what "
    "cannot be judged from its view is not missed; what was not counted is. Taken back: said during a clean "
    "repetition, not at its end. Delay: median from the frame where a fault became true to its cue, if the "
    "truth tells that moment. Borderline and doubtful faults count neither way."
)


@dataclass(slots=True)
class Tally:
    """What one recording adds to one row."""

    said: int = 0
    missed: int = 0
    not_judged: int = 0
    false: int = 0
    clean: int = 0
    taken_back: int = 0
    delays: tuple[float, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the fault was neither there nor said."""
        return not (self.said or self.missed or self.not_judged or self.false or self.taken_back)

    def add(self, there: bool, said: bool | None) -> None:
        """One repetition or recording: what is true, and what was said (None = not judged)."""
        if there:
            self.said += said is True
            self.missed += said is False
            self.not_judged += said is None
        elif said is not None:
            self.clean += 1
            self.false += said


def faults_table(trials: Iterable[Trial]) -> Table:
    """One row for every fault that is there or was said."""
    rows: dict[tuple[str, str, str, str], list[Tally]] = {}
    for trial in trials:
        if trial.clip.status == SCORED and trial.positive and trial.truth.faults is not None:
            for fault, per, tally in _tallies(trial):
                rows.setdefault((trial.clip.folder, trial.key, fault, per), []).append(tally)
    table = Table("Faults", COLUMNS, note=NOTE)
    for key in sorted(rows):
        if not all(tally.empty for tally in rows[key]):
            table.rows.append([*key, *_row(rows[key])])
    return table


def all_faults_table(trials: Iterable[Trial]) -> Table:
    """All faults together, per repetition: one row for every exercise of a folder, and one for the folder."""
    rows: dict[tuple[str, str], list[Tally]] = {}
    for trial in trials:
        if trial.clip.status == SCORED and trial.positive and trial.truth.faults is not None:
            for _, per, tally in _tallies(trial):
                if per == REP:
                    for exercise in (trial.key, ALL):
                        rows.setdefault((trial.clip.folder, exercise), []).append(tally)
    columns = [column for column in COLUMNS if column.name not in ("fault", "per")]
    table = Table("All faults", [*columns, Column("F1")], note=NOTE)
    for key in sorted(rows):
        table.rows.append([*key, *_row(rows[key]), _f1(rows[key])])
    return table


def _f1(tallies: list[Tally]) -> float | None:
    said = sum(tally.said for tally in tallies)
    wrong = sum(tally.missed + tally.false for tally in tallies)
    return 2 * said / (2 * said + wrong) if said or wrong else None


def _tallies(trial: Trial) -> Iterator[tuple[str, str, Tally]]:
    for fault in CATALOGUE[trial.key].faults:
        there = (trial.truth.faults or {}).get(fault.key, False)
        if there is not None:
            tally = Tally()
            tally.add(there, _said_of_any(trial, fault.key))
            yield fault.key, CLIP, tally
        by_rep = _by_rep(trial, fault.key)
        if by_rep is not None:
            yield fault.key, REP, by_rep


def _said_of_any(trial: Trial, fault: str) -> bool | None:
    """Whether any repetition was told it; None when none could be judged."""
    if any(fault in one.faults for one in trial.found):
        return True
    judged = any(fault not in not_judged(one) for one in trial.found)
    return False if judged or not trial.found else None


def not_judged(one: RepCounted | HoldEnded) -> tuple[str, ...]:
    """The faults that could not be judged of a repetition; of a hold nobody says."""
    return one.not_judged if isinstance(one, RepCounted) else ()


def _by_rep(trial: Trial, fault: str) -> Tally | None:
    """The tally of single repetitions; None where it is not known which of them have the fault."""
    pairs = trial.paired()
    if pairs is None or not trial.wanted:
        return None
    if trial.truth.faults and all(rep.faults.get(fault, False) is None for rep in trial.wanted):
        return None
    tally = Tally()
    found = dict(pairs)
    for index, rep in enumerate(trial.wanted):
        there = rep.faults.get(fault, False)
        counted = trial.found[found[index]] if index in found else None
        if there is None or (counted is None and not there):
            continue
        said = False if counted is None else None if fault in not_judged(counted) else fault in counted.faults
        tally.add(there, said)
        if counted is not None:
            cues = [e.t for e in trial.raised if e.fault == fault and counted.start_s <= e.t <= counted.t]
            tally.taken_back += bool(cues) and not there and fault not in counted.faults
            if there and said and cues and fault in rep.since_s:
                tally.delays += (cues[0] - rep.since_s[fault],)
    return tally


def _row(tallies: list[Tally]) -> list[Cell]:
    said, false = [t.said for t in tallies], [t.false for t in tallies]
    missed = [t.missed for t in tallies]
    delays = [delay for t in tallies for delay in t.delays]
    there = sum(t.said + t.missed + t.not_judged for t in tallies)
    return [
        there,
        sum(said),
        sum(missed),
        sum(t.not_judged for t in tallies),
        sum(false),
        sum(t.clean for t in tallies),
        _share(said, false),
        _share(said, missed),
        sum(t.taken_back for t in tallies) or None,
        median(delays) if delays else None,
    ]


def _share(right: list[int], wrong: list[int]) -> Figure | None:
    return ratio([float(r) for r in right], [float(r + w) for r, w in zip(right, wrong, strict=True)])
