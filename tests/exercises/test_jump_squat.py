from simulate import Camera, squats
from simulate_floor import jump_squats

from formcheck import CATALOGUE, replay, summarise

BEFORE = Camera(away=3.2)


def coached(film, camera=BEFORE):
    return summarise(replay(CATALOGUE["jump_squat"], film.poses(camera)))


def test_jumps_out_of_a_squat_are_counted_from_push_to_landing():
    reps = coached(jump_squats([0.25, 0.2, 0.3])).reps
    assert [rep.faults for rep in reps] == [()] * 3
    assert all(1.8 < rep.end_s - rep.start_s < 2.6 for rep in reps)


def test_a_squat_is_no_jump():
    summary = coached(squats(3))
    assert summary.reps == ()
    assert {attempt.reason for attempt in summary.attempts} <= {"no_jump", "no_flight"}


def test_a_stiff_landing_is_said_and_a_soft_one_not():
    assert coached(jump_squats([0.25], landing=12.0)).reps[0].faults == ("stiff_landing",)
    assert coached(jump_squats([0.25], landing=50.0)).reps[0].faults == ()


def test_bent_legs_in_the_air_are_said():
    assert "not_extended" in coached(jump_squats([0.25], air=62.0)).reps[0].faults


def test_knees_that_fall_in_on_landing_are_said():
    assert coached(jump_squats([0.25], knee_in=50.0)).reps[0].faults == ("knees_in",)
