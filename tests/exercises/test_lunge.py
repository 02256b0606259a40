import pytest
from simulate import SIDE_CAMERA, Camera, lunges, squats

from formcheck import CATALOGUE, replay, summarise

LUNGE = CATALOGUE["lunge"]


def coached(film, camera=SIDE_CAMERA):
    return summarise(replay(LUNGE, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [0, 45, 90, -90])
def test_the_front_leg_is_named(azimuth):
    sides = ["left", "right", "right", "left"]
    assert [rep.side for rep in coached(lunges(sides), Camera(azimuth=azimuth)).reps] == sides


@pytest.mark.parametrize("camera", [Camera(), SIDE_CAMERA, Camera(azimuth=45)])
def test_squats_are_no_lunges(camera):
    assert coached(squats(5), camera).reps == ()


def test_a_trunk_that_tips_forward_is_flagged():
    assert "forward_lean" in coached(lunges(["left"] * 2, lean=48.0)).faults
    assert "forward_lean" not in coached(lunges(["left"] * 2, lean=15.0)).faults


def test_a_trunk_that_tips_aside_is_a_wobble_from_the_front_and_not_judged_from_the_side():
    wobbly = lunges(["left"] * 2, side=22.0)
    assert "wobble" in coached(wobbly, Camera()).faults
    from_the_side = coached(wobbly, SIDE_CAMERA).reps[0]
    assert "wobble" not in from_the_side.faults
    assert "wobble" in from_the_side.not_judged


@pytest.mark.parametrize("camera", [Camera(), Camera(azimuth=45), SIDE_CAMERA])
def test_hips_that_sink_little_are_shallow_from_everywhere(camera):
    shallow, deep = (coached(lunges(["left"] * 2, depth=depth), camera).reps for depth in (0.08, 0.36))
    assert ["shallow" in rep.faults for rep in (*shallow, *deep)] == [True, True, False, False]


@pytest.mark.parametrize(("seconds", "count"), [(2.2, 2), (0.6, 0)])
def test_a_long_slow_stride_that_hardly_sinks_is_a_lunge_and_a_quick_one_a_step(seconds, count):
    assert len(coached(lunges(["left"] * 2, seconds, depth=0.03), Camera()).reps) == count


def test_too_fast():
    assert "too_fast" not in coached(lunges(["left"] * 2)).faults


def test_a_lunge_whose_feet_look_level_from_the_floor_has_no_knees_that_cave_in():
    on_the_floor = Camera(azimuth=40, height=0.0)
    assert [rep.side for rep in coached(lunges(["left", "right"]), on_the_floor).reps] == ["left", "right"]
