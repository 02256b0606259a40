import json
from dataclasses import FrozenInstanceError

import pytest
from simulate import squats

from formcheck import CATALOGUE, replay, summarise
from formcheck.core.events import (
    KINDS,
    FaultCleared,
    FaultRaised,
    HoldEnded,
    PersonLost,
    PhaseChanged,
    RepCorrected,
    RepCounted,
    SetEnded,
    SetStarted,
    event_from_dict,
)


def test_every_event_survives_json():
    events = replay(CATALOGUE["squat"], squats([{"knee_in": 25}, {}]).poses())
    back = [event_from_dict(json.loads(json.dumps(e.as_dict(), allow_nan=False))) for e in events]
    assert back == events
    assert len({e.kind for e in events}) >= 4


def test_events_cannot_be_changed():
    event = RepCounted(1.0, 1, "both", 0.0, 0.5, 1.0)
    with pytest.raises(FrozenInstanceError):
        event.index = 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"kind": "nonsense", "t": 0}, "event kind: expected one of"),
        ({"t": 0}, "event kind"),
        ({"kind": "person_found", "t": 0, "x": 1}, "unknown field 'x'"),
        ({"kind": "rep_counted", "t": 0}, "rep_counted"),
    ],
)
def test_what_is_no_event_is_named(data, says):
    with pytest.raises(ValueError, match=says):
        event_from_dict(data)


def test_every_kind_has_its_own_name():
    assert all(cls.kind == kind for kind, cls in KINDS.items())


def test_a_summary_is_a_fold_of_events():
    events = replay(CATALOGUE["squat"], squats([{}, {"knee_in": 25}, {"flexion": 45}]).poses())
    summary = summarise([*events, HoldEnded(9.0, "left", 1.0, 9.0, 7.0, "left", ("hips_sag",))])
    assert [rep.index for rep in summary.reps] == [1, 2]
    assert summary.faults["knees_in"] == 1
    assert summary.faults["hips_sag"] == 1
    assert summary.clean_reps == 1
    assert summary.view == "front"
    assert json.dumps(summary.as_dict(), allow_nan=False)


def test_a_summary_of_nothing():
    empty = summarise([])
    assert empty.view is None
    assert empty.reps == empty.attempts == empty.holds == empty.sets == ()


def rep(t, index):
    return RepCounted(t, index, "both", t - 2.0, t - 1.0, t)


WORKOUT = [
    PhaseChanged(4.0, "work", 1),
    SetStarted(4.0, 1, "squat", target_reps=2),
    rep(6.0, 1),
    rep(8.0, 2),
    SetEnded(8.0, 1, "target"),
    PhaseChanged(8.0, "rest", 2, 38.0),
    RepCorrected(9.0, 1, -1),
    PersonLost(20.0),
    SetStarted(45.0, 2, "lunge", "each", target_reps=10),
    rep(47.0, 1),
    RepCorrected(48.0, 2, 1),
    SetEnded(50.0, 2, "stopped"),
]


def test_a_workout_is_told_by_sets():
    summary = summarise(WORKOUT)
    assert [(one.started.exercise, len(one.reps), one.reason) for one in summary.sets] == [
        ("squat", 2, "target"),
        ("lunge", 1, "stopped"),
    ]
    assert [(one.started.t, one.end_s) for one in summary.sets] == [(4.0, 8.0), (45.0, 50.0)]
    assert len(summary.reps) == 3


def test_corrections_stand_beside_the_count_of_their_set():
    summary = summarise(WORKOUT)
    assert [one.corrected for one in summary.sets] == [-1, 1]
    assert (len(summary.reps), summary.corrected) == (3, 0)


def test_a_session_without_a_plan_is_one_set_of_its_exercise():
    events = replay(CATALOGUE["squat"], squats(3).poses())
    (only,) = summarise([*events, RepCorrected(events[-1].t, 1, 1)], "squat").sets
    assert (only.started.exercise, only.started.target_reps, len(only.reps)) == ("squat", None, 3)
    assert (only.started.t, only.end_s, only.corrected) == (events[0].t, events[-1].t, 1)
    assert only.as_dict()["reps"] == [rep.as_dict() for rep in only.reps]


def test_what_is_said_of_a_workout_survives_json():
    assert [event_from_dict(json.loads(json.dumps(event.as_dict()))) for event in WORKOUT] == WORKOUT


def test_a_set_tells_when_its_faults_were_up():
    events = [
        SetStarted(0.0, 1, "wall_sit"),
        FaultRaised(3.0, "too_high", "left"),
        FaultCleared(5.0, "too_high"),
        FaultRaised(7.0, "too_high"),
        HoldEnded(9.0, "both", 1.0, 9.0, 8.0, "finished", ("too_high",)),
    ]
    (told,) = summarise(events).as_dict()["sets"]
    assert told["raised"] == [
        {"fault": "too_high", "side": "left", "start_s": 3.0, "end_s": 5.0},
        {"fault": "too_high", "side": "both", "start_s": 7.0, "end_s": 9.0},
    ]


def test_a_repetition_says_what_exceeded_the_limits_of_its_faults():
    squat = CATALOGUE["squat"]
    clean, bad = summarise(replay(squat, squats([{}, {"knee_in": 25}]).poses())).reps
    assert clean.exceeded == {}
    limits = [limit for fault in squat.faults if fault.key in bad.faults for limit in fault.limits]
    assert set(bad.exceeded) == {limit.label for limit in limits} >= {"knees_inside"}
    assert all(limit.exceeds(bad.exceeded[limit.label]) for limit in limits)
