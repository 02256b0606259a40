"""Real people's repetitions, seen by a virtual webcam from three places."""

from __future__ import annotations

import pytest

from formcheck import CATALOGUE, replay, summarise
from formcheck.core.summary import Summary
from tests.fixtures.motion_capture.sets import RepSet, detections, read_sets

SETS = list(read_sets())
WHOLE = [reps for reps in SETS if reps.exercise != "none"]
OTHER = [reps for reps in SETS if reps.exercise == "none"]
YAWS = (0, 35, 90)


def seen(reps: RepSet, yaw: int, exercise: str) -> Summary:
    return summarise(replay(CATALOGUE[exercise], [d.pose() for d in detections(reps, yaw)]))


def test_there_are_three_people_and_ten_repetitions_of_everything() -> None:
    assert len(SETS) == 15
    assert {len(reps.ends_s) for reps in SETS} == {10}


@pytest.mark.parametrize("yaw", YAWS)
@pytest.mark.parametrize("reps", WHOLE, ids=lambda reps: reps.name)
def test_ten_correct_repetitions_are_ten(reps: RepSet, yaw: int) -> None:
    assert len(seen(reps, yaw, reps.exercise).reps) == 10


@pytest.mark.parametrize("yaw", YAWS)
@pytest.mark.parametrize("exercise", ["squat", "lunge", "bridge", "side_lunge"])
@pytest.mark.parametrize("reps", OTHER, ids=lambda reps: reps.name)
def test_lifting_a_leg_is_no_repetition_of_anything(reps: RepSet, exercise: str, yaw: int) -> None:
    assert not seen(reps, yaw, exercise).reps


@pytest.mark.parametrize("yaw", YAWS)
@pytest.mark.parametrize("reps", [r for r in WHOLE if r.exercise == "squat"], ids=lambda reps: reps.name)
def test_correct_squats_are_not_blamed(reps: RepSet, yaw: int) -> None:
    assert [rep.faults for rep in seen(reps, yaw, "squat").reps] == [()] * 10


def test_the_same_set_is_the_same_numbers() -> None:
    first, again = (detections(SETS[0], 35)[40] for _ in range(2))
    assert (first.image, first.world) == (again.image, again.world)
