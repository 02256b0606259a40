"""Who is followed: people who leave and come back, and others who get in the way, whatever they do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from simulate import Camera, Film, Vector, changed, squats, squatting, standing
from test_every_exercise import GOOD, REPEATED, film

from formcheck import CATALOGUE, replay, summarise
from formcheck.core.coach import Coach
from formcheck.core.events import Event, RepCounted
from formcheck.core.person import SETTLED_S, SamePerson
from formcheck.core.pose import MIRRORED, Pose

SQUAT = CATALOGUE["squat"]


@dataclass(frozen=True)
class Elsewhere(Camera):
    """The same camera, but the person stands aside (metres) and is of another size.

    The model cannot tell a child from an adult further away: in its world everybody is of one size.
    """

    aside: float = 0.0
    size: float = 1.0

    def pose(self, t: float, joints: Vector) -> Pose:
        """The pose of these joints at t seconds."""
        pose = super().pose(t, joints * self.size + [self.aside, 0.0, 0.0])
        return changed(pose, world=pose.world / self.size)


def moved(poses: Sequence[Pose], seconds: float) -> list[Pose]:
    """The same poses, so much later."""
    return [replace(pose, t=pose.t + seconds) for pose in poses]


def reps(events: Sequence[Event]) -> list[RepCounted]:
    return [event for event in events if isinstance(event, RepCounted)]


def kinds(events: Sequence[Event]) -> list[str]:
    return [event.kind for event in events]


OTHERS = {
    "beside": Elsewhere(aside=0.9),
    "in front": Elsewhere(away=1.8),
    "far behind": Elsewhere(away=5.0),
    "a child": Elsewhere(size=0.6),
    "a poster behind": Elsewhere(aside=-0.7, away=4.0),
}


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0])
@pytest.mark.parametrize("other", OTHERS)
def test_somebody_else_at_the_bottom_of_a_squat_makes_no_repetition(other: str, fps: float) -> None:
    one = Film(fps).add(6.0, standing).poses(Camera())
    low = Film(fps).add(6.0, lambda _: squatting(105.0)).poses(OTHERS[other])
    with_a_swap = [b if 2.0 < a.t < 2.9 else a for a, b in zip(one, low, strict=True)]
    assert reps(replay(SQUAT, with_a_swap)) == []


@pytest.mark.parametrize("other", OTHERS)
def test_somebody_who_walks_through_costs_at_most_the_repetition_that_they_hid(other: str) -> None:
    own = squats(5).poses(Camera())
    others = Film().add(own[-1].t + 1, lambda u: squatting(60.0 * (u * 20 % 1))).poses(OTHERS[other])
    hidden = [b if 4.2 < a.t < 5.0 else a for a, b in zip(own, others, strict=False)]
    found = reps(replay(SQUAT, hidden))
    assert 4 <= len(found) <= 5
    assert not [rep for rep in found if rep.start_s < 4.2 and rep.end_s > 5.0]


def test_one_frame_gone_wrong_costs_nothing() -> None:
    own = squats(3).poses(Camera())
    wrong = squats(3).poses(Elsewhere(aside=1.0))
    glitches = [wrong[i] if i % 40 == 25 else pose for i, pose in enumerate(own)]
    assert len(reps(replay(SQUAT, glitches))) == 3


def test_who_takes_over_and_stays_is_coached_after_a_moment_and_it_is_said() -> None:
    one = Film().add(2.0, standing).poses(Camera())
    other = moved(squats(3).poses(Elsewhere(aside=1.0)), 2.0)
    events = replay(SQUAT, [*one, *other])
    assert kinds(events).count("person_lost") == kinds(events).count("person_found") - 1 == 1
    (_, found) = (event.t for event in events if event.kind == "person_found")
    assert found == pytest.approx(2.0 + SETTLED_S, abs=0.1)
    assert len(reps(events)) >= 2


def test_a_dog_that_is_taken_for_a_person_here_and_there_is_never_followed() -> None:
    one = Film().add(1.0, standing).poses(Camera())
    places = np.random.default_rng(0).uniform(-1.5, 1.5, 200)
    dog = [
        Elsewhere(aside=x, size=0.4).pose(1.0 + i * 0.1, squatting(100.0 * (i % 2)).joints())
        for i, x in enumerate(places)
    ]
    coach = Coach(SQUAT)
    events: list[Event] = []
    followed = []
    for pose in [*one, *dog]:
        events += coach.update(pose)
        followed.append(coach.follows)
    assert followed == [True] * len(one) + [False] * len(dog)  # the box is drawn around who is followed
    assert kinds(events) == ["person_found", "view_changed", "person_lost"]


@pytest.mark.parametrize("key", REPEATED)
@pytest.mark.parametrize("fps", [8.0, 30.0])
def test_the_person_is_never_lost_by_moving(key: str, fps: float) -> None:
    gate = SamePerson()
    assert all(gate.update(pose) is pose for pose in film(key, fps))


# Leaving and coming back


@pytest.mark.parametrize("key", REPEATED)
@pytest.mark.parametrize("seconds", [1.0, 10.0, 60.0])
@pytest.mark.parametrize("share", [0.3, 0.4, 0.5])
def test_who_leaves_in_the_middle_and_comes_back_is_counted_once_at_most(
    key: str, seconds: float, share: float
) -> None:
    poses = film(key)
    middle = int(len(poses) * share)
    gone = [Pose.nobody(poses[middle].t + i / 30) for i in range(int(seconds * 30))]
    events = replay(CATALOGUE[key], [*poses[:middle], *gone, *moved(poses[middle:], seconds)])
    counted = reps(events)
    assert GOOD[key][2] - 1 <= len(counted) <= GOOD[key][2]
    assert all(0.0 <= rep.start_s <= rep.peak_s <= rep.end_s for rep in counted)
    away = (poses[middle].t, poses[middle].t + seconds)
    assert not [rep for rep in counted if rep.start_s < away[0] and rep.end_s > away[1]]


@pytest.mark.parametrize("key", REPEATED)
@pytest.mark.parametrize("seconds", [1.0, 10.0, 60.0])
def test_who_comes_back_at_another_place_goes_on_too(key: str, seconds: float) -> None:
    make, camera, expected = GOOD[key]
    first = make(30.0).poses(camera)
    aside = moved(make(30.0).poses(replace(camera, away=camera.away + 0.8)), first[-1].t + seconds)
    nobody = [Pose.nobody(first[-1].t + i / 30) for i in range(1, int(seconds * 30))]
    counted = len(reps(replay(CATALOGUE[key], [*first, *nobody, *aside])))
    assert 2 * expected - 1 <= counted <= 2 * expected


# Bodies and cameras of every kind


@pytest.mark.parametrize("size", [0.6, 0.8, 1.0, 1.2])
@pytest.mark.parametrize("azimuth", [0.0, 90.0])
def test_children_and_tall_people_count_the_same(size: float, azimuth: float) -> None:
    camera = Elsewhere(size=size, azimuth=azimuth, height=0.9 * size, away=2.8 * max(size, 0.8))
    assert len(reps(replay(SQUAT, squats(4).poses(camera)))) == 4


def test_a_back_that_is_turned_to_the_camera_counts_and_is_not_accused_of_its_knees() -> None:
    summary = summarise(replay(SQUAT, squats(4).poses(Camera(azimuth=180.0))))
    assert len(summary.reps) == 4
    assert "knees_in" not in summary.faults


@pytest.mark.parametrize("degrees", [-10.0, 10.0])
def test_a_tilted_camera_counts_the_same(degrees: float) -> None:
    turn = np.deg2rad(degrees)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    poses = squats(4).poses(Camera())
    tilted = [
        changed(p, image=p.image @ matrix, world=np.hstack([p.world[:, :2] @ matrix, p.world[:, 2:]]))
        for p in poses
    ]
    assert len(reps(replay(SQUAT, tilted))) == 4


@pytest.mark.parametrize("key", REPEATED)
def test_half_a_body_is_no_repetition(key: str) -> None:
    def cut_off(pose: Pose) -> Pose:
        """Head to hips, nodding; the model guesses the rest below the picture's edge."""
        sunk = np.array([0.0, 0.55 + 0.03 * np.sin(3.0 * pose.t)])
        visibility = [*pose.visibility[:25], *[0.02] * 8]
        return replace(changed(pose, image=pose.image + sunk), visibility=visibility)

    poses = Film().add(8.0, standing).poses()
    assert reps(replay(CATALOGUE[key], [cut_off(pose) for pose in poses])) == []


@pytest.mark.parametrize("key", REPEATED)
def test_legs_that_are_only_guessed_make_no_repetition(key: str) -> None:
    visibility = [1.0] * 23 + [0.2] * 10
    assert reps(replay(CATALOGUE[key], [replace(pose, visibility=visibility) for pose in film(key)])) == []


def exchanged(pose: Pose) -> Pose:
    """The same landmarks, but left is called right."""
    visibility = [pose.visibility[i] for i in MIRRORED]
    return replace(
        pose, columns=[[column[i] for i in MIRRORED] for column in pose.columns], visibility=visibility
    )


@pytest.mark.parametrize("key", REPEATED)
@pytest.mark.parametrize("frames", [1, 7])
def test_sides_that_are_exchanged_for_a_moment_make_and_cost_no_repetition(key: str, frames: int) -> None:
    poses = list(film(key))
    for first in range(5, len(poses) - frames, 11):
        wrong = [exchanged(p) if first <= i < first + frames else p for i, p in enumerate(poses)]
        assert len(reps(replay(CATALOGUE[key], wrong))) == GOOD[key][2], f"from frame {first}"


def test_sides_that_stay_exchanged_were_wrong_before() -> None:
    poses = list(film("lunge"))
    later = [exchanged(p) if p.t > 0.5 else p for p in poses]
    assert [rep.side for rep in reps(replay(CATALOGUE["lunge"], later))] == ["right", "left", "right"]
