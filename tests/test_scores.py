"""The scores and tables of the accuracy report, on hand-made cases with known answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.clips import SCORED, Clip, TrueRep, Truth
from benchmarks.counting import counting_table
from benchmarks.faults import all_faults_table, faults_table
from benchmarks.holds import holds_table
from benchmarks.scores import f1, match_ends, match_spans, overlap, ratio
from benchmarks.tables import Table
from benchmarks.trials import Trial
from benchmarks.twins import good_names, twins_table
from benchmarks.verdicts import verdicts_table
from formcheck import CATALOGUE
from formcheck.core.events import Event, FaultRaised, HoldEnded, RepCounted
from formcheck.core.holding import Hold


def test_a_ratio_is_of_sums_not_a_mean_of_ratios() -> None:
    figure = ratio([1, 0], [1, 3])
    assert figure is not None
    assert figure.value == 0.25
    assert (figure.low, figure.high, figure.n) == (0.0, 1.0, 2)


def test_nothing_to_divide_by_gives_no_figure() -> None:
    assert ratio([], []) is None
    assert ratio([0.0], [0.0]) is None


def test_the_same_recordings_give_the_same_interval_and_more_of_them_a_narrower_one() -> None:
    few, again = ratio([1, 1, 0, 1], [1] * 4), ratio([1, 1, 0, 1], [1] * 4)
    many = ratio([1, 1, 0, 1] * 25, [1] * 100)
    assert few == again
    assert few is not None
    assert many is not None
    assert few.low < many.low < many.value < many.high <= few.high
    # The interval of a share of 100: 0.75 +- 1.96 sqrt(0.75 0.25 / 100).
    assert (many.low, many.high) == pytest.approx((0.665, 0.835), abs=0.015)


def test_spans_overlap_by_what_they_share() -> None:
    assert overlap((0, 2), (1, 3)) == pytest.approx(1 / 3)
    assert overlap((0, 1), (1, 2)) == 0.0
    assert overlap((1, 1), (1, 1)) == 0.0


def test_every_repetition_is_matched_at_most_once_and_with_the_nearest() -> None:
    assert match_spans([(0, 2), (3, 5)], [(0.2, 2), (0.4, 2.2), (3.9, 6.5)]) == [(0, 0)]
    assert match_ends([1.0, 2.0], [1.4, 1.6, 9.0]) == [(0, 0), (1, 1)]
    assert match_ends([1.0], [1.6]) == []


def test_f1_of_boundaries_counts_both_kinds_of_mistake() -> None:
    figure = f1([(2, 3, 2), (1, 1, 2)])
    assert figure is not None
    assert figure.value == pytest.approx(2 * 3 / (4 + 4))


def rep(start: float, *faults: str, unseen: Sequence[str] = (), took: float = 2.0) -> RepCounted:
    """A counted repetition that is told when it ends."""
    end = start + took
    return RepCounted(end, 1, "both", start, start + took / 2, end, faults, tuple(unseen))


def trial(
    events: Sequence[Event], truth: Truth, *, name: str = "clip", exercise: str = "squat", **clip: Any
) -> Trial:
    """What a squat coach said, and the truth; 60 seconds of film."""
    told = {
        "folder": "set",
        "path": Path(f"{name}.npz"),
        "movement": "squat",
        "view": "front",
        "status": SCORED,
    }
    made = Clip(name=name, exercise=exercise, truths={"squat": truth}, **(told | clip))
    return Trial(made, "squat", truth, tuple(events), 60.0, 0.5, None)


def wanted(*starts: float, low: int | None = None, **faults: dict[int, bool | None]) -> Truth:
    """True repetitions of two seconds; knees_in={1: True} plants a fault in the second one."""
    each = [
        TrueRep(
            s + 2,
            s,
            s + 1.5,
            "both",
            {fault: where[i] for fault, where in faults.items() if i in where},
            since_s=dict.fromkeys(faults, s + 1),
        )
        for i, s in enumerate(starts)
    ]
    whole = {fault: True for fault, where in faults.items() if True in where.values()}
    return Truth(len(each), len(each) if low is None else low, len(each), tuple(each), whole)


def only_row(table: Table) -> dict[str, Any]:
    """The table's one row by its columns."""
    (row,) = table.as_dict()["rows"]
    return dict(row)


def test_counts_are_scored_strictly_within_one_within_range_and_relative_to_what_is_there() -> None:
    trials = [
        trial([rep(0), rep(3)], wanted(0, 3)),
        trial([rep(0)], wanted(0, 3, low=1)),
        trial([rep(0), rep(3), rep(6), rep(9)], wanted(0, 3)),
    ]
    row = only_row(counting_table(trials))
    assert row["n"] == 3
    assert row["exact"]["value"] == pytest.approx(1 / 3)
    assert row["within one"]["value"] == pytest.approx(2 / 3)
    assert row["within range"]["value"] == pytest.approx(2 / 3)
    assert row["MAE"]["value"] == pytest.approx((0 + 0.5 + 1) / 3)
    assert row["F1 by spans"]["value"] == pytest.approx(2 * 5 / (6 + 7))
    assert "F1 by ends" not in row
    assert row["coach s / min"]["value"] == pytest.approx(0.5)


def test_false_repetitions_are_counted_by_the_minute_beside_the_counts() -> None:
    none = Truth(0, 0, 0, (), {})
    silent = trial([], none, exercise="none")
    loud = trial([rep(0), rep(3), rep(6)], none, exercise="none")
    row = only_row(counting_table([trial([rep(0)], wanted(0)), silent, loud]))
    assert (row["others n"], row["with false reps"]) == (2, 1)
    assert row["false reps / min"]["value"] == pytest.approx(1.5)
    assert row["exact"]["value"] == 1.0


def test_seconds_held_are_scored_within_their_range(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = dataclasses.replace(next(iter(CATALOGUE.values())), key="held", counter=Hold.__new__(Hold))
    monkeypatch.setitem(CATALOGUE, "held", kept)
    truth = Truth(0, 0, 0, (), None, hold_s=10.0, shortest_s=9.0, longest_s=11.0)
    none = Truth(0, 0, 0, (), {})
    trials = [
        dataclasses.replace(trial(events, what, exercise=shown), key="held")
        for events, what, shown in (
            ([HoldEnded(9.5, "both", 0.0, 9.5, 9.5, "left_position")], truth, "held"),
            ([HoldEnded(5.0, "both", 0.0, 5.0, 5.0, "left_position")], truth, "held"),
            ([HoldEnded(5.0, "both", 0.0, 3.0, 3.0, "left_position")], none, "none"),
        )
    ]
    row = only_row(holds_table(trials))
    assert row["within range"]["value"] == 0.5
    assert row["mean error s"]["value"] == pytest.approx((0.5 + 5.0) / 2)
    assert row["false s / min"]["value"] == pytest.approx(3.0)
    assert counting_table(trials).rows == []


def test_hard_recordings_stand_apart_and_uncertain_ones_nowhere() -> None:
    trials = [
        trial([rep(0)], wanted(0)),
        trial([], wanted(0), status="hard"),
        trial([], wanted(0), status="render"),
    ]
    rows = counting_table(trials).as_dict()["rows"]
    assert [(row["of which"], row["n"], row["exact"]["value"]) for row in rows] == [
        ("", 1, 1.0),
        ("hard", 1, 0.0),
    ]


def test_a_fault_is_scored_in_the_repetitions_that_have_it() -> None:
    said = [
        rep(0, "knees_in"),
        FaultRaised(4.2, "knees_in"),
        rep(3, "knees_in"),
        rep(6),
        rep(9, unseen=["knees_in"]),
        rep(12, "knees_in"),
    ]
    truth = wanted(0, 3, 6, 9, 12, knees_in={1: True, 2: True, 3: True, 4: None})
    rows = faults_table([trial(said, truth)]).as_dict()["rows"]
    by_rep = next(row for row in rows if row["per"] == "repetition")
    counts = {name: by_rep[name] for name in ("there", "said", "missed", "not judged", "false", "clean")}
    assert counts == {"there": 3, "said": 1, "missed": 1, "not judged": 1, "false": 1, "clean": 1}
    assert by_rep["precision"]["value"] == pytest.approx(1 / 2)
    assert by_rep["recall"]["value"] == pytest.approx(1 / 2)
    assert by_rep["delay s"] == pytest.approx(0.2)
    by_clip = next(row for row in rows if row["per"] == "recording")
    assert (by_clip["there"], by_clip["said"]) == (1, 1)


def test_a_cue_that_the_repetition_does_not_keep_is_told_apart() -> None:
    row = faults_table([trial([FaultRaised(1.0, "shallow"), rep(0)], wanted(0))]).as_dict()["rows"][-1]
    assert (row["fault"], row["taken back"], row["false"]) == ("shallow", 1, 0)


def test_a_fault_in_a_repetition_that_was_not_counted_is_missed() -> None:
    rows = faults_table([trial([rep(0)], wanted(0, 3, shallow={1: True}))]).as_dict()["rows"]
    assert next(row["missed"] for row in rows if row["per"] == "repetition") == 1


def test_all_faults_together_are_the_sum_of_the_single_ones() -> None:
    said = [rep(0, "knees_in"), rep(3, "shallow"), rep(6)]
    truth = wanted(0, 3, 6, knees_in={0: True, 2: True})
    rows = all_faults_table([trial(said, truth)]).as_dict()["rows"]
    assert [row["exercise"] for row in rows] == ["all", "squat"]
    for row in rows:
        assert (row["there"], row["said"], row["missed"], row["false"]) == (2, 1, 1, 1)
        assert row["F1"] == pytest.approx(0.5)


def test_twins_are_found_by_their_names_and_shown_side_by_side() -> None:
    assert list(good_names("squat_side_wrong")) == ["squat_side_right"]
    assert list(good_names("wrongly_named")) == []
    good = trial([rep(0)], wanted(0), name="squat_good_anna")
    bad = trial([rep(0, "knees_in")], wanted(0, knees_in={0: True}), name="squat_bad_anna")
    row = only_row(twins_table([bad, good]))
    assert (row["good twin"], row["bad twin"], row["told apart"]) == (
        "squat_good_anna",
        "squat_bad_anna",
        "yes",
    )
    quiet = trial([rep(0)], bad.truth, name="squat_bad_anna")
    assert only_row(twins_table([quiet, good]))["told apart"] == "no"


def test_recordings_labelled_as_a_whole_are_judged_by_the_repetition() -> None:
    right = trial([rep(0), rep(3), rep(6), rep(9, "uneven")], wanted(0, 3, 6, 9), correct=True)
    wrong = trial([rep(0, "shallow"), rep(3), rep(6, "uneven")], wanted(0, 3, 6, 9), correct=False)
    row = only_row(verdicts_table([right, wrong]))
    assert row["accuracy, any fault"]["value"] == pytest.approx((3 + 3) / 8)
    assert row["of those counted"]["value"] == pytest.approx((3 + 2) / 7)
    assert row["accuracy, shallow"]["value"] == pytest.approx((4 + 2) / 8)
    assert row["false flags on correct"]["value"] == pytest.approx(1 / 4)
    assert (row["correct exact"]["value"], row["incorrect exact"]["value"]) == (1.0, 0.0)
