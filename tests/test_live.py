"""One coached session: what is seen is counted, kept, and told to the pages, in this order."""

from __future__ import annotations

import itertools
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from simulate import squats

from formcheck import CATALOGUE, replay
from formcheck.core.coach import Coach
from formcheck.core.course import Alone
from formcheck.core.events import Event
from formcheck.core.pose import Pose
from formcheck.diary import Diary
from formcheck.live import COACH_FAILED, PAGE_CLOSED, Live, LiveError
from formcheck.orders import OrderError
from formcheck.recording import Detection
from formcheck.schema import LOCK_WAIT_S
from formcheck.session import SAMPLE_EVERY_S, Session
from formcheck.store import Store, StoreError
from formcheck.watched import CameraState, Watched
from formcheck.worker import Sight

CAMERA = Watched("0", "camera", "Camera 0")
DEMO = Watched("demo.mp4", "demo", "The demo")


def detections(reps: int, start: float = 0.0) -> list[Detection]:
    """A person who squats, as the landmarker would report it, the first frame at `start` seconds."""
    return [seen(pose, start) for pose in squats(reps).poses()]


def seen(pose: Pose, start: float) -> Detection:
    image = np.zeros((33, 5), np.float32)
    image[:, :2] = pose.image / (pose.aspect, 1.0)
    image[:, 3] = pose.visibility
    world = np.zeros((33, 5), np.float32)
    world[:, :3] = pose.world
    return Detection.of(pose.t + start, image, world, 640, 480)


class Stage:
    """A watcher that plays what the test tells it to."""

    def __init__(self, on_sight: Any, on_camera: Any) -> None:
        self.on_sight, self.on_camera = on_sight, on_camera
        self.watched: Watched | None = None
        self.held = False

    def start(self) -> None:
        pass

    def watch(self, watched: Watched | None) -> None:
        self.watched, self.held = watched, False

    def hold(self, held: bool) -> None:
        self.held = held

    def close(self) -> None:
        self.watched = None

    def play(self, frames: Sequence[Detection]) -> None:
        assert self.watched is not None
        for frame in frames:
            self.on_sight(self.watched, Sight(frame, b"jpeg"))

    def report(self, status: Any, message: str = "") -> None:
        assert self.watched is not None
        self.on_camera(self.watched, CameraState.of(status, self.watched.name, message))


class House:
    """A live session with a stage for its watcher, a real history, and one page that notes what it hears."""

    def __init__(self, store: Store | None, trouble: str | None = None, default: Watched = CAMERA) -> None:
        self.heard: list[dict[str, Any]] = []
        self.pictures: list[dict[str, Any]] = []
        self.drawn: list[bool] = []
        self.stored_when_heard: list[int] = []
        self.store = store

        def make(on_sight: Any, on_camera: Any) -> Any:
            self.stage = Stage(on_sight, on_camera)
            return self.stage

        self.live = Live(
            Diary(store, trouble),
            {"default": default, "demo": DEMO},
            make,
            self.hear,
            self.see,
        )
        self.live.open()

    def hear(self, message: dict[str, Any]) -> None:
        self.heard.append(message)
        session = self.live.snapshot()["session_id"]
        if message["type"] == "event" and self.store and session:
            self.stored_when_heard.append(len(self.store.events(session)))

    def see(self, detection: Detection, _: bytes, glance: dict[str, Any]) -> None:
        self.pictures.append(glance)
        self.drawn.append(detection.seen)

    def of_type(self, type_: str) -> list[dict[str, Any]]:
        return [message for message in self.heard if message["type"] == type_]

    @property
    def reps(self) -> int:
        return sum(message["event"]["kind"] == "rep_counted" for message in self.of_type("event"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "history.sqlite3") as opened:
        yield opened


@pytest.fixture
def house(store: Store) -> House:
    return House(store)


def test_three_squats_are_counted_kept_and_told(house: House, store: Store) -> None:
    session = house.live.start("squat")
    house.stage.play(detections(3))
    house.live.stop()
    assert house.reps == 3
    assert house.of_type("ended") == [{"type": "ended", "session_id": session}]
    (line,) = store.sessions()
    assert (line.id, line.reps, line.status, line.exercise) == (session, 3, "done", "squat")
    assert [message["event"] for message in house.of_type("event")] == [
        e.as_dict() for e in store.events(line.id)
    ]


def test_each_event_is_on_disk_before_a_page_hears_of_it(house: House) -> None:
    house.live.start("squat")
    house.stage.play(detections(3))
    assert len(house.stored_when_heard) == len(house.of_type("event")) > 3
    assert all(stored >= seq for seq, stored in enumerate(house.stored_when_heard, start=1))


def test_a_stranger_is_neither_coached_nor_drawn(house: House) -> None:
    own = detections(3)
    strangers = [replace(one, image=[[x + 0.4 for x in one.image[0]], *one.image[1:]]) for one in own]
    house.live.start("squat")
    house.stage.play(
        [stranger if 3.0 < one.t < 3.5 else one for one, stranger in zip(own, strangers, strict=True)]
    )
    house.live.stop()
    assert house.drawn == [not 3.0 < one.t < 3.5 for one in own]
    assert house.reps == 3


def test_live_events_are_those_of_the_replay(house: House, store: Store) -> None:
    session = house.live.start("squat")
    frames = detections(2)
    house.stage.play(frames)
    house.live.stop()
    assert session is not None
    assert store.events(session) == replay(CATALOGUE["squat"], [frame.pose() for frame in frames])


def test_events_are_numbered_from_one_and_a_late_page_gets_them_all(house: House) -> None:
    house.live.start("squat")
    house.stage.play(detections(2))
    assert [message["seq"] for message in house.of_type("event")] == list(
        range(1, len(house.of_type("event")) + 1)
    )
    snapshots: list[dict[str, Any]] = []
    house.live.welcome(snapshots.append)
    assert snapshots[0]["events"] == [message["event"] for message in house.of_type("event")]
    assert snapshots[0]["seq"] == len(snapshots[0]["events"])
    assert (snapshots[0]["status"], snapshots[0]["exercise"]) == ("live", "squat")


def test_the_second_session_starts_again_from_nothing(house: House, store: Store) -> None:
    for start in (100.0, 200.0):
        house.live.start("squat")
        house.stage.play(detections(1, start))
        house.live.stop()
    assert [line.reps for line in store.sessions()] == [1, 1]
    assert house.of_type("event")[-1]["event"]["t"] < 10  # seconds of the session, not of the camera
    assert [message["seq"] for message in house.of_type("event")].count(1) == 2


def test_nothing_counts_while_it_is_paused(house: House, store: Store) -> None:
    house.live.start("squat")
    frames = detections(3)
    third = len(frames) // 3
    house.stage.play(frames[:third])
    house.live.pause()
    house.stage.play(frames[third : 2 * third])
    assert house.live.snapshot()["status"] == "paused"
    before = house.reps
    house.live.resume()
    house.stage.play(frames[2 * third :])
    assert house.reps <= before + 1


def test_a_preview_is_shown_but_never_counted_or_kept(house: House, store: Store) -> None:
    house.live.choose("squat")
    house.live.attend(True)
    assert house.stage.watched == CAMERA
    house.stage.play(detections(2))
    assert house.pictures[-1]["view"] == "front"
    assert house.pictures[-1]["placement"] == "good"
    assert house.of_type("event") == []
    assert store.sessions() == []


def test_the_camera_is_on_only_while_somebody_looks_or_trains(house: House) -> None:
    assert house.stage.watched is None
    house.live.attend(True)
    assert house.stage.watched == CAMERA
    house.live.attend(False)
    assert house.stage.watched is None
    assert house.live.snapshot()["camera"]["status"] == "none"
    house.live.start("squat")
    assert house.stage.watched == CAMERA
    house.stage.play(detections(1))
    house.live.stop()
    assert house.stage.watched is None


def test_closing_the_last_page_pauses_and_turns_the_camera_off(house: House) -> None:
    house.live.attend(True)
    house.live.start("squat")
    house.stage.play(detections(1))
    house.live.attend(False)
    assert house.stage.watched is None
    assert (house.live.snapshot()["status"], house.live.snapshot()["notice"]) == ("paused", PAGE_CLOSED)
    house.live.attend(True)
    assert house.stage.watched == CAMERA
    house.live.resume()
    house.stage.play(detections(1, 60.0))
    assert house.live.snapshot()["status"] == "live"
    assert house.reps == 2


def test_a_film_is_played_from_its_start_and_ends_the_session(house: House, store: Store) -> None:
    house.live.attend(True)
    session = house.live.start("squat", "demo")
    assert house.stage.watched == DEMO
    house.stage.play(detections(2))
    house.stage.report("ended")
    assert house.of_type("ended") == [{"type": "ended", "session_id": session}]
    assert store.sessions()[0].source == {"kind": "demo", "name": "The demo"}
    assert house.stage.watched is None


def test_after_a_session_the_camera_rests_until_somebody_chooses_again(house: House) -> None:
    house.live.attend(True)
    house.live.start("squat")
    house.stage.play(detections(1))
    house.live.stop()
    assert house.stage.watched is None
    assert (house.live.snapshot()["status"], house.live.snapshot()["camera"]["status"]) == ("over", "none")
    house.live.choose("lunge")
    assert house.stage.watched == CAMERA
    assert house.live.snapshot()["status"] == "idle"


def test_a_film_is_held_while_it_is_paused(store: Store) -> None:
    house = House(store, default=Watched("squat.mp4", "file", "squat.mp4"))
    house.live.attend(True)
    assert house.stage.watched is None  # a film has no preview
    house.live.start("squat")
    house.live.pause()
    assert house.stage.held
    house.live.resume()
    assert not house.stage.held


def test_sights_of_an_earlier_watch_are_left_out(house: House) -> None:
    house.live.attend(True)
    earlier = house.stage.watched
    house.live.start("squat", "demo")
    assert earlier is not None
    house.stage.on_sight(earlier, Sight(detections(1)[0], b""))
    assert house.live.snapshot()["status"] == "starting"


def test_a_session_that_never_had_a_frame_leaves_no_trace(house: House, store: Store) -> None:
    house.live.start("squat")
    house.stage.report("not_found", "no camera was found")
    assert house.live.snapshot()["camera"]["message"] == "No camera was found."
    house.live.stop()
    assert store.sessions() == []
    assert house.of_type("ended") == []


def test_a_film_that_cannot_be_read_says_so_and_ends(house: House, store: Store) -> None:
    house.live.start("squat", "demo")
    house.stage.report("failed", "demo.mp4: no film, or damaged")
    snapshot = house.live.snapshot()
    assert (snapshot["status"], snapshot["notice"]) == ("idle", "Demo.mp4: no film, or damaged.")
    assert store.sessions() == []


def test_a_gap_of_the_camera_keeps_the_count(house: House) -> None:
    house.live.start("squat")
    house.stage.play(detections(2))
    house.stage.report("stalled")
    assert house.live.snapshot()["status"] == "live"
    house.stage.play(detections(1, 20.0))
    assert house.reps == 3


def test_frames_that_are_not_later_are_left_out(house: House) -> None:
    house.live.start("squat")
    frames = detections(2)
    house.stage.play([frame for frame in frames for _ in range(2)])
    house.stage.play(frames)
    assert house.reps == 2


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (lambda live: live.start("squat"), "A session is running"),
        (lambda live: live.choose("lunge"), "cannot change while"),
    ],
)
def test_what_cannot_be_done_during_a_session_is_said(house: House, command: Any, complaint: str) -> None:
    house.live.start("squat")
    with pytest.raises(LiveError, match=complaint):
        command(house.live)


def test_unknown_names_are_refused(house: House) -> None:
    with pytest.raises(OrderError, match=r"exercise: expected one of .*got 'sqat'"):
        house.live.start("sqat")
    with pytest.raises(LiveError, match="source: expected one of default, demo"):
        house.live.start("squat", "../../etc/passwd")
    assert house.live.snapshot()["status"] == "idle"


def test_closing_keeps_the_running_session(house: House, store: Store) -> None:
    house.live.start("squat")
    house.stage.play(detections(2))
    house.live.close()
    assert [(line.reps, line.status) for line in store.sessions()] == [(2, "done")]


def test_without_a_history_coaching_goes_on_and_says_so() -> None:
    house = House(None, "Nothing is being saved: the history is newer.")
    assert house.live.start("squat") is None
    house.stage.play(detections(2))
    snapshot = house.live.snapshot()
    assert (snapshot["saving"], snapshot["session_id"]) == (False, None)
    assert snapshot["notice"] == "Nothing is being saved: the history is newer."
    house.live.stop()
    assert house.reps == 2


def test_while_the_history_is_locked_coaching_goes_on_and_nothing_is_lost(
    house: House, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.diary.COACHING_WAIT_S", 0.001)
    monkeypatch.setattr("formcheck.diary.TRY_AGAIN_S", 0.0)
    frames = detections(3)
    house.live.start("squat")
    house.stage.play(frames[:10])
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    house.stage.play(frames[10:150])
    assert not house.live.snapshot()["saving"]
    assert "another program is using it" in house.live.snapshot()["notice"]
    told = house.reps
    assert told >= 1
    other.execute("ROLLBACK")
    other.close()
    house.stage.play(frames[150:])
    house.live.stop()
    assert house.live.snapshot()["saving"]
    assert house.reps == store.sessions()[0].reps == 3 > told - 1


def test_a_history_that_is_locked_for_long_does_not_hold_up_the_coaching(house: House, store: Store) -> None:
    frames = detections(3)
    house.live.start("squat")
    house.stage.play(frames[:10])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        longest = 0.0
        for frame in frames[10:150]:
            began = time.monotonic()
            house.stage.play([frame])
            longest = max(longest, time.monotonic() - began)
        assert not house.live.snapshot()["saving"]
        assert longest < LOCK_WAIT_S, "one second would be a frozen picture"
        other.execute("ROLLBACK")
    house.stage.play(frames[150:])
    house.live.stop()
    assert store.sessions()[0].reps == house.reps == 3


@pytest.mark.parametrize(
    ("fault", "repair", "words"),
    [
        ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "the disk is full: free some space"),
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "it may not be written to"),
    ],
    ids=["full", "read-only"],
)
def test_while_the_disk_takes_nothing_coaching_goes_on_and_nothing_is_lost(
    house: House, store: Store, monkeypatch: pytest.MonkeyPatch, fault: str, repair: str, words: str
) -> None:
    monkeypatch.setattr("formcheck.diary.TRY_AGAIN_S", 0.0)
    frames = detections(20)
    house.live.start("squat")
    house.stage.play(frames[:10])
    store._db.execute(fault)
    house.stage.play(frames[10:-30])
    assert words in house.live.snapshot()["notice"]
    assert house.reps == 20 > store.sessions()[0].reps
    store._db.execute(repair)
    house.stage.play(frames[-30:])
    house.live.stop()
    assert house.live.snapshot()["saving"]
    assert store.sessions()[0].reps == 20


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can make a small disk")
def test_on_a_disk_that_is_really_full_coaching_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.diary.TRY_AGAIN_S", 0.0)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True
    ).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with Store(disk / "history.sqlite3") as store:
            house = House(store)
            house.live.start("squat")
            house.stage.play(detections(1))
            filler = disk / "filler"
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(512))
            house.stage.play(detections(9, 10.0))
            assert house.reps == 10
            house.stage.play(detections(40, 60.0))
            assert "the disk is full" in house.live.snapshot()["notice"]
            kept = store.sessions()[0].reps
            filler.unlink()
            house.stage.play(detections(1, 250.0))
            house.live.stop()
            assert 1 <= kept < store.sessions()[0].reps == house.reps == 51
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_coach_that_fails_ends_the_session_and_keeps_it(
    house: House, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.live.start("squat")
    house.stage.play(detections(2))

    def fail(self: Coach, pose: Pose) -> list[Event]:
        raise ZeroDivisionError

    monkeypatch.setattr(Coach, "update", fail)
    house.stage.play(detections(1, 30.0))
    assert house.live.snapshot()["notice"] == COACH_FAILED
    assert [(line.reps, line.status) for line in store.sessions()] == [(2, "done")]


def test_the_curve_has_at_most_ten_values_a_second() -> None:
    samples: list[tuple[float, float]] = []
    session = Session(Alone(Coach(CATALOGUE["squat"])), [lambda _, new, __: samples.extend(new)], film=True)
    for frame in detections(4):
        session.see(frame)
    session.finish()
    times = [t for t, _ in samples]
    assert len(times) > 50
    assert all(later - earlier >= SAMPLE_EVERY_S for earlier, later in itertools.pairwise(times))
    assert max(value for _, value in samples) > 80


def test_a_refusal_of_the_disk_at_the_end_is_said(
    house: House, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StoreError("the disk is full")

    house.live.start("squat")
    house.stage.play(detections(1))
    monkeypatch.setattr(Store, "finish", full)
    house.live.stop()
    assert house.live.snapshot()["notice"] == "This session is not being saved: the disk is full"
