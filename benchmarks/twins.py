"""Twins side by side: the same person and camera, once well and once badly done; found by their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial
from formcheck import CATALOGUE

# A word in a bad recording's name and what the name of its good twin has in its place.
TWIN_WORDS = {"bad": "good", "wrong": "right", "kneesin": "kneesout", "faulty": "clean"}
COLUMNS = (
    Column("exercise"),
    Column("good twin"),
    Column("counted"),
    Column("said"),
    Column("bad twin"),
    Column("counted "),
    Column("fault there"),
    Column("said "),
    Column("told apart"),
)
NOTE = (
    "Said: repetitions that carry each fault. Told apart: the bad twin shows its fault, the good one none; a "
    "dash where the fault that is labelled is none that this coach judges."
)


def twins_table(trials: Iterable[Trial]) -> Table:
    """One row for every pair that was watched by the coach of its exercise."""
    by_name = {(t.clip.folder, t.key, t.clip.name): t for t in trials if t.key == t.clip.exercise}
    table = Table("Twins", COLUMNS, note=NOTE)
    for (folder, key, name), bad in sorted(by_name.items(), key=lambda item: item[0]):
        for twin in good_names(name):
            if (folder, key, twin) in by_name:
                table.rows.append(_row(by_name[folder, key, twin], bad))
    return table


def good_names(name: str) -> Iterator[str]:
    """What the good twin of a bad recording would be called; nothing for other names."""
    parts = re.split(r"([_\-. ]+)", name)
    for index, part in enumerate(parts):
        if part in TWIN_WORDS:
            yield "".join([*parts[:index], TWIN_WORDS[part], *parts[index + 1 :]])


def _row(good: Trial, bad: Trial) -> list[Cell]:
    return [
        good.key,
        good.clip.name,
        f"{good.counted} of {good.truth.reps}",
        _said(good),
        bad.clip.name,
        f"{bad.counted} of {bad.truth.reps}",
        ", ".join(fault for fault, sure in (bad.truth.faults or {}).items() if sure),
        _said(bad),
        _apart(good, bad),
    ]


def _said(trial: Trial) -> str:
    faults = Counter(fault for rep in trial.reps for fault in rep.faults)
    return ", ".join(f"{fault} {count}" for fault, count in faults.most_common())


def _apart(good: Trial, bad: Trial) -> str | None:
    judged = {fault.key for fault in CATALOGUE[bad.key].faults}
    there = {fault for fault, sure in (bad.truth.faults or {}).items() if sure} & judged
    if not there:
        return None
    said = {fault for rep in bad.reps for fault in rep.faults}
    false = any(rep.faults for rep in good.reps)
    return "yes" if there <= said and not false else "no"
