"""Guided workouts, told with stick people: when a set begins, pauses and ends, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from simulate import (
    FLOOR_CAMERA,
    SIDE_CAMERA,
    Camera,
    Film,
    bridges,
    dogging,
    lunges,
    squats,
    standing,
    wall_sitting,
)
from simulate_floor import hydrants
from test_every_exercise import GOOD, HELD, KEYS, film

from formcheck import CATALOGUE, summarise
from formcheck.core.course import Moment
from formcheck.core.events import Event, PhaseChanged
from formcheck.core.plan import Plan, Step
from formcheck.core.pose import Pose
from formcheck.core.schedule import Schedule

SQUAT, LUNGE, BRIDGE = (CATALOGUE[key] for key in ("squat", "lunge", "bridge"))


def row(*parts: Sequence[Pose], gap: float = 0.0) -> list[Pose]:
    """Films one after the other, with a gap in time between two."""
    poses: list[Pose] = []
    for part in parts:
        start = poses[-1].t + 1 / 30 + gap if poses else 0.0
        poses += [replace(pose, t=start + pose.t - part[0].t) for pose in part]
    return poses


def still(seconds: float, camera: Camera | None = None) -> list[Pose]:
    return Film().add(seconds, standing).poses(camera)


def away(seconds: float) -> list[Pose]:
    return [Pose.nobody(i / 30) for i in range(round(seconds * 30))]


def told(moments: Sequence[Moment]) -> list[Event]:
    return [event for moment in moments for event in moment.events]


def run(
    plan: Plan, poses: Sequence[Pose], at: dict[float, Callable[[Schedule], None]] | None = None
) -> list[Event]:
    """Everything that is said; `at` has commands by the second at which they are given."""
    schedule, waiting, events = Schedule(plan), dict(at or {}), []
    for pose in poses:
        for second in [second for second in waiting if second <= pose.t]:
            waiting.pop(second)(schedule)
        events += told(schedule.watch(pose))
    return events + told(schedule.finish())


def phases(events: Sequence[Event]) -> list[tuple[str, int]]:
    return [(event.phase, event.place) for event in events if isinstance(event, PhaseChanged)]


def when(events: Sequence[Event], phase: str) -> list[float]:
    return [event.t for event in events if isinstance(event, PhaseChanged) and event.phase == phase]


def one(step: Step, **options: object) -> Plan:
    return Plan("A plan", (step,), **options)


def test_who_stands_ready_is_counted_down_and_the_set_begins_without_a_click():
    events = run(one(Step(SQUAT, reps=5)), still(8))
    assert phases(events) == [("ready", 1), ("countdown", 1), ("work", 1)]
    assert when(events, "countdown")[0] == pytest.approx(1.6, abs=0.2)
    assert when(events, "work")[0] - when(events, "countdown")[0] == pytest.approx(3.0, abs=0.05)


def test_two_sets_with_a_rest_between_and_then_it_is_done():
    poses = row(still(5), squats(3).poses(), still(12), squats(3).poses())
    events = run(one(Step(SQUAT, sets=2, reps=3, rest_s=5.0)), poses)
    assert phases(events) == [
        ("ready", 1),
        ("countdown", 1),
        ("work", 1),
        ("rest", 2),
        ("ready", 2),
        ("countdown", 2),
        ("work", 2),
        ("done", 2),
    ]
    sets = summarise(events).sets
    assert [(s.started.index, s.started.target_reps, len(s.reps), s.reason) for s in sets] == [
        (1, 3, 3, "target"),
        (2, 3, 3, "target"),
    ]
    assert [rep.index for s in sets for rep in s.reps] == [1, 2, 3, 1, 2, 3]
    assert when(events, "ready")[1] - when(events, "rest")[0] == pytest.approx(5.0, abs=0.05)


def test_squats_in_the_rest_count_nothing_and_raise_no_fault():
    poses = row(still(5), squats(2).poses(), squats([{"knee_in": 30}] * 3).poses(), still(2))
    events = run(one(Step(SQUAT, sets=2, reps=2, rest_s=30.0)), poses)
    assert len(summarise(events).reps) == 2
    rest = events.index(next(e for e in events if isinstance(e, PhaseChanged) and e.phase == "rest"))
    assert [e.kind for e in events[rest + 1 :]] == []


def test_who_cannot_wait_for_zero_loses_no_repetition():
    poses = row(still(1.7), squats(4, seconds=1.4).poses()[30:])
    events = run(one(Step(SQUAT, reps=4)), poses)
    (only,) = summarise(events).sets
    assert (len(only.reps), only.reason) == (4, "target")


def test_the_countdown_begins_again_for_who_walks_off():
    events = run(one(Step(SQUAT, reps=4)), row(still(3), away(2), still(7)))
    assert phases(events) == [("ready", 1), ("countdown", 1)] * 2 + [("work", 1)]


def test_a_set_waits_for_who_leaves_and_goes_on_when_they_are_back():
    poses = row(still(5), squats(2).poses(), away(3), squats(2).poses())
    events = run(one(Step(SQUAT, reps=4)), poses)
    assert phases(events)[2:] == [("work", 1), ("away", 1), ("work", 1), ("done", 1)]
    (only,) = summarise(events).sets
    assert (len(only.reps), only.reason) == (4, "target")


def test_now_the_other_leg():
    poses = row(hydrants([]).poses(FLOOR_CAMERA) * 1, hydrants(["left"] * 2).poses(FLOOR_CAMERA))
    poses = row(
        *[hydrants([]).poses(FLOOR_CAMERA)] * 3,
        hydrants(["left", "left", "right", "right"]).poses(FLOOR_CAMERA),
    )
    events = run(one(Step(CATALOGUE["fire_hydrant"], reps=2, each_side=True)), poses)
    (only,) = summarise(events).sets
    assert [rep.side for rep in only.reps] == ["left", "left", "right", "right"]
    assert (only.started.side, only.reason) == ("each", "target")
    kinds = [event.kind for event in events]
    assert kinds.count("side_due") == 1
    due = kinds.index("side_due")
    assert events[due].side == "right"
    assert kinds[:due].count("rep_counted") == 2


def test_a_target_without_sides_takes_them_as_they_come():
    poses = row(still(5, SIDE_CAMERA), lunges(["left", "left", "right"]).poses(SIDE_CAMERA))
    (only,) = summarise(run(one(Step(LUNGE, reps=3)), poses)).sets
    assert (len(only.reps), only.reason) == (3, "target")


def test_a_hold_ends_with_its_verified_seconds_however_often_it_was_left():
    sitting = Film().add(7, lambda _: wall_sitting()).poses(SIDE_CAMERA)
    poses = row(still(6, SIDE_CAMERA), sitting, still(4, SIDE_CAMERA), sitting)
    (only,) = summarise(run(one(Step(CATALOGUE["wall_sit"], seconds=10)), poses)).sets
    assert only.reason == "target"
    assert [hold.reason for hold in only.holds] == ["stood_up", "finished"]
    assert sum(hold.held_s for hold in only.holds) == pytest.approx(10.5, abs=0.5)


def test_who_is_in_the_dog_already_need_not_stand_up_to_begin_it():
    dog = Film().add(12, lambda _: dogging()).poses(FLOOR_CAMERA)
    events = run(one(Step(CATALOGUE["downward_dog"], breaths=2)), dog)
    assert phases(events) == [("ready", 1), ("work", 1), ("done", 1)]
    (only,) = summarise(events).sets
    assert only.started.target_s == 10.0
    assert only.holds[0].held_s == pytest.approx(10.0, abs=0.1)


def test_intervals_begin_and_end_on_time_and_what_is_done_in_them_is_counted():
    rounds = [part for _ in range(3) for part in (squats(4).poses(), still(9.6))]
    events = run(one(Step(SQUAT, sets=3, work_s=12.0, rest_s=10.0)), row(still(4.8), *rounds))
    sets = summarise(events).sets
    assert [(len(s.reps), s.reason) for s in sets] == [(4, "time")] * 3
    begun = [s.started.t for s in sets]
    assert [later - earlier for earlier, later in pairwise(begun)] == pytest.approx([22.0] * 2, abs=0.1)
    assert phases(events)[3:6] == [("rest", 2), ("countdown", 2), ("work", 2)]


def test_the_clock_of_an_interval_stands_while_nobody_is_there():
    events = run(one(Step(SQUAT, work_s=10.0)), row(still(8), away(6), still(12)))
    (only,) = summarise(events).sets
    assert only.reason == "time"
    assert only.end_s - only.started.t == pytest.approx(16.0, abs=0.7)


def test_a_pause_makes_the_rest_no_shorter():
    poses = row(row(still(5), squats(2).poses(), still(4)), still(9), gap=60.0)
    events = run(one(Step(SQUAT, sets=2, reps=2, rest_s=8.0)), poses)
    (first, second), ready = when(events, "rest"), when(events, "ready")[1]
    assert second - first > 60.0
    assert ready - first == pytest.approx(68.0, abs=0.1)


def test_the_warm_up_has_its_time_and_can_be_skipped():
    plan = one(Step(SQUAT, reps=3), warm_up="March on the spot.", warm_up_s=10.0)
    assert phases(run(plan, still(9))) == [("warm_up", 1)]
    assert phases(run(plan, still(11)))[:2] == [("warm_up", 1), ("ready", 1)]
    skipped = run(plan, still(9), {2.0: Schedule.skip})
    assert phases(skipped)[:3] == [("warm_up", 1), ("ready", 1), ("countdown", 1)]


def test_skip_ends_a_set_then_the_rest_and_leaves_out_who_is_not_ready():
    plan = Plan("Two", (Step(SQUAT, reps=9), Step(LUNGE, reps=9), Step(BRIDGE, reps=9)))
    poses = row(still(5), squats(2).poses(), still(4))
    events = run(plan, poses, {10.5: Schedule.skip, 11.0: Schedule.skip, 11.5: Schedule.skip})
    assert phases(events)[2:] == [("work", 1), ("rest", 2), ("ready", 2), ("ready", 3)]
    (only,) = summarise(events).sets
    assert (len(only.reps), only.reason) == (2, "skipped")


def test_the_last_set_skipped_is_the_end():
    events = run(one(Step(SQUAT, reps=9)), still(8), {7.0: Schedule.skip})
    assert phases(events)[-1] == ("done", 1)


def test_back_begins_the_set_anew_and_in_the_rest_the_one_before():
    poses = row(still(5), squats(2).poses(), still(6))
    events = run(one(Step(SQUAT, sets=2, reps=2)), poses, {7.9: Schedule.back})
    assert phases(events)[2:4] == [("work", 1), ("ready", 1)]
    assert summarise(events).sets[0].reason == "back"
    events = run(one(Step(SQUAT, sets=2, reps=2)), poses, {12.0: Schedule.back})
    assert phases(events)[3:5] == [("rest", 2), ("ready", 1)]


def test_a_repetition_that_the_person_adds_counts_towards_the_target():
    poses = row(still(5), squats(2).poses(), still(3))
    (only,) = summarise(run(one(Step(SQUAT, reps=3)), poses, {11.0: lambda s: s.credit(1)})).sets
    assert (len(only.reps), only.reason) == (2, "target")


def test_what_ends_before_its_target_was_stopped():
    (only,) = summarise(run(one(Step(SQUAT, reps=9)), row(still(5), squats(2).poses()))).sets
    assert (len(only.reps), only.reason) == (2, "stopped")


def test_a_fault_does_not_outlive_its_set():
    poses = row(still(5), squats([{"knee_in": 30}] * 2).poses())
    kinds = [event.kind for event in run(one(Step(SQUAT, reps=2)), poses)]
    assert kinds.count("fault_raised") == kinds.count("fault_cleared") > 0
    assert kinds.index("set_ended") > len(kinds) - 1 - kinds[::-1].index("fault_cleared")


def test_who_lies_down_for_the_second_exercise_is_waited_for():
    lying = bridges([0.22] * 3).poses(FLOOR_CAMERA)
    ready = bridges([]).poses(FLOOR_CAMERA)
    poses = row(still(5), squats(2).poses(), still(4), ready, ready, ready, lying)
    plan = Plan("Two", (Step(SQUAT, reps=2, rest_s=2.0), Step(BRIDGE, reps=3)))
    sets = summarise(run(plan, poses)).sets
    assert [(s.started.exercise, len(s.reps), s.reason) for s in sets] == [
        ("squat", 2, "target"),
        ("bridge", 3, "target"),
    ]


def guided(key: str, fps: float = 30.0) -> tuple[Plan, list[Pose]]:
    """One set of an exercise, done well, after five seconds in the start position."""
    poses = film(key, fps)
    before = [replace(poses[0], t=i / fps) for i in range(round(5 * fps))]
    goal = {"seconds": 6.0} if key in HELD else {"reps": GOOD[key][2]}
    done = [replace(pose, t=5.0 + pose.t) for pose in poses]
    return one(Step(CATALOGUE[key], **goal)), before + done


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("fps", [12, 30])
def test_a_set_of_every_exercise_begins_by_itself_and_reaches_its_target(key, fps):
    (only,) = summarise(run(*guided(key, fps))).sets
    assert (only.started.exercise, only.reason) == (key, "target")
    assert len(only.reps) + len(only.holds) == GOOD[key][2]
    assert only.attempts == []
    assert {fault for done in (*only.reps, *only.holds) for fault in done.faults} == set()


@pytest.mark.parametrize("key", KEYS)
def test_a_workout_fed_in_two_parts_is_fed_in_one(key):
    plan, poses = guided(key)
    schedule = Schedule(plan)
    first = told([moment for pose in poses[:200] for moment in schedule.watch(pose)])
    second = told([moment for pose in poses[200:] for moment in schedule.watch(pose)])
    assert first + second + told(schedule.finish()) == run(plan, poses)


@pytest.mark.parametrize("key", KEYS)
def test_a_workout_in_a_mirror_swaps_the_sides_and_nothing_else(key):
    plan, poses = guided(key)
    swapped = {"left": "right", "right": "left", "both": "both"}
    (seen,), (mirrored,) = (
        summarise(run(plan, way)).sets for way in (poses, [pose.mirror() for pose in poses])
    )
    assert [swapped[rep.side] for rep in mirrored.reps] == [rep.side for rep in seen.reps]
    assert mirrored.started == seen.started
    assert mirrored.end_s == pytest.approx(seen.end_s, abs=0.1)


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ({"exercise": SQUAT}, "expected one of reps, seconds, breaths, work_s; got none of them"),
        ({"exercise": SQUAT, "reps": 5, "work_s": 20.0}, "got reps and work_s"),
        ({"exercise": SQUAT, "seconds": 20.0}, "squat is counted in repetitions"),
        ({"exercise": CATALOGUE["wall_sit"], "reps": 3}, "wall_sit is held: expected seconds"),
        ({"exercise": CATALOGUE["wall_sit"], "breaths": 3}, "not counted in breaths"),
        ({"exercise": SQUAT, "reps": 3, "each_side": True}, "squat has no sides"),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(step, says):
    with pytest.raises(ValueError, match=says):
        Step(**step)


def test_a_plan_tells_its_sets_and_about_how_long_it_takes():
    plan = Plan("Both", (Step(SQUAT, sets=2, reps=20, rest_s=30.0), Step(LUNGE, reps=10, each_side=True)))
    assert [(s["exercise"], s["number"], s["of"]) for s in plan.as_dict()["sets"]] == [
        ("squat", 1, 2),
        ("squat", 2, 2),
        ("lunge", 1, 1),
    ]
    assert plan.about_s == pytest.approx(3 * (80 + 10) + 2 * 30)
    assert (plan.exercise, one(Step(SQUAT, reps=1)).exercise) == ("workout", "squat")
