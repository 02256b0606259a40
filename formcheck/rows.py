"""A session's rows in the history's tables: written and read within a transaction of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timezone

import orjson

from formcheck.core.events import Event, event_from_dict
from formcheck.landmarks import Landmarks
from formcheck.stored import Record, Sample, totals_of


def append(
    db: sqlite3.Connection,
    session: int,
    events: Sequence[Event],
    samples: Sequence[Sample],
    landmarks: Sequence[Landmarks],
) -> None:
    """Add what happened to a session."""
    db.executemany(
        "INSERT INTO events VALUES (?, ?, ?)",
        (
            (session, seq, orjson.dumps(event.as_dict(), option=orjson.OPT_SERIALIZE_NUMPY).decode())
            for seq, event in enumerate(events, start=_next(db, "events", session))
        ),
    )
    db.executemany("INSERT INTO samples VALUES (?, ?, ?)", ((session, t, value) for t, value in samples))
    db.executemany(
        "INSERT INTO landmarks VALUES (?, ?, ?)",
        (
            (session, seq, part.packed())
            for seq, part in enumerate(landmarks, start=_next(db, "landmarks", session))
        ),
    )


def _next(db: sqlite3.Connection, table: str, session: int) -> int:
    """The next `seq` of a session in one of our tables."""
    row = db.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {table} WHERE session = ?", (session,))
    return int(row.fetchone()[0])


def finish(db: sqlite3.Connection, session: int, duration_s: float, ended_at: str | None = None) -> None:
    """Note beside a session that it is over, and its totals. sqlite3.Error: it is gone."""
    row = db.execute("SELECT exercise FROM sessions WHERE id = ?", (session,)).fetchone()
    if row is None:
        raise sqlite3.IntegrityError(f"session {session} was deleted meanwhile")
    totals = totals_of(events_of(db, session), row[0], duration_s)
    columns = ", ".join(f"{column} = :{column}" for column in totals)
    totals |= {"now": ended_at or now(), "id": session}
    db.execute(f"UPDATE sessions SET ended_at = :now, {columns} WHERE id = :id", totals)


def events_of(db: sqlite3.Connection, session: int) -> list[Event]:
    """The events of a session, in order."""
    rows = db.execute("SELECT body FROM events WHERE session = ? ORDER BY seq", (session,))
    return [event_from_dict(orjson.loads(row[0])) for row in rows]


def curve_of(db: sqlite3.Connection, session: int) -> list[Sample]:
    """The movement of a session over time."""
    rows = db.execute("SELECT t, value FROM samples WHERE session = ? ORDER BY t", (session,))
    return [(row["t"], row["value"]) for row in rows]


def landmarks_of(db: sqlite3.Connection, session: int) -> tuple[list[Landmarks], int]:
    """Where the body was, stretch by stretch, and how many stretches are damaged and left out."""
    rows = db.execute("SELECT body FROM landmarks WHERE session = ? ORDER BY seq", (session,)).fetchall()
    stretches = []
    for row in rows:
        with suppress(ValueError):
            stretches.append(Landmarks.unpacked(row["body"]))
    return stretches, len(rows) - len(stretches)


def record_of(db: sqlite3.Connection, row: sqlite3.Row) -> Record:
    """Everything that can be read of the session in this row."""
    return Record(
        uid=row["uid"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        exercise=row["exercise"],
        plan=row["plan"],
        source={"kind": row["source_kind"], "name": row["source_name"]},
        duration_s=last_moment(db, row["id"]) if row["duration_s"] is None else row["duration_s"],
        events=events_of(db, row["id"]),
        samples=curve_of(db, row["id"]),
        landmarks=landmarks_of(db, row["id"])[0],
    )


def take_over(db: sqlite3.Connection, record: Record) -> int | None:
    """The number of a session that was not here yet; one that was never finished stays interrupted."""
    source = record.source
    row = db.execute(
        "INSERT INTO sessions (uid, run, started_at, exercise, source_kind, source_name, plan)"
        " VALUES (?, '', ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING RETURNING id",
        (record.uid, record.started_at, record.exercise, source["kind"], source["name"], record.plan),
    ).fetchone()
    if row is None:
        return None
    (session,) = row
    append(db, session, record.events, record.samples, record.landmarks)
    if record.ended_at is not None:
        finish(db, session, record.duration_s, record.ended_at)
    return int(session)


def last_moment(db: sqlite3.Connection, session: int) -> float:
    """The last moment known of a session that was never finished."""
    query = "SELECT coalesce(max(t), 0) FROM samples WHERE session = ?"
    return float(db.execute(query, (session,)).fetchone()[0])


def now() -> str:
    """The present moment as the history writes it."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
