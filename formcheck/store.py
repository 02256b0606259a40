"""Sessions on disk: one SQLite file, written event by event, so that no counted repetition is ever lost."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Protocol

import orjson
import platformdirs

from formcheck.assets import escaped
from formcheck.core.events import Event, event_from_dict
from formcheck.core.summary import summarise
from formcheck.schema import LOCK_WAIT_S, StoreError, in_plain_words, open_history

__all__ = ["Store", "StoreError", "StoredSession", "history_path"]

Sample = tuple[float, float]  # (seconds of the source, value of the exercise's signal)


def history_path(data_dir: Path | None = None) -> Path:
    """The file of the history in this folder, or where the system keeps a user's data."""
    return (data_dir or platformdirs.user_data_path("formcheck", appauthor=False)) / "history.sqlite3"


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session in one line, as the list of sessions shows it."""

    id: int
    started_at: str
    ended_at: str | None
    exercise: str
    source: Mapping[str, str]
    status: str
    duration_s: float
    reps: int
    attempts: int
    held_s: float
    clean_reps: int
    faults: Mapping[str, int]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return asdict(self)


class Analysed(Protocol):
    """What is kept of an analysed film: `analyze.Result` has it."""

    @property
    def exercise(self) -> str:
        """The exercise's key."""

    @property
    def events(self) -> Sequence[Event]:
        """What the coach said."""

    @property
    def samples(self) -> Sequence[Sample]:
        """The curve."""

    def as_dict(self) -> dict[str, Any]:
        """Its JSON; "source" has "path" and "duration_s"."""


class Store:
    """The history in one file: one writer, any number of readers. StoreError: it cannot be opened.

    `notice` says in one line what had to be done to open it, if anything.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db, self.notice = open_history(path)
        self._run = uuid.uuid4().hex  # tells our own running session from one that a crash left behind
        self._lock = threading.Lock()
        self._journal_keeps_deleted = False

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self._lock:
            if self._journal_keeps_deleted:
                with suppress(sqlite3.Error):  # locked or full: the rest is in the file all the same
                    self._empty_journal()
            self._db.close()

    def __enter__(self) -> Store:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on disk when the block is left, or not at all. StoreError: why not."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                raise in_plain_words(self.path, error) from None
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A view of its own, so that a long list never holds up the writer. StoreError: it cannot be read."""
        try:
            with closing(sqlite3.connect(self.path, timeout=LOCK_WAIT_S, isolation_level=None)) as db:
                db.execute("BEGIN")
                db.row_factory = sqlite3.Row
                yield db
        except sqlite3.Error as error:
            raise in_plain_words(self.path, error) from None

    def begin(self, exercise: str, source: Mapping[str, str]) -> int:
        """A new running session; `source` has "kind" and "name"."""
        with self._writing() as db:
            return self._begin(db, exercise, source)

    def append(self, session: int, events: Sequence[Event], samples: Sequence[Sample] = ()) -> None:
        """Add what happened; on disk, even should the power fail, when this returns."""
        with self._writing() as db:
            _append(db, session, events, samples)

    def finish(self, session: int, duration_s: float) -> None:
        """The session is over: note its totals beside it, so that the list need not read every event."""
        with self._writing() as db:
            _finish(db, session, duration_s)

    def save_analysis(self, result: Analysed, name: str | None = None) -> int:
        """Keep an analysed film as a session of its own, whole or not at all; its number.

        Only the film's name is kept, never its folder; `name` overrides it.
        """
        film = result.as_dict()["source"]
        with self._writing() as db:
            name = escaped(name or Path(film["path"]).name)  # SQLite takes only UTF-8
            session = self._begin(db, result.exercise, {"kind": "file", "name": name})
            _append(db, session, result.events, result.samples)
            _finish(db, session, film["duration_s"])
        return session

    def delete(self, session: int) -> bool:
        """Remove a session for good: pages overwritten, journal emptied. False: there is none.

        While somebody else reads, the journal cannot be emptied: then `close` tries once more.
        """
        with self._writing() as db:
            found = db.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount > 0
        with self._lock:
            self._empty_journal()
        return found

    def _empty_journal(self) -> None:
        busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        self._journal_keeps_deleted = bool(busy)

    def sessions(self) -> list[StoredSession]:
        """Every session, newest first."""
        with self._reading() as db:
            rows = db.execute("SELECT * FROM sessions ORDER BY id DESC").fetchall()
            return [self._line(db, row) for row in rows]

    def session(self, session: int) -> StoredSession | None:
        """One session, or None."""
        with self._reading() as db:
            row = db.execute("SELECT * FROM sessions WHERE id = ?", (session,)).fetchone()
            return self._line(db, row) if row else None

    def events(self, session: int) -> list[Event]:
        """The events of a session, in order."""
        with self._reading() as db:
            return _events(db, session)

    def curve(self, session: int) -> list[Sample]:
        """The movement of a session over time."""
        with self._reading() as db:
            rows = db.execute("SELECT t, value FROM samples WHERE session = ? ORDER BY t", (session,))
            return [(row["t"], row["value"]) for row in rows]

    def _begin(self, db: sqlite3.Connection, exercise: str, source: Mapping[str, str]) -> int:
        row = db.execute(
            "INSERT INTO sessions (run, started_at, exercise, source_kind, source_name)"
            " VALUES (?, ?, ?, ?, ?)",
            (self._run, _now(), exercise, source["kind"], source["name"]),
        )
        return int(row.lastrowid or 0)

    def _line(self, db: sqlite3.Connection, row: sqlite3.Row) -> StoredSession:
        """A stored row; what was never finished is folded from its events here and now."""
        totals = dict(row)
        status = "done"
        if row["ended_at"] is None:
            status = "running" if row["run"] == self._run else "interrupted"
            totals |= _totals(_events(db, row["id"]), _last_t(db, row["id"]))
        return StoredSession(
            id=row["id"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            exercise=row["exercise"],
            source={"kind": row["source_kind"], "name": row["source_name"]},
            status=status,
            duration_s=totals["duration_s"],
            reps=totals["reps"],
            attempts=totals["attempts"],
            held_s=totals["held_s"],
            clean_reps=totals["clean_reps"],
            faults=orjson.loads(totals["faults"]),
        )


def _append(db: sqlite3.Connection, session: int, events: Sequence[Event], samples: Sequence[Sample]) -> None:
    last = db.execute("SELECT coalesce(max(seq), 0) FROM events WHERE session = ?", (session,)).fetchone()[0]
    db.executemany(
        "INSERT INTO events VALUES (?, ?, ?)",
        (
            (session, seq, orjson.dumps(event.as_dict(), option=orjson.OPT_SERIALIZE_NUMPY).decode())
            for seq, event in enumerate(events, start=last + 1)
        ),
    )
    db.executemany("INSERT INTO samples VALUES (?, ?, ?)", ((session, t, value) for t, value in samples))


def _finish(db: sqlite3.Connection, session: int, duration_s: float) -> None:
    totals = _totals(_events(db, session), duration_s)
    columns = ", ".join(f"{column} = :{column}" for column in totals)
    totals |= {"now": _now(), "id": session}
    db.execute(f"UPDATE sessions SET ended_at = :now, {columns} WHERE id = :id", totals)


def _events(db: sqlite3.Connection, session: int) -> list[Event]:
    rows = db.execute("SELECT body FROM events WHERE session = ? ORDER BY seq", (session,))
    return [event_from_dict(orjson.loads(row[0])) for row in rows]


def _last_t(db: sqlite3.Connection, session: int) -> float:
    """The last moment known of a session that was never finished."""
    query = "SELECT coalesce(max(t), 0) FROM samples WHERE session = ?"
    return float(db.execute(query, (session,)).fetchone()[0])


def _totals(events: Sequence[Event], duration_s: float) -> dict[str, Any]:
    """The summary columns: a fold of the events."""
    summary = summarise(events)
    return {
        "duration_s": max([duration_s, *(event.t for event in events[-1:])]),
        "reps": len(summary.reps),
        "attempts": len(summary.attempts),
        "held_s": sum(hold.held_s for hold in summary.holds),
        "clean_reps": summary.clean_reps,
        "faults": orjson.dumps(summary.faults).decode(),
    }


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
