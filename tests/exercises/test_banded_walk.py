import pytest
from simulate import Camera
from simulate_floor import apart, side_steps

from formcheck import CATALOGUE, replay, summarise

BEFORE = Camera(away=3.2)


def coached(film):
    return summarise(replay(CATALOGUE["banded_walk"], film.poses(BEFORE)))


def test_steps_are_counted_by_side_and_the_way_back():
    reps = coached(side_steps([1, 1, 1, -1, -1, -1])).reps
    assert [rep.side for rep in reps] == ["left"] * 3 + ["right"] * 3
    assert not any(rep.faults for rep in reps)


def test_knees_pulled_together_are_said():
    assert all("knees_in" in rep.faults for rep in coached(side_steps([1, 1], knee_in=40.0)).reps)


def test_feet_that_point_outwards_are_said():
    assert all("toes_out" in rep.faults for rep in coached(side_steps([1, 1], toe_out=60.0)).reps)


def test_stepping_out_and_in_on_the_spot_is_no_step():
    film = side_steps([])
    for _ in range(4):
        film.add(0.5, lambda u: apart(0.18 + 0.25 * u, -0.18 - 0.25 * u))
        film.add(0.5, lambda u: apart(0.43 - 0.25 * u, -0.43 + 0.25 * u))
        film.add(0.3, lambda _: apart(0.18, -0.18))
    assert coached(film).reps == ()


@pytest.mark.parametrize(("sinks", "faults"), [(0.0, ()), (40.0, ("bobbing",))])
def test_who_sinks_and_rises_with_the_step_is_told(sinks, faults):
    (rep,) = coached(side_steps([1], sinks=sinks)).reps
    assert rep.faults == faults


def test_beyond_forty_five_degrees_nobody_can_tell_a_step_aside_from_one_ahead():
    steps = side_steps([1, 1]).poses(Camera(away=3.2, azimuth=55))
    summary = summarise(replay(CATALOGUE["banded_walk"], steps))
    assert summary.reps == ()
    assert {attempt.reason for attempt in summary.attempts} == {"turned_away"}
