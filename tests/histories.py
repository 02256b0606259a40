"""Histories of stick people who trained on chosen days, for the tests of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from formcheck import CATALOGUE
from formcheck.core.coach import Coach
from formcheck.core.events import Event, SetEnded, SetStarted
from formcheck.core.pose import Pose
from formcheck.landmarks import Landmarks
from formcheck.store import Store, history_path
from formcheck.stored import Record, Sample
from tests.simulate import held, lunges, squats, wall_sitting

CAMERA = {"kind": "camera", "name": "HD Webcam"}
BAD = {"knee_in": 25.0}
SQUATS = [{}, {}, BAD, {}, BAD, BAD]
TIMES = ("t", "start_s", "peak_s", "end_s", "until_s")


def trained(
    folder: Path, *sessions: tuple[str, str, Sequence[Pose]], workout: str | None = None
) -> list[int]:
    """Keep sessions, each (begun at, exercise, poses), and perhaps a workout begun then; their numbers."""
    records = [
        record(began, key, *coached(key, poses), number)
        for number, (began, key, poses) in enumerate(sessions)
    ]
    if workout:
        records.append(record(workout, "workout", *a_workout(), len(records)))
    with Store(history_path(folder)) as store:
        return store.take_over(records)


def record(
    began: str,
    exercise: str,
    events: Sequence[Event],
    samples: Sequence[Sample],
    landmarks: Sequence[Landmarks],
    number: int,
) -> Record:
    """A finished session."""
    return Record(
        uid=f"{number:032x}",
        started_at=began,
        ended_at=began,
        exercise=exercise,
        plan="Legs on Monday" if exercise == "workout" else None,
        source=CAMERA,
        duration_s=samples[-1][0],
        events=events,
        samples=samples,
        landmarks=landmarks,
    )


Coached = tuple[list[Event], list[Sample], list[Landmarks]]


def coached(key: str, poses: Sequence[Pose]) -> Coached:
    """What a coach says of poses, the curve, and the landmarks of every second frame."""
    coach = Coach(CATALOGUE[key])
    events: list[Event] = []
    samples: list[Sample] = []
    for pose in poses:
        events += coach.update(pose)
        if coach.signal is not None:
            samples.append((pose.t, coach.signal))
    return [*events, *coach.finish()], samples, [Landmarks.of(poses[::2])]


def a_workout() -> Coached:
    """Two sets of squats, one of lunges and a wall sit."""
    sets = [
        ("squat", squats(4).poses(), 4, None),
        ("squat", squats(SQUATS).poses(), 10, None),
        ("lunge", lunges(["left", "right", "left", "right"]).poses(), 4, None),
        ("wall_sit", held(6.0, wall_sitting()).poses(), None, 20.0),
    ]
    events: list[Event] = []
    samples: list[Sample] = []
    landmarks: list[Landmarks] = []
    t = 0.0
    for index, (key, poses, target_reps, target_s) in enumerate(sets, start=1):
        said, curve, bodies = coached(key, poses)
        events.append(SetStarted(t, index, key, target_reps=target_reps, target_s=target_s))
        events += [later(event, t) for event in said]
        samples += [(at + t, value) for at, value in curve]
        landmarks += [replace(one, t=(one.t + np.uint32(1000 * t)).astype(np.uint32)) for one in bodies]
        t += poses[-1].t
        events.append(SetEnded(t, index, "target" if target_reps == 4 else "stopped"))
        t += 5.0
    return events, samples, landmarks


def later(event: Event, by: float) -> Event:
    """The same event, `by` seconds later."""
    moments = {
        one.name: value + by
        for one in fields(event)
        if one.name in TIMES and (value := getattr(event, one.name)) is not None
    }
    return replace(event, **moments)
