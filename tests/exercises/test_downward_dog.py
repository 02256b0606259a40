import pytest
from simulate import FLOOR_CAMERA, Camera, bridges, dogging, held, standing

from formcheck import CATALOGUE, replay, summarise

DOG = CATALOGUE["downward_dog"]


def coached(film, camera=FLOOR_CAMERA):
    return summarise(replay(DOG, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [90, -90, 60])
def test_ten_seconds_count_ten_from_either_side(azimuth):
    camera = Camera(azimuth=azimuth, height=0.5, away=2.6)
    (hold,) = coached(held(10.0, dogging()), camera).holds
    assert hold.held_s == pytest.approx(10.0, abs=0.5)


def test_a_bent_back_is_said():
    assert "back_bent" in coached(held(6.0, dogging(bend=35.0))).holds[0].faults
    assert "back_bent" not in coached(held(6.0, dogging(bend=5.0))).holds[0].faults


def test_standing_and_bridges_are_never_held():
    assert coached(held(10.0, standing())).holds == ()
    assert coached(bridges([0.2] * 3)).holds == ()
