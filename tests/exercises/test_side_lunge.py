import pytest
from simulate import Camera, lunges, side_lunges, squats

from formcheck import CATALOGUE, replay, summarise

SIDE_LUNGE = CATALOGUE["side_lunge"]
FACING = Camera(away=3.2)


def coached(film, camera=FACING):
    return summarise(replay(SIDE_LUNGE, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [0, 30, 60])
def test_the_bent_leg_is_named(azimuth):
    sides = ["left", "right", "right", "left"]
    assert [rep.side for rep in coached(side_lunges(sides), Camera(azimuth=azimuth, away=3.2)).reps] == sides


def test_standing_wide_is_no_side_lunge():
    wide = squats([{"stance": 0.4, "flexion": 8.0}] * 3)
    assert coached(wide).reps == ()


@pytest.mark.parametrize("camera", [FACING, Camera(azimuth=90)])
def test_squats_and_lunges_are_no_side_lunges(camera):
    assert coached(squats(4), camera).reps == ()
    assert coached(lunges(["left", "right"]), camera).reps == ()


def test_a_trunk_that_tips_forward_is_flagged():
    assert "forward_lean" in coached(side_lunges(["left"] * 2, lean=75.0)).faults
    assert "forward_lean" not in coached(side_lunges(["left"] * 2, lean=40.0)).faults


def test_a_trunk_that_tips_over_the_bent_leg_is_flagged_unless_seen_from_the_side():
    assert "wobble" in coached(side_lunges(["left"] * 2, lean=20.0, side=38.0)).faults
    assert "wobble" not in coached(side_lunges(["left"] * 2, lean=20.0, side=14.0)).faults
    tipped = side_lunges(["left"] * 2, lean=20.0, side=38.0)
    assert "wobble" in coached(tipped, Camera(azimuth=90, away=3.2)).reps[0].not_judged


def test_a_bent_knee_that_caves_in_is_flagged_facing_the_camera_only():
    caving = side_lunges(["left", "right"], knee_in=40.0)
    assert all("knees_in" in rep.faults for rep in coached(caving).reps)
    for rep in coached(caving, Camera(azimuth=60, away=3.2)).reps:
        assert "knees_in" in rep.not_judged
