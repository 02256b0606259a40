"""One film or recording through the same coach as live."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.ahead import ahead
from formcheck.core.coach import Coach
from formcheck.core.course import Alone
from formcheck.core.events import AttemptRejected, Event, HoldEnded, RepCounted
from formcheck.core.exercise import Exercise
from formcheck.core.listening import FindOut
from formcheck.core.pose import Pose
from formcheck.core.summary import Summary, summarise
from formcheck.exercises import CATALOGUE
from formcheck.landmarks import Landmarks
from formcheck.recording import Detection, Floats, read_recording, write_recording
from formcheck.session import Session
from formcheck.store import Sample

SCHEMA = 1  # of the JSON document; grows when a field changes its meaning
RARELY_SEEN = 0.5  # of the frames; below, the reader is told how little was seen
PROGRESS_STEP = 0.005  # of the film between two calls of `progress`


@dataclass(frozen=True, eq=False)
class Result:
    """What one film gave.

    exercise   its key; empty where it had to be recognised and none was
    samples    the exercise's signal over time, for the curve
    landmarks  where the body was, for the replay
    """

    path: str
    exercise: str
    width: int
    height: int
    duration_s: float
    frames: int
    frames_with_pose: int
    events: list[Event] = field(repr=False)
    samples: list[Sample] = field(repr=False)
    landmarks: list[Landmarks] = field(repr=False)
    warnings: list[str]

    @property
    def summary(self) -> Summary:
        """The events in one record."""
        return summarise(self.events, self.exercise)

    def as_dict(self) -> dict[str, Any]:
        """One element of "results" in the JSON document."""
        summary = self.summary
        return {
            "source": {
                "path": self.path,
                "width": self.width,
                "height": self.height,
                "duration_s": round(self.duration_s, 3),
                "frames": self.frames,
                "frames_with_pose": self.frames_with_pose,
            },
            "exercise": self.exercise or None,
            "view": summary.view,
            "reps": [_rep(rep) for rep in summary.reps],
            "attempts": [_attempt(attempt) for attempt in summary.attempts],
            "holds": [_hold(hold) for hold in summary.holds],
            "warnings": self.warnings,
        }


@dataclass(frozen=True)
class Failure:
    """A file that could not be read; the error is one line."""

    path: str
    error: str

    def as_dict(self) -> dict[str, Any]:
        """One element of "results", with all the fields of a good one."""
        nothing: dict[str, Any] = {name: [] for name in ("reps", "attempts", "holds", "warnings")}
        unknown = {"exercise": None, "view": None}
        return {"source": {"path": self.path}, "error": self.error, **unknown, **nothing}


class NotRecordedError(OSError):
    """The film was analysed, but its landmarks could not be kept; `result` is what it gave."""

    def __init__(self, message: str, result: Result) -> None:
        super().__init__(message)
        self.result = result


def document(exercise: str | None, results: Iterable[Result | Failure]) -> dict[str, Any]:
    """The whole JSON document of `formcheck analyze`; exercise: what was asked for, None to recognise it."""
    from formcheck import __version__

    return {
        "schema": SCHEMA,
        "formcheck": __version__,
        "exercise": exercise,
        "results": [result.as_dict() for result in results],
    }


def analyze_file(
    path: str | os.PathLike[str],
    exercise: Exercise | None,
    model: str = "full",
    record: str | os.PathLike[str] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Result:
    """Coach a film, or a recording (.npz), frame by frame; `record` keeps the landmarks as a recording.

    exercise   None: find out which it is
    progress   called now and then with how much is done, 0..1; what it raises ends the analysis
    CameraError, ValueError, OSError: the file cannot be read. LandmarkerError, BrokenInstallError: the
    model cannot be used. NotRecordedError: `record` cannot be written. Each message is one line.
    """
    events: list[Event] = []
    samples: list[Sample] = []
    landmarks: list[Landmarks] = []

    def collect(said: Iterable[Event], curve: Iterable[Sample], poses: Sequence[Pose]) -> None:
        events.extend(said)
        samples.extend(curve)
        if poses:
            landmarks.append(Landmarks.of(poses))

    course = FindOut(CATALOGUE.values()) if exercise is None else Alone(Coach(exercise))
    session = Session(course, [collect], film=True)
    times = array("d")  # 8 bytes a frame: 2 MB for two hours
    kept: list[tuple[Floats, Floats]] = []  # a tenth of what detections take in memory
    seen = 0
    with _open(os.fspath(path), model) as film:
        for detection in _watched(film, progress):
            session.see(detection)
            times.append(detection.t)
            seen += detection.seen
            if record is not None:
                kept.append(detection.arrays)
    session.finish()
    result = Result(
        path=os.fspath(path),
        exercise=session.coach.exercise.key if session.coach else "",
        width=film.width,
        height=film.height,
        duration_s=times[-1] - times[0] + _frame_s(times, film.fps),
        frames=len(times),
        frames_with_pose=seen,
        events=events,
        samples=samples,
        landmarks=landmarks,
        warnings=[*film.warnings, *_too_little_seen(seen, len(times)), *_unrecognised(session)],
    )
    if record is not None:
        pairs = zip(times, kept, strict=True)
        detections = (Detection.of(t, *arrays, film.width, film.height) for t, arrays in pairs)
        _keep(record, detections, film.fps, result)
    return result


def _keep(
    record: str | os.PathLike[str], detections: Iterable[Detection], fps: float, result: Result
) -> None:
    try:
        write_recording(record, detections, fps)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotRecordedError(f"{os.fspath(record)}: {reason}", result) from None


@dataclass
class _Film:
    """Detections to come, wherever they come from; `warnings` is complete when they are over."""

    width: int
    height: int
    fps: float
    frame_count: int | None
    detections: Iterator[Detection]
    warnings: list[str] = field(default_factory=list)


@contextmanager
def _open(path: str, model: str) -> Iterator[_Film]:
    if Path(path).suffix.lower() == ".npz":
        recording = read_recording(path)
        found = (recording.detection(index) for index in range(len(recording)))
        yield _Film(recording.width, recording.height, recording.fps, len(recording), found)
        return
    from formcheck.camera import open_film
    from formcheck.landmarker import Landmarker

    with open_film(path) as source, Landmarker(model) as landmarker, closing(ahead(source)) as frames:
        found = (landmarker.detect(frame.image, frame.t) for frame in frames)
        yield _Film(source.width, source.height, source.fps, source.frame_count, found, source.warnings)


def _watched(film: _Film, progress: Callable[[float], None] | None) -> Iterator[Detection]:
    """The detections of a film, while saying how far it is."""
    said = 0.0
    for count, detection in enumerate(film.detections, start=1):
        yield detection
        done = min(1.0, count / film.frame_count) if film.frame_count else 0.0
        if progress is not None and done - said >= PROGRESS_STEP:
            said = done
            progress(done)


def _frame_s(times: Sequence[float], fps: float) -> float:
    """How long a frame is shown: the median, or what the file says of itself when there is only one."""
    return float(np.median(np.diff(times))) if len(times) > 1 else 1.0 / fps


def _too_little_seen(seen: int, frames: int) -> list[str]:
    if seen == 0:
        return ["nobody was seen"]
    if seen < RARELY_SEEN * frames:
        return [f"somebody was seen in only {100 * seen // frames} % of the frames"]
    return []


def _unrecognised(session: Session) -> list[str]:
    return [] if session.coach else ["no exercise was recognised: name one with --exercise"]


def _rep(rep: RepCounted) -> dict[str, Any]:
    return {
        "index": rep.index,
        "side": rep.side,
        "start_s": round(rep.start_s, 3),
        "peak_s": round(rep.peak_s, 3),
        "end_s": round(rep.end_s, 3),
        "faults": list(rep.faults),
        "not_judged": list(rep.not_judged),
        "measures": dict(rep.measures),
    }


def _attempt(attempt: AttemptRejected) -> dict[str, Any]:
    return {"start_s": round(attempt.start_s, 3), "end_s": round(attempt.end_s, 3), "reason": attempt.reason}


def _hold(hold: HoldEnded) -> dict[str, Any]:
    return {
        "side": hold.side,
        "start_s": round(hold.start_s, 3),
        "end_s": round(hold.end_s, 3),
        "held_s": round(hold.held_s, 3),
        "faults": list(hold.faults),
    }
