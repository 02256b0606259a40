"""Sessions on disk: one SQLite file, written event by event, so that no counted repetition is ever lost."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import orjson
import platformdirs

from formcheck import alive, rows
from formcheck.assets import escaped
from formcheck.core.events import Event, event_from_dict
from formcheck.core.summary import Summary, summarise
from formcheck.landmarks import Landmarks
from formcheck.schema import LOCK_WAIT_S, StoreError, in_plain_words, open_history
from formcheck.stored import Analysed, Record, Sample, StoredSession, totals_of

__all__ = ["Sample", "Store", "StoreError", "StoredSession", "history_path"]


def history_path(data_dir: Path | None = None) -> Path:
    """The file of the history in this folder, or where the system keeps a user's data."""
    return (data_dir or platformdirs.user_data_path("formcheck", appauthor=False)) / "history.sqlite3"


class Store:
    """The history in one file: one writer, any number of readers. StoreError: it cannot be opened.

    `notice` says in one line what had to be done to open it, if anything.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db, self.notice = open_history(path)
        self._run = uuid.uuid4().hex  # tells our own running session from one that a crash left behind
        self._sign_of_life: sqlite3.Connection | None = None  # held from our first session on
        self._lock = threading.Lock()
        self._journal_keeps_deleted = False

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self._lock:
            if self._journal_keeps_deleted:
                with suppress(sqlite3.Error):  # locked or full: the rest is in the file all the same
                    self._empty_journal()
            self._db.close()
            if self._sign_of_life:
                alive.let_go(self._sign_of_life, self.path, self._run)

    def __enter__(self) -> Store:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def _writing(self, wait_s: float = LOCK_WAIT_S) -> Iterator[sqlite3.Connection]:
        """One transaction: on disk when the block is left, or not at all. StoreError: why not."""
        with self._lock:
            try:
                self._db.execute(f"PRAGMA busy_timeout = {round(1000 * wait_s)}")
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

    def begin(
        self,
        exercise: str,
        source: Mapping[str, str],
        plan: str | None = None,
        *,
        wait_s: float = LOCK_WAIT_S,
    ) -> int:
        """A new running session; `source` has "kind" and "name", `plan` is the name of one."""
        with self._writing(wait_s) as db:
            if self._sign_of_life is None:
                with suppress(sqlite3.Error, OSError):  # then another process could take it for interrupted
                    self._sign_of_life = alive.hold(self.path, self._run)
            return self._begin(db, exercise, source, plan)

    def append(
        self,
        session: int,
        events: Sequence[Event],
        samples: Sequence[Sample] = (),
        landmarks: Sequence[Landmarks] = (),
        *,
        wait_s: float = LOCK_WAIT_S,
    ) -> None:
        """Add what happened; on disk, even should the power fail, when this returns."""
        with self._writing(wait_s) as db:
            rows.append(db, session, events, samples, landmarks)

    def finish(self, session: int, duration_s: float) -> None:
        """The session is over: note its totals beside it, so that the list need not read every event."""
        with self._writing() as db:
            rows.finish(db, session, duration_s)

    def save_analysis(self, result: Analysed, name: str | None = None, *, keep_landmarks: bool = True) -> int:
        """Keep an analysed film as a session of its own, whole or not at all; its number.

        Only the film's name is kept, never its folder; `name` overrides it.
        """
        film = result.as_dict()["source"]
        with self._writing() as db:
            name = escaped(name or Path(film["path"]).name)  # SQLite takes only UTF-8
            session = self._begin(db, result.exercise, {"kind": "file", "name": name})
            rows.append(
                db, session, result.events, result.samples, result.landmarks if keep_landmarks else ()
            )
            rows.finish(db, session, film["duration_s"])
        return session

    def delete(self, session: int) -> bool:
        """Remove a session for good: pages overwritten, journal emptied. False: there is none.

        While somebody else reads, the journal cannot be emptied: then `close` tries once more.
        """
        with self._writing() as db:
            found = db.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount
        self._forget()
        return found > 0

    def delete_all(self) -> int:
        """Remove every session but those that run, here or in another process, likewise; how many."""
        with self._writing() as db:
            unfinished = db.execute("SELECT id, run FROM sessions WHERE ended_at IS NULL").fetchall()
            kept = [number for number, run in unfinished if self._is_running(run)]
            places = ", ".join("?" * len(kept))
            found = db.execute(f"DELETE FROM sessions WHERE id NOT IN ({places})", kept).rowcount
        self._forget()
        return found

    def _forget(self) -> None:
        """Let the journal keep nothing of what was deleted."""
        with self._lock:
            self._empty_journal()

    def _is_running(self, run: str) -> bool:
        """Whether the unfinished sessions of a run still go on, rather than being left by a crash."""
        return run == self._run or alive.is_alive(self.path, run)

    def _empty_journal(self) -> None:
        busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        self._journal_keeps_deleted = bool(busy)

    def sessions(self) -> list[StoredSession]:
        """Every session, newest first."""
        with self._reading() as db:
            found = db.execute("SELECT * FROM sessions ORDER BY started_at DESC, id DESC").fetchall()
            return [self._line(db, row) for row in found]

    def session(self, session: int) -> StoredSession | None:
        """One session, or None."""
        with self._reading() as db:
            row = db.execute("SELECT * FROM sessions WHERE id = ?", (session,)).fetchone()
            return self._line(db, row) if row else None

    def events(self, session: int) -> list[Event]:
        """The events of a session, in order."""
        with self._reading() as db:
            return rows.events_of(db, session)

    def summaries(self) -> list[tuple[StoredSession, Summary]]:
        """Every session that is over, with what happened in it, the oldest first."""
        with self._reading() as db:
            found = db.execute("SELECT * FROM sessions ORDER BY started_at, id").fetchall()
            said = db.execute("SELECT session, body FROM events ORDER BY session, seq")
            events = {
                session: [event_from_dict(orjson.loads(body)) for _, body in group]
                for session, group in groupby(said, key=itemgetter(0))
            }
            return [
                (line, summarise(events.get(line.id, []), line.exercise))
                for line in (self._line(db, row) for row in found)
                if line.status != "running"
            ]

    def record(self, session: int) -> Record | None:
        """A session with everything that is known of it, or None."""
        with self._reading() as db:
            row = db.execute("SELECT * FROM sessions WHERE id = ?", (session,)).fetchone()
            return rows.record_of(db, row) if row else None

    def records(self) -> Iterator[Record]:
        """Every session with everything, the oldest first, one after the other."""
        for line in reversed(self.sessions()):
            if record := self.record(line.id):  # else it was deleted meanwhile
                yield record

    def take_over(self, records: Sequence[Record]) -> list[int]:
        """Keep sessions that come from a file, all or none; the numbers of those that were not here yet."""
        with self._writing() as db:
            return [number for record in records if (number := rows.take_over(db, record))]

    def curve(self, session: int) -> list[Sample]:
        """The movement of a session over time."""
        with self._reading() as db:
            return rows.curve_of(db, session)

    def landmarks(self, session: int) -> Landmarks:
        """Where the body was through a session; empty when that was not kept. StoreError: it is damaged."""
        with self._reading() as db:
            stretches, damaged = rows.landmarks_of(db, session)
        if damaged:
            raise StoreError(
                f"The movement that was kept of session {session} is damaged: it cannot be replayed, "
                "everything else of it is there"
            )
        return Landmarks.joined(stretches)

    def _begin(
        self, db: sqlite3.Connection, exercise: str, source: Mapping[str, str], plan: str | None = None
    ) -> int:
        row = db.execute(
            "INSERT INTO sessions (uid, run, started_at, exercise, source_kind, source_name, plan)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (uuid.uuid4().hex, self._run, rows.now(), exercise, source["kind"], source["name"], plan),
        )
        return int(row.lastrowid or 0)

    def _line(self, db: sqlite3.Connection, row: sqlite3.Row) -> StoredSession:
        """A stored row; what was never finished is folded from its events here and now."""
        if row["ended_at"] is not None:
            return StoredSession.of(row, "done", dict(row))
        status = "running" if self._is_running(row["run"]) else "interrupted"
        totals = totals_of(rows.events_of(db, row["id"]), row["exercise"], rows.last_moment(db, row["id"]))
        return StoredSession.of(row, status, totals)
