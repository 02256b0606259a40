import pytest
from simulate import SIDE_CAMERA, Camera, hinges, squats

from formcheck import CATALOGUE, replay, summarise

DEADLIFT = CATALOGUE["deadlift"]


def coached(film, camera=SIDE_CAMERA):
    return summarise(replay(DEADLIFT, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [0, 45, 90])
def test_hinges_count_from_everywhere(azimuth):
    assert len(coached(hinges([70.0] * 4), Camera(azimuth=azimuth)).reps) == 4


@pytest.mark.parametrize("camera", [Camera(), SIDE_CAMERA, Camera(azimuth=45)])
def test_a_squatter_scores_no_deadlifts(camera):
    assert coached(squats([{"lean": 45.0}] * 4), camera).reps == ()


def test_hands_that_stay_high_are_a_short_range():
    reps = coached(hinges([82.0, 66.0])).reps
    assert ["short_range" in rep.faults for rep in reps] == [False, True]


def test_a_bow_is_no_deadlift():
    assert coached(hinges([25.0] * 3)).reps == ()
