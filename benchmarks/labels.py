"""Folders with a labels.json: one entry a clip, landmarks or films beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.clips import NOTHING, SCORED, Clip, TrueRep, Truth, Verdicts, widened
from benchmarks.rendered import rendered_films
from formcheck import CATALOGUE

FILM_SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi")
HOLD_SLACK_S = 1.0  # s around the labelled seconds of a hold, where the label gives no range


def read_folder(folder: Path, *, films: bool = False) -> tuple[list[Clip], list[str]]:
    """The clips of a folder, and a note about each that is labelled but not there.

    films   take the film of a clip even where its landmarks lie beside it
    ValueError, OSError: no labels, or labels that cannot be read; one line.
    """
    labels = folder / "labels.json"
    if labels.is_file():
        return _labelled(folder, _entries(labels), films)
    found = rendered_films(folder)
    if not found:
        raise ValueError(f"{folder}: expected labels.json, or films with their truth (NAME.mp4 + NAME.json)")
    return found, []


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        labels = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: no JSON ({error})") from None
    if not isinstance(labels, list):
        raise ValueError(f"{path}: expected a list of clips, got {type(labels).__name__}")
    for number, label in enumerate(labels):
        if not isinstance(label, dict) or not {"clip", "exercise"} <= label.keys():
            raise ValueError(f"{path}: entry {number}: expected at least 'clip' and 'exercise'")
    return labels


def _labelled(folder: Path, labels: list[dict[str, Any]], films: bool) -> tuple[list[Clip], list[str]]:
    paths = {label["clip"]: _recording(folder, label["clip"], films) for label in labels}
    notes = [f"{name}: no recording" for name, path in paths.items() if path is None]
    clips = [_clip(folder, path, label) for label in labels if (path := paths[label["clip"]]) is not None]
    return _once(clips, {label["clip"]: label.get("duplicate_of") for label in labels}), notes


def _recording(folder: Path, name: str, films: bool) -> Path | None:
    traces = [folder / "traces" / f"{name}.npz", folder / f"{name}.npz"]
    footage = [where / f"{name}{suffix}" for where in (folder, folder / "videos") for suffix in FILM_SUFFIXES]
    places = footage + traces if films else traces + footage
    return next((path for path in places if path.is_file()), None)


def _clip(folder: Path, path: Path, label: Mapping[str, Any]) -> Clip:
    exercise = label["exercise"]
    return Clip(
        name=label["clip"],
        folder=folder.name,
        path=path,
        exercise=exercise,
        movement=label.get("movement", exercise),
        view=label.get("view", ""),
        status=_status(label),
        truths=_truths(label),
        correct=label.get("correct"),
    )


def _truths(label: Mapping[str, Any]) -> dict[str, Truth]:
    """What each coach must find: of the clip's own exercise, or nothing at all in one that shows none."""
    exercise = label["exercise"]
    if exercise == "none":
        return {key: NOTHING for key in CATALOGUE if key not in label.get("not_negative_for", ())}
    if exercise not in CATALOGUE:
        return {}
    known = label.get("hold_s" if CATALOGUE[exercise].counts == "hold" else "reps") is not None
    return {exercise: _truth(label)} if known else {}


def _status(label: Mapping[str, Any]) -> str:
    for reason in ("render", "uncertain"):
        if label.get(reason):
            return reason
    usable = label.get("usable", "good")
    return SCORED if usable in ("good", "ok") else str(usable)


def _truth(label: Mapping[str, Any]) -> Truth:
    reps = int(label.get("reps") or 0)
    low, high = label.get("reps_range") or (reps, reps)
    ends: list[float | None] = list(label.get("rep_end_times_s") or ())
    if len(ends) != reps:
        ends = [None] * reps
    known = label.get("faults") is not None and label.get("faults_confidence") != "low"
    each = tuple(TrueRep(end, faults=_of_rep(label, i)) for i, end in enumerate(ends, start=1))
    held = float(label.get("hold_s") or 0.0)
    shortest, longest = label.get("hold_range_s") or (held - HOLD_SLACK_S, held + HOLD_SLACK_S)
    return Truth(reps, low, high, each, _of_clip(label) if known else None, held, shortest, longest)


def _of_clip(label: Mapping[str, Any]) -> Verdicts:
    uncertain = dict.fromkeys(label.get("faults_uncertain") or (), None)
    return widened(dict.fromkeys(label["faults"], True) | uncertain)


def _of_rep(label: Mapping[str, Any], number: int) -> Verdicts:
    """The faults of repetition `number`, counted from 1; None where only the clip is known to have one."""
    verdicts: dict[str, bool | None] = dict.fromkeys(label.get("faults_uncertain") or (), None)
    known = label.get("fault_reps") or {}
    for fault in label.get("faults") or ():
        where = known.get(fault)
        verdicts[fault] = None if where is None else where == "all" or number in where
    for fault, numbers in (label.get("fault_reps_uncertain") or {}).items():
        if number in numbers:
            verdicts[fault] = None
    return widened(verdicts)


def _once(clips: Iterable[Clip], same_as: Mapping[str, str | None]) -> list[Clip]:
    """The same clips; footage that is there twice is scored once."""
    scored: set[str] = set()
    kept = []
    for clip in clips:
        if clip.status == SCORED and same_as[clip.name] in scored:
            clip = replace(clip, status="duplicate")
        elif clip.status == SCORED:
            scored.add(clip.name)
        kept.append(clip)
    return kept
