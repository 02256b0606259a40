"""A session as the list of sessions shows it, and its totals: a fold of its events."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import orjson

from formcheck.core.events import Event
from formcheck.core.plan import WORKOUT
from formcheck.core.summary import summarise
from formcheck.landmarks import Landmarks

Sample = tuple[float, float]  # (seconds of the source, value of the exercise's signal)


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session in one line, as the list of sessions shows it.

    exercise   its key, or "workout" when there are several, which `exercises` has in their order
    plan       the name of the plan that it followed, or None
    corrected  repetitions that the person added, less those that they took back
    """

    id: int
    started_at: str
    ended_at: str | None
    exercise: str
    exercises: Sequence[str]
    plan: str | None
    sets: int
    source: Mapping[str, str]
    status: str
    duration_s: float
    reps: int
    corrected: int
    attempts: int
    held_s: float
    clean_reps: int
    faults: Mapping[str, int]

    @classmethod
    def of(cls, row: sqlite3.Row, status: str, totals: Mapping[str, Any]) -> StoredSession:
        """From its row, and its totals, which an unfinished session does not have in there."""
        return cls(
            id=row["id"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            exercise=totals["exercise"],
            exercises=orjson.loads(totals["exercises"] or orjson.dumps([totals["exercise"]])),
            plan=row["plan"],
            sets=1 if totals["sets"] is None else totals["sets"],
            source={"kind": row["source_kind"], "name": row["source_name"]},
            status=status,
            duration_s=totals["duration_s"],
            reps=totals["reps"],
            corrected=totals["corrected"] or 0,
            attempts=totals["attempts"],
            held_s=totals["held_s"],
            clean_reps=totals["clean_reps"],
            faults=orjson.loads(totals["faults"]),
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A session with everything that is known of it. `uid` is the same wherever it is taken."""

    uid: str
    started_at: str
    ended_at: str | None
    exercise: str
    plan: str | None
    source: Mapping[str, str]
    duration_s: float
    events: Sequence[Event]
    samples: Sequence[Sample]
    landmarks: Sequence[Landmarks]


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

    @property
    def landmarks(self) -> Sequence[Landmarks]:
        """Where the body was; empty when that is not to be kept."""

    def as_dict(self) -> dict[str, Any]:
        """Its JSON; "source" has "path" and "duration_s"."""


def totals_of(events: Sequence[Event], exercise: str, duration_s: float) -> dict[str, Any]:
    """The columns of a session that sum up its events; exercise: what it was begun with."""
    summary = summarise(events, exercise)
    done = list(dict.fromkeys(one.started.exercise for one in summary.sets)) or [exercise]
    return {
        "exercise": done[0] if len(done) == 1 else WORKOUT,
        "exercises": orjson.dumps(done).decode(),
        "sets": len(summary.sets),
        "duration_s": max([duration_s, *(event.t for event in events[-1:])]),
        "reps": len(summary.reps),
        "corrected": summary.corrected,
        "attempts": len(summary.attempts),
        "held_s": sum(hold.held_s for hold in summary.holds),
        "clean_reps": summary.clean_reps,
        "faults": orjson.dumps(summary.faults).decode(),
    }
