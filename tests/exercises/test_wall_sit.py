import pytest
from simulate import SIDE_CAMERA, Camera, Film, held, squats, squatting, standing, wall_sitting

from formcheck import CATALOGUE, replay, summarise

WALL_SIT = CATALOGUE["wall_sit"]


def coached(film, camera=SIDE_CAMERA):
    return summarise(replay(WALL_SIT, film.poses(camera)))


@pytest.mark.parametrize("azimuth", [0, 45, 90])
def test_ten_seconds_count_ten_from_everywhere(azimuth):
    (hold,) = coached(held(10.0, wall_sitting()), Camera(azimuth=azimuth)).holds
    assert hold.held_s == pytest.approx(10.0, abs=0.5)
    assert hold.reason == "stood_up"
    assert hold.faults == ()


@pytest.mark.parametrize(
    ("posture", "fault"),
    [
        (wall_sitting(62.0), "too_high"),
        (wall_sitting(106.0), "too_low"),
        (wall_sitting(lean=26.0), "trunk_lean"),
    ],
)
def test_what_is_wrong_while_holding_is_said(posture, fault):
    assert coached(held(6.0, posture)).holds[0].faults == (fault,)


def test_who_still_sinks_a_little_in_the_position_has_held_it_since_then():
    film = Film().add(1, standing).add(0.5, lambda u: wall_sitting(4 + 76 * u))
    film.add(2, lambda u: wall_sitting(80 + 8 * u)).add(4, lambda _: wall_sitting(88)).add(1, standing)
    (hold,) = coached(film).holds
    assert 4.5 < hold.held_s <= 6.5


def test_squats_are_never_held():
    assert coached(squats(5)).holds == ()
    slow = Film().add(1, standing).add(2, lambda u: squatting(4 + 96 * u)).add(0.8, lambda u: squatting(100))
    assert coached(slow.add(2, lambda u: squatting(100 - 96 * u)).add(1, standing)).holds == ()


def test_a_short_rise_within_the_grace_is_not_credited_and_ends_nothing():
    film = Film().add(1, standing).add(4, lambda _: wall_sitting()).add(0.6, standing)
    (hold,) = coached(film.add(4, lambda _: wall_sitting()).add(2, standing)).holds
    assert hold.held_s == pytest.approx(8.0, abs=0.6)
