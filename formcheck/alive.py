"""Which runs of formcheck are alive: each holds a lock beside the history that is free when it dies."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def hold(history: Path, run: str) -> sqlite3.Connection:
    """Show that this run is alive, until `let_go`. sqlite3.Error, OSError: the disk takes nothing.

    A lock of SQLite's works on every system.
    """
    path = _path(history, run)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    lock.execute("PRAGMA journal_mode = OFF")  # nothing is ever written
    lock.execute("BEGIN EXCLUSIVE")
    return lock


def let_go(lock: sqlite3.Connection, history: Path, run: str) -> None:
    """Show that a run has ended."""
    lock.close()
    _path(history, run).unlink(missing_ok=True)


def is_alive(history: Path, run: str) -> bool:
    """Whether some process holds the lock of this run; what a dead one left behind is removed."""
    path = _path(history, run)
    if not run.isalnum() or not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        return True
    path.unlink(missing_ok=True)
    return False


def _path(history: Path, run: str) -> Path:
    return history.with_name(f"{history.name}-alive-{run}")
