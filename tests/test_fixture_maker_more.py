"""The fixture maker on the floor, at the wall and in the air: what touches the floor stays there."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck import CATALOGUE
from tests.fixtures.render import (
    banded_walk,
    deadlift,
    downward_dog,
    fire_hydrant,
    jump_squat,
    leg_raise,
    plank_leg_lift,
    side_lunge,
    wall_sit,
)
from tests.fixtures.render.body import Naked
from tests.fixtures.render.cast import CAST
from tests.fixtures.render.floor_poses import on_side, plank, quadruped
from tests.fixtures.render.limbs import ELBOW_Z, KNEE_Z, WRIST_Z
from tests.fixtures.render.lookalikes import clamshell, donkey_kick
from tests.fixtures.render.more_films import MORE_FILMS, MORE_WANTED
from tests.fixtures.render.skeleton import Posture, Rig
from tests.fixtures.render.studio import EXERCISES, Film, truth_of
from tests.fixtures.render.take import ARRIVED, INTO_S, Take
from tests.fixtures.render.truth import joints, measures
from tests.fixtures.render.turns import Vector

FASTEST = 6.0  # m/s of hips or a foot, per s of the head's direction
PLANTED = {
    "banded_walk": banded_walk.FAULTS,
    "deadlift": deadlift.FAULTS,
    "downward_dog": downward_dog.FAULTS,
    "fire_hydrant": fire_hydrant.FAULTS,
    "jump_squat": [fault for fault in jump_squat.FAULTS if fault[0] != "no_flight"],  # is no repetition
    "leg_raise": leg_raise.FAULTS,
    "plank_leg_lift": plank_leg_lift.FAULTS,
    "side_lunge": side_lunge.FAULTS,
    "wall_sit": wall_sit.FAULTS,
}


@pytest.fixture(scope="module", params=CAST)
def rig(request: pytest.FixtureRequest) -> Rig:
    return Naked(CAST[request.param]).rig


def film(name: str) -> Film:
    return next(film for film in (*MORE_FILMS, *MORE_WANTED) if film.name == name)


def take_of(name: str) -> Take:
    body = Naked(CAST[film(name).person])
    return film(name).script(body.rig, film(name).seed)


def seen(rig: Rig, posture: Posture) -> dict[str, Vector]:
    return joints(rig, rig.place(posture))


def test_on_hands_and_knees_both_are_on_the_floor_and_the_back_is_level(rig: Rig) -> None:
    j = seen(rig, quadruped(rig))
    for side in ("left", "right"):
        assert j[f"{side}_wrist"][2] == pytest.approx(WRIST_Z, abs=0.005)
        assert j[f"{side}_knee"][2] == pytest.approx(KNEE_Z, abs=0.005)
        assert np.linalg.norm(j[f"{side}_elbow"] - j[f"{side}_wrist"]) == pytest.approx(
            rig.fore_arm, rel=1e-6
        )
        assert abs(j[f"{side}_shoulder"][2] - j[f"{side}_hip"][2]) < 0.15


@pytest.mark.parametrize("bend", [-23.0, 3.0, 48.0])
def test_a_forearm_plank_rests_on_elbows_and_toes_whatever_the_hips_do(rig: Rig, bend: float) -> None:
    j = seen(rig, plank(rig, bend))
    assert j["left_elbow"][2] == pytest.approx(ELBOW_Z, abs=0.02)
    assert j["left_wrist"][2] == pytest.approx(WRIST_Z, abs=0.01)
    line = j["left_shoulder"][2] + j["left_ankle"][2]
    assert np.sign(j["left_hip"][2] - line / 2) == (np.sign(bend) if abs(bend) > 5 else 1)
    assert j["left_ball"][2] == pytest.approx(0.045, abs=0.01)


def test_a_push_up_lowers_the_chest_on_hands_that_stay(rig: Rig) -> None:
    high, low = (seen(rig, plank(rig, 4.0, on_hands=True, low=u)) for u in (0.0, 1.0))
    assert high["left_shoulder"][2] - low["left_shoulder"][2] > 0.15
    assert low["left_wrist"] == pytest.approx(high["left_wrist"], abs=0.005)


def test_a_downward_dog_has_its_hips_highest_and_the_arms_in_line(rig: Rig) -> None:
    good = seen(rig, downward_dog.downward_dog(rig, downward_dog.DogForm()))
    assert good["left_hip"][2] > good["left_shoulder"][2] + 0.2
    assert good["left_wrist"][2] == pytest.approx(WRIST_Z, abs=0.01)
    bent = downward_dog.form_of({"back_bent": "clear"}, downward_dog.DogForm())
    assert shoulder_angle(seen(rig, downward_dog.downward_dog(rig, bent))) < shoulder_angle(good) - 20


def shoulder_angle(j: dict[str, Vector]) -> float:
    arm, back = (j[f"left_{end}"] - j["left_shoulder"] for end in ("wrist", "hip"))
    return float(np.degrees(np.arccos(arm @ back / np.linalg.norm(arm) / np.linalg.norm(back))))


@pytest.mark.parametrize("up", ["L", "R"])
def test_who_lies_on_the_side_has_one_hip_over_the_other(rig: Rig, up: str) -> None:
    j = seen(rig, on_side(rig, up))
    upper, lower = ("left", "right") if up == "L" else ("right", "left")
    assert j[f"{upper}_hip"][2] - j[f"{lower}_hip"][2] == pytest.approx(2 * rig.hip_half, rel=0.02)
    assert abs(j["left_shoulder"][2] + j["right_shoulder"][2] - 0.4) < 0.2


@pytest.mark.parametrize("side", ["L", "R"])
def test_a_fire_hydrant_raises_one_knee_and_leaves_the_other_leg_alone(rig: Rig, side: str) -> None:
    way = fire_hydrant.fire_hydrant(rig, fire_hydrant.HydrantForm(), side)
    before, after = seen(rig, way(0.0)), seen(rig, way(1.0))
    working, other = ("left", "right") if side == "L" else ("right", "left")
    assert after[f"{working}_knee"][2] - before[f"{working}_knee"][2] > 0.2
    assert after[f"{other}_knee"] == pytest.approx(before[f"{other}_knee"], abs=0.03)
    assert after[f"{other}_ankle"] == pytest.approx(before[f"{other}_ankle"], abs=1e-6)


def test_a_donkey_kick_keeps_the_knee_under_its_own_hip_and_a_clamshell_the_feet_together(rig: Rig) -> None:
    kick = seen(rig, donkey_kick(rig, "L")(1.0))
    assert kick["left_knee"][0] == pytest.approx(kick["left_hip"][0], abs=0.06)
    assert kick["left_ankle"][2] > kick["left_hip"][2]
    shut, opened = (seen(rig, clamshell(rig, "L")(u)) for u in (0.0, 1.0))
    assert opened["left_knee"][2] > shut["left_knee"][2] + 0.1
    assert opened["left_ankle"] == pytest.approx(shut["left_ankle"], abs=1e-6)


def test_a_jump_leaves_the_floor_for_as_long_as_gravity_lets_it(rig: Rig) -> None:
    way, at = jump_squat.jump(rig, jump_squat.JumpForm())
    times = np.arange(0, at.up, 0.01)
    balls = [seen(rig, way(t / at.up))["left_ball"][2] for t in times]
    off = np.array(balls) > 0.05
    assert off.sum() * 0.01 == pytest.approx(np.sqrt(8 * 0.19 / 9.81), abs=0.06)
    stays = jump_squat.jump(rig, jump_squat.form_of({"no_flight": "clear"}, jump_squat.JumpForm()))[0]
    assert max(seen(rig, stays(u))["left_ball"][2] for u in np.linspace(0, 1, 60)) < 0.05


def test_in_a_side_lunge_one_leg_bends_and_the_other_is_straight() -> None:
    take = take_of("side_lunge_front_good")
    for rep in take.reps:
        j = joints(take.rig, take.rig.place(take.at(rep.peak)))
        other = "right" if rep.side == "left" else "left"
        assert measures(take, rep)["knee_flexion_deg"] > 80
        assert np.linalg.norm(j[f"{other}_hip"] - j[f"{other}_ankle"]) > 0.98 * take.rig.leg
        assert abs(j["left_ankle"][0] - j["right_ankle"][0]) > 0.7


def test_the_hands_of_a_good_deadlift_pass_the_knees_and_those_of_a_short_one_do_not() -> None:
    take = take_of("deadlift_side_faults")
    below = []
    for rep in take.reps:
        j = joints(take.rig, take.rig.place(take.at(rep.peak)))
        below.append(bool(j["left_wrist"][2] < j["left_knee"][2] - 0.05))
    assert below == [True, True, False, True, True]


def test_the_back_of_who_sits_at_the_wall_touches_it_and_the_thighs_are_level(rig: Rig) -> None:
    j = seen(rig, wall_sit.sitting_at_wall(rig, wall_sit.SitForm()))
    assert abs(j["left_hip"][2] - j["left_knee"][2]) < 0.06
    assert 0.08 < wall_sit.WALL_Y - j["left_hip"][1] < 0.16


def test_side_steps_part_the_feet_and_come_back_to_where_they_started() -> None:
    take = take_of("steps_front_good")
    first, last = (take.at(t).hips[0] for t in (take.reps[0].start, take.reps[-1].end))
    assert last == pytest.approx(first, abs=0.03)
    for rep in take.reps:
        feet = take.planned(rep.peak).feet
        assert abs(feet["L"].ankle[0] - feet["R"].ankle[0]) > 0.55


def test_a_hold_counts_from_when_one_has_arrived_until_one_leaves() -> None:
    shown = film("wall_sit_side_good")
    body = Naked(CAST[shown.person])
    take = shown.script(body.rig, shown.seed)
    truth = truth_of(shown, take, body.height)
    (hold,) = truth["holds"]
    assert hold["held_s"] == pytest.approx(8.0 + 2 * (1 - ARRIVED) * INTO_S)
    assert truth["count"]["wall_sit"] == 0
    top, there, bottom = (take.planned(t).hips[2] for t in (0.0, hold["start_s"], hold["start_s"] + 2))
    assert (top - there) / (top - bottom) == pytest.approx(0.9, abs=0.03)


@pytest.mark.parametrize("shown", MORE_FILMS, ids=lambda shown: shown.name)
def test_nobody_jumps_from_one_posture_to_another(shown: Film) -> None:
    take, step, before = take_of(shown.name), 0.02, None
    for t in np.arange(0, take.seconds, step):
        q = take.planned(t)
        places = np.array([q.hips, q.feet["L"].ankle, q.feet["R"].ankle, q.chest[2], q.head[2]])
        if before is not None:
            assert np.linalg.norm(places - before, axis=1).max() < FASTEST * step, f"at {t:.2f} s"
        before = places


def test_every_exercise_of_the_catalogue_has_its_count_in_every_truth() -> None:
    assert set(CATALOGUE) <= set(EXERCISES)


@pytest.mark.parametrize("key", PLANTED)
def test_every_fault_that_can_be_planted_is_clearly_planted_in_some_film(key: str) -> None:
    films = [take_of(each.name) for each in (*MORE_FILMS, *MORE_WANTED) if each.exercise == key]
    parts = [part for take in films for part in (*take.reps, *take.holds)]
    shown = {fault for part in parts for fault, grade in part.faults.items() if grade == "clear"}
    assert {fault for fault, grade in PLANTED[key] if grade == "clear"} <= shown
