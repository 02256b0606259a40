from math import degrees

import pytest
from simulate import FLOOR_CAMERA, Camera, Film, bridges, squats, standing

from formcheck import CATALOGUE, replay
from formcheck.core.body import Body
from formcheck.core.view import View


def views(film, camera):
    return [e.view for e in replay(CATALOGUE["squat"], film.poses(camera)) if e.kind == "view_changed"]


@pytest.mark.parametrize(
    ("azimuth", "view"),
    [(0, "front"), (20, "front"), (-45, "three-quarter"), (90, "side"), (-80, "side"), (180, "back")],
)
def test_the_view_follows_the_camera(azimuth, view):
    assert views(squats(2), Camera(azimuth=azimuth)) == [view]


def test_lying_down_is_a_view_of_its_own():
    assert views(bridges([0.2]), FLOOR_CAMERA) == ["lying"]


def test_the_yaw_is_that_of_the_camera():
    body = Body(Camera(azimuth=35).pose(0.0, standing().joints()))
    View().update(body)
    assert abs(degrees(body.turned)) == pytest.approx(35, abs=1)


def test_a_camera_at_the_limit_does_not_flicker():
    film = Film().add(1.0, standing)
    camera = [Camera(azimuth=30 + (2 if i % 2 else -2)) for i in range(60)]
    joints = film.figures[0].joints()
    view, seen = View(), []
    for i, one in enumerate(camera):
        seen.append(view.update(Body(one.pose(i / 30, joints))))
    assert len(set(seen)) == 1
