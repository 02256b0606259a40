"""How well repetitions are counted, and how silent the coach is when there are none: side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.clips import HARD, SCORED
from benchmarks.scores import SAME_END_S, SAME_IOU, Figure, f1, match_ends, match_spans, mean, ratio
from benchmarks.tables import Cell, Column, Table
from benchmarks.trials import Trial

COLUMNS = (
    Column("recordings"),
    Column("exercise"),
    Column("of which"),
    Column("n"),
    Column("exact", share=True),
    Column("within one", share=True),
    Column("within range", share=True),
    Column("MAE"),
    Column("F1 by spans"),
    Column("F1 by ends"),
    Column("others n"),
    Column("with false reps"),
    Column("false reps / min"),
    Column("coach s / min"),
    Column("model s / min", decimals=0),
)
NOTE = (
    "exact, within one (OBO), within range: share of the recordings. MAE: |counted - true| / true. "
    f"F1 by spans: of repetitions that overlap by IoU >= {SAME_IOU}; by ends: where only ends are labelled, "
    f"matched within {SAME_END_S} s. Others: recordings of other movements (exercise `none`), in which every "
    "repetition is false. s / min: seconds of work for a minute of film. In brackets: 95 % bootstrap "
    "intervals over recordings; one without width means that no recording differed, not that none ever will."
)


def counting_table(trials: Iterable[Trial]) -> Table:
    """One row for every folder, exercise and kind of recording."""
    groups: dict[tuple[str, str, str], list[Trial]] = {}
    silent: dict[tuple[str, str, str], list[Trial]] = {}
    for trial in trials:
        if trial.held or trial.clip.status not in (SCORED, HARD):
            continue
        into = groups if trial.positive else silent
        into.setdefault((trial.clip.folder, trial.key, _kind(trial)), []).append(trial)
    table = Table("Counting and silence", COLUMNS, note=NOTE)
    for group in sorted({*groups, *silent}):
        seen = [*groups.get(group, ()), *silent.get(group, ())]
        table.rows.append(
            [
                *group,
                *_counted(groups.get(group, [])),
                *_false(silent.get(group, [])),
                _pace(seen, [trial.coach_s for trial in seen]),
                _pace(timed := [t for t in seen if t.model_s is not None], [t.model_s or 0.0 for t in timed]),
            ]
        )
    return table.filled()


def _kind(trial: Trial) -> str:
    clip = trial.clip
    if clip.status == HARD:
        return HARD
    if clip.exercise == "none" or clip.correct is None:
        return "other exercises" if clip.exercise not in ("none", trial.key) and not trial.positive else ""
    return f"{clip.movement}, {'correct' if clip.correct else 'incorrect'}"


def _counted(trials: Sequence[Trial]) -> list[Cell]:
    off = [abs(trial.counted - trial.truth.reps) for trial in trials]
    relative = [miss / t.truth.reps for miss, t in zip(off, trials, strict=True) if t.truth.reps]
    return [
        len(trials) or None,
        mean([float(miss == 0) for miss in off]),
        mean([float(miss <= 1) for miss in off]),
        mean([float(t.truth.low <= t.counted <= t.truth.high) for t in trials]),
        mean(relative),
        boundaries(trials, by_spans=True),
        boundaries(trials, by_spans=False),
    ]


def boundaries(trials: Iterable[Trial], *, by_spans: bool) -> Figure | None:
    """F1 of the repetitions' times: spans where the truth has them, else ends."""
    found = []
    for trial in trials:
        wanted = trial.true_spans()
        ends = [rep.end_s for rep in trial.truth.each if rep.end_s is not None]
        if by_spans and wanted:
            hits = match_spans(wanted, trial.spans())
            found.append((len(hits), len(wanted), trial.counted))
        elif not by_spans and not wanted and ends:
            hits = match_ends(ends, [rep.end_s for rep in trial.reps])
            found.append((len(hits), len(ends), trial.counted))
    return f1(found)


def _false(trials: Sequence[Trial]) -> list[Cell]:
    if not trials:
        return [None, None, None]
    wrong = sum(trial.counted > 0 for trial in trials)
    return [len(trials), wrong, _pace(trials, [60.0 * trial.counted for trial in trials], per_s=1.0)]


def _pace(trials: Sequence[Trial], amounts: Sequence[float], per_s: float = 60.0) -> Figure | None:
    """Amounts per `per_s` seconds of film."""
    return ratio([per_s * amount for amount in amounts], [trial.film_s for trial in trials])
