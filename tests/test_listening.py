"""Sets of whatever is done: recognised, ended by rest or by leaving, and the next one recognised again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from simulate import FLOOR_CAMERA, SIDE_CAMERA, Film, bridges, hinges, squats, standing, wall_sitting
from test_every_exercise import HELD, KEYS, film
from test_schedule import away, row, still, told

from formcheck import CATALOGUE, summarise
from formcheck.core.events import Event
from formcheck.core.listening import RESTS_S, Auto
from formcheck.core.pose import Pose


def run(poses: Sequence[Pose], skip_at: float | None = None) -> list[Event]:
    """Everything that is said; at `skip_at` seconds the person wants the next exercise."""
    auto, events = Auto(CATALOGUE.values()), []
    for pose in poses:
        if skip_at is not None and pose.t >= skip_at:
            auto.skip()
            skip_at = None
        events += told(auto.watch(pose))
    return events + told(auto.finish())


def sets(events: Sequence[Event]) -> list[tuple[str, int, str]]:
    return [(s.started.exercise, len(s.reps) + len(s.holds), s.reason) for s in summarise(events).sets]


def test_squats_a_rest_and_deadlifts_are_two_sets() -> None:
    poses = row(squats(4).poses(SIDE_CAMERA), still(11, SIDE_CAMERA), hinges([80.0] * 3).poses(SIDE_CAMERA))
    events = run(poses)
    assert sets(events) == [("squat", 4, "rest"), ("deadlift", 3, "stopped")]
    first, second = summarise(events).sets
    assert first.started.t == first.reps[0].start_s
    assert [rep.index for rep in second.reps] == [1, 2, 3]
    assert [event.kind for event in events].count("person_found") == 1


def test_another_exercise_without_a_rest_is_noticed_and_loses_nothing() -> None:
    events = run(row(squats(4).poses(SIDE_CAMERA), hinges([80.0] * 5).poses(SIDE_CAMERA)))
    assert sets(events) == [("squat", 4, "rest"), ("deadlift", 5, "stopped")]


def test_what_is_kept_of_the_next_set_is_not_kept_of_the_one_before() -> None:
    poses = row(squats(4).poses(SIDE_CAMERA), hinges([80.0] * 5).poses(SIDE_CAMERA))
    auto = Auto(CATALOGUE.values())
    moments = [moment for pose in poses for moment in auto.watch(pose)] + auto.finish()
    times = [moment.pose.t for moment in moments if moment.pose is not None]
    assert all(earlier < later for earlier, later in pairwise(times))
    (_, deadlifts) = summarise(event for moment in moments for event in moment.events).sets
    for rep in deadlifts.reps:
        near = [m.signal for m in moments if m.pose is not None and abs(m.pose.t - rep.peak_s) < 0.05]
        assert max(near) > 60.0, "the hinge of the hips, not the bend of a squat's knees"


def test_a_set_is_not_left_for_a_breath_between_two_repetitions() -> None:
    poses = row(squats(3).poses(), still(RESTS_S - 4), squats(3).poses())
    assert sets(run(poses)) == [("squat", 6, "stopped")]


def test_who_sits_up_from_the_bridge_has_ended_the_set() -> None:
    poses = row(bridges([0.22] * 3).poses(FLOOR_CAMERA), still(5, FLOOR_CAMERA), away(1))
    (only,) = summarise(run(poses)).sets
    assert (only.started.exercise, len(only.reps), only.reason) == ("bridge", 3, "left")


def test_who_goes_away_has_ended_the_set() -> None:
    assert sets(run(row(squats(3).poses(), away(5)))) == [("squat", 3, "left")]


def test_told_to_it_listens_again_at_once() -> None:
    poses = row(squats(3).poses(SIDE_CAMERA), hinges([80.0] * 3).poses(SIDE_CAMERA))
    assert sets(run(poses, skip_at=9.5)) == [("squat", 3, "skipped"), ("deadlift", 3, "stopped")]


def test_a_hold_is_known_after_three_seconds_and_counted_from_its_start() -> None:
    poses = row(still(2, SIDE_CAMERA), Film().add(8, lambda _: wall_sitting()).poses(SIDE_CAMERA))
    events = run(row(poses, still(3, SIDE_CAMERA)))
    (only,) = summarise(events).sets
    assert only.started.exercise == "wall_sit"
    assert only.holds[0].held_s == pytest.approx(8.0, abs=0.5)


def test_who_only_stands_has_no_set_but_was_seen() -> None:
    events = run(Film().add(10, standing).poses())
    assert summarise(events).sets[0].reps == []
    assert [event.kind for event in events] == ["person_found", "view_changed"]


@pytest.mark.parametrize("key", KEYS)
def test_every_exercise_is_one_set_of_itself(key: str) -> None:
    (only,) = summarise(run(film(key))).sets
    assert only.started.exercise == key
    done = sum(hold.held_s for hold in only.holds) > 7.0 if key in HELD else len(only.reps) >= 2
    assert done


@pytest.mark.parametrize("key", KEYS)
def test_fed_in_two_parts_is_fed_in_one(key: str) -> None:
    poses, auto = film(key), Auto(CATALOGUE.values())
    first = told([moment for pose in poses[:77] for moment in auto.watch(pose)])
    second = told([moment for pose in poses[77:] for moment in auto.watch(pose)])
    assert first + second + told(auto.finish()) == run(poses)
