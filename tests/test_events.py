import json
from dataclasses import FrozenInstanceError

import pytest
from simulate import squats

from formcheck import CATALOGUE, replay, summarise
from formcheck.core.events import KINDS, HoldEnded, RepCounted, event_from_dict


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
    assert empty.reps == empty.attempts == empty.holds == ()
