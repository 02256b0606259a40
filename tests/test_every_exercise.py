"""Checks that hold for every exercise of the catalogue; a new one is covered by being in it."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from simulate import (
    FLOOR_CAMERA,
    SIDE_CAMERA,
    Camera,
    Film,
    bridges,
    dogging,
    held,
    hinges,
    lunges,
    marching,
    side_lunges,
    squats,
    standing,
    wall_sitting,
)
from simulate_floor import hydrants, jump_squats, leg_raises, plank_lifts, side_steps

from formcheck import CATALOGUE, replay, summarise
from formcheck.core.body import Body
from formcheck.core.coach import Coach
from formcheck.core.pose import Pose
from formcheck.core.recognise import Recogniser
from formcheck.core.view import View
from formcheck.exercises.fire_hydrant import FLEXION
from formcheck.exercises.plank_leg_lift import KNEES

GOOD = {
    "squat": (lambda fps: squats(4, fps=fps), Camera(), 4),
    "lunge": (lambda fps: lunges(["left", "right", "left"], fps=fps), SIDE_CAMERA, 3),
    "bridge": (lambda fps: bridges([0.22] * 4, fps=fps), FLOOR_CAMERA, 4),
    "side_lunge": (lambda fps: side_lunges(["left", "right", "left"], fps=fps), Camera(away=3.2), 3),
    "deadlift": (lambda fps: hinges([80.0] * 3, fps=fps), SIDE_CAMERA, 3),
    "wall_sit": (lambda fps: held(8.0, wall_sitting(), fps), SIDE_CAMERA, 1),
    "downward_dog": (lambda fps: held(8.0, dogging(), fps), FLOOR_CAMERA, 1),
    "fire_hydrant": (lambda fps: hydrants(["left", "left", "left"], fps=fps), FLOOR_CAMERA, 3),
    "leg_raise": (lambda fps: leg_raises([35.0] * 2, fps=fps), Camera(height=0.4, away=2.4), 2),
    "plank_leg_lift": (lambda fps: plank_lifts(["left", "right"], fps=fps), FLOOR_CAMERA, 2),
    "jump_squat": (lambda fps: jump_squats([0.25] * 3, fps=fps), Camera(away=3.2), 3),
    "banded_walk": (lambda fps: side_steps([1, 1, -1, -1], fps=fps), Camera(away=3.2), 4),
}
KEYS = sorted(CATALOGUE)
REPEATED = [key for key in KEYS if CATALOGUE[key].counts == "reps"]
HELD = [key for key in KEYS if CATALOGUE[key].counts == "hold"]
README = (Path(__file__).parent.parent / "README.md").read_text()


def film(key, fps=30.0):
    make, camera, _ = GOOD[key]
    return make(fps).poses(camera)


def count(key, poses):
    summary = summarise(replay(CATALOGUE[key], poses))
    return len(summary.reps) + len(summary.holds)


@pytest.mark.parametrize("key", KEYS)
def test_good_repetitions_are_counted_and_free_of_faults(key):
    summary = summarise(replay(CATALOGUE[key], film(key)))
    assert len(summary.reps) + len(summary.holds) == GOOD[key][2]
    assert summary.faults == {}
    assert summary.attempts == ()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("fps", [12, 24, 60])
def test_the_count_does_not_depend_on_the_frame_rate(key, fps):
    assert count(key, film(key, fps)) == GOOD[key][2]


@pytest.mark.parametrize("key", KEYS)
def test_the_count_survives_dropped_frames(key):
    kept = np.random.default_rng(4).random(10_000) > 0.3
    assert count(key, [pose for pose, keep in zip(film(key), kept, strict=False) if keep]) == GOOD[key][2]


@pytest.mark.parametrize("key", KEYS)
def test_fed_in_two_parts_is_fed_in_one(key):
    poses = film(key)
    coach = Coach(CATALOGUE[key])
    first = [e for pose in poses[:77] for e in coach.update(pose)]
    second = [e for pose in poses[77:] for e in coach.update(pose)]
    assert first + second + coach.finish() == replay(CATALOGUE[key], poses)


@pytest.mark.parametrize("key", KEYS)
def test_a_mirror_swaps_the_sides_and_nothing_else(key):
    swapped = {"left": "right", "right": "left", "both": "both"}
    seen, mirrored = (
        (*summary.reps, *summary.holds)
        for summary in (
            summarise(replay(CATALOGUE[key], film(key))),
            summarise(replay(CATALOGUE[key], [pose.mirror() for pose in film(key)])),
        )
    )
    assert [swapped[rep.side] for rep in mirrored] == [rep.side for rep in seen]
    assert [rep.faults for rep in mirrored] == [rep.faults for rep in seen]
    assert [rep.end_s for rep in mirrored] == pytest.approx([rep.end_s for rep in seen], abs=0.1)


@pytest.mark.parametrize("key", KEYS)
def test_it_is_recognised_within_two_repetitions_or_three_seconds(key):
    recogniser = Recogniser(CATALOGUE.values())
    found = next((found for pose in film(key) if (found := recogniser.update(pose))), None)
    found = found or recogniser.finish()
    assert found.coach.exercise.key == key
    assert found.reps <= 2
    assert found.held_s <= 3.0


@pytest.mark.parametrize("key", KEYS)
def test_nobody_in_view_says_nothing(key):
    assert replay(CATALOGUE[key], [Pose.nobody(i / 30) for i in range(90)]) == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("camera", [Camera(), SIDE_CAMERA, Camera(azimuth=45)])
def test_standing_still_for_thirty_seconds_counts_nothing(key, camera):
    still = summarise(replay(CATALOGUE[key], Film().add(30, standing).poses(camera)))
    assert still.reps == still.attempts == still.holds == ()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("camera", [Camera(), SIDE_CAMERA])
def test_twenty_marching_steps_count_nothing(key, camera):
    assert count(key, marching(20).poses(camera)) == 0


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("other", KEYS)
def test_an_exercise_counts_only_itself(key, other):
    # To sit down at the wall and to get up again is a squat that lasts; a jump squat is a squat first.
    also = {("squat", "wall_sit"), ("squat", "jump_squat")}
    if key != other and (key, other) not in also:
        assert count(key, film(other)) == 0


@pytest.mark.parametrize("key", REPEATED)
def test_who_leaves_in_the_middle_is_told_and_not_counted(key):
    poses = film(key)
    middle = len(poses) * 4 // 10
    gone = [Pose.nobody(poses[middle].t + i / 30) for i in range(60)]
    back = [replace(pose, t=pose.t + 2.0) for pose in poses[middle:]]
    events = replay(CATALOGUE[key], [*poses[:middle], *gone, *back])
    kinds = [e.kind for e in events]
    assert kinds.count("person_lost") == 1
    assert kinds.count("person_found") == 2
    assert GOOD[key][2] - 1 <= kinds.count("rep_counted") <= GOOD[key][2]


@pytest.mark.parametrize("key", HELD)
@pytest.mark.parametrize("fps", [12, 30])
def test_a_hold_counts_its_verified_seconds(key, fps):
    (hold,) = summarise(replay(CATALOGUE[key], film(key, fps))).holds
    assert hold.held_s == pytest.approx(8.0, abs=0.5)
    assert hold.reason


@pytest.mark.parametrize("key", HELD)
def test_a_hold_ticks_once_a_second(key):
    ticks = [e.held_s for e in replay(CATALOGUE[key], film(key)) if e.kind == "hold_ticked"]
    assert ticks == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]


@pytest.mark.parametrize("key", HELD)
def test_who_leaves_a_hold_ends_it(key):
    poses = film(key)
    middle = len(poses) // 2
    gone = [Pose.nobody(poses[middle].t + i / 30) for i in range(60)]
    (hold,) = summarise(replay(CATALOGUE[key], [*poses[:middle], *gone])).holds
    assert hold.reason == "lost_sight"


@pytest.mark.parametrize("key", KEYS)
def test_the_readme_has_a_row_for_it(key):
    assert f"| {CATALOGUE[key].name.lower()} |" in README


@pytest.mark.parametrize("key", REPEATED)
def test_repetitions_never_overlap_and_lie_within_the_film(key):
    poses = film(key)
    reps = summarise(replay(CATALOGUE[key], poses)).reps
    for rep in reps:
        assert poses[0].t <= rep.start_s < rep.peak_s < rep.end_s <= poses[-1].t + 0.3
    for one, two in pairwise(reps):
        assert one.end_s <= two.start_s


@pytest.mark.parametrize("key", KEYS)
def test_the_catalogue_describes_itself_in_plain_words(key):
    told = json.loads(json.dumps(CATALOGUE[key].describe()))
    assert told["key"] == key
    assert told["placement"]
    assert told["faults"]
    for fault in told["faults"]:
        assert fault["cue"]
        assert fault["explains"]
        assert fault["views"]
    priorities = [fault["priority"] for fault in told["faults"]]
    assert len(set(priorities)) == len(priorities)


@pytest.mark.parametrize("key", KEYS)
def test_the_gauge_stays_at_the_start_and_reaches_the_target(key):
    coach, most, first = Coach(CATALOGUE[key]), -1.0, None
    for pose in film(key):
        coach.update(pose)
        progress = coach.exercise.signal.progress(coach.signal)
        if progress is not None:
            most = max(most, progress)
            first = progress if first is None else first
    if key in REPEATED:
        assert first == pytest.approx(0.0, abs=0.35)
    assert most > 0.8


ONE_LEG = {
    "lunge": lunges(["left"] * 2).poses(SIDE_CAMERA),
    "side_lunge": side_lunges(["left"] * 2).poses(Camera(away=3.2)),
    "fire_hydrant": hydrants(["left"] * 2, kick=10.0).poses(FLOOR_CAMERA),
    "leg_raise": leg_raises([35.0]).poses(Camera(height=0.4, away=2.4)),
    "plank_leg_lift": plank_lifts(["left"] * 2).poses(FLOOR_CAMERA),
    "banded_walk": side_steps([1, 1]).poses(Camera(away=3.2)),
}


@pytest.mark.parametrize("key", [key for key in KEYS if CATALOGUE[key].per_side])
def test_the_leg_that_rests_gets_no_repetition(key):
    summary = summarise(replay(CATALOGUE[key], ONE_LEG[key]))
    assert {rep.side for rep in summary.reps} == {"left"}
    assert summary.attempts == ()


@pytest.mark.parametrize(("key", "measure"), [("fire_hydrant", FLEXION), ("plank_leg_lift", KNEES)])
def test_moving_one_leg_leaves_the_measures_of_the_other_alone(key, measure):
    found = []
    for pose in ONE_LEG[key]:
        body = Body(pose)
        View().update(body)
        found.append(measure.fn(body, {}))
    assert np.ptp([right for _, right in found]) < 1.0
