"""The fixture maker: its truth is what its bodies do, and the same seed gives the same film."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck import CATALOGUE
from tests.fixtures.render import many, many_more, squat
from tests.fixtures.render.body import Naked
from tests.fixtures.render.camera import Camera
from tests.fixtures.render.cast import CAST
from tests.fixtures.render.films import COMMITTED, WANTED
from tests.fixtures.render.scripts import good, planted, squats
from tests.fixtures.render.skeleton import Rig
from tests.fixtures.render.squat import SquatForm
from tests.fixtures.render.studio import Film, shoot, truth_of
from tests.fixtures.render.take import Take, standing
from tests.fixtures.render.truth import joint_tracks, joints, measures
from tests.fixtures.render.turns import ease


@pytest.fixture(scope="module")
def rig() -> Rig:
    return Naked(CAST["adam"]).rig


FASTEST = 6.0  # m/s of hips or a foot, per s of the head's direction


def take_of(name: str) -> Take:
    film = COMMITTED[name]
    return film.script(Naked(CAST[film.person]).rig, film.seed)


def gl_works() -> bool:
    import moderngl

    try:
        moderngl.create_standalone_context(backend="egl").release()  # type: ignore[arg-type, unused-ignore]
    except Exception:  # whatever a machine without EGL raises
        return False
    return True


def test_a_person_who_stands_has_straight_legs_and_flat_feet(rig: Rig) -> None:
    j = joints(rig, rig.place(standing(rig)))
    for side in ("left", "right"):
        assert np.linalg.norm(j[f"{side}_hip"] - j[f"{side}_ankle"]) == pytest.approx(rig.leg, rel=0.005)
        assert j[f"{side}_ankle"][2] == pytest.approx(rig.ankle_z)


@pytest.mark.parametrize("person", CAST)
def test_bones_keep_their_length_in_a_deep_squat(person: str) -> None:
    rig = Naked(CAST[person]).rig
    j = joints(rig, rig.place(squat.squat(rig, SquatForm())(1.0)))
    assert np.linalg.norm(j["left_hip"] - j["left_knee"]) == pytest.approx(rig.thigh, rel=1e-6)
    assert np.linalg.norm(j["left_knee"] - j["left_ankle"]) == pytest.approx(rig.shank, rel=1e-6)


def test_a_good_squat_is_deep_with_the_knees_over_the_toes() -> None:
    take = take_of("squat_front_good")
    for rep in take.reps:
        measured = measures(take, rep)
        assert 112 <= measured["knee_flexion_deg"] <= 124
        assert measured["thigh_height"] <= 0.25
        assert abs(measured["knee_off_toes_deg"]) < 8


def test_the_planted_turn_of_the_knees_brings_them_in() -> None:
    take = take_of("squat_front_knees_in")
    inside = [measures(take, rep)["knee_inside_cm"] for rep in take.reps]
    assert [x > 12 for x in inside] == [False, False, True, True, False, False]


def test_a_good_lunge_steps_far_and_its_rear_knee_nears_the_floor() -> None:
    take = take_of("lunge_front_good")
    for rep in take.reps:
        j = joints(take.rig, take.rig.place(take.at(rep.peak)))
        assert 0.7 < np.linalg.norm(j["left_ankle"] - j["right_ankle"]) < 0.9
        rear = "left" if rep.side == "right" else "right"
        assert 0.05 < j[f"{rear}_knee"][2] < 0.2
        assert abs(measures(take, rep)["thigh_height"]) < 0.2


@pytest.mark.parametrize(
    ("name", "rep", "low", "high"), [("bridge_side_good", 0, 176, 184), ("bridge_not_full", 1, 140, 160)]
)
def test_the_hip_angle_of_a_bridge_is_what_was_asked_for(
    name: str, rep: int, low: float, high: float
) -> None:
    take = take_of(name)
    assert low < measures(take, take.reps[rep])["hip_angle_deg"] < high


def test_standing_feet_stay_where_they_are_through_a_whole_set() -> None:
    take = take_of("squat_side_good")
    ankles = [
        joints(take.rig, take.rig.place(take.at(t)))["left_ankle"] for t in np.arange(0, take.seconds, 0.2)
    ]
    assert np.ptp(ankles, axis=0).max() < 0.006


@pytest.mark.parametrize("name", COMMITTED)
def test_nobody_jumps_from_one_posture_to_another(name: str) -> None:
    take, step, before = take_of(name), 0.02, None
    for t in np.arange(0, take.seconds, step):
        q = take.planned(t)
        places = np.array([q.hips, q.feet["L"].ankle, q.feet["R"].ankle, q.chest[2], q.head[2]])
        if before is not None:
            assert np.linalg.norm(places - before, axis=1).max() < FASTEST * step, f"at {t:.2f} s"
        before = places


def test_a_level_camera_shows_a_higher_point_higher_and_the_persons_left_on_its_right() -> None:
    camera = Camera(height=1.0, shows=(0.0, 2.0))
    middle, up, left = camera.pixels(np.array([[0, 0, 1.0], [0, 0, 1.2], [0.2, 0, 1.0]]))
    assert middle == pytest.approx([320, 240], abs=0.5)
    assert up[1] < middle[1]
    assert left[0] > middle[0]


def test_the_joints_in_pixels_belong_to_the_joints_in_metres() -> None:
    film = COMMITTED["squat_45_pause"]
    tracks = joint_tracks(take_of(film.name), film.camera)
    expected = film.camera.pixels(tracks["metres"][20].astype(float))
    assert tracks["pixels"][20].astype(float) == pytest.approx(expected, abs=1.0)


def test_ease_starts_and_ends_at_rest() -> None:
    assert (ease(-1), ease(0), ease(0.5), ease(1), ease(2)) == (0, 0, 0.5, 1, 1)


def test_truth_tells_what_was_planted() -> None:
    film = replace(COMMITTED["squat_front_good"], script=squats(planted(2, "shallow", {2: "clear"})))
    body = Naked(CAST[film.person])
    truth = truth_of(film, film.script(body.rig, film.seed), body.height)
    assert truth["count"].pop("squat") == 2
    assert set(truth["count"].values()) == {0}
    assert [rep["faults"] for rep in truth["reps"]] == [{}, {"shallow": "clear"}]
    assert truth["reps"][1]["thigh_height"] > 0.5


def test_truth_tells_when_a_planted_fault_became_true() -> None:
    leaning = {"forward_lean": "clear", "shallow": "clear", "too_fast": "clear", "stance": "clear"}
    film = replace(COMMITTED["squat_front_good"], script=squats([leaning]))
    body = Naked(CAST[film.person])
    (rep,) = truth_of(film, film.script(body.rig, film.seed), body.height)["reps"]
    since = rep["since_s"]
    assert rep["start_s"] < since["forward_lean"] < rep["peak_s"]
    assert since["shallow"] == rep["peak_s"]
    assert since["stance"] == pytest.approx(rep["start_s"], abs=0.2)
    assert since["too_fast"] == pytest.approx(rep["end_s"], abs=0.2)


def test_a_large_set_is_the_same_for_the_same_seed_and_has_every_exercise() -> None:
    first, again = ([*many.films(60), *many_more.films(60)] for _ in range(2))
    assert [(f.name, f.person, f.room, f.camera) for f in first] == [
        (f.name, f.person, f.room, f.camera) for f in again
    ]
    assert {f.exercise for f in first} == {*CATALOGUE, "none"}
    assert len({f.name for f in first}) == 120


def test_every_committed_film_has_a_maker_and_no_other_has() -> None:
    there = {path.stem for path in (Path(__file__).parent / "fixtures" / "films").glob("*.mp4")}
    assert there == set(COMMITTED)
    assert not there & set(WANTED)


@pytest.mark.skipif(not gl_works(), reason="needs EGL (Debian: libegl1 libgl1)")
def test_the_same_film_twice_is_the_same_pixels(tmp_path: Path) -> None:
    film = Film("short", "squat", squats(good(0), lead=0.2), camera=Camera(width=160, lines=120))
    paths = [shoot(film, tmp_path / name, with_joints=True) for name in "ab"]
    pictures = []
    for path in paths:
        capture = cv2.VideoCapture(str(path))
        pictures.append(np.array([capture.read()[1] for _ in range(5)]))
        capture.release()
    assert np.array_equal(pictures[0], pictures[1])
    assert np.ptp(pictures[0]) > 60
    truth = json.loads(paths[0].with_suffix(".json").read_text("utf-8"))
    assert truth["count"]["squat"] == 0
    with np.load(tmp_path / "a" / "short.joints.npz") as tracks:
        assert tracks["metres"].shape[0] == round(truth["duration_s"] * truth["fps"])
