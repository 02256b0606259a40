import pytest
from simulate import FLOOR_CAMERA, Camera
from simulate_floor import all_fours, hydrants

from formcheck import CATALOGUE, replay, summarise


def coached(film, camera=FLOOR_CAMERA):
    return summarise(replay(CATALOGUE["fire_hydrant"], film.poses(camera)))


@pytest.mark.parametrize("azimuth", [90, 60, 110])
def test_the_leg_that_rises_counts_and_never_the_supporting_one(azimuth):
    camera = Camera(azimuth=azimuth, height=0.5, away=2.4)
    assert [rep.side for rep in coached(hydrants(["left"] * 3), camera).reps] == ["left"] * 3


def test_a_low_knee_is_said_and_a_just_high_one_not():
    assert [rep.faults for rep in coached(hydrants(["left"], 50.0)).reps] == [("low",)]
    assert [rep.faults for rep in coached(hydrants(["left"], 64.0)).reps] == [()]


def test_a_donkey_kick_is_refused_with_its_reason():
    summary = coached(hydrants(["left"] * 2, 60.0, kick=70.0))
    assert summary.reps == ()
    assert {attempt.reason for attempt in summary.attempts} == {"kicked_back"}


def test_resting_on_hands_and_knees_counts_nothing():
    film = hydrants([])
    film.add(5.0, lambda _: all_fours())
    assert coached(film).reps == coached(film).attempts == ()
