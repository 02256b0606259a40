from simulate import Camera
from simulate_floor import leg_raises

from formcheck import CATALOGUE, replay, summarise

BEFORE = Camera(height=0.4, away=2.4)


def coached(film):
    return summarise(replay(CATALOGUE["leg_raise"], film.poses(BEFORE)))


def test_slow_raises_of_the_top_leg_are_clean():
    reps = coached(leg_raises([35.0, 40.0])).reps
    assert [(rep.side, rep.faults) for rep in reps] == [("left", ()), ("left", ())]


def test_a_quick_half_is_said_and_one_a_little_quick_not():
    assert [rep.faults for rep in coached(leg_raises([35.0], half_s=1.0)).reps] == [("too_fast",)]
    assert [rep.faults for rep in coached(leg_raises([35.0], half_s=3.2)).reps] == [()]


def test_a_low_leg_is_said():
    assert [rep.faults for rep in coached(leg_raises([9.0])).reps] == [("low",)]


def test_a_rolling_trunk_is_said():
    assert "trunk_roll" in coached(leg_raises([35.0], roll=50.0)).reps[0].faults
    assert coached(leg_raises([35.0], roll=15.0)).reps[0].faults == ()
