"""The history's file: how it is opened, brought up to date, and what is said when that fails."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

LOCK_WAIT_S = 1.0  # how long another program may hold the file before we say so


class StoreError(OSError):
    """The history cannot be read or written; the message is one plain line."""


def _first_schema(db: sqlite3.Connection) -> None:
    """Sessions, their events, and the curve. A session without `ended_at` runs or was interrupted."""
    db.execute(
        """CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL,
            started_at TEXT NOT NULL, ended_at TEXT, exercise TEXT NOT NULL,
            source_kind TEXT NOT NULL, source_name TEXT NOT NULL,
            duration_s REAL, reps INTEGER, attempts INTEGER, held_s REAL, clean_reps INTEGER, faults TEXT)"""
    )
    for table, columns in (("events", "seq INTEGER, body TEXT NOT NULL"), ("samples", "t REAL, value REAL")):
        first = columns.split()[0]
        db.execute(
            f"CREATE TABLE {table} (session INTEGER REFERENCES sessions ON DELETE CASCADE, {columns},"
            f" PRIMARY KEY (session, {first})) WITHOUT ROWID"
        )


def _landmarks(db: sqlite3.Connection) -> None:
    """Where the body was, in the chunks that `landmarks.Landmarks.packed` gives."""
    db.execute(
        """CREATE TABLE landmarks (session INTEGER REFERENCES sessions ON DELETE CASCADE, seq INTEGER,
            body BLOB NOT NULL, PRIMARY KEY (session, seq))"""
    )


def _workouts(db: sqlite3.Connection) -> None:
    """A session may have sets of several exercises, by a plan; `uid` tells it from every other anywhere."""
    for column in ("plan TEXT", "sets INTEGER", "exercises TEXT", "corrected INTEGER", "uid TEXT"):
        db.execute(f"ALTER TABLE sessions ADD COLUMN {column}")
    db.execute("UPDATE sessions SET uid = run || '-' || id")
    db.execute("CREATE UNIQUE INDEX sessions_uid ON sessions (uid)")


# Each takes the file one version further; PRAGMA user_version counts those done. Never edit one, only append.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_schema, _landmarks, _workouts)


def open_history(path: Path) -> tuple[sqlite3.Connection, str | None]:
    """The writer's connection to an up-to-date file, and a line about what had to be done to get it.

    A file that is no history is set aside, never written to.
    StoreError: it cannot be opened, or it is newer than we are.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _connect(path), None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, full, read-only: the file is good
                raise
        notice = (
            f"The history could not be read. It was kept as {_set_aside(path)}, and a new one was started."
        )
        return _connect(path), notice
    except (sqlite3.Error, OSError) as error:
        raise in_plain_words(path, error) from None


def _set_aside(path: Path) -> str:
    """Rename a damaged file, with its journal, so that nothing in it is lost; its new name."""
    aside = f"{path.name}.damaged-{datetime.now():%Y-%m-%d-%H%M%S}"
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(path.with_name(aside + ending))
    return aside


def _connect(path: Path) -> sqlite3.Connection:
    """The writer's connection to an up-to-date file that only its owner can read.

    check_same_thread is off because the lock of `Store` already lets one thread in at a time.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)  # SQLite gives its -wal and -shm files the same mode
    db = sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the last commits when the power fails
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA foreign_keys = ON")
        _migrate(path, db)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(path: Path, db: sqlite3.Connection) -> None:
    """Take the file to the newest schema, a version at a time. StoreError: it is newer than we are."""
    version = _version(db)
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer formcheck (schema {version}, this one knows {len(MIGRATIONS)}):"
            " update formcheck, or choose another folder with --data-dir"
        )
    while (version := _version(db)) < len(MIGRATIONS):
        db.execute("BEGIN IMMEDIATE")
        if _version(db) == version:  # else another program was faster
            MIGRATIONS[version](db)
            db.execute(f"PRAGMA user_version = {version + 1}")
        db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def in_plain_words(path: Path, error: Exception) -> StoreError:
    """The same trouble in words that tell what to do."""
    if isinstance(error, StoreError):
        return error
    # Not the path that an OSError puts behind it: folders have all kinds of names.
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    for sign, words in (
        ("full", "the disk is full: free some space"),
        ("No space left", "the disk is full: free some space"),
        ("locked", "another program is using it: close that one"),
        ("readonly", "it may not be written to: check its permissions"),
        ("unable to open", "it cannot be opened: check the folder's permissions"),
    ):
        if sign in text:
            return StoreError(f"history {path}: {words}")
    return StoreError(f"history {path}: {text}")
