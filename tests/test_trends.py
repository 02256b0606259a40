"""What sessions come to in numbers: the same for the page, the terminal and the report."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from formcheck import CATALOGUE
from formcheck.core.events import (
    AttemptRejected,
    Event,
    HoldEnded,
    RepCorrected,
    RepCounted,
    SetEnded,
    SetStarted,
)
from formcheck.core.summary import summarise
from formcheck.core.trends import compare, tallies, trends

RULES = [fault.key for fault in CATALOGUE["squat"].faults]


def squat(
    index: int, depth: float, *faults: str, unseen: Sequence[str] = (), lasts: float = 2.0
) -> RepCounted:
    end = 10.0 * index
    return RepCounted(
        end,
        index,
        "both",
        end - lasts,
        end - 1,
        end,
        faults,
        tuple(unseen),
        {"knee_flexion_deg": depth},
    )


def bridge(index: int, line: float) -> RepCounted:
    end = 10.0 * index
    return RepCounted(end, index, "both", end - 2, end - 1, end, (), (), {"hip_line": line})


def held(seconds: float, *faults: str) -> HoldEnded:
    return HoldEnded(seconds, "both", 0.0, seconds, seconds, "stood_up", faults)


def test_a_set_in_numbers() -> None:
    said: list[Event] = [
        squat(1, 90.0),
        squat(2, 100.0, "knees_in", unseen=["heels_up"]),
        squat(3, 95.0, unseen=RULES, lasts=3.0),
        AttemptRejected(32.0, 31.0, 32.0, "too_small"),
        RepCorrected(33.0, 1, 1),
    ]
    (found,) = tallies(summarise(said, "squat"), CATALOGUE)
    assert (found.exercise, found.sets, found.reps, found.corrected) == ("squat", 1, 3, 1)
    assert (found.judged, found.clean, found.clean_share) == (2, 1, 0.5)  # the unseen one is not clean
    assert (found.depth, found.seconds, found.attempts) == (95.0, 2.0, 1)
    assert found.faults == {"knees_in": 1}
    assert found.never_judged == []


def test_a_rule_that_was_never_seen_is_named() -> None:
    said = [squat(1, 90.0, unseen=["heels_up", "stance"]), squat(2, 90.0, unseen=["heels_up"])]
    (found,) = tallies(summarise(said, "squat"), CATALOGUE)
    assert found.never_judged == ["heels_up"]


def test_the_sets_of_one_exercise_are_taken_together() -> None:
    said: list[Event] = [
        SetStarted(0.0, 1, "squat"),
        squat(1, 90.0),
        SetEnded(11.0, 1, "target"),
        SetStarted(12.0, 2, "wall_sit"),
        held(20.0),
        held(25.0, "too_high"),
        SetEnded(40.0, 2, "target"),
        SetStarted(41.0, 3, "squat"),
        squat(5, 80.0),
    ]
    squats, sits = tallies(summarise(said), CATALOGUE)
    assert (squats.sets, squats.reps, squats.depth) == (2, 2, 85.0)
    assert (sits.sets, sits.reps, sits.held_s, sits.longest_s) == (1, 0, 45.0, 25.0)
    assert (sits.clean_share, sits.depth, sits.seconds) == (None, None, None)
    assert sits.faults == {"too_high": 1}


def test_an_exercise_of_another_version_has_what_can_be_said_without_it() -> None:
    (found,) = tallies(summarise([squat(1, 90.0)], "handstand"), CATALOGUE)
    assert (found.exercise, found.reps, found.clean, found.depth) == ("handstand", 1, 1, None)


def test_an_exercise_over_time_with_its_bests() -> None:
    deep_but_few = [squat(1, 140.0)]
    many = [squat(i, 80.0 + i) for i in range(1, 9)]
    fewer_and_deeper = [squat(i, 110.0, *(["knees_in"] if i == 1 else [])) for i in range(1, 6)]
    again = [squat(i, 70.0) for i in range(1, 9)]
    sessions = [
        (number, f"2026-01-0{number}", summarise(said, "squat"))
        for number, said in enumerate((deep_but_few, many, fewer_and_deeper, again), start=1)
    ]
    sessions.insert(1, (7, "2026-01-01", summarise([held(30.0)], "wall_sit")))
    squats, sits = trends(sessions, CATALOGUE)
    assert [(point.session, point.tally.reps) for point in squats.points] == [(1, 1), (2, 8), (3, 5), (4, 8)]
    assert {name: (best.value, best.session) for name, best in squats.bests.items()} == {
        "reps": (8, 2),  # the first of two
        "clean_share": (1.0, 2),
        "depth": (110.0, 3),  # one lucky repetition is no best
    }
    assert {name: best.value for name, best in sits.bests.items()} == {"held_s": 30.0, "longest_s": 30.0}


def test_higher_hips_are_the_better_bridge() -> None:
    sessions = [
        (number, "2026-01-01", summarise([bridge(i, line) for i in range(1, 7)], "bridge"))
        for number, line in enumerate((-0.05, 0.0, -0.1), start=1)
    ]
    (bridges,) = trends(sessions, CATALOGUE)
    assert (bridges.bests["depth"].value, bridges.bests["depth"].session) == (0.0, 2)


def test_a_session_in_which_nothing_was_done_is_no_point() -> None:
    attempt = AttemptRejected(2.0, 1.0, 2.0, "too_small")
    assert trends([(1, "2026-01-01", summarise([attempt], "squat"))], CATALOGUE) == []


def test_two_sessions_beside_each_other() -> None:
    one = summarise([squat(1, 90.0), squat(2, 90.0, "knees_in")], "squat")
    first_set = [SetStarted(0.0, 1, "squat"), squat(1, 100.0), SetEnded(11.0, 1, "")]
    other = summarise([*first_set, SetStarted(12.0, 2, "wall_sit"), held(9.0)])
    squats, sits = compare(one, other, CATALOGUE)
    assert squats.exercise == "squat"
    assert squats.change == pytest.approx(
        {"sets": 0, "reps": -1, "clean_share": 0.5, "depth": 10.0, "seconds": 0.0}
        | {"held_s": 0.0, "longest_s": 0.0, "attempts": 0}
    )
    assert (sits.exercise, sits.a, sits.change) == ("wall_sit", None, {})
    assert sits.b is not None
    assert sits.b.held_s == 9.0
