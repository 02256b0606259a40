"""Sessions on disk: what was written stays, whatever happens; what was deleted is gone."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from formcheck.core.events import (
    AttemptRejected,
    FaultRaised,
    HoldEnded,
    RepCorrected,
    RepCounted,
    SetEnded,
    SetStarted,
    ViewChanged,
)
from formcheck.landmarks import Landmarks
from formcheck.schema import MIGRATIONS, in_plain_words
from formcheck.store import Store, StoreError, history_path
from tests.simulate import squats

CAMERA = {"kind": "camera", "name": "Built-in"}
ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes and no SIGKILL")


def rep(index: int, *faults: str) -> RepCounted:
    t = 3.0 * index
    return RepCounted(
        t, index, "both", t - 2, t - 1, t, faults, ("heels_up",), {"knee_flexion_deg": 96.4 + index}
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


@pytest.fixture
def store(path: Path):
    with Store(path) as opened:
        yield opened


def test_a_session_comes_back_exactly_as_it_was(store: Store) -> None:
    events = [ViewChanged(0.1, "front"), rep(1), FaultRaised(5.0, "knees_in", "left"), rep(2, "knees_in")]
    session = store.begin("squat", CAMERA)
    for event in events:
        store.append(session, [event], [(event.t, event.t * 10)])
    store.finish(session, 7.5)
    assert store.events(session) == events
    assert store.curve(session) == [(event.t, event.t * 10) for event in events]
    (line,) = store.sessions()
    assert (line.status, line.reps, line.clean_reps, line.faults) == ("done", 2, 1, {"knees_in": 1})
    assert (line.exercise, line.source, line.duration_s) == ("squat", CAMERA, 7.5)
    assert line.started_at <= (line.ended_at or "")


def test_landmarks_come_back_in_order(store: Store) -> None:
    session = store.begin("squat", CAMERA)
    poses = squats(1).poses()
    for start in (0, 30, 60):
        store.append(session, [], landmarks=[Landmarks.of(poses[start : start + 30])])
    assert store.landmarks(session).to_bytes() == Landmarks.of(poses[:90]).to_bytes()
    assert len(store.landmarks(store.begin("squat", CAMERA))) == 0


def test_a_workout_is_one_session_of_several_sets_with_its_plan(store: Store) -> None:
    session = store.begin("auto", CAMERA, "Legs")
    sets = [SetStarted(0.0, 1, "squat"), rep(1), SetEnded(4.0, 1, "target"), RepCorrected(5.0, 1, 1)]
    store.append(session, [*sets, SetStarted(9.0, 2, "wall_sit")])
    running, _ = store.session(session), store.finish(session, 20.0)
    (line,) = store.sessions()
    for one in (running, line):
        assert one is not None
        assert (one.exercise, one.exercises, one.plan) == ("workout", ["squat", "wall_sit"], "Legs")
        assert (one.sets, one.reps, one.corrected) == (2, 1, 1)


def test_attempts_and_held_seconds_are_in_the_list(store: Store) -> None:
    session = store.begin("wall_sit", CAMERA)
    held = HoldEnded(30.0, "both", 5.0, 30.0, 24.5, "stood_up")
    store.append(session, [AttemptRejected(3.0, 1.0, 3.0, "too_small"), held])
    store.finish(session, 31.0)
    (line,) = store.sessions()
    assert (line.attempts, line.held_s, line.reps) == (1, 24.5, 0)


def test_the_newest_session_comes_first(store: Store) -> None:
    sessions = [store.begin("squat", CAMERA) for _ in range(3)]
    assert [line.id for line in store.sessions()] == sessions[::-1]


def test_a_running_session_is_listed_with_what_it_has_so_far(store: Store) -> None:
    session = store.begin("squat", CAMERA)
    store.append(session, [rep(1)], [(3.2, 90.0)])
    line = store.session(session)
    assert line is not None
    assert (line.status, line.reps, line.ended_at, line.duration_s) == ("running", 1, None, 3.2)


CRASHING = """
import os, sys
from pathlib import Path
from formcheck.core.events import RepCounted
from formcheck.store import Store
store = Store(Path(sys.argv[1]))
session = store.begin("squat", {"kind": "camera", "name": "x"})
store.append(session, [RepCounted(3.0 * i, i, "both", 3.0 * i - 2, 3.0 * i - 1, 3.0 * i) for i in (1, 2)])
os._exit(0)
"""


def test_what_a_crash_left_behind_is_interrupted_and_keeps_its_reps(path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASHING, str(path)], check=True)
    with Store(path) as store:
        (line,) = store.sessions()
        assert (line.status, line.reps, line.duration_s) == ("interrupted", 2, 6.0)


WRITER = """
import sys
from pathlib import Path
from formcheck.core.events import RepCounted
from formcheck.store import Store
store = Store(Path(sys.argv[1]))
session = store.begin("squat", {"kind": "camera", "name": "x"})
for index in range(1, 10_000):
    store.append(session, [RepCounted(float(index), index, "both", index - 1.0, index - 0.5, float(index))])
    print(index, flush=True)
"""


@ON_UNIX
@pytest.mark.parametrize("acknowledged", [1, 2, 25])
def test_a_kill_loses_no_acknowledged_rep(path: Path, acknowledged: int) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    last = 0
    while last < acknowledged:
        last = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    last = max([last, *(int(line) for line in writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()
    with Store(path) as store:
        (line,) = store.sessions()
        assert line.status == "interrupted"
        assert line.reps >= last
        assert [event.index for event in store.events(line.id)] == list(range(1, line.reps + 1))


def test_a_journal_cut_anywhere_opens_to_the_first_reps(path: Path, tmp_path: Path) -> None:
    writer = Store(path)
    session = writer.begin("squat", CAMERA)
    for index in range(1, 11):
        writer.append(session, [rep(index)])
    journal = path.with_name(path.name + "-wal")
    counts = []
    for size in range(0, journal.stat().st_size + 4096, 4096):
        copy = tmp_path / f"cut-{size}" / path.name
        copy.parent.mkdir()
        shutil.copy(path, copy)
        copy.with_name(journal.name).write_bytes(journal.read_bytes()[:size])
        counts.append(first_reps(copy))
    writer.close()
    assert counts == sorted(counts)
    assert counts[-1] == 10


CHECKPOINT = """
    if index % 7 == 0:
        store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


@ON_UNIX
def test_whatever_moment_the_power_fails_at_the_first_reps_are_there(path: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    chance = random.Random(0)
    with said.open("w") as told:
        writer = subprocess.Popen([sys.executable, "-c", WRITER + CHECKPOINT, str(path)], stdout=told)
    found: list[tuple[int, int, bool]] = []  # acknowledged, there, whether the journal held something
    try:
        while not said.read_text():
            time.sleep(0.01)
        for number in range(40):
            time.sleep(chance.uniform(0.0, 0.03))
            writer.send_signal(signal.SIGSTOP)  # so that the copies of both files are of one moment
            os.waitpid(writer.pid, os.WUNTRACED)
            acknowledged = int(said.read_text().split()[-1])
            copy = tmp_path / f"copy-{number}" / path.name
            copy.parent.mkdir()
            for file in (path, path.with_name(path.name + "-wal")):
                shutil.copy(file, copy.with_name(file.name))
            writer.send_signal(signal.SIGCONT)
            journal = copy.with_name(copy.name + "-wal").stat().st_size > 0
            found.append((acknowledged, first_reps(copy), journal))
    finally:
        writer.kill()
        writer.wait()
    assert all(acknowledged <= there for acknowledged, there, _ in found)
    assert found[-1][0] > found[0][0] + 7  # it went on writing, with checkpoints in between
    assert any(journal for _, _, journal in found)


def first_reps(path: Path) -> int:
    """How many repetitions a copy of the history has: the first ones, in a file that is whole."""
    with Store(path) as store:
        assert store._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        reps = [event.index for line in store.sessions() for event in store.events(line.id)]
    assert reps == list(range(1, len(reps) + 1))
    return len(reps)


def test_deleting_a_session_leaves_nothing_of_it_in_the_file(path: Path) -> None:
    with Store(path) as store:
        kept, gone = (
            store.begin("squat", CAMERA),
            store.begin("squat", {"kind": "file", "name": "my-living-room.mp4"}),
        )
        landmarks = Landmarks.of(squats(1).poses())
        store.append(gone, [rep(1, "a_very_particular_fault")], landmarks=[landmarks])
        packed = landmarks.packed()
        assert packed[:200] in path.with_name(path.name + "-wal").read_bytes()
        assert store.delete(gone)
        assert not store.delete(gone)
        assert store.session(gone) is None
        assert [line.id for line in store.sessions()] == [kept]
        files = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"my-living-room" not in files
        assert b"a_very_particular_fault" not in files
        assert not any(packed[at : at + 50] in files for at in range(0, len(packed) - 50, 50))


def test_what_is_deleted_while_somebody_reads_is_gone_from_the_journal_at_the_end(path: Path) -> None:
    store = Store(path)
    gone = store.begin("squat", {"kind": "file", "name": "my-living-room.mp4"})
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM sessions").fetchall()
        assert store.delete(gone)
        assert store.session(gone) is None
        reader.execute("COMMIT")  # it stays connected, so that closing alone does not empty the journal
        store.close()
        files = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"my-living-room" not in files


def test_a_session_that_was_deleted_meanwhile_cannot_be_ended(store: Store) -> None:
    session = store.begin("squat", {"kind": "camera", "name": "x"})
    store.delete(session)
    with pytest.raises(StoreError, match="deleted meanwhile"):
        store.finish(session, 1.0)


def test_the_words_for_a_trouble_do_not_come_from_the_name_of_a_folder() -> None:
    path = Path("/home/fuller/history.sqlite3")
    refused = in_plain_words(path, PermissionError(13, "Permission denied", str(path)))
    assert str(refused) == f"history {path}: Permission denied"
    full = in_plain_words(path, OSError(28, "No space left on device", str(path)))
    assert "the disk is full" in str(full)


def test_a_deleted_number_is_never_used_again(store: Store) -> None:
    first = store.begin("squat", CAMERA)
    store.delete(first)
    assert store.begin("squat", CAMERA) > first


@ON_UNIX
def test_nobody_else_can_read_the_history(path: Path) -> None:
    with Store(path) as store:
        store.append(store.begin("squat", CAMERA), [rep(1)])
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}


def test_a_history_of_a_newer_formcheck_is_refused_and_left_alone(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer formcheck.*update formcheck") as refused:
        Store(path)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before


def test_a_history_of_the_first_formcheck_is_taken_over_with_all_its_sessions(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        MIGRATIONS[0](db)
        db.execute(
            "INSERT INTO sessions VALUES (1, 'r', '2026-01-01', '2026-01-01', 'squat', 'camera', 'x',"
            " 60, 1, 0, 0, 1, '{}')"
        )
        db.execute("INSERT INTO events VALUES (1, 1, ?)", (json.dumps(rep(1).as_dict()),))
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with Store(path) as store:
        (line,) = store.sessions()
        assert (line.id, line.exercises, line.sets, line.plan, line.corrected) == (1, ["squat"], 1, None, 0)
        assert store.events(1) == [rep(1)]
        assert len(store.landmarks(1)) == 0
        store.append(1, [], landmarks=[Landmarks.of(squats(1).poses())])


def test_garbage_is_set_aside_with_a_date_and_a_new_history_begins(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all " * 300)
    with Store(path) as store:
        assert "could not be read" in (store.notice or "")
        assert store.begin("squat", CAMERA) == 1
    (aside,) = path.parent.glob("history.sqlite3.damaged-20*")
    assert aside.read_bytes().startswith(b"not a database")


def test_a_locked_history_says_so_and_works_once_it_is_free(path: Path) -> None:
    with Store(path) as store:
        session = store.begin("squat", CAMERA)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is using it"):
            store.append(session, [rep(1)])
        other.execute("ROLLBACK")
        other.close()
        store.append(session, [rep(1)])
        assert len(store.events(session)) == 1


def test_a_full_disk_says_so_and_keeps_what_was_there(path: Path) -> None:
    with Store(path) as store:
        session = store.begin("squat", CAMERA)
        store.append(session, [rep(1)])
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")  # SQLITE_FULL, as from a full disk
        with pytest.raises(StoreError, match="disk is full"):
            store.append(session, [rep(index) for index in range(2, 400)])
        assert store.events(session) == [rep(1)]
        store._db.execute("PRAGMA max_page_count = 1000000")
        store.append(session, [rep(2)])
        assert len(store.events(session)) == 2


def test_a_clock_that_is_set_back_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = store.begin("squat", CAMERA)
    store.finish(first, 60.0)
    monkeypatch.setattr("formcheck.rows.now", lambda: "2020-01-01T00:00:00+00:00")
    second = store.begin("squat", CAMERA)
    store.append(second, [rep(1)])
    store.finish(second, 30.0)
    assert {(line.id, line.duration_s, line.reps, line.status) for line in store.sessions()} == {
        (first, 60.0, 0, "done"),
        (second, 30.0, 1, "done"),
    }


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="history"):
        Store(tmp_path / "file" / "history.sqlite3")


def test_many_threads_write_one_after_the_other(store: Store) -> None:
    session = store.begin("squat", CAMERA)
    threads = [
        threading.Thread(target=lambda: [store.append(session, [rep(1)]) for _ in range(10)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.events(session)) == 40


def test_two_programs_can_open_a_new_history_at_once(path: Path) -> None:
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(Store(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    for store in opened:
        store.close()


def test_sessions_are_listed_without_a_look_at_their_events(store: Store) -> None:
    for _ in range(3):
        session = store.begin("squat", CAMERA)
        store.append(session, [rep(1)])
        store.finish(session, 5.0)
    with store._writing() as db:
        db.execute("DROP TABLE events")
    assert [line.reps for line in store.sessions()] == [1, 1, 1]


def test_the_history_is_where_the_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert history_path() == tmp_path / "formcheck" / "history.sqlite3"
    assert history_path(tmp_path) == tmp_path / "history.sqlite3"
