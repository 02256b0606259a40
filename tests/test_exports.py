"""Sessions as files: nothing is lost on the way out and in, and a file that is wrong changes nothing."""

from __future__ import annotations

import base64
import csv
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck import exports
from formcheck.core.events import HoldEnded, RepCounted, SetEnded, SetStarted, ViewChanged
from formcheck.core.summary import summarise
from formcheck.exports import Listed, read_sessions, to_csv, to_json
from formcheck.landmarks import Landmarks
from formcheck.recording import read_events
from formcheck.store import Store
from tests.landmark_cache import FILMS
from tests.simulate import squats

CAMERA = {"kind": "camera", "name": "Caméra 1"}
MEASURES = {"knee_flexion_deg": 96.5, "hands_to_knees_m": 0.1, "hip_line": -0.02}
EVENTS = [
    SetStarted(0.0, 1, "squat", target_reps=2),
    ViewChanged(0.1, "three-quarter"),
    RepCounted(3.0, 1, "both", 1.0, 2.0, 3.0, ("knees_in", "shallow"), ("heels_up",), MEASURES),
    RepCounted(6.0, 2, "both", 4.0, 5.0, 6.25),
    SetEnded(6.5, 1, "target"),
    SetStarted(9.0, 2, "wall_sit"),
    HoldEnded(40.0, "both", 10.0, 40.0, 28.5, "stood_up", ("too_high",)),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A history with a workout that is over, and one that a crash has cut off."""
    with Store(tmp_path / "here" / "history.sqlite3") as other:
        other.append(other.begin("squat", CAMERA, "=Legs & more"), EVENTS, [(0.0, 3.5), (0.1, 4.25)])
        other.append(1, [], landmarks=[Landmarks.of(squats(1).poses())] * 2)
        other.finish(1, 41.5)
        other.append(other.begin("lunge", {"kind": "file", "name": "my film.mp4"}), EVENTS[1:3])
    with Store(other.path) as opened:
        yield opened


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "sessions.json"
    path.write_bytes(b"".join(to_json(store.records())))
    return path


def test_what_was_exported_comes_back_exactly_as_it_was(store: Store, file: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "there" / "history.sqlite3") as there:
        there.begin("bridge", CAMERA)
        assert there.take_over(read_sessions(file)) == [2, 3]
        for old, new in ((1, 2), (2, 3)):
            one, other = store.session(old), there.session(new)
            assert one is not None
            assert other is not None
            assert one.as_dict() | {"id": new} == other.as_dict()
            assert store.events(old) == there.events(new)
            assert store.curve(old) == there.curve(new)
            assert store.landmarks(old).to_bytes() == there.landmarks(new).to_bytes()
        statuses = {line.id: line.status for line in there.sessions()}
        assert statuses == {1: "running", 2: "done", 3: "interrupted"}
        again = json.loads(b"".join(to_json(there.records())))
    for session in json.loads(file.read_bytes())["sessions"]:
        assert session in again["sessions"]


def test_every_event_of_every_film_comes_back(store: Store, tmp_path: Path) -> None:
    events = [event for file in FILMS.glob("*.events.jsonl") for event in read_events(file)]
    assert len(events) > 500
    session = store.begin("squat", CAMERA)
    store.append(session, events)
    path = tmp_path / "films.json"
    path.write_bytes(b"".join(to_json(filter(None, [store.record(session)]))))
    assert read_sessions(path)[0].events == events


def test_a_session_is_never_there_twice(store: Store, file: Path, tmp_path: Path) -> None:
    assert store.take_over(read_sessions(file)) == []
    store.delete(1)
    assert len(store.take_over(read_sessions(file))) == 1
    assert store.take_over(read_sessions(file)) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\x00\xff" * 500,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"format": "formcheck sessions", "schema": 2, "formcheck": "9", "sessions": []}',
        b'{"format": "other", "schema": 1, "formcheck": "0", "sessions": []}',
    ],
    ids=lambda content: repr(content[:30]),
)
def test_what_is_no_export_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"^no exported sessions \(") as refused:
        read_sessions(path)
    assert "\n" not in str(refused.value)


def rep(**changed: Any) -> dict[str, list[Any]]:
    return {"events": [EVENTS[2].as_dict() | changed]}


DEEP: Any = []
for _ in range(400):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": "../../etc"},
        {"uid": 7},
        {"exercise": "<script>"},
        {"exercise": "=1+1"},
        {"plan": "\x1b[2J"},
        {"plan": "x" * 5000},
        {"source": {"kind": "camera"}},
        {"source": {"kind": "camera", "name": "\u202eevil"}},
        {"source": {"kind": "shell", "name": "x"}},
        {"started_at": "yesterday"},
        {"started_at": "2026-01-01T00:00:00"},
        {"started_at": "9999-12-31T23:59:59-23:00"},
        {"ended_at": "0001-01-01T00:00:00+23:00"},
        {"duration_s": -1},
        {"duration_s": "long"},
        {"duration_s": 1e400},
        {"more": 1},
        {"events": [{"kind": "nothing", "t": 1.0}]},
        {"events": [[]]},
        rep(t="now"),
        rep(index="one"),
        rep(index=10**30),
        rep(index=None),
        rep(faults="knees_in"),
        rep(faults=[1]),
        rep(faults=["\x1b[31m"]),
        rep(faults=DEEP),
        rep(side="<b>both"),
        rep(measures={"knee": "deep"}),
        rep(measures={"<b>": 1.0}),
        rep(measures=None),
        rep(unknown=1),
        {"samples": [[0.0, 1.0], [0.0, 2.0]]},
        {"samples": [[0.0]]},
        {"samples": [[0.0, None]]},
        {"landmarks": ["no base64!"]},
        {"landmarks": ["AAAA"]},
        {"landmarks": [base64.b64encode(zlib.compress(bytes(1 << 26))).decode()]},
        {"landmarks": [1]},
    ],
    ids=lambda wrong: repr(wrong)[:60],
)
def test_a_session_that_cannot_be_is_refused_and_changes_nothing(
    store: Store, file: Path, wrong: dict[str, Any]
) -> None:
    document = json.loads(file.read_bytes())
    new = document["sessions"][1] | {"uid": "new"}
    document["sessions"] = [new, new | {"uid": "newer"} | wrong]
    file.write_text(json.dumps(document))
    with pytest.raises(ValueError, match=r"^no exported sessions \((sessions\.1|.*recursion)") as refused:
        store.take_over(read_sessions(file))
    assert "\n" not in str(refused.value)
    assert len(store.sessions()) == 2


def test_a_file_that_is_too_large_is_not_even_opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "LARGEST_BYTES", 1000)
    with pytest.raises(ValueError, match="expected at most"):
        read_sessions(file)


def test_the_table_has_a_row_for_each_repetition_and_hold_with_units(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(Listed.stored(*one) for one in store.summaries()))))
    assert len(rows) == 4
    first, second, hold, cut_off = rows
    assert first["knee flexion (deg)"] == "96.5"
    assert first["hands to knees (m)"] == "0.1"
    assert first["hip line"] == "-0.02"
    where = [first[name] for name in ("set", "exercise", "repetition", "faults", "not judged")]
    assert where == ["1", "squat", "1", "knees_in shallow", "heels_up"]
    times = [first[f"{name} (s)"] for name in ("start", "turn", "end", "duration", "held")]
    assert times == ["1.0", "2.0", "3.0", "2.0", ""]
    assert (second["knee flexion (deg)"], second["duration (s)"]) == ("", "2.25")
    assert [hold[name] for name in ("exercise", "set", "held (s)", "repetition")] == [
        "wall_sit",
        "2",
        "28.5",
        "",
    ]
    assert (cut_off["session"], cut_off["exercise"]) == ("2", "lunge")
    assert first["plan"] == "'=Legs & more"  # no formula


def test_the_table_of_nothing_is_its_headings(store: Store) -> None:
    line = store.session(1)
    assert line is not None
    assert to_csv([Listed.stored(line, summarise([]))]).startswith("session,started at,plan,exercise,set,")
