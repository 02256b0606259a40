import pytest
from simulate import SIDE_CAMERA, Camera, Film, changed, ease, hinges, hinging, squats

from formcheck import CATALOGUE, replay, summarise
from formcheck.core.pose import Landmark

DEADLIFT = CATALOGUE["deadlift"]


def coached(film, camera=SIDE_CAMERA):
    return summarise(replay(DEADLIFT, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [0, 45, 90])
def test_hinges_count_from_everywhere(azimuth):
    assert len(coached(hinges([70.0] * 4), Camera(azimuth=azimuth)).reps) == 4


@pytest.mark.parametrize(("visibility", "count"), [(0.9, 0), (0.4, 3)])
def test_a_hand_that_is_left_up_is_no_deadlift_but_where_a_hidden_one_is_nobody_knows(visibility, count):
    poses = []
    for pose in hinges([80.0] * 3).poses(SIDE_CAMERA):
        world = pose.world.copy()
        world[Landmark.RIGHT_WRIST, 1] -= 0.3
        pose.visibility[Landmark.RIGHT_WRIST] = visibility
        poses.append(changed(pose, world=world))
    assert len(summarise(replay(DEADLIFT, poses)).reps) == count


@pytest.mark.parametrize("camera", [Camera(), SIDE_CAMERA, Camera(azimuth=45)])
def test_a_squatter_scores_no_deadlifts(camera):
    assert coached(squats([{"lean": 45.0}] * 4), camera).reps == ()


def test_hands_that_stay_high_are_a_short_range():
    reps = coached(hinges([82.0, 66.0])).reps
    assert ["short_range" in rep.faults for rep in reps] == [False, True]


LOW = 76.0  # degrees of the trunk at the bottom


@pytest.mark.parametrize(("straight_first", "faults"), [(True, ("hips_shoot_up",)), (False, ())])
def test_knees_that_straighten_before_the_trunk_rises_are_said(straight_first, faults):
    film = Film().add(1.0, lambda _: hinging(0.0)).add(1.2, lambda u: hinging(LOW * ease(u / 2), 85.0))
    if straight_first:
        film.add(0.7, lambda u: hinging(LOW, 85.0 - 65.0 * ease(u / 2)))
        film.add(1.0, lambda u: hinging(LOW * ease(0.5 + u / 2), 20.0))
    else:
        film.add(1.4, lambda u: hinging(LOW * ease(0.5 + u / 2), 85.0))
    (rep,) = coached(film.add(1.0, lambda _: hinging(0.0))).reps
    assert rep.faults == faults


def test_a_bow_is_no_deadlift():
    assert coached(hinges([25.0] * 3)).reps == ()
