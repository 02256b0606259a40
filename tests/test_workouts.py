"""Guided workouts, live: what is started, what the pages hear, what is kept, and what the person may say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from simulate import squats
from test_live import House, detections, seen
from test_schedule import row, run, still

from formcheck.core.summary import summarise
from formcheck.live import LiveError
from formcheck.orders import take_order
from formcheck.plans import Shelf
from formcheck.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "history.sqlite3") as opened:
        yield opened


@pytest.fixture
def house(store: Store) -> House:
    return House(store)


def ready(seconds: float, start: float = 0.0) -> list[Any]:
    """Somebody who stands in the start position."""
    return [seen(pose, start) for pose in still(seconds)]


def events(house: House, kind: str) -> list[dict[str, Any]]:
    return [m["event"] for m in house.of_type("event") if m["event"]["kind"] == kind]


def test_two_sets_of_squats_end_the_session_by_themselves(house: House, store: Store) -> None:
    session = house.live.start("squat", goal={"sets": 2, "reps": 2, "rest_s": 3})
    house.stage.play([*ready(5), *detections(2, 5.0), *ready(9, 12.0), *detections(2, 21.0)])
    assert house.of_type("ended") == [{"type": "ended", "session_id": session}]
    assert house.live.snapshot()["status"] == "over"
    (line,) = store.sessions()
    assert (line.exercise, line.reps, line.status) == ("squat", 4, "done")
    sets = summarise(store.events(line.id)).sets
    assert [(s.started.target_reps, len(s.reps), s.reason) for s in sets] == [(2, 2, "target")] * 2


def test_the_pages_know_the_plan_its_phase_and_the_exercise_that_is_on(house: House) -> None:
    house.live.start(plan="thighs")
    snapshot = house.live.snapshot()
    assert (snapshot["plan"]["slug"], snapshot["plan"]["sets"][0]["reps"]) == ("thighs", 20)
    house.stage.play(ready(1))
    assert events(house, "phase_changed")[0]["phase"] == "warm_up"
    for second in range(1, 6):
        house.live.skip()
        house.stage.play(ready(0.2, float(second)))
    assert house.live.snapshot()["exercise"] == "deadlift"
    house.live.back()
    house.stage.play(ready(0.2, 6.0))
    assert house.live.snapshot()["exercise"] == "lunge"


def test_a_plan_of_several_exercises_is_kept_as_a_workout_with_its_name(house: House, store: Store) -> None:
    house.live.start(plan="hips")
    house.stage.play(ready(1))
    house.live.stop()
    (line,) = store.sessions()
    assert (line.exercise, line.plan) == ("workout", "Hips")


def test_intervals_are_started_with_any_exercise(house: House, store: Store) -> None:
    house.live.start("lunge", plan="intervals")
    assert {one["exercise"] for one in house.live.snapshot()["plan"]["sets"]} == {"lunge"}
    house.stage.play(ready(1))
    house.live.stop()
    assert (store.sessions()[0].exercise, store.sessions()[0].plan) == ("lunge", "Intervals")


def test_auto_tells_what_it_has_recognised_and_keeps_it_under_that_name(house: House, store: Store) -> None:
    house.live.start("auto")
    snapshot = house.live.snapshot()
    assert (snapshot["auto"], snapshot["exercise"], snapshot["plan"]) == (True, None, None)
    house.stage.play(detections(3))
    assert house.live.snapshot()["exercise"] == "squat"
    house.live.stop()
    (line,) = store.sessions()
    assert (line.exercise, line.reps) == ("squat", 3)
    assert [event["exercise"] for event in events(house, "set_started")] == ["squat"]


def test_the_curve_of_a_workout_has_only_its_sets(house: House, store: Store) -> None:
    house.live.start("squat", goal={"reps": 2})
    house.stage.play([*ready(5), *detections(2, 5.0)])
    (only,) = summarise(store.events(1)).sets
    times = [t for t, _ in store.curve(1)]
    assert only.started.t <= times[0]
    assert times[-1] <= only.end_s


def test_corrections_are_kept_beside_the_count_of_the_coach(house: House, store: Store) -> None:
    house.live.start("squat")
    house.stage.play(detections(2))
    house.live.correct(-1)
    house.live.correct(1)
    house.live.correct(1)
    house.live.stop()
    assert [event["change"] for event in events(house, "rep_corrected")] == [-1, 1, 1]
    (line,) = store.sessions()
    assert (line.reps, line.corrected) == (2, 1)


def test_before_a_set_has_begun_there_is_nothing_to_correct(house: House) -> None:
    house.live.start("squat", goal={"reps": 3})
    house.stage.play(ready(1))
    with pytest.raises(LiveError, match="no repetition to correct yet"):
        house.live.correct(1)
    assert events(house, "rep_corrected") == []


def test_a_repetition_that_was_missed_counts_towards_the_target(house: House, store: Store) -> None:
    house.live.start("squat", goal={"reps": 3})
    house.stage.play([*ready(5), *detections(2, 5.0)])
    house.live.correct(1)
    house.stage.play(ready(1, 13.0))
    assert store.sessions()[0].status == "done"
    assert summarise(store.events(1)).sets[0].reason == "target"


def test_what_cannot_be_said_now_is_refused(house: House) -> None:
    for command in (house.live.skip, house.live.back, lambda: house.live.correct(1)):
        with pytest.raises(LiveError, match="There is nothing to"):
            command()
    house.live.start("squat", goal={"reps": 3})
    house.stage.play(ready(1))
    for change in (0, 2, "1", True, None):
        with pytest.raises(LiveError, match="change: expected 1 or -1"):
            house.live.correct(change)  # type: ignore[arg-type]
    with pytest.raises(LiveError, match="no repetition to correct yet"):
        house.live.correct(-1)
    house.live.pause()
    with pytest.raises(LiveError, match="paused: go on first"):
        house.live.skip()


def test_a_pause_stops_the_clock_of_the_rest(house: House) -> None:
    house.live.start("squat", goal={"sets": 2, "reps": 2, "rest_s": 10})
    house.stage.play([*ready(5), *detections(2, 5.0), *ready(2, 12.0)])
    house.live.pause()
    house.stage.play(ready(60, 14.0))
    house.live.resume()
    house.stage.play(ready(3, 74.0))
    first, second = [event for event in events(house, "phase_changed") if event["phase"] == "rest"]
    assert second["until_s"] - first["until_s"] == pytest.approx(60.0, abs=0.2)


def test_live_and_recorded_workouts_say_the_same(house: House, store: Store) -> None:
    poses = row(still(5), squats(2).poses())
    house.live.start("squat", goal={"reps": 2})
    house.stage.play([seen(pose, 0.0) for pose in poses])
    plan = take_order(Shelf(), "squat", goal={"reps": 2}).plan
    assert plan is not None
    assert store.events(1) == run(plan, [seen(pose, 0.0).pose() for pose in poses])
