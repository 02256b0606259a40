import pytest
from simulate import FLOOR_CAMERA, Camera, Film, bridges, bridging

from formcheck import CATALOGUE, replay, summarise

BRIDGE = CATALOGUE["bridge"]


def coached(film, camera=FLOOR_CAMERA):
    return summarise(replay(BRIDGE, film.poses(camera)))


@pytest.mark.parametrize("feet", [0.30, 0.38, 0.48])
def test_where_the_feet_stand_does_not_lose_repetitions(feet):
    assert len(coached(bridges([0.22] * 5, feet=feet)).reps) == 5


@pytest.mark.parametrize("azimuth", [90, -90, 75])
def test_either_side_may_be_near(azimuth):
    assert len(coached(bridges([0.22] * 3), Camera(azimuth=azimuth, height=0.5, away=2.4)).reps) == 3


def test_a_half_bridge_counts_and_is_told_apart():
    reps = coached(bridges([0.22, 0.12, 0.22])).reps
    assert [rep.faults for rep in reps] == [(), ("not_full",), ()]


def test_a_half_bridge_far_over_a_deep_rest_counts_too():
    reps = coached(bridges([0.10, 0.10], feet=0.3)).reps
    assert [rep.faults for rep in reps] == [("not_full",), ("not_full",)]


def test_an_arched_back_is_told_apart_from_a_bridge_not_yet_up():
    reps = coached(bridges([0.22, 0.33])).reps
    assert [rep.faults for rep in reps] == [(), ("over_arched",)]


def test_a_pelvic_tilt_is_no_repetition():
    assert coached(bridges([0.04] * 4)).reps == ()


def test_hips_that_drop_are_flagged():
    film = Film().add(1, lambda u: bridging(0.0))
    for _ in range(2):
        film.add(1.0, lambda u: bridging(0.22 * u)).add(0.4, lambda u: bridging(0.22))
        film.add(0.2, lambda u: bridging(0.22 * (1 - u))).add(0.6, lambda u: bridging(0.0))
    assert all("dropped" in rep.faults for rep in coached(film).reps)
    assert "dropped" not in coached(bridges([0.22] * 2)).faults


def test_what_only_a_camera_beyond_the_feet_sees_is_not_judged():
    for rep in coached(bridges([0.22] * 2)).reps:
        assert set(rep.not_judged) == {"knees_in", "knees_apart", "uneven_hips"}


def test_who_starts_at_the_top_is_counted_from_the_next_repetition():
    film = Film().add(1, lambda u: bridging(0.22)).add(1, lambda u: bridging(0.22 * (1 - u)))
    film.figures += bridges([0.22] * 2).figures
    assert len(coached(film).reps) == 2
