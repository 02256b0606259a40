"""Sessions as files: JSON with everything, which can be read back, and CSV with a row for each repetition."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from formcheck import __version__
from formcheck.core.events import KINDS, Event, event_from_dict
from formcheck.core.summary import Set, Summary
from formcheck.landmarks import Landmarks
from formcheck.refusals import first_line
from formcheck.stored import Record, Sample, StoredSession
from formcheck.wording import heading

FORMAT = "formcheck sessions"
SCHEMA = 1  # of the JSON; grows when a field changes its meaning
LARGEST_BYTES = 256 << 20  # of a file that is read back: some sixty hours of training
ADAPTERS = {kind: TypeAdapter(event) for kind, event in KINDS.items()}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet computes a cell that begins like this


def to_json(records: Iterable[Record]) -> Iterator[bytes]:
    """The JSON document, piece by piece: nothing of these sessions is missing in it.

    sessions     each with uid, started_at, ended_at, exercise, plan, source, duration_s, and
      events     as they were said
      samples    [seconds, value] of the exercise's signal
      landmarks  in Base64 what `Landmarks.packed` gives, one stretch after the other
    """
    head = {"format": FORMAT, "schema": SCHEMA, "formcheck": __version__}
    yield orjson.dumps(head)[:-1] + b',"sessions":['
    for number, record in enumerate(records):
        yield (b",\n" if number else b"\n") + orjson.dumps(_plain(record), option=orjson.OPT_SERIALIZE_NUMPY)
    yield b"\n]}\n"


def _plain(record: Record) -> dict[str, Any]:
    return {
        "uid": record.uid,
        "started_at": record.started_at,
        "ended_at": record.ended_at,
        "exercise": record.exercise,
        "plan": record.plan,
        "source": record.source,
        "duration_s": record.duration_s,
        "events": [event.as_dict() for event in record.events],
        "samples": record.samples,
        "landmarks": [base64.b64encode(part.packed()).decode() for part in record.landmarks],
    }


Printable = Annotated[str, StringConstraints(max_length=200)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Source(_Strict):
    kind: Literal["camera", "demo", "file", "url", "browser"]
    name: Printable


class _Session(_Strict):
    uid: Annotated[str, StringConstraints(pattern=r"^[\w-]{1,80}$")]
    started_at: Printable
    ended_at: Printable | None
    exercise: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    plan: Printable | None
    source: _Source
    duration_s: Annotated[Finite, Field(ge=0)]
    events: list[dict[str, Any]]
    samples: list[tuple[Finite, Finite]]
    landmarks: list[str]

    def record(self) -> Record:
        """The session, once every part of it is known to be right. ValueError: the first that is not."""
        if not all(text.isprintable() for text in (self.plan or "", self.source.name)):
            raise ValueError("a name has characters that cannot be shown")
        return Record(
            uid=self.uid,
            started_at=_moment(self.started_at),
            ended_at=None if self.ended_at is None else _moment(self.ended_at),
            exercise=self.exercise,
            plan=self.plan,
            source=self.source.model_dump(),
            duration_s=self.duration_s,
            events=[_event(data) for data in self.events],
            samples=_rising(self.samples),
            landmarks=[Landmarks.unpacked(_bytes(part)) for part in self.landmarks],
        )


class _Document(_Strict):
    format: Literal["formcheck sessions"]
    schema_: Annotated[Literal[1], Field(alias="schema")]
    formcheck: str
    sessions: list[_Session]


def read_sessions(path: Path) -> list[Record]:
    """The sessions in a JSON file that `to_json` wrote. OSError: it cannot be read.

    ValueError: it is none of ours, or damaged; the message is one line, and nothing of the file is used.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise ValueError(f"expected at most {LARGEST_BYTES >> 20} MB of exported sessions")
    try:
        document = _Document.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"no exported sessions ({first_line(error.errors())})") from None
    records = []
    for number, session in enumerate(document.sessions):
        try:
            records.append(session.record())
        except ValueError as error:
            raise ValueError(f"no exported sessions (sessions.{number}: {error})") from None
    return records


def _moment(text: str) -> str:
    """A moment as the store writes it. ValueError: it is none, or without its time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not 1970 < moment.year < 3000:
        raise ValueError(f"expected a moment of our time with its time zone, got {text!r}")
    return moment.astimezone(timezone.utc).isoformat(timespec="seconds")


def _event(data: dict[str, Any]) -> Event:
    """An event of which every field is of its kind. ValueError: one is not."""
    event = event_from_dict(data)
    fields = {name: value for name, value in data.items() if name != "kind"}
    try:
        ADAPTERS[event.kind].validate_json(orjson.dumps(fields), strict=True)
    except ValidationError as error:
        raise ValueError(f"{event.kind}: {first_line(error.errors())}") from None
    except TypeError as error:  # a number that is too large for orjson
        raise ValueError(f"{event.kind}: {error}") from None
    for text in _texts(data):
        if not re.fullmatch(r"[\w-]{0,80}", text, re.ASCII):
            raise ValueError(f"{event.kind}: expected a key, got {text!r:.40}")
    return event


def _texts(value: object) -> Iterator[str]:
    """Every text in plain values, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _rising(samples: list[Sample]) -> list[Sample]:
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(samples)):
        raise ValueError("samples: expected times that rise")
    return samples


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"landmarks: expected Base64 ({error})") from None


COLUMNS = (
    *("session", "started at", "plan", "exercise", "set", "repetition", "side"),
    *("start (s)", "turn (s)", "end (s)", "duration (s)", "held (s)", "faults", "not judged"),
)


class Listed(NamedTuple):
    """A session or film as the table names it: by number or file name."""

    session: int | str
    started_at: str
    plan: str
    summary: Summary

    @classmethod
    def stored(cls, line: StoredSession, summary: Summary) -> Listed:
        """A session of the history."""
        return cls(line.id, line.started_at, line.plan or "", summary)


def to_csv(sessions: Iterable[Listed]) -> str:
    """A table with a row for each repetition and hold, and the unit of each number in its heading."""
    sets = [(session, one) for session in sessions for one in session.summary.sets]
    measures = list(
        dict.fromkeys(
            name for _, one in sets for rep in one.reps for name in rep.measures if name != "seconds"
        )
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *map(heading, measures)])
    for session, one in sets:
        begun = (*session[:3], one.started.exercise, one.started.index)
        for cells in _rows(one, measures):
            writer.writerow([inert(cell) for cell in (*begun, *cells)])
    return text.getvalue()


def _rows(one: Set, measures: Iterable[str]) -> Iterator[tuple[object, ...]]:
    for rep in one.reps:
        yield (
            *(rep.index, rep.side, *_times(rep.start_s, rep.peak_s, rep.end_s)),
            *(round(rep.end_s - rep.start_s, 3), "", " ".join(rep.faults), " ".join(rep.not_judged)),
            *(rep.measures.get(name, "") for name in measures),
        )
    for hold in one.holds:
        start, end, seconds, held = _times(hold.start_s, hold.end_s, hold.end_s - hold.start_s, hold.held_s)
        yield ("", hold.side, start, "", end, seconds, held, " ".join(hold.faults), "")


def _times(*seconds: float) -> list[float]:
    return [round(value, 3) for value in seconds]


def inert(cell: object) -> object:
    """Text that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
