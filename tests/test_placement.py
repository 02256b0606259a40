"""Before the set: one thing to do at a time, until the person is well in the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from simulate import Camera, Film, changed, squatting, standing
from simulate_floor import all_fours

from formcheck import CATALOGUE
from formcheck.camera import open_film
from formcheck.core.placement import HOLD_S, Placement
from formcheck.core.pose import Pose
from formcheck.landmarker import Landmarker

FILMS = Path(__file__).parent / "fixtures" / "films"
Picture = NDArray[np.uint8]


def advice(poses: list[Pose], exercise: str = "squat", light: float = 0.5) -> list[str]:
    """What is said, one after the other."""
    placement = Placement(CATALOGUE[exercise])
    said = [placement.update(pose, light) for pose in poses]
    return [one for one, before in zip(said, [None, *said], strict=False) if one != before]


def still(camera: Camera, seconds: float = 1.0) -> list[Pose]:
    return Film().add(seconds, standing).poses(camera)


def test_who_stands_well_is_told_so() -> None:
    assert advice(still(Camera())) == ["good"]


@pytest.mark.parametrize(
    ("camera", "said"),
    [
        (Camera(away=1.2), "back"),
        (Camera(away=9.0), "closer"),
        (Camera(height=1.9), "tilt_down"),
        (Camera(height=1.2, away=1.7), "feet"),
        (Camera(height=-0.1), "tilt_up"),
        (Camera(azimuth=180.0), "face"),
    ],
)
def test_the_camera_says_what_to_do(camera: Camera, said: str) -> None:
    assert advice(still(camera)) == [said]


def test_who_stands_at_the_side_is_called_to_the_middle() -> None:
    poses = Film().add(1.0, lambda _: squatting(4.0)).poses()
    aside = [changed(pose, image=pose.image + np.array((0.6, 0.0))) for pose in poses]
    assert advice(aside) == ["middle"]


def test_a_dark_room_comes_before_everything() -> None:
    assert advice([Pose.nobody(0.0)], light=0.03) == ["dark"]
    assert advice(still(Camera()), light=0.03) == ["dark"]


def test_an_empty_room() -> None:
    assert advice([Pose.nobody(0.0)]) == ["nobody"]


@pytest.mark.parametrize(("exercise", "azimuth", "said"), [
    ("banded_walk", 90.0, "face"),
    ("banded_walk", 0.0, "good"),
    ("downward_dog", 0.0, "turn"),
    ("squat", 90.0, "good"),
])  # fmt: skip
def test_the_rules_of_the_exercise_say_how_to_turn(exercise: str, azimuth: float, said: str) -> None:
    assert advice(still(Camera(azimuth=azimuth)), exercise)[-1] == said


def test_an_exercise_on_the_floor_begins_there() -> None:
    assert advice(still(Camera()), "fire_hydrant") == ["position"]
    on_the_floor = Film().add(1.0, lambda _: all_fours()).poses(Camera(azimuth=60.0, height=0.5))
    assert advice(on_the_floor, "fire_hydrant") == ["good"]


def test_advice_does_not_flicker() -> None:
    walk_in = Film().add(1.0, standing).add(HOLD_S / 2, lambda _: None).add(1.0, standing)
    assert advice(walk_in.poses()) == ["good"]
    assert advice(Film().add(1.0, standing).add(1.0, lambda _: None).poses()) == ["good", "nobody"]


def test_who_is_well_placed_may_sway_at_the_edge() -> None:
    at_the_edge = Camera(away=2.0)
    assert advice(still(at_the_edge)) == ["tilt_down"]
    assert advice(still(Camera()) + [later(pose, 1.0) for pose in still(at_the_edge)]) == ["good"]


def later(pose: Pose, seconds: float) -> Pose:
    return replace(pose, t=pose.t + seconds)


def filmed(name: str, exercise: str, change: Callable[[Picture], Any] = lambda image: image) -> str:
    """What is said after a second of a film whose frames are changed like this."""
    placement = Placement(CATALOGUE[exercise])
    with open_film(FILMS / f"{name}.mp4") as film, Landmarker("lite") as landmarker:
        for frame in islice(film, 20):
            image = np.ascontiguousarray(change(frame.image))
            pose = landmarker.detect(image, frame.t).pose()
            placement.update(pose, float(image.mean()) / 255.0)
    return str(placement.advice)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "exercise"),
    [
        ("squat_front_good", "squat"),
        ("squat_side_good", "squat"),
        ("lunge_side_good", "lunge"),
        ("bridge_side_good", "bridge"),
        ("hydrant_45_good", "fire_hydrant"),
        ("leg_raise_left_good", "leg_raise"),
        ("plank_lift_side_good", "plank_leg_lift"),
        ("dog_side_good", "downward_dog"),
        ("steps_front_good", "banded_walk"),
        ("wall_sit_side_good", "wall_sit"),
    ],
)
def test_filmed_people_who_are_well_placed_are_told_so(film: str, exercise: str) -> None:
    assert filmed(film, exercise) == "good"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("dark", lambda image: image // 20),
        ("nobody", lambda image: image[:, : image.shape[1] // 4]),
        ("tilt_down", lambda image: image[: int(0.85 * image.shape[0])]),
        ("back", lambda image: image[int(0.15 * image.shape[0]) : int(0.8 * image.shape[0])]),
        ("middle", lambda image: image[:, int(0.48 * image.shape[1]) :]),
    ],
)
def test_films_of_a_badly_placed_camera(said: str, change: Callable[[Picture], Any]) -> None:
    assert filmed("squat_front_good", "squat", change) == said
