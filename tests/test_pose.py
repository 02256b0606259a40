import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from simulate import Camera, squatting
from test_every_exercise import GOOD, REPEATED, film

from formcheck import CATALOGUE, replay
from formcheck.core.pose import LANDMARKS, MIRRORED, Landmark, Pose

ANYTHING = st.floats(allow_nan=True, allow_infinity=True, width=32)


def person(t: float = 0.0) -> Pose:
    return Camera(azimuth=20).pose(t, squatting(60, knee_in=10).joints())


def test_the_aspect_ratio_is_applied_once_at_the_door():
    image = np.zeros((LANDMARKS, 5))
    image[:, 0], image[:, 1] = 0.5, 0.25
    pose = Pose.from_normalised(0, image, np.zeros((LANDMARKS, 5)), 1280, 720)
    assert pose.image[0] == pytest.approx((0.5 * 1280 / 720, 0.25))


def test_a_mirror_of_a_mirror_is_the_same_person():
    pose = person()
    twice = pose.mirror().mirror()
    assert twice.image == pytest.approx(pose.image)
    assert twice.world == pytest.approx(pose.world)
    assert twice.visibility == pose.visibility


def test_a_mirror_swaps_the_sides():
    pose = person()
    mirrored = pose.mirror()
    assert mirrored.world[Landmark.LEFT_KNEE, 1] == pose.world[Landmark.RIGHT_KNEE, 1]
    assert mirrored.world[Landmark.LEFT_KNEE, 0] == -pose.world[Landmark.RIGHT_KNEE, 0]
    assert (MIRRORED[MIRRORED] == np.arange(LANDMARKS)).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e9])
def test_numbers_that_cannot_be_a_person_become_nobody(bad):
    image, world = np.zeros((LANDMARKS, 5)), np.zeros((LANDMARKS, 5))
    image[5, 1] = bad
    assert not Pose.from_normalised(0, image, world, 640, 480).seen
    image[5, 1], world[7, 2] = 0, bad
    assert not Pose.from_normalised(0, image, world, 640, 480).seen


@pytest.mark.parametrize(("bad", "mended"), [(np.nan, 0.0), (-0.5, 0.0), (1.5, 1.0)])
def test_a_visibility_that_cannot_be_is_mended_and_the_person_stays(bad, mended):
    image = np.zeros((LANDMARKS, 5))
    image[5, 3] = bad
    pose = Pose.from_normalised(0, image, np.zeros((LANDMARKS, 5)), 640, 480)
    assert pose.seen
    assert pose.visibility[4:7] == [0.0, mended, 0.0]


@pytest.mark.parametrize(
    ("image", "world", "t", "size", "says"),
    [
        ((32, 5), (33, 5), 0.0, (640, 480), "image landmarks: expected"),
        ((33, 3), (33, 5), 0.0, (640, 480), "image landmarks: expected"),
        ((33, 5), (33, 2), 0.0, (640, 480), "world landmarks: expected"),
        ((33, 5), (33, 5), float("nan"), (640, 480), "time of a pose"),
        ((33, 5), (33, 5), 0.0, (0, 480), "frame size"),
    ],
)
def test_wrong_shapes_say_what_was_expected(image, world, t, size, says):
    with pytest.raises(ValueError, match=says):
        Pose.from_normalised(t, np.zeros(image), np.zeros(world), *size)


LANDMARKS_OF_ANY_KIND = hnp.arrays(np.float32, (6, LANDMARKS, 5), elements=ANYTHING)


@given(LANDMARKS_OF_ANY_KIND, LANDMARKS_OF_ANY_KIND, st.sampled_from(sorted(CATALOGUE)))
def test_landmarks_of_any_kind_raise_nothing_and_count_nothing(image, world, key):
    poses = [Pose.from_normalised(i / 30, image[i], world[i], 640, 480) for i in range(6)]
    events = replay(CATALOGUE[key], poses)
    assert not [e for e in events if e.kind == "rep_counted"]
    json.dumps([e.as_dict() for e in events], allow_nan=False)


@given(LANDMARKS_OF_ANY_KIND, LANDMARKS_OF_ANY_KIND, st.sampled_from(REPEATED), st.data())
def test_frames_of_any_kind_within_a_good_film_add_no_repetition(image, world, key, data):
    poses = list(film(key))
    for i in range(6):
        at = data.draw(st.integers(0, len(poses) - 1))
        poses[at] = Pose.from_normalised(poses[at].t, image[i], world[i], 640, 480)
    events = replay(CATALOGUE[key], poses)
    assert len([e for e in events if e.kind == "rep_counted"]) <= GOOD[key][2]
    json.dumps([e.as_dict() for e in events], allow_nan=False)


@given(LANDMARKS_OF_ANY_KIND, st.booleans())
def test_the_door_for_one_frame_lets_in_what_the_door_for_many_does(numbers, likely):
    image, world = np.clip(np.nan_to_num(numbers[:2]), 0.0, 1.0) if likely else numbers[:2]
    one = Pose.from_columns(0.5, image.T.tolist(), world.T.tolist(), 640 / 480)
    of_many = Pose.from_normalised(0.5, image, world, 640, 480)
    assert (one.t, one.aspect, one.seen, one.visibility) == (
        0.5,
        of_many.aspect,
        of_many.seen,
        of_many.visibility,
    )
    np.testing.assert_array_equal(one.columns, of_many.columns)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_thirty_three_equal_points_count_nothing(key):
    flat = np.full((LANDMARKS, 5), 0.5)
    events = replay(CATALOGUE[key], [Pose.from_normalised(i / 30, flat, flat, 640, 480) for i in range(60)])
    assert not [e for e in events if e.kind == "rep_counted"]
